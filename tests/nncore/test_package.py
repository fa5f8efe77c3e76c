"""The package as a whole: what it exports, what importing it costs and sets."""

from __future__ import annotations

import os
import subprocess
import sys

import nncore as nn


def printed_by(code: str, **environment: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**inherited, **environment})
    return done.stdout.strip()


def test_every_name_that_is_promised_is_there() -> None:
    assert all(hasattr(nn, name) for name in nn.__all__)
    assert sorted(nn.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)) == nn.__all__


def test_a_window_can_be_shown_before_numba_is_imported() -> None:
    code = """
import sys, nncore
trainer = nncore.Trainer(nncore.PRESETS["first-run"].experiment)
trainer.network.predict([[0.5, 0.5]]), trainer.evaluate("train"), trainer.state(), trainer.history
print("numba" in sys.modules)
nncore.warm_up()
print("numba" in sys.modules)
"""
    assert printed_by(code).split() == ["False", "True"]


def test_small_matrices_are_multiplied_in_one_thread_unless_somebody_chose_otherwise() -> None:
    code = "import nncore, os; print(*(os.environ[n + '_NUM_THREADS'] for n in ('OPENBLAS', 'OMP', 'MKL')))"
    assert printed_by(code) == "1 1 1"
    assert printed_by(code, OMP_NUM_THREADS="2") == "1 2 1"


def test_no_network_compiles_anything_anew() -> None:
    from nncore import kernels  # compiled here, by the test that looks into it

    for sizes in ((2, 1), (2, 5, 1), (2, 3, 3, 1)):
        layers = nn.NetworkSpec(hidden_layers=tuple(nn.Layer(size, "relu") for size in sizes[1:-1]))
        for optimizer in (nn.SGD(), nn.Adam()):
            nn.Trainer(nn.Experiment(layers, training=nn.TrainingSpec(optimizer=optimizer))).advance(epochs=1)
    assert len(kernels.train.signatures) == 1
    assert len(kernels.step.signatures) == 1
