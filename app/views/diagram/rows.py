"""What is said under the pointer on the network diagram: exact numbers, and formulas with the numbers filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import numbers
from app.model.axes import PLAIN, Axes
from app.training.moments import MomentName
from app.training.snapshot import Snapshot
from app.views.coordinates import PLACE_DIGITS, Coordinates
from app.views.diagram import words
from app.views.diagram.marks import Status
from app.views.diagram.moment import plus
from app.views.diagram.parts import Unit, Weight
from app.views.hover import Rows
from app.views.text import fixed, short
from nncore import ACTIVATIONS, FEATURES, NetworkSpec, features

Array = NDArray[Any]
Row = tuple[str, str]

_MOST_TERMS = 8  # of a sum, written out
_TERMS_A_LINE, _FILLED_TERMS_A_LINE = 3, 2  # the second with the answers filled in
_DIGITS, _FILLED_DIGITS = 3, 4  # of the numbers in a formula; the second with the answers filled in
_EXACT = 6  # of a weight
_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Says what is known about the parts of `snapshot`.

    `answers` are those of all units at one `place` of the plane, layer by layer; () where none is meant.
    """

    snapshot: Snapshot
    status: Status
    answers: Sequence[Array] = ()
    place: tuple[float, float] | None = None
    axes: Axes = PLAIN

    def rows(self, part: Unit | Weight) -> Rows:
        """Everything about one part."""
        if isinstance(part, Unit):
            return list(self._unit(part))
        return list(self._bias(part) if part.source is None else self._weight(part, part.source))

    def _unit(self, part: Unit) -> Iterator[Row]:
        spec, last = self._spec, len(self._spec.sizes) - 1
        title = ACTIVATIONS[spec.activations[part.layer - 1]].title if part.layer else ""
        yield words.unit_name(spec, part.layer, part.unit, self.axes), title
        if not part.layer and self._coordinates.centred:
            yield f"a = {self._input(part.unit)}", ""
        if part in self.status.off:
            yield "switched off: it passes nothing on", ""
        if part.layer:
            yield from self._formula(part, title)
        yield from self._answer(part)
        if part.layer:
            yield from self._steps(Weight(part.layer - 1, None, part.unit), "of its bias")
        moment = self.snapshot.moment
        if part.layer == last and moment is not None and moment.name is not MomentName.FORWARD:
            yield "target t", short(float(moment.targets[part.unit]))
            yield "error a − t", fixed(float(moment.errors[part.unit]), 4)

    def _formula(self, part: Unit, title: str) -> Iterator[Row]:
        """a = tanh(b + Σ w·a), then the same with this neuron's numbers."""
        layer = part.layer - 1
        bias, weights = self._bias_of(part), self.snapshot.weights[layer][:, part.unit].tolist()
        answers = self.answers[layer].tolist() if self.answers else None
        names = [
            self._symbol(layer, unit) if answers is None else _inside(answers[unit]) for unit in range(len(weights))
        ]
        digits = _DIGITS if answers is None else _FILLED_DIGITS
        yield f"a = {title}(b + Σ w·a)", ""
        terms = [
            f"{_sign(weight)} {fixed(abs(weight), digits)}·{name}" for weight, name in zip(weights, names, strict=True)
        ]
        shown = terms[:_MOST_TERMS]
        if len(terms) > len(shown):
            shown.append(f"… and {len(terms) - len(shown)} more")
        per_line = _TERMS_A_LINE if answers is None else _FILLED_TERMS_A_LINE
        lines = [" ".join(shown[i : i + per_line]) for i in range(0, len(shown), per_line)]
        lines[0] = f"{fixed(bias, digits)} {lines[0]}"
        for i, line in enumerate(lines):
            begin = f"   = {title}(" if i == 0 else "          "
            yield begin + line + (")" if i == len(lines) - 1 else ""), ""

    def _answer(self, part: Unit) -> Iterator[Row]:
        inputs_meant = [part.unit] if not part.layer else range(self._spec.sizes[0]) if part.layer == 1 else ()
        yield from self._where(inputs_meant)
        if not self.answers:
            yield "answers over the plane", self._span(part)
            return
        if part.layer:
            inputs, weights = self.answers[part.layer - 1], self.snapshot.weights[part.layer - 1][:, part.unit]
            with np.errstate(all="ignore"):  # weights from a file may be huge
                yield "weighted sum z", fixed(float(inputs @ weights) + self._bias_of(part), 4)
        yield "answer a", fixed(float(self.answers[part.layer][part.unit]), 4)

    def _weight(self, part: Weight, source: int) -> Iterator[Row]:
        spec, weight = self._spec, float(self.snapshot.weights[part.layer][source, part.target])
        yield "weight w", fixed(weight, _EXACT)
        yield f"from {words.unit_name(spec, part.layer, source, self.axes)}", ""
        yield f"to {words.unit_name(spec, part.layer + 1, part.target, self.axes)}", ""
        symbol = self._symbol(part.layer, source)
        yield from self._where([] if part.layer else [source])
        if self.answers:
            answer = float(self.answers[part.layer][source])
            yield f"multiplies {symbol}", fixed(answer, 4)
            yield f"adds w·{symbol} to the sum", fixed(weight * answer, 4)
        else:
            yield f"multiplies {symbol}, over the plane", self._span(Unit(part.layer, source))
        yield from self._frozen(part)
        yield from self._steps(part)

    def _where(self, inputs: Iterable[int]) -> Iterator[Row]:
        """The place that is meant, and what becomes of its coordinates before they go into these `inputs`."""
        moment = self.snapshot.moment
        if moment is not None:
            yield "for the first observation of the batch" if len(moment.batch) > 1 else "for this observation", ""
        if self.place is not None:
            yield "at x = {}, y = {}".format(*(fixed(c, PLACE_DIGITS) for c in self.place)), ""
        yield from self._coordinates.rows([features.title(self._spec.inputs[i]) for i in inputs], self.place)

    def _bias(self, part: Weight) -> Iterator[Row]:
        unit = Unit(part.layer + 1, part.target)
        yield (
            f"bias b of {words.unit_name(self._spec, unit.layer, unit.unit, self.axes)}",
            fixed(self._bias_of(unit), _EXACT),
        )
        yield "is added to its weighted sum", ""
        yield from self._frozen(part)
        yield from self._steps(part)

    def _frozen(self, part: Weight) -> Iterator[Row]:
        if part in self.status.frozen:
            count = numbers.grouped(self.status.frozen_count)
            yield "frozen: training leaves it alone", f"{count} of {numbers.grouped(len(self.snapshot.state.frozen))}"

    def _steps(self, part: Weight, of: str = "") -> Iterator[Row]:
        """In slow motion: the gradient, then the change."""
        moment = self.snapshot.moment
        if moment is None or moment.name not in (MomentName.BACKWARD, MomentName.UPDATE):
            return
        gradient, change = (part.pick(*zip(*layers, strict=True)) for layers in (moment.gradient, moment.change))
        yield " ".join(("gradient", of)).strip(), short(gradient)
        if moment.name is MomentName.UPDATE:
            now = part.pick(self.snapshot.weights, self.snapshot.biases)
            yield " ".join(("change", of)).strip(), plus(change)
            yield (
                "after the update",
                f"{fixed(now, _EXACT)} {_sign(change)} {short(abs(change))} = {fixed(now + change, _EXACT)}",
            )
            yield "learning rate", short(moment.learning_rate)

    def _bias_of(self, part: Unit) -> float:
        return float(self.snapshot.biases[part.layer - 1][part.unit])

    def _span(self, part: Unit) -> str:
        """The least and the greatest of its answers over the plane that are numbers."""
        answers = self.snapshot.neuron_maps[part.layer][part.unit]
        known = answers[~np.isnan(answers)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)
        return f"{fixed(low, 2)} to {fixed(high, 2)}"

    @property
    def _spec(self) -> NetworkSpec:
        return self.snapshot.experiment.network

    @property
    def _coordinates(self) -> Coordinates:
        return Coordinates.of(self.snapshot)

    def _input(self, unit: int) -> str:
        return self._coordinates.named(words.unit_name(self._spec, 0, unit))

    def _symbol(self, layer: int, unit: int) -> str:
        """How the answer of a unit is written in a formula: x′, x·y, (x + 2*y), a₃."""
        if layer:
            return f"a{str(unit + 1).translate(_BELOW)}"
        name = self._input(unit)
        return name if self._spec.inputs[unit] in FEATURES else f"({name})"


def _inside(value: float) -> str:
    """A number inside a product."""
    text = fixed(value, _FILLED_DIGITS)
    return f"({text})" if text.startswith("−") else text


def _sign(value: float) -> str:
    return "−" if value < 0 else "+"
