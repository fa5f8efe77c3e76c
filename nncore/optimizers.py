"""Optimizers: how a gradient g becomes a change of the parameters w. PyTorch's conventions; t counts updates from 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nncore import checks, engine
from nncore.arrays import Array

# The compiled loops choose by these numbers.
SGD_CODE, ADAM_CODE, RMSPROP_CODE, ADAGRAD_CODE, ADAMW_CODE = range(5)

MIN_RATE, MAX_RATE = 0.0, 1000.0

# How much of an average a step keeps: all of it would never change.
_share = partial(checks.number, low=0.0, high=1.0, below_high=True)
# What each field must be, whichever optimizer has it.
_ALLOWED: Mapping[str, Callable[[str, Any], Any]] = MappingProxyType(
    {
        "learning_rate": partial(checks.number, low=MIN_RATE, high=MAX_RATE, above_low=True),
        "momentum": _share,
        "nesterov": checks.flag,
        "alpha": _share,
        "beta1": _share,
        "beta2": _share,
        "epsilon": partial(checks.number, low=0.0, high=1.0, above_low=True),
        "decay": partial(checks.number, low=0.0, high=10.0),
    }
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What all optimizers have: a learning rate, checked fields, a way to work."""

    learning_rate: float

    name: ClassVar[str]
    title: ClassVar[str]
    formula: ClassVar[str]
    latex: ClassVar[str]
    about: ClassVar[str]
    code: ClassVar[int]
    buffers: ClassVar[int]  # how many numbers it remembers for each parameter

    def __post_init__(self) -> None:
        for field in fields(self):
            value = _ALLOWED[field.name](field.name, getattr(self, field.name))
            object.__setattr__(self, field.name, value)

    @property
    def settings(self) -> tuple[float, ...]:
        """The numbers, other than the rate, that the compiled loops need: the fields in their order."""
        return tuple(float(value) for value in astuple(self)[1:])

    def build(self, size: int) -> Stepper:
        """This optimizer ready to work on a vector of `size` parameters."""
        return Stepper(self, size)


@dataclass(frozen=True, slots=True)
class SGD(_Rule):
    """Stochastic gradient descent, with momentum (`torch.optim.SGD`).

    Without momentum w −= lr·g. With momentum μ: first b = g, then b = μ·b + g; w −= lr·b, or with `nesterov`
    w −= lr·(g + μ·b).
    """

    learning_rate: float = 0.03
    momentum: float = 0.0
    nesterov: bool = False

    name = "sgd"
    title = "Gradient descent"
    formula = "w ← w − rate · g; with momentum μ: b ← μb + g,  w ← w − rate · b, or with Nesterov w − rate · (g + μb)"
    latex = r"b \leftarrow \mu b + g, \quad w \leftarrow w - \eta\,b"
    about = (
        "A step downhill along the gradient of the batch: the plainest rule there is. It needs a rate that fits, and "
        "momentum to get through long flat valleys."
    )
    code = SGD_CODE
    buffers = 1  # b


