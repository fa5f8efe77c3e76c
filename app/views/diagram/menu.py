"""The menu of a part of the network diagram: what can be done with a neuron, a weight, a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.views.diagram import words
from app.views.diagram.marks import Status
from app.views.diagram.parts import Kind, Sign, Space, Unit, Weight
from nncore import NetworkSpec


class Wishes(Protocol):
    """The signals by which the diagram asks for what its menus offer."""

    @property
    def unit_chosen(self) -> SignalInstance: ...
    @property
    def parameter_chosen(self) -> SignalInstance: ...
    @property
    def parameter_edited(self) -> SignalInstance: ...
    @property
    def freeze_requested(self) -> SignalInstance: ...
    @property
    def switch_requested(self) -> SignalInstance: ...
    @property
    def neuron_added(self) -> SignalInstance: ...
    @property
    def neuron_removed(self) -> SignalInstance: ...
    @property
    def layer_added(self) -> SignalInstance: ...
    @property
    def layer_removed(self) -> SignalInstance: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu, and what choosing it does; no text is a line between others."""

    text: str = ""
    act: Callable[[], object] | None = None
    enabled: bool = True


class PartMenu(QMenu):
    """Goes away for good when it is closed."""

    def __init__(self, entries: Iterator[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            action = self.addAction(entry.text) if entry.text else self.addSeparator()
            action.setData(entry.act)
            action.setEnabled(entry.enabled)
        self.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        action.data()()


@dataclass(frozen=True, slots=True)
class Menus:
    """The entries for each part of one network; `shown` is the unit that surface and map show."""

    spec: NetworkSpec
    status: Status
    shown: tuple[int, int] | None
    wishes: Wishes

    def entries(self, part: Unit | Weight | Space) -> Iterator[Entry]:
        """All that can be done with `part`."""
        if isinstance(part, Weight):
            yield from self._weight(part)
        elif isinstance(part, Unit):
            yield from self._unit(part)
            yield Entry()
            yield from self._column(part.layer)
        else:
            yield from self._column(part.column)

    def _weight(self, part: Weight) -> Iterator[Entry]:
        where, frozen = (part.layer, part.source, part.target), part in self.status.frozen
        yield Entry("Edit…", partial(self.wishes.parameter_chosen.emit, part))
        yield Entry("Unfreeze" if frozen else "Freeze", partial(self.wishes.freeze_requested.emit, *where, not frozen))
        yield Entry("Set to 0", partial(self.wishes.parameter_edited.emit, *where, 0.0, 0))

    def _unit(self, part: Unit) -> Iterator[Entry]:
        place, last = (part.layer, part.unit), len(self.spec.sizes) - 1
        if self.shown == place:
            yield Entry("Show the network's answer again", partial(self.wishes.unit_chosen.emit, None))
        else:
            only = part.layer == last and self.spec.outputs == 1
            yield Entry("Show on surface and map", partial(self.wishes.unit_chosen.emit, None if only else place))
        if part.layer:
            yield Entry(
                "Edit bias…", partial(self.wishes.parameter_chosen.emit, Weight(part.layer - 1, None, part.unit))
            )
        if 0 < part.layer < last:
            off = part in self.status.off
            yield Entry("Switch on" if off else "Switch off", partial(self.wishes.switch_requested.emit, *place, off))
            several = self.spec.sizes[part.layer] > 1
            yield Entry("Remove neuron", partial(self.wishes.neuron_removed.emit, *place), enabled=several)

    def _column(self, number: int) -> Iterator[Entry]:
        last = len(self.spec.sizes) - 1
        name = words.column_name(self.spec, number)
        if 0 < number < last:
            size = self.spec.sizes[number]
            yield self._sign(f"Add a neuron to {name}", Kind.MORE, number, self.wishes.neuron_added, number)
            fewer = self.wishes.neuron_removed
            yield self._sign(f"Remove the last neuron of {name}", Kind.FEWER, number, fewer, number, size - 1)
        if number < last:
            add = self.wishes.layer_added
            yield self._sign(f"Add a layer after {name}", Kind.INSERT, number + 1, add, number + 1)
        else:
            yield self._sign(f"Add a layer before {name}", Kind.INSERT, number, self.wishes.layer_added, number)
        if 0 < number < last:
            yield self._sign(f"Remove {name}", Kind.REMOVE, number, self.wishes.layer_removed, number)

    def _sign(self, text: str, kind: Kind, column: int, signal: SignalInstance, *where: int) -> Entry:
        """An entry that does what a sign does, where that is allowed."""
        allowed = words.is_allowed(self.spec, Sign(kind, column))
        return Entry(text, partial(signal.emit, *where), enabled=allowed)
