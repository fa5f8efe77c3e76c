"""Changes by hand: one step of undo each, and the training goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np

from app.model import fitting
from app.model.document import Document, replaced
from app.training.snapshot import Unit
from nncore import Experiment, Layer, NetworkSpec, TrainerState, surgery
from nncore.datasets import CUSTOM
from nncore.own_points import Point


class Training(Protocol):
    """The training that the hands work on."""

    @property
    def unit(self) -> Unit | None:
        """The unit that is shown."""

    def show_unit(self, unit: Unit | None) -> None: ...

    def moment(self) -> TrainerState:
        """The state that is changed."""


class HandEdits:
    """What a hand can do to the network and its points. The unit that is shown stays the same one."""

    def __init__(self, document: Document, training: Training) -> None:
        self._document = document
        self._training = training

    def set_parameter(self, layer: int, source: int | None, target: int, value: float, *, drag: int = 0) -> None:
        """Set the weight from unit `source` of `layer` to unit `target` of the next, or, for None, the bias of that.

        Changes with the same `drag`, not 0, are one step. Raises SpecError for a value that is not allowed.
        """
        place = self._place(layer, source, target)
        key = f"parameter {place} drag {drag}" if drag else ""
        changed = surgery.with_parameter(self._training.moment(), place, value)
        self._change(changed, "Bias" if source is None else "Weight", key)

    def freeze(self, layer: int, source: int | None, target: int, on: bool) -> None:
        """Let training leave a weight or bias alone, or not any more."""
        place = self._place(layer, source, target)
        self._change(surgery.with_frozen(self._training.moment(), place, on), "Freeze" if on else "Unfreeze")

    def switch_unit(self, layer: int, unit: int, on: bool) -> None:
        """Switch a hidden neuron off, so that it passes nothing on, or on again as it was."""
        switched = surgery.switched(self._training.moment(), self._document.experiment, layer, unit, on)
        self._change(switched, "Switch on" if on else "Switch off")

    def add_neuron(self, column: int) -> None:
        """One more neuron in a hidden layer; all other weights stay."""
        self._operate("Add neuron", surgery.with_neuron, column)

    def remove_neuron(self, column: int, unit: int) -> None:
        """One neuron fewer; all other weights stay."""
        self._operate("Remove neuron", surgery.without_neuron, column, unit)
        shown = self._training.unit
        if shown is not None and shown[0] == column and shown[1] >= unit:
            self._training.show_unit((column, shown[1] - 1) if shown[1] > unit else None)

    def add_layer(self, column: int) -> None:
        """A new hidden layer that becomes `column`, like the one before it; the weights elsewhere stay."""
        layers = self._network.hidden_layers
        model = layers[min(max(column - 2, 0), len(layers) - 1)] if layers else Layer(8)
        self._operate("Add layer", surgery.with_layer, column, model)
        shown = self._training.unit
        if shown is not None and shown[0] >= column:
            self._training.show_unit((shown[0] + 1, shown[1]))

    def remove_layer(self, column: int) -> None:
        """One hidden layer fewer; the weights elsewhere stay."""
        self._operate("Remove layer", surgery.without_layer, column)
        shown = self._training.unit
        if shown is not None and shown[0] >= column:
            self._training.show_unit((shown[0] - 1, shown[1]) if shown[0] > column else None)

    def set_points(self, points: tuple[Point, ...], classes: int, text: str, *, drag: int = 0) -> None:
        """Make `points` (x, y, target) the data, own ones, of `classes` classes or, for 0, values. The network stays.

        Raises SpecError where they are not allowed.
        """
        old = self._document.experiment
        data = replace(old.data, dataset=CUSTOM, points=points, classes=classes)
        new: Experiment = replaced(old, fitting.for_data(old, data))
        key = f"points drag {drag}" if drag else ""
        if new.network == old.network and new.training.loss == old.training.loss:
            state = surgery.with_data(self._training.moment(), old, new)
            self._document.edit_state(state, text, experiment=new, key=key)
        else:  # another number of classes needs another network
            self._document.edit(fitting.for_data(old, data), text, merge=bool(drag), drag=drag)

    def _place(self, layer: int, source: int | None, target: int) -> int:
        """The place of a weight or bias among the parameters. Raises SpecError where a neuron of it is switched off."""
        surgery.check_on(self._training.moment(), layer, source, target)
        return surgery.index_of(self._network, layer, source, target)

    def _change(self, changed: TrainerState, text: str, key: str = "") -> None:
        """Train on from `changed`, unless it is what there is already."""
        now = self._training.moment()
        same = np.array_equal(changed.parameters, now.parameters) and np.array_equal(changed.frozen, now.frozen)
        if not same or changed.switched_off != now.switched_off:
            self._document.edit_state(changed, text, key=key)

    def _operate(self, text: str, operation: Callable[..., tuple[Experiment, TrainerState]], *where: object) -> None:
        experiment, state = operation(self._training.moment(), self._document.experiment, *where)
        self._document.edit_state(state, text, experiment=experiment)

    @property
    def _network(self) -> NetworkSpec:
        return self._document.experiment.network
