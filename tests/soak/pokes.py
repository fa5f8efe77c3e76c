"""A hand on mouse and keyboard that does anything to a widget. Part of `python -m tests.soak window`."""

from __future__ import annotations

from random import Random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
Key = Qt.Key
KEYS: tuple[Qt.Key, ...] = (
    Key.Key_Left,
    Key.Key_Right,
    Key.Key_Up,
    Key.Key_Down,
    Key.Key_Home,
    Key.Key_End,
    Key.Key_Tab,
    Key.Key_Return,
)
KEYS += (Key.Key_Plus, Key.Key_Minus, Key.Key_Delete, Key.Key_Escape, Key.Key_PageUp, Key.Key_PageDown)


def poke(widget: QWidget, rng: Random) -> None:
    """One gesture: a click, a double-click, a drag, a turn of the wheel, or some keys."""
    rng.choice((_click, _click, _double_click, _drag, _drag, _wheel, _press))(widget, rng)


def place(widget: QWidget, rng: Random) -> QPoint:
    """Somewhere in `widget`."""
    return QPoint(rng.randrange(max(widget.width(), 1)), rng.randrange(max(widget.height(), 1)))


def _click(widget: QWidget, rng: Random) -> None:
    keys = rng.choice([Qt.KeyboardModifier.NoModifier] * 4 + [Qt.KeyboardModifier.ShiftModifier])
    QTest.mouseClick(widget, LEFT, keys, place(widget, rng))


def _double_click(widget: QWidget, rng: Random) -> None:
    QTest.mouseDClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, place(widget, rng))


def _drag(widget: QWidget, rng: Random) -> None:
    drag(widget, [place(widget, rng) for _ in range(rng.randrange(2, 6))])


def drag(widget: QWidget, places: list[QPoint]) -> None:
    """Press at the first of `places`, go along the others, lift at the last."""
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(widget, LEFT, none, places[0])
    for one in places[1:]:
        QTest.mouseMove(widget, one)
    QTest.mouseRelease(widget, LEFT, none, places[-1])


def _wheel(widget: QWidget, rng: Random) -> None:
    where = QPointF(place(widget, rng))
    turn = QPoint(0, rng.choice((-120, 120)))
    phase, none = Qt.ScrollPhase.NoScrollPhase, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(where, QPointF(widget.mapToGlobal(where)), QPoint(), turn, NONE, none, phase, False)
    QApplication.sendEvent(widget, event)


def _press(widget: QWidget, rng: Random) -> None:
    widget.setFocus()
    for _ in range(rng.randrange(1, 4)):
        QTest.keyClick(widget, rng.choice(KEYS))
