"""The package as a whole: what it exports, what importing it costs and sets."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

import nncore as nn


def printed_by(code: str, **environment: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**inherited, **environment})
    return done.stdout.strip()


def test_every_name_that_is_promised_is_there() -> None:
    assert all(hasattr(nn, name) for name in nn.__all__)
    assert sorted(nn.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)) == nn.__all__


@pytest.mark.parametrize(
    ("table", "promised"),
    [
        (nn.ACTIVATIONS, "sigmoid tanh relu leaky_relu elu selu softplus softsign swish gelu sine linear softmax"),
        (nn.LOSSES, "mse half_mse mae huber bce cross_entropy"),
        (nn.INITIALIZERS, "xavier_uniform xavier_normal he_uniform he_normal lecun_uniform lecun_normal"),
        (nn.INITIALIZERS, "uniform zeros playground article"),
        (nn.OPTIMIZERS, "sgd adam rmsprop adagrad adamw"),
        (nn.SCHEDULES, "constant step exponential cosine warmup one_cycle plateau"),
        (nn.FEATURES, "x y xy x2 y2 sin_x sin_y"),
        (nn.PRESETS, "first-run article article-centered playground"),
    ],
)
def test_files_and_scripts_can_rely_on_the_names(table: Mapping[str, object], promised: str) -> None:
    assert set(promised.split()) <= set(table)


def test_a_window_can_be_shown_before_numba_is_imported() -> None:
    code = """
import sys, nncore
trainer = nncore.Trainer(nncore.PRESETS["first-run"].experiment)
trainer.network.predict([[0.5, 0.5]]), trainer.state(), trainer.history
print("numba" in sys.modules, nncore.is_warm())
nncore.warm_up()
print("numba" in sys.modules, nncore.is_warm())
"""
    assert printed_by(code).split() == ["False", "False", "True", "True"]


def test_small_matrices_are_multiplied_in_one_thread_unless_somebody_chose_otherwise() -> None:
    code = "import nncore, os; print(*(os.environ[n + '_NUM_THREADS'] for n in ('OPENBLAS', 'OMP', 'MKL')))"
    assert printed_by(code) == "1 1 1"
    assert printed_by(code, OMP_NUM_THREADS="2") == "1 2 1"


def test_no_network_compiles_anything_anew() -> None:
    from nncore import kernels  # compiled here, by the test that looks into it

    three = nn.PRESETS["three-blobs"].experiment
    dropping = nn.NetworkSpec(hidden_layers=(nn.Layer(5, "relu", dropout=0.5), nn.Layer(70, "gelu")))
    for recipe in (three, nn.Experiment(nn.NetworkSpec(hidden_layers=())), nn.Experiment(dropping)):
        for optimizer in nn.OPTIMIZERS.values():
            trainer = nn.Trainer(replace(recipe, training=replace(recipe.training, optimizer=optimizer(), l1=0.1)))
            trainer.advance(epochs=1)
            trainer.evaluate("test")
            optimizer().build(3).step(np.zeros(3), np.ones(3))
    trainer.network.gradient([[0.1, 0.2]], [[1.0]])
    nn.NeuralNetwork(2, [3], 1, 0.1).train([0.5, 0.5], [1.0])
    assert len(kernels.run.signatures) == 1
    assert len(kernels.step.signatures) == 1
