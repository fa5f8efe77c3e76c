"""What a hand on the network diagram asks for, done by the controller; and the card in which a weight is changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Signal, Slot

from app.panels.notation import sentence
from app.panels.weight_card import WeightCard
from app.training.controller import Controller
from app.training.snapshot import Snapshot
from app.views.diagram import words
from app.views.diagram.parts import Unit, Weight
from app.views.diagram.scene import Scene
from app.views.diagram.view import NetworkDiagram
from nncore import SpecError, surgery

_PIECES = 8  # of a line
_BESIDE = 5.0  # pixels to each side of the middle of a piece


class DiagramEdits(QObject):
    """Connects the diagram with the controller. What is not allowed is said in a sentence, and changes nothing."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(self, diagram: NetworkDiagram, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._diagram = diagram
        self._controller = controller
        self._weight: Weight | None = None
        self.card = WeightCard(diagram.next_drag, diagram)
        self._connect()

    def _connect(self) -> None:
        diagram, controller, card = self._diagram, self._controller, self.card
        diagram.unit_chosen.connect(controller.show_unit)
        for signal, name, request in (
            (diagram.switch_requested, "The neuron", controller.by_hand.switch_unit),
            (diagram.neuron_added, "The layer", controller.by_hand.add_neuron),
            (diagram.neuron_removed, "The layer", controller.by_hand.remove_neuron),
            (diagram.layer_added, "The network", controller.by_hand.add_layer),
            (diagram.layer_removed, "The network", controller.by_hand.remove_layer),
        ):
            signal.connect(partial(self._ask, name, request))
        diagram.parameter_edited.connect(self._on_parameter_edited)
        diagram.freeze_requested.connect(self._on_freeze_requested)
        diagram.parameter_chosen.connect(self._on_parameter_chosen)
        card.edited.connect(self._on_card_edited)
        card.freeze_requested.connect(self._on_card_freeze)
        card.closed.connect(self._on_card_closed)
        controller.snapshot_ready.connect(self._on_snapshot)

    def _ask(self, name: str, request: Callable[..., None], *where: object) -> bool:
        """Whether the controller agreed; why not is said in a sentence about what is called `name`."""
        try:
            request(*where)
        except SpecError as error:
            self.notice.emit(sentence(name, error))
            return False
        return True

    @Slot(int, object, int, float, int)
    def _on_parameter_edited(self, layer: int, source: int | None, target: int, value: float, drag: int) -> None:
        self._set(Weight(layer, source, target), value, drag)

    @Slot(int, object, int, bool)
    def _on_freeze_requested(self, layer: int, source: int | None, target: int, on: bool) -> None:
        self._freeze(Weight(layer, source, target), on)

    @Slot(object)
    def _on_parameter_chosen(self, weight: Weight) -> None:
        snapshot, scene = self._diagram.snapshot, self._diagram.scene
        if snapshot is not None and scene is not None and self._may_change(weight):
            self._weight = weight
            name = words.weight_name(scene.spec, weight, scene.axes)
            place = scene.place_of(weight).toPoint()
            self.card.open(
                name,
                _value(snapshot, weight),
                place,
                frozen=_is_frozen(snapshot, weight),
                about=_own_rects(scene, weight),
                others=_pictures(scene),
            )
            self._diagram.mark(weight)

    @Slot(object, int)
    def _on_card_edited(self, value: object, drag: int) -> None:
        if self._weight is not None and not self._set(self._weight, value, drag):
            self.card.refuse()

    @Slot(object)
    def _on_card_freeze(self, on: bool) -> None:
        if self._weight is not None and not self._freeze(self._weight, on):
            self.card.freeze.refuse()

    @Slot()
    def _on_card_closed(self) -> None:
        self._weight = None
        self._diagram.mark(None)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        weight = self._weight
        if weight is not None and weight.is_in(snapshot.experiment.network.sizes):
            self.card.follow(_value(snapshot, weight), frozen=_is_frozen(snapshot, weight))
        else:
            self.card.leave()

    def _set(self, weight: Weight, value: object, drag: int) -> bool:
        request = partial(self._controller.by_hand.set_parameter, drag=drag)
        where = (weight.layer, weight.source, weight.target)
        return self._may_change(weight) and self._ask(_name(weight), request, *where, value)

    def _freeze(self, weight: Weight, on: bool) -> bool:
        where = (weight.layer, weight.source, weight.target)
        return self._may_change(weight) and self._ask(_name(weight), self._controller.by_hand.freeze, *where, on)

    def _may_change(self, weight: Weight) -> bool:
        """Whether both its ends are switched on: those of a neuron that is off are kept for when it is on again."""
        snapshot = self._diagram.snapshot
        off = () if snapshot is None else ((one.layer + 1, one.unit) for one in snapshot.state.switched_off)
        for layer, unit in off:
            if (layer, unit) in ((weight.layer, weight.source), (weight.layer + 1, weight.target)):
                self.notice.emit(
                    f"Neuron {unit + 1} of hidden layer {layer} is off. Switch it on to change its weights."
                )
                return False
        return True


def _name(weight: Weight) -> str:
    return "The bias" if weight.source is None else "The weight"


def _own_rects(scene: Scene, weight: Weight) -> list[QRect]:
    """What the card of `weight` is about: the units at its ends, and pieces of the line between them."""
    target = scene.rect_of(Unit(weight.layer + 1, weight.target))
    if weight.source is None:
        return [target.toAlignedRect(), scene.rect_of(weight).toAlignedRect()]
    source = scene.rect_of(Unit(weight.layer, weight.source))
    begin, end = QPointF(source.right(), source.center().y()), QPointF(target.left(), target.center().y())
    pieces = (begin + (end - begin) * (i / _PIECES) for i in range(1, _PIECES))
    line = (QRectF(piece, QSizeF()).adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE) for piece in pieces)
    return [rect.toAlignedRect() for rect in (source, target, *line)]


def _pictures(scene: Scene) -> list[QRect]:
    columns = scene.layout.columns
    return [column.rect(unit).toAlignedRect() for column in columns for unit in range(len(column.ys))]


def _value(snapshot: Snapshot, weight: Weight) -> float:
    return weight.pick(snapshot.weights, snapshot.biases)


def _is_frozen(snapshot: Snapshot, weight: Weight) -> bool:
    network = snapshot.experiment.network
    return bool(snapshot.state.frozen[surgery.index_of(network, weight.layer, weight.source, weight.target)])
