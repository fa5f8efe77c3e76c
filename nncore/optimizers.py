"""Optimizers: how a gradient g becomes a change of the parameters w. PyTorch's conventions; t counts updates from 1."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from nncore import checks, engine
from nncore.arrays import Array

# The compiled loops choose by these numbers.
SGD_CODE, ADAM_CODE = range(2)

MIN_RATE, MAX_RATE = 0.0, 1000.0


def _rate(value: float) -> float:
    return checks.number("learning_rate", value, MIN_RATE, MAX_RATE, above_low=True)


@dataclass(frozen=True, slots=True)
class SGD:
    """Stochastic gradient descent, with momentum (`torch.optim.SGD`).

    Without momentum w −= lr·g. With momentum μ: first b = g, then b = μ·b + g; w −= lr·b, or with `nesterov`
    w −= lr·(g + μ·b).
    """

    learning_rate: float = 0.03
    momentum: float = 0.0
    nesterov: bool = False

    name: ClassVar[str] = "sgd"
    title: ClassVar[str] = "Gradient descent"
    formula: ClassVar[str] = "w ← w − rate · g"
    about: ClassVar[str] = "A step downhill along the gradient of the batch: the plainest rule there is."
    code: ClassVar[int] = SGD_CODE
    buffers: ClassVar[int] = 1  # b

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", _rate(self.learning_rate))
        object.__setattr__(self, "momentum", checks.number("momentum", self.momentum, 0.0, 1.0, below_high=True))
        checks.flag("nesterov", self.nesterov)

    @property
    def settings(self) -> tuple[float, ...]:
        """The numbers, other than the rate, that the compiled loops need."""
        return (self.momentum, float(self.nesterov))

    def build(self, size: int) -> Stepper:
        """This optimizer ready to work on a vector of `size` parameters."""
        return Stepper(self, size)


@dataclass(frozen=True, slots=True)
class Adam:
    """Adam (`torch.optim.Adam`; Kingma and Ba, 2015).

    m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; w −= lr·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    name: ClassVar[str] = "adam"
    title: ClassVar[str] = "Adam"
    formula: ClassVar[str] = "m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  w ← w − rate · m̂ / (√v̂ + ε)"
    about: ClassVar[str] = (
        "Each parameter gets its own step from averages of its gradient and of the square: quick and forgiving."
    )
    code: ClassVar[int] = ADAM_CODE
    buffers: ClassVar[int] = 2  # m, v

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", _rate(self.learning_rate))
        for name in ("beta1", "beta2"):
            object.__setattr__(self, name, checks.number(name, getattr(self, name), 0.0, 1.0, below_high=True))
        object.__setattr__(self, "epsilon", checks.number("epsilon", self.epsilon, 0.0, 1.0, above_low=True))

    @property
    def settings(self) -> tuple[float, ...]:
        """The numbers, other than the rate, that the compiled loops need."""
        return (self.beta1, self.beta2, self.epsilon)

    def build(self, size: int) -> Stepper:
        """This optimizer ready to work on a vector of `size` parameters."""
        return Stepper(self, size)


Optimizer = SGD | Adam
OPTIMIZERS = MappingProxyType({SGD.name: SGD, Adam.name: Adam})


class Stepper:
    """An optimizer at work on one vector of parameters: it remembers its averages and how many steps it took.

    `buffers` is (k, size) float64, in the order in which the optimizer's formula names them; all begin as zeros.
    """

    def __init__(self, optimizer: Optimizer, size: int) -> None:
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
        rate = self.optimizer.learning_rate if learning_rate is None else _rate(learning_rate)
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
