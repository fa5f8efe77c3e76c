"""What tests of the tour do: look at it, press, click, go on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.context import Context
from app.windows.tour.card import TourCard
from app.windows.tour.guide import TourGuide
from app.windows.tour.veil import Veil
from nncore.lesson import Lesson

TITLES = ("What goes in", "The network", "Let it learn", "What comes out", "Is it getting better?")


def start(parts: Context) -> Context:
    """The tour at its first step, in a window of the usual size."""
    parts.window.resize(1280, 800)
    parts.window.features.tour.begin()
    return parts


def guide(parts: Context) -> TourGuide:
    found = parts.window.features.tour.guide
    assert found is not None
    return found


def card(parts: Context) -> TourCard:
    return guide(parts).card


def told(parts: Context) -> tuple[str, str]:
    return card(parts).title, card(parts).count


def is_over(parts: Context) -> bool:
    """Nothing of it is left in the window, not even hidden."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [*parts.window.findChildren(TourCard), *parts.window.findChildren(Veil)]
    return parts.window.features.tour.guide is None and not left


def click(parts: Context, name: str) -> None:
    QTest.mouseClick(getattr(card(parts), name), Qt.MouseButton.LeftButton)


def press(parts: Context, key: Qt.Key) -> None:
    QTest.keyClick(parts.window.focusWidget() or parts.window, key)


def go_to(parts: Context, title: str) -> None:
    while card(parts).title != title:
        guide(parts).go_on()


def body(parts: Context) -> QWidget:
    """What the tour lies over."""
    found = guide(parts).veil.parentWidget()
    assert found is parts.window.centralWidget()
    assert found is not None
    return found


def around(parts: Context, *widgets: QWidget) -> QRect:
    """The rectangle in the window's body that holds `widgets`."""
    united = QRect()
    for widget in widgets:
        united |= QRect(widget.mapTo(body(parts), QPoint(0, 0)), widget.size())
    return united


def hide(parts: Context, *names: str) -> None:
    parts.document.set_lesson(Lesson(names), "Hide")
