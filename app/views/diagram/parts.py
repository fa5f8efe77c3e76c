"""What can be pointed at in the network diagram: units, weights and biases, columns, and small signs to press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Unit:
    """An input, a hidden neuron or an output. Layers are counted from the inputs, 0."""

    layer: int
    unit: int

    def is_in(self, sizes: Sequence[int]) -> bool:
        """Whether a network of these units per layer has it."""
        return self.layer < len(sizes) and self.unit < sizes[self.layer]


@dataclass(frozen=True, slots=True)
class Weight:
    """From unit `source` of `layer` to unit `target` of the next; without a source it is the bias of `target`."""

    layer: int
    source: int | None
    target: int

    def is_in(self, sizes: Sequence[int]) -> bool:
        """Whether a network of these units per layer has it."""
        source = Unit(self.layer, self.source or 0)
        return source.is_in(sizes) and Unit(self.layer + 1, self.target).is_in(sizes)

    def pick(self, weights: Sequence[Array], biases: Sequence[Array]) -> float:
        """Its number among those of all layers, (inputs, outputs) and (outputs,) each."""
        if self.source is None:
            return float(biases[self.layer][self.target])
        return float(weights[self.layer][self.source, self.target])


@dataclass(frozen=True, slots=True)
class Space:
    """A column, where no unit is; its number."""

    column: int


class Kind(Enum):
    """What pressing a sign does to the network."""

    FEWER = "−"  # one neuron fewer in the column
    MORE = "+"
    REMOVE = "×"  # the column
    INSERT = "+ layer"  # a new column, which gets this number


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign to press."""

    kind: Kind
    column: int


Part = Unit | Weight | Space | Sign
