"""Where the window is put before it is shown, on screens of several sizes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import context
from app.context import Context
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


# As it was closed.

STATE = Qt.WindowState


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setMinimumSize(300, 200)
    qtbot.addWidget(made)
    return made


def kept(place: QRect, state: STATE = STATE.WindowNoState) -> QByteArray:
    """What a window at `place` keeps when it is closed."""
    closed = QWidget()
    closed.setGeometry(place)
    closed.setWindowState(state)
    return closed.saveGeometry()


def test_it_comes_back_where_it_was(window: QWidget) -> None:
    place = QRect(40, 50, 400, 300)
    assert placing.restore(window, kept(place))
    assert window.geometry() == place


@pytest.mark.parametrize(
    "place",
    [
        QRect(30_000, 40, 400, 300),
        QRect(-30_000, -20_000, 400, 300),
        QRect(100, -5000, 400, 300),
        QRect(0, 0, 16_000_000, 9_000_000),
        QRect(2_000_000_000, 2_000_000_000, 2_000_000_000, 100),
        QRect(0, 0, 1, 1),
    ],
)
def test_a_place_on_a_screen_that_is_gone_is_none(window: QWidget, place: QRect) -> None:
    if not placing.restore(window, kept(place)):
        placing.fit(window)
    window.show()
    screen = window.screen().availableGeometry()
    assert screen.intersected(window.geometry()).width() >= 160
    assert screen.top() <= window.y() <= screen.bottom() - 24
    assert window.width() <= screen.width() or window.isMaximized()


def test_a_place_that_qt_leaves_outside_is_refused(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, QRect(0, 700, 1280, 800))  # the other screen alone is left
    assert not placing.restore(window, kept(QRect(40, 50, 400, 300)))


@pytest.mark.parametrize("saved", [b"", b"junk", b"\x01\xd9\xd0\xcb", b"\x01\xd9\xd0\xcb" + b"\xff" * 62, bytes(66)])
def test_damaged_bytes_are_refused_or_of_a_place_that_can_be_seen(window: QWidget, saved: bytes) -> None:
    if placing.restore(window, QByteArray(saved)):
        assert window.screen().availableGeometry().intersects(window.geometry())
    assert not window.isMaximized()


@given(place=st.integers(4, 65), bits=st.integers(1, 255))
def test_whichever_byte_is_flipped_it_can_be_seen(qapp: QApplication, place: int, bits: int) -> None:
    saved = bytearray(kept(QRect(40, 50, 400, 300)).data())
    assert len(saved) == 66
    saved[place] ^= bits
    window = QWidget()
    window.setMinimumSize(300, 200)
    if not placing.restore(window, QByteArray(bytes(saved))):
        placing.fit(window)
    screen = window.screen().availableGeometry()
    seen = screen.intersected(window.geometry())
    assert seen.width() >= 160
    assert window.y() >= screen.top()
    window.deleteLater()


def test_maximised_it_opens_maximised_and_knows_its_other_size(window: QWidget) -> None:
    place = QRect(40, 50, 400, 300)
    assert placing.restore(window, kept(place, STATE.WindowMaximized))
    assert window.isMaximized()
    window.setWindowState(STATE.WindowNoState)
    assert window.size() == place.size()


@pytest.mark.parametrize("before", [STATE.WindowNoState, STATE.WindowMaximized])
def test_full_screen_is_not_brought_back_but_what_was_before_it(window: QWidget, before: STATE) -> None:
    assert placing.restore(window, kept(QRect(40, 50, 400, 300), before | STATE.WindowFullScreen))
    assert window.windowState() == before


@pytest.mark.parametrize("name", ["full_screen", "present"])
def test_closed_on_the_full_screen_it_opens_in_its_former_size(
    idle: Context, qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    idle.window.resize(1100, 720)
    qtbot.waitUntil(lambda: idle.window.size() == QSize(1100, 720))
    idle.window.named_actions[name].trigger()
    qtbot.waitUntil(idle.window.isFullScreen)
    idle.window.close()
    again = context.build(qapp)
    qtbot.addWidget(again.window)
    again.window.place()
    assert not again.window.isFullScreen()
    assert again.window.size() == QSize(1100, 720)
    again.window.close()


@pytest.mark.parametrize("name", ["full_screen", "present"])
def test_maximised_and_closed_on_the_full_screen_it_opens_maximised(
    idle: Context, qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    idle.window.setWindowState(STATE.WindowMaximized)
    qtbot.waitUntil(idle.window.isMaximized)
    idle.window.named_actions[name].trigger()
    qtbot.waitUntil(idle.window.isFullScreen)
    idle.window.setWindowState(STATE.WindowFullScreen)  # as window managers on X11 tell it
    idle.window.close()
    again = context.build(qapp)
    qtbot.addWidget(again.window)
    again.window.place()
    assert again.window.windowState() == STATE.WindowMaximized
    again.window.close()


def test_after_the_full_screen_it_is_maximised_again(window: QWidget, qtbot: QtBot) -> None:
    full_screen = placing.FullScreen(window)
    for before in (STATE.WindowMaximized, STATE.WindowNoState):
        window.setWindowState(before)
        full_screen.set(True)
        window.setWindowState(STATE.WindowFullScreen)
        full_screen.set(False)
        assert window.windowState() == before


def test_on_the_full_screen_it_keeps_the_size_it_has_when_it_is_not_maximised(window: QWidget, qtbot: QtBot) -> None:
    place = QRect(40, 50, 400, 300)
    window.setGeometry(place)
    full_screen = placing.FullScreen(window)
    window.setWindowState(STATE.WindowMaximized)
    full_screen.set(True)
    window.setWindowState(STATE.WindowFullScreen)
    assert placing.restore(window, full_screen.geometry())
    window.setWindowState(STATE.WindowNoState)
    assert window.geometry() == place
