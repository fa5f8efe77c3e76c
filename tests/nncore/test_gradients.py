"""Backpropagation against PyTorch and against central differences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

import nncore as nn
from nncore.gradcheck import GradientCheck, check_gradient
from nncore.layers import Layers
from tests.nncore import reference

HIDDEN = [name for name, entry in nn.ACTIVATIONS.items() if not entry.output_only]
PYTORCH = reference.load("gradients")
DIFFERENCE_SHAPES = ((3, 2, 1), (2, 5, 4, 3), (1, 1), (4, 7, 2))
ROUNDING = 1e-10  # of the difference of two losses, divided by the step
X = np.array([[0.3, -0.7], [1.1, 0.4], [-0.9, 0.2], [0.05, -1.3]])
T = np.array([[0.0, 1.0], [1.0, 0.5], [0.25, 0.0], [1.0, 1.0]])


def outputs_for(loss: str, outputs: int) -> Iterator[str]:
    """The activations with which so many outputs make sense of `loss`."""
    for name in nn.LOSSES[loss].outputs or nn.ACTIVATIONS:
        if name != "softmax" or outputs > 1:
            yield name


@pytest.mark.parametrize("case", PYTORCH, ids=lambda case: f"{case['sizes']} {case['hidden']}")
def test_backpropagation_agrees_with_pytorch(case: dict[str, Any]) -> None:
    direction, sizes = np.array(case["direction"]), case["sizes"]
    wrong = []
    for names, (expected, expected_slope) in case["answers"].items():
        output, loss = names.split()
        targets = "probabilities" if output == "softmax" else "shares" if loss == "bce" else "values"
        layers = Layers(sizes, [case["hidden"]] * (len(sizes) - 2) + [output])
        layers.parameters = case["parameters"]
        value, gradient = layers.gradient(case["x"], case[targets], loss)
        slope, scale = gradient @ direction, np.linalg.norm(gradient)
        if abs(value - expected) > 1e-12 * expected or abs(slope - expected_slope) > 1e-12 * scale:
            wrong.append(f"{names}: loss {value}, not {expected}; slope {slope}, not {expected_slope}")
    assert not wrong, "\n".join(wrong)


def test_pytorch_was_asked_for_everything_that_makes_sense() -> None:
    shapes = {tuple(case["sizes"]) for case in PYTORCH}
    assert shapes == {(2, 2), (2, 3, 1), (2, 3, 2), (3, 4, 3, 2)}
    assert len(PYTORCH) == 1 + 3 * len(HIDDEN) == 37
    assert {case["hidden"] for case in PYTORCH} == {"", *HIDDEN}
    for case in PYTORCH:
        expected = {f"{name} {loss}" for loss in nn.LOSSES for name in outputs_for(loss, case["sizes"][-1])}
        assert set(case["answers"]) == expected


def away_from_kinks(layers: Layers, x: Any, t: Any) -> bool:
    """Whether no sum is near 0 and no error near 0 or 1, where some functions have a corner."""
    steps = layers.sums_and_outputs(x)
    errors = np.abs(steps[-1][1] - t)
    distances = [*(np.abs(z).min() for z, _ in steps), errors.min(), np.abs(errors - 1.0).min()]
    return bool(min(distances) > 1e-3)


def smooth_problem(rng: Generator, sizes: tuple[int, ...], names: list[str]) -> tuple[Layers, Any, Any]:
    """Random layers, inputs and targets that are away from all kinks."""
    layers = Layers(sizes, names)
    while True:
        layers.initialize("article", rng)
        x, t = rng.normal(size=(5, sizes[0])), rng.random((5, sizes[-1]))
        if names[-1] == "softmax":
            t /= t.sum(axis=1, keepdims=True)
        if away_from_kinks(layers, x, t):
            return layers, x, t


@pytest.mark.parametrize("loss", nn.LOSSES)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_backpropagation_agrees_with_differences(hidden: str, loss: str) -> None:
    rng = np.random.default_rng(8)
    wrong = []
    for sizes in DIFFERENCE_SHAPES:
        for output in outputs_for(loss, sizes[-1]):
            layers, x, t = smooth_problem(rng, sizes, [hidden] * (len(sizes) - 2) + [output])
            result = check_gradient(layers, x, t, loss, rng)
            # A direction across the gradient has nearly no slope to be relative to.
            allowed = 1e-7 * np.linalg.norm(layers.gradient(x, t, loss)[1]) + ROUNDING
            if abs(result.backpropagated - result.measured) > allowed:
                wrong.append(f"{sizes} {output}: {result}")
    assert not wrong, "\n".join(wrong)


def test_layers_of_different_activations_agree_with_differences() -> None:
    rng = np.random.default_rng(2)
    for _ in range(5):
        names = [*map(str, rng.permutation(HIDDEN)), "softmax"]
        layers, x, t = smooth_problem(rng, (2, *[3] * len(HIDDEN), 2), names)
        result = check_gradient(layers, x, t, "cross_entropy", rng)
        assert result.agrees, f"{names}: {result}"


def test_the_gradient_of_a_batch_is_the_mean_of_its_observations_gradients() -> None:
    layers = layers_2_3_2("gelu", "softsign")
    value, gradient = layers.gradient(X, T, "huber")
    singles = [layers.gradient(X[n : n + 1], T[n : n + 1], "huber") for n in range(len(X))]
    assert value == pytest.approx(np.mean([value for value, _ in singles]), rel=1e-14)
    np.testing.assert_allclose(gradient, np.mean([g for _, g in singles], axis=0), rtol=1e-13, atol=1e-16)


def layers_2_3_2(hidden: str, output: str) -> Layers:
    layers = Layers((2, 3, 2), (hidden, output))
    layers.parameters = [((7 * k) % 17) / 8.5 - 0.93 for k in range(17)]
    return layers


def test_a_wrong_gradient_is_found_and_both_numbers_are_told() -> None:
    result = GradientCheck(backpropagated=0.5, measured=0.25)
    assert not result.agrees
    assert result.relative_error == 0.5
    assert str(result) == "slope from backpropagation 0.5, from differences 0.25: relative error 5.0e-01"


def test_a_flat_place_agrees() -> None:
    assert GradientCheck(0.0, 0.0).agrees


def test_the_check_leaves_the_parameters_alone() -> None:
    layers = layers_2_3_2("tanh", "sigmoid")
    before = layers.parameters
    check_gradient(layers, X, T, "bce", np.random.default_rng(0))
    np.testing.assert_array_equal(layers.parameters, before)


def test_a_confident_wrong_answer_has_an_exact_binary_cross_entropy() -> None:
    layers = Layers((1, 1), ("sigmoid",))
    layers.parameters = [1000.0, 0.0]
    value, gradient = layers.gradient([[1.0], [-1.0]], [[0.0], [1.0]], "bce")
    assert value == 1000.0  # −ln(1 − sigmoid(1000)), which in floats would be −ln(0)
    np.testing.assert_array_equal(gradient, [1.0, 0.0])


def test_a_confident_wrong_answer_has_an_exact_cross_entropy() -> None:
    layers = Layers((1, 2), ("softmax",))
    layers.parameters = [1000.0, -1000.0, 0.0, 0.0]
    value, gradient = layers.gradient([[1.0]], [[0.0, 1.0]], "cross_entropy")
    assert value == 2000.0  # −ln(e⁻¹⁰⁰⁰ / (e¹⁰⁰⁰ + e⁻¹⁰⁰⁰)), all of which overflow
    np.testing.assert_array_equal(gradient, [1.0, -1.0, 1.0, -1.0])
