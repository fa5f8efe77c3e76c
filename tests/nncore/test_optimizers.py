"""Optimizers: the rules against PyTorch, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore import reference

WRONG: Any = "wrong"
PYTORCH = reference.load("optimizers")


def gradient(w: Any) -> Any:
    """The gradient of the function on which PyTorch walked too."""
    return np.array([1.0, 0.5, 0.25, 3.0]) * (w * w * w) + w - np.array([0.3, -0.2, 1.5, 0.7])


@pytest.mark.parametrize("case", PYTORCH, ids=lambda case: f"{case['optimizer']} {case['settings']}")
def test_every_one_of_25_steps_leads_where_pytorch_goes(case: dict[str, Any]) -> None:
    w, stepper, path = np.array([0.5, -1.25, 2.0, -0.1]), optimizer(case).build(4), []
    for t in range(25):
        stepper.step(w, gradient(w), learning_rate=0.1 if t < 10 else 0.02)
        path.append(w.copy())
    np.testing.assert_allclose(path, case["path"], rtol=1e-12, atol=1e-14)


def optimizer(case: dict[str, Any]) -> nn.Optimizer:
    return nn.OPTIMIZERS[case["optimizer"]](**case["settings"])


def test_pytorch_was_asked_for_every_option_of_every_optimizer() -> None:
    for name, cls in nn.OPTIMIZERS.items():
        options = {field for case in PYTORCH if case["optimizer"] == name for field in case["settings"]}
        assert options == {field.name for field in fields(cls)} - {"learning_rate"}


@pytest.mark.parametrize(
    ("built", "settings", "buffers"),
    [
        (nn.SGD(0.1, momentum=0.5, nesterov=True), (0.5, 1.0), 1),
        (nn.Adam(0.1), (0.9, 0.999, 1e-8), 2),
        (nn.RMSProp(), (0.99, 1e-8), 1),
        (nn.Adagrad(), (1e-10,), 1),
        (nn.AdamW(decay=0.5), (0.9, 0.999, 1e-8, 0.5), 2),
    ],
)
def test_the_compiled_loops_get_the_settings_in_their_order(
    built: nn.Optimizer, settings: tuple[float, ...], buffers: int
) -> None:
    assert built.settings == settings
    assert built.build(3).buffers.shape == (buffers, 3)


@pytest.mark.parametrize(
    ("built", "rate"),
    [(nn.SGD(), 0.03), (nn.Adam(), 0.001), (nn.RMSProp(), 0.01), (nn.Adagrad(), 0.01), (nn.AdamW(), 0.001)],
)
def test_the_rates_are_pytorchs_where_it_has_one(built: nn.Optimizer, rate: float) -> None:
    assert built.learning_rate == rate


def test_a_whole_number_is_as_good_as_a_decimal() -> None:
    assert nn.AdamW(1, decay=0) == nn.AdamW(1.0, decay=0.0)
    assert isinstance(nn.AdamW(1, decay=0).decay, float)


def test_without_another_rate_a_step_uses_the_optimizers_own() -> None:
    w = np.array([1.0, 2.0])
    nn.SGD(learning_rate=0.5).build(2).step(w, np.array([1.0, -1.0]))
    np.testing.assert_array_equal(w, [0.5, 2.5])


@pytest.mark.parametrize(
    ("parameters", "step_gradient", "message"),
    [
        (
            np.zeros(3),
            np.zeros(2),
            r"parameters must be a float64 vector of shape \(2,\), contiguous",
        ),
        (np.zeros(2, dtype=np.float32), np.zeros(2), "parameters must be a float64 vector"),
        (np.zeros(4)[::2], np.zeros(2), "parameters must be a float64 vector"),
        (np.broadcast_to(0.0, 2), np.zeros(2), "parameters must be a float64 vector"),
        ([0.0, 0.0], np.zeros(2), "parameters must be a float64 vector"),
        (np.zeros(2), np.zeros(3), r"gradient must have the shape \(2,\), got \(3,\)"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(parameters: Any, step_gradient: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        nn.SGD().build(2).step(parameters, step_gradient)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.SGD(0), "learning_rate must be greater than 0 and at most 1000, got 0"),
        (lambda: nn.SGD(-0.1), "learning_rate must be greater than 0 and at most 1000, got -0.1"),
        (lambda: nn.Adam(float("nan")), "learning_rate must be greater than 0 and at most 1000, got nan"),
        (lambda: nn.Adam(1e9), "learning_rate must be greater than 0 and at most 1000, got 1000000000.0"),
        (lambda: nn.SGD(WRONG), "learning_rate must be greater than 0 and at most 1000, got 'wrong'"),
        (lambda: nn.SGD(0.1, momentum=1), "momentum must be at least 0 and less than 1, got 1"),
        (lambda: nn.SGD(0.1, nesterov=WRONG), "nesterov must be true or false, got 'wrong'"),
        (lambda: nn.Adam(beta1=1.0), "beta1 must be at least 0 and less than 1, got 1.0"),
        (lambda: nn.Adam(epsilon=0.0), "epsilon must be greater than 0 and at most 1, got 0.0"),
        (lambda: nn.RMSProp(alpha=1), "alpha must be at least 0 and less than 1, got 1"),
        (lambda: nn.RMSProp(epsilon=-1), "epsilon must be greater than 0 and at most 1, got -1"),
        (lambda: nn.Adagrad(epsilon=True), "epsilon must be greater than 0 and at most 1, got True"),
        (lambda: nn.AdamW(beta2=2), "beta2 must be at least 0 and less than 1, got 2"),
        (lambda: nn.AdamW(decay=-0.1), "decay must be between 0 and 10, got -0.1"),
        (lambda: nn.AdamW(decay=11), "decay must be between 0 and 10, got 11"),
        (lambda: nn.Adam().build(0), "size must be between 1 and 2147483648, got 0"),
        (lambda: nn.SGD().build(1).step(np.zeros(1), np.zeros(1), learning_rate=-1), "learning_rate must be greater"),
    ],
)
def test_a_number_that_is_not_allowed_is_refused(make: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        make()
    assert str(refusal.value).startswith(message)
