"""Backpropagation against central differences and against PyTorch."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import nncore as nn
from nncore.gradcheck import GradientCheck, check_gradient
from nncore.layers import Layers

COMBINATIONS = [
    (hidden, output, loss)
    for hidden, output, loss in itertools.product(nn.ACTIVATIONS, nn.ACTIVATIONS, nn.LOSSES)
    if not nn.LOSSES[loss].outputs or output in nn.LOSSES[loss].outputs
]

# Loss, and slope along DIRECTION, of the 2-3-2 network below: from PyTorch 2.13 in float64 on a CPU. W1, b1, W2, b2
# were slices of one leaf tensor; mse and half_mse: mse_loss(f(z), T), half of it; bce: its form with logits.
PYTORCH = {
    ("sigmoid", "sigmoid", "mse"): (0.2002423117445735, -0.0027839720810987918),
    ("sigmoid", "sigmoid", "half_mse"): (0.10012115587228675, -0.0013919860405493959),
    ("sigmoid", "sigmoid", "bce"): (0.7035375787762853, -0.006521809744758467),
    ("sigmoid", "tanh", "mse"): (0.6055139736572341, -0.18522923978032896),
    ("sigmoid", "tanh", "half_mse"): (0.30275698682861707, -0.09261461989016448),
    ("sigmoid", "relu", "mse"): (0.35513956663585416, 0.06900030428653978),
    ("sigmoid", "relu", "half_mse"): (0.17756978331792708, 0.03450015214326989),
    ("sigmoid", "linear", "mse"): (0.6476195530066122, -0.1589897587656059),
    ("sigmoid", "linear", "half_mse"): (0.3238097765033061, -0.07949487938280295),
    ("tanh", "sigmoid", "mse"): (0.2052396534547487, 0.00212443339618067),
    ("tanh", "sigmoid", "half_mse"): (0.10261982672737435, 0.001062216698090335),
    ("tanh", "sigmoid", "bce"): (0.7222460132779687, 0.0010725388037077857),
    ("tanh", "tanh", "mse"): (0.7171238946063934, -0.05925104047262223),
    ("tanh", "tanh", "half_mse"): (0.3585619473031967, -0.029625520236311115),
    ("tanh", "relu", "mse"): (0.41895385324707257, -0.1156019281047028),
    ("tanh", "relu", "half_mse"): (0.20947692662353629, -0.0578009640523514),
    ("tanh", "linear", "mse"): (0.9251817093031842, -0.06543238404494531),
    ("tanh", "linear", "half_mse"): (0.4625908546515921, -0.032716192022472654),
    ("relu", "sigmoid", "mse"): (0.2038595843807693, -0.008697430838971731),
    ("relu", "sigmoid", "half_mse"): (0.10192979219038464, -0.004348715419485866),
    ("relu", "sigmoid", "bce"): (0.7112229252018973, -0.02048584449335672),
    ("relu", "tanh", "mse"): (0.6460538774336914, -0.11060324168441771),
    ("relu", "tanh", "half_mse"): (0.3230269387168457, -0.055301620842208854),
    ("relu", "relu", "mse"): (0.38228830393700625, -0.04975901400306519),
    ("relu", "relu", "half_mse"): (0.19114415196850312, -0.024879507001532596),
    ("relu", "linear", "mse"): (0.714195139397402, -0.12492042265159362),
    ("relu", "linear", "half_mse"): (0.357097569698701, -0.06246021132579681),
    ("linear", "sigmoid", "mse"): (0.21459563266139603, -0.00798201526190679),
    ("linear", "sigmoid", "half_mse"): (0.10729781633069801, -0.003991007630953395),
    ("linear", "sigmoid", "bce"): (0.7524218102214482, -0.03048913638700569),
    ("linear", "tanh", "mse"): (0.738678991491369, -0.06609948696698184),
    ("linear", "tanh", "half_mse"): (0.3693394957456845, -0.03304974348349092),
    ("linear", "relu", "mse"): (0.537455694538108, -0.3218766616278541),
    ("linear", "relu", "half_mse"): (0.268727847269054, -0.16093833081392706),
    ("linear", "linear", "mse"): (1.1197861524760802, -0.21398619504123195),
    ("linear", "linear", "half_mse"): (0.5598930762380401, -0.10699309752061598),
}
X = np.array([[0.3, -0.7], [1.1, 0.4], [-0.9, 0.2], [0.05, -1.3]])
T = np.array([[0.0, 1.0], [1.0, 0.5], [0.25, 0.0], [1.0, 1.0]])
DIRECTION = np.array([((5 * k) % 17) / 17 - 0.4 for k in range(17)])


def layers_2_3_2(hidden: str, output: str) -> Layers:
    layers = Layers((2, 3, 2), (hidden, output))
    layers.parameters = [((7 * k) % 17) / 8.5 - 0.93 for k in range(17)]
    return layers


def test_every_pair_of_activations_with_every_loss_it_suits_is_covered() -> None:
    assert len(COMBINATIONS) == 36
    assert set(PYTORCH) == set(COMBINATIONS)


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
def test_backpropagation_agrees_with_pytorch(hidden: str, output: str, loss: str) -> None:
    value, gradient = layers_2_3_2(hidden, output).gradient(X, T, loss)
    expected_value, expected_slope = PYTORCH[hidden, output, loss]
    assert value == pytest.approx(expected_value, rel=1e-12)
    assert gradient @ DIRECTION == pytest.approx(expected_slope, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
def test_backpropagation_agrees_with_differences(hidden: str, output: str, loss: str) -> None:
    rng = np.random.default_rng(8)
    for sizes in ((3, 2, 1), (2, 5, 4, 3), (1, 1), (4, 7, 2)):
        layers = Layers(sizes, [hidden] * (len(sizes) - 2) + [output])
        layers.initialize("article", rng)
        x, t = rng.normal(size=(5, sizes[0])), rng.random((5, sizes[-1]))
        result = check_gradient(layers, x, t, loss, rng)
        assert result.agrees, f"{sizes}: {result}"


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


def test_a_confident_wrong_answer_has_an_exact_cross_entropy() -> None:
    layers = Layers((1, 1), ("sigmoid",))
    layers.parameters = [1000.0, 0.0]
    value, gradient = layers.gradient([[1.0], [-1.0]], [[0.0], [1.0]], "bce")
    assert value == 1000.0  # −ln(1 − sigmoid(1000)), which in floats would be −ln(0)
    np.testing.assert_array_equal(gradient, [1.0, 0.0])