@dataclass(frozen=True, slots=True)
class Adam(_Rule):
    """Adam (`torch.optim.Adam`; Kingma and Ba, 2015).

    m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; w −= lr·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    name = "adam"
    title = "Adam"
    formula = "m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  w ← w − rate · m̂ / (√v̂ + ε)"
    latex = (
        r"m \leftarrow \beta_1 m + (1 - \beta_1)\,g, \quad v \leftarrow \beta_2 v + (1 - \beta_2)\,g^2, \quad "
        r"w \leftarrow w - \eta\,\frac{\hat{m}}{\sqrt{\hat{v}} + \epsilon}"
    )
    about = (
        "Each parameter gets its own step from averages of its gradient and of the square: quick and forgiving. Near "
        "the goal it can wander."
    )
    code = ADAM_CODE
    buffers = 2  # m, v


@dataclass(frozen=True, slots=True)
class RMSProp(_Rule):
    """RMSProp (`torch.optim.RMSprop`; Hinton, 2012): v = α·v + (1 − α)·g²; w −= lr·g / (√v + ε)."""

    learning_rate: float = 0.01
    alpha: float = 0.99
    epsilon: float = 1e-8

    name = "rmsprop"
    title = "RMSProp"
    formula = "v ← αv + (1−α)g²,  w ← w − rate · g / (√v + ε)"
    latex = r"v \leftarrow \alpha v + (1 - \alpha)\,g^2, \quad w \leftarrow w - \eta\,\frac{g}{\sqrt{v} + \epsilon}"
    about = (
        "Divides each gradient by its usual size, so that all parameters move about equally fast. Its first steps are "
        "large, and near the goal it does not settle."
    )
    code = RMSPROP_CODE
    buffers = 1  # v


@dataclass(frozen=True, slots=True)
class Adagrad(_Rule):
    """Adagrad (`torch.optim.Adagrad`; Duchi, Hazan and Singer, 2011): G = G + g²; w −= lr·g / (√G + ε)."""

    learning_rate: float = 0.01
    epsilon: float = 1e-10

    name = "adagrad"
    title = "Adagrad"
    formula = "G ← G + g²,  w ← w − rate · g / (√G + ε)"
    latex = r"G \leftarrow G + g^2, \quad w \leftarrow w - \eta\,\frac{g}{\sqrt{G} + \epsilon}"
    about = (
        "Parameters that have moved much move ever less: calm, and forgiving of a rate that is too high. In a long "
        "training it comes to a halt too early."
    )
    code = ADAGRAD_CODE
    buffers = 1  # G


@dataclass(frozen=True, slots=True)
class AdamW(_Rule):
    """Adam with decoupled decay (`torch.optim.AdamW`; Loshchilov and Hutter, 2019): w *= 1 − lr·decay, then Adam on g.

    The decay shrinks all parameters, the biases too, where the penalty l2 of a training shrinks the weights alone.
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    decay: float = 0.01

    name = "adamw"
    title = "AdamW"
    formula = "w ← (1 − rate · decay) w,  then as Adam"
    latex = r"w \leftarrow (1 - \eta\lambda)\,w, \quad w \leftarrow w - \eta\,\frac{\hat{m}}{\sqrt{\hat{v}} + \epsilon}"
    about = (
        "Adam that also shrinks every parameter a little at each step, which keeps surfaces smooth. Too strong a decay "
        "holds the network back."
    )
    code = ADAMW_CODE
    buffers = 2  # m, v


Optimizer = SGD | Adam | RMSProp | Adagrad | AdamW
OPTIMIZERS = MappingProxyType({cls.name: cls for cls in (SGD, Adam, RMSProp, Adagrad, AdamW)})


class Stepper:
    """An optimizer at work on one vector of parameters: it remembers its averages and how many steps it took.

    `buffers` is (k, size) float64, in the order in which the optimizer's formula names them; all begin as zeros.
    """

    def __init__(self, optimizer: _Rule, size: int) -> None:
        self.optimizer = optimizer
        self.buffers: Array = np.zeros((optimizer.buffers, checks.integer("size", size, 1, 2**31)))
        self.steps = 0
        self._settings = np.array(optimizer.settings)

    def step(self, parameters: Array, gradient: Array, learning_rate: float | None = None) -> None:
        """Change `parameters`, (size,) float64, in place by one step against `gradient`, (size,).

        `learning_rate` takes the place of the optimizer's own for this step. Raises ValueError for other arrays.
        """
        shape = self.buffers[0].shape
        if not _is_vector(parameters, shape):
            raise ValueError(f"parameters must be a float64 vector of shape {shape}, contiguous and not read-only")
        if np.shape(gradient) != shape:
            raise ValueError(f"gradient must have the shape {shape}, got {np.shape(gradient)}")
        own = self.optimizer.learning_rate
        rate = own if learning_rate is None else _ALLOWED["learning_rate"]("learning_rate", learning_rate)
        self.steps += 1
        engine.kernels().step(
            self.optimizer.code,
            self._settings,
            parameters,
            np.ascontiguousarray(gradient, dtype=np.float64),
            self.buffers,
            rate,
            self.steps,
        )


def _is_vector(parameters: object, shape: tuple[int, ...]) -> bool:
    """Whether the compiled loops can change `parameters` in place."""
    if not isinstance(parameters, np.ndarray) or parameters.shape != shape:
        return False
    return parameters.dtype == np.float64 and parameters.flags.carray
