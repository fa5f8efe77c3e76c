"""Optimizers: the rules against PyTorch, alone and within a whole training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn

# Where 25 steps from START lead with the gradient below, the rate 0.1, from the 11th step on 0.02: torch.optim.SGD and
# torch.optim.Adam of PyTorch 2.13 in float64 on a CPU, the rate changed in optimizer.param_groups.
START = (0.5, -1.25, 2.0, -0.1)
PYTORCH = [
    (nn.SGD(0.1), (0.3135890663359477, -0.36111515756069335, 1.1696265034222468, 0.4146725660040064)),
    (nn.SGD(0.1, momentum=0.9), (0.3112892323194426, -0.33644738967388355, 1.2006098358243393, 0.5248048612743215)),
    (
        nn.SGD(0.1, momentum=0.8, nesterov=True),
        (0.2757929959606758, -0.16801487129000564, 1.138000363928268, 0.44391885388629226),
    ),
    (nn.Adam(0.1), (0.29749334961869445, -0.22367645138678402, 1.0443480601653208, 0.457027263890157)),
    (
        nn.Adam(0.1, beta1=0.7, beta2=0.95, epsilon=1e-3),
        (0.27563496552177996, -0.3273636997318299, 1.1557550049580263, 0.4365332690836304),
    ),
]


WRONG: Any = "wrong"


def gradient(w: Any) -> Any:
    return np.array([1.0, 0.5, 0.25, 3.0]) * w**3 + w - np.array([0.3, -0.2, 1.5, 0.7])


@pytest.mark.parametrize(("optimizer", "expected"), PYTORCH, ids=lambda value: repr(value)[:40])
def test_25_steps_lead_where_pytorch_goes(optimizer: nn.Optimizer, expected: tuple[float, ...]) -> None:
    w, stepper = np.array(START), optimizer.build(4)
    for t in range(25):
        stepper.step(w, gradient(w), learning_rate=0.1 if t < 10 else 0.02)
    np.testing.assert_allclose(w, expected, rtol=1e-12)


def test_without_another_rate_a_step_uses_the_optimizers_own() -> None:
    w = np.array([1.0, 2.0])
    nn.SGD(learning_rate=0.5).build(2).step(w, np.array([1.0, -1.0]))
    np.testing.assert_array_equal(w, [0.5, 2.5])


# Six epochs in the order of the data, penalties by autograd on the weights, as in the module's comment above.
ADAM_TRAINING = nn.Experiment(
    nn.NetworkSpec(("x", "y", "xy"), (nn.Layer(3, "tanh"), nn.Layer(2, "relu")), initializer="article"),
    nn.DataSpec("xor", observations=20, noise=0.1, test_fraction=0.25, seed=3),
    nn.TrainingSpec("bce", nn.Adam(0.05), batch_size=4, l1=0.002, l2=0.01, shuffle=False),
    seed=11,
)
ADAM_PARAMETERS = """
-0.9536585160782657 0.5627071258276422 0.31982278373159084 -0.7121953030303169 -0.45914985306752076
0.5867364714718684 -1.6327342255309736 0.15857814590261904 0.3384204577188113 0.22944419285941695
-0.014472929094726668 -0.17020749089632936 1.0808981692371618 -1.3677261600585957 -0.3091723442627022
-0.04608368026530439 -0.17183186546190182 0.7023327215538688 0.4635697328783069 0.5250179514884478
0.8355304345183603 -1.3660706484133613 -0.11570366068374001
"""
MOMENTUM_TRAINING = replace(
    ADAM_TRAINING,
    network=nn.NetworkSpec(
        hidden_layers=(nn.Layer(3, "sigmoid"),), output_activation="linear", initializer="uniform", center_inputs=False
    ),
    training=nn.TrainingSpec("mse", nn.SGD(0.05, momentum=0.9), batch_size=4, l1=0.002, l2=0.01, shuffle=False),
)
MOMENTUM_PARAMETERS = """
-0.3336087631750348 -0.00045901885215184475 -0.05210762949006725 -0.48603965538767396 -0.3761466421035835
0.33931262668766093 -0.12100569855516549 -0.12288252249275454 -0.04618298003033435 -0.11540848571270822
-0.10311084419928986 0.5882086524463663 0.4724761960359485
"""


@pytest.mark.parametrize(
    ("experiment", "parameters"), [(ADAM_TRAINING, ADAM_PARAMETERS), (MOMENTUM_TRAINING, MOMENTUM_PARAMETERS)]
)
def test_a_training_with_penalties_and_a_partial_batch_ends_where_pytorch_ends(
    experiment: nn.Experiment, parameters: str
) -> None:
    trainer = nn.Trainer(experiment)
    assert len(trainer.observations.train_points) == 15  # batches of 4, 4, 4 and 3
    trainer.advance(epochs=6)
    assert trainer.updates == 24
    np.testing.assert_allclose(trainer.network.parameters, [float(text) for text in parameters.split()], rtol=1e-11)


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
        (lambda: nn.Adam().build(0), "size must be between 1 and 2147483648, got 0"),
        (lambda: nn.SGD().build(1).step(np.zeros(1), np.zeros(1), learning_rate=-1), "learning_rate must be greater"),
    ],
)
def test_a_number_that_is_not_allowed_is_refused(make: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        make()
    assert str(refusal.value).startswith(message)
