"""A hand with a mouse: strokes over a widget, in the places of a plane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.views.map_brush import MapBrush
from app.views.plane import Plane

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
SHIFT, PLAIN_KEYS = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier

Place = tuple[float, float]


def stroke(
    brush: MapBrush,
    plane: Plane,
    places: Sequence[Place],
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = PLAIN_KEYS,
) -> None:
    """Press at the first of `places`, go along the others, and lift the hand."""
    press(brush, plane, places[0], button, modifiers)
    for place in places[1:]:
        move(brush, plane, place, button)
    lift(brush, plane, places[-1], button)


def press(
    brush: MapBrush,
    plane: Plane,
    place: Place,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = PLAIN_KEYS,
) -> None:
    _send(brush, QEvent.Type.MouseButtonPress, plane.place(*place), button, button, modifiers)


def move(brush: MapBrush, plane: Plane, place: Place, button: Qt.MouseButton = NONE) -> None:
    _send(brush, QEvent.Type.MouseMove, plane.place(*place), NONE, button)


def lift(brush: MapBrush, plane: Plane, place: Place, button: Qt.MouseButton = LEFT) -> None:
    _send(brush, QEvent.Type.MouseButtonRelease, plane.place(*place), button, NONE)


def _send(
    brush: MapBrush,
    kind: QEvent.Type,
    place: QPointF,
    button: Qt.MouseButton,
    held: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier = PLAIN_KEYS,
) -> None:
    event = QMouseEvent(kind, place, brush.mapToGlobal(place), button, held, modifiers)
    QApplication.sendEvent(brush, event)
