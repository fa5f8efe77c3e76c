"""Where the window is put before it is shown, on screens of several sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import context
from app.windows import placing


def on(monkeypatch: pytest.MonkeyPatch, screen: QRect) -> None:
    """The room that a desktop leaves beside its bars, from now on."""
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: screen)


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        (QRect(0, 0, 1920, 1080), QRect(312, 116, 1280, 800)),
        (QRect(0, 0, 1440, 860), QRect(72, 6, 1280, 800)),
        (QRect(64, 27, 1856, 1053), QRect(344, 129, 1280, 800)),
    ],
)
def test_where_there_is_room_it_stands_in_the_middle(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: QRect, expected: QRect
) -> None:
    on(monkeypatch, screen)
    window = QWidget()
    qtbot.addWidget(window)
    placing.fit(window)
    assert (window.pos(), window.size()) == (expected.topLeft(), expected.size())
    assert not window.isMaximized()


@pytest.mark.parametrize("screen", [QRect(0, 0, 1280, 800), QRect(0, 25, 1440, 820), QRect(0, 0, 1366, 728)])
def test_on_a_screen_without_room_for_title_bar_and_window_it_takes_the_whole(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: QRect
) -> None:
    on(monkeypatch, screen)
    window = QWidget()
    qtbot.addWidget(window)
    placing.fit(window)
    assert window.isMaximized()
    framed = QRect(window.pos(), window.size() + placing.FRAME)
    assert screen.contains(framed), "also when it no longer fills the screen"


def test_a_first_start_fits_the_screen_and_later_ones_are_as_it_was_left(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, QRect(0, 0, 1280, 800))
    first = context.build(qapp)
    qtbot.addWidget(first.window)
    first.window.place()
    assert first.window.isMaximized()
    first.window.setWindowState(first.window.windowState().WindowNoState)
    first.window.resize(1000, 700)
    first.window.close()
    again = context.build(qapp)
    qtbot.addWidget(again.window)
    again.window.place()
    assert not again.window.isMaximized()
    assert again.window.size() == QSize(1000, 700)
    again.window.close()


@pytest.mark.parametrize("maximised", [False, True])
def test_a_size_that_is_asked_for_is_that_of_what_is_inside_the_frame(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, maximised: bool
) -> None:
    on(monkeypatch, QRect(0, 0, 1280, 800))
    parts = context.build(qapp)
    qtbot.addWidget(parts.window)
    if maximised:
        placing.fit(parts.window)
    parts.window.place(QSize(1280, 800))
    parts.window.show()
    assert not parts.window.isMaximized()
    assert parts.window.size() == QSize(1280, 800)
    parts.window.close()
