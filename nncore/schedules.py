"""Schedules: the learning rate as a function of the epoch, counted from 0."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Constant:
    """The same rate in every epoch."""

    name: ClassVar[str] = "constant"
    title: ClassVar[str] = "Constant"
    formula: ClassVar[str] = "rate(epoch) = rate"

    def learning_rate(self, base: float, epoch: int) -> float:  # noqa: ARG002  the epoch is part of every schedule's call
        """The rate for `epoch` when the optimizer's own rate is `base`."""
        return base


Schedule = Constant
SCHEDULES = MappingProxyType({Constant.name: Constant})
