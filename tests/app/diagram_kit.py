"""A hand on the network diagram: points, clicks, drags, chooses from menus, and writes down what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.training.moments import Moment, MomentName
from app.training.snapshot import Snapshot
from app.views.diagram.parts import Sign, Space, Unit, Weight
from app.views.diagram.scene import Scene
from app.views.diagram.view import NetworkDiagram
from tests.app.snapshots import stripe
from tests.app.test_views_map import point_at

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SIGNALS = (
    "unit_chosen",
    "parameter_chosen",
    "parameter_edited",
    "freeze_requested",
    "switch_requested",
    "neuron_added",
    "neuron_removed",
    "layer_added",
    "layer_removed",
)


class Wishes:
    """What a diagram has asked for: the name of each signal with its arguments."""

    def __init__(self, diagram: NetworkDiagram) -> None:
        self.all: list[tuple[object, ...]] = []
        for name in SIGNALS:
            getattr(diagram, name).connect(self._noting(name))

    @property
    def last(self) -> tuple[object, ...]:
        return self.all[-1]

    def _noting(self, name: str) -> Callable[..., None]:
        def note(*arguments: object) -> None:
            self.all.append((name, *arguments))

        return note


def made(qtbot: QtBot, snapshot: Snapshot, size: tuple[int, int] = (580, 460)) -> NetworkDiagram:
    """A diagram that shows `snapshot`, with the keyboard."""
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    diagram.resize(*size)
    diagram.show_snapshot(snapshot)
    diagram.show()
    diagram.activateWindow()
    qtbot.waitUntil(diagram.isActiveWindow)
    return diagram


def scene(diagram: NetworkDiagram) -> Scene:
    assert diagram.scene is not None
    return diagram.scene


def place(diagram: NetworkDiagram, part: Unit | Weight | Space | Sign) -> QPoint:
    """The middle of a part."""
    if isinstance(part, Sign):
        rect = scene(diagram).signs.get(part) or scene(diagram).shy_signs[part]
        return rect.center().toPoint()
    return scene(diagram).place_of(part).toPoint()


def click(diagram: NetworkDiagram, part: Unit | Weight | Sign) -> None:
    QTest.mouseClick(diagram, LEFT, NONE, place(diagram, part))


def hover(diagram: NetworkDiagram, part: Unit | Weight | Sign) -> str:
    """What is said about a part when the pointer is on it."""
    point_at(diagram, QPointF(place(diagram, part)))
    return diagram.hover_text


def drag(diagram: NetworkDiagram, weight: Weight, *ups: int, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press the mouse on a line or bias, go to so many pixels above it, one after the other, and let go."""
    start = place(diagram, weight)
    QTest.mousePress(diagram, LEFT, keys, start)
    for up in ups:
        move(diagram, start - QPoint(0, up), keys)
    QTest.mouseRelease(diagram, LEFT, keys, start - QPoint(0, ups[-1]))


def move(diagram: NetworkDiagram, where: QPoint, keys: Qt.KeyboardModifier) -> None:
    """QTest.mouseMove, with keys held down."""
    QTest.mouseEvent(QTest.MouseAction.MouseMove, diagram, LEFT, keys, where)


def tab_in(diagram: NetworkDiagram) -> None:
    """Come to the diagram with the Tab key."""
    diagram.clearFocus()
    diagram.setFocus(Qt.FocusReason.TabFocusReason)


def key_press(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, NONE)


def menu(diagram: NetworkDiagram, part: Unit | Weight | Space | None = None) -> QMenu:
    """The menu of a part under the mouse, or, without one, that of the menu key."""
    by_mouse = part is not None
    at = place(diagram, part) if part is not None else QPoint()
    if isinstance(part, Space):  # above all units, or below them
        at = QPoint(round(scene(diagram).layout.columns[part.column].x), round(scene(diagram).layout.captions_top + 4))
    reason = QContextMenuEvent.Reason.Mouse if by_mouse else QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(diagram, QContextMenuEvent(reason, at, diagram.mapToGlobal(at)))
    found = diagram.findChildren(QMenu)[-1]
    assert isinstance(found, QMenu)
    return found


def texts(of: QMenu) -> list[str]:
    """The lines of a menu that can be chosen; those that cannot in brackets."""
    lines = [action for action in of.actions() if not action.isSeparator()]
    return [action.text() if action.isEnabled() else f"({action.text()})" for action in lines]


def choose(of: QMenu, text: str) -> None:
    """Choose a line of a menu, which is closed then."""
    next(action for action in of.actions() if action.text() == text).trigger()
    of.close()


def at_moment(name: MomentName, *, batch: int = 1) -> Snapshot:
    """The stripe in slow motion, with numbers that are easy to tell apart."""
    layers = ((np.array([[0.5, -0.25], [0.125, 2.0]]), np.array([0.75, -0.5])), (np.array([[1.5], [-1.0]]), np.ones(1)))
    moment = Moment(
        name=name,
        batch=np.arange(batch),
        units=(np.array([0.25, -0.5]), np.array([0.75, -0.875]), np.array([0.625])),
        targets=np.array([1.0]),
        errors=np.array([-0.375]),
        gradient=layers,
        change=tuple((-0.1 * weights, -0.1 * biases) for weights, biases in layers),
        loss=0.1406,
        learning_rate=0.1,
    )
    return replace(stripe(), moment=moment)


def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, QRectF]]:
    """All words that are drawn from now on, and where, instead of drawing them."""
    written: list[tuple[str, QRectF]] = []

    def noting(painter: QPainter, room: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
        written.append((text, QRectF(room)))

    monkeypatch.setattr(QPainter, "drawText", noting)
    return written
