"""One view on the whole screen: how it begins and ends, and how it goes with full screen and filling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app import context
from app.context import Context
from app.windows import presenting

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def parts(idle: Context) -> Context:
    """With the pointer over no view."""
    QCursor.setPos(idle.window.mapToGlobal(QPoint(100, 10)))
    return idle


def is_framed(parts: Context) -> bool:
    window = parts.window
    shown = {part.isVisible() for part in (window.menuBar(), window.run_bar, window.status)}
    assert len(shown) == 1
    return shown.pop()


def state(parts: Context) -> tuple[bool, str, bool, bool]:
    """Framed, what fills the window, whether that is the screen, and whether the menu says that a view is presented."""
    window = parts.window
    presented = window.named_actions["present"].isChecked()
    return is_framed(parts), window.workspace.filling, window.isFullScreen(), presented


def present(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_F11, SHIFT)


AS_BEFORE = (True, "", False, False)


def test_the_view_that_fills_the_window_is_presented_and_escape_brings_the_window_back(
    parts: Context, qtbot: QtBot
) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_F8)
    present(parts, qtbot)
    assert state(parts) == (False, "map", True, True)
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert state(parts) == (True, "map", False, False)
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert state(parts) == AS_BEFORE


def test_where_none_fills_the_window_it_is_the_one_under_the_pointer(parts: Context, qtbot: QtBot) -> None:
    loss = parts.window.gallery.loss_card
    QCursor.setPos(loss.mapToGlobal(loss.rect().center()))
    present(parts, qtbot)
    assert state(parts) == (False, "loss", True, True)
    present(parts, qtbot)
    assert state(parts) == AS_BEFORE


def test_where_the_pointer_is_elsewhere_it_is_the_network(parts: Context, qtbot: QtBot) -> None:
    present(parts, qtbot)
    assert state(parts) == (False, "network", True, True)
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert state(parts) == AS_BEFORE


def test_another_view_can_be_presented_without_an_end(parts: Context, qtbot: QtBot) -> None:
    present(parts, qtbot)
    qtbot.keyClick(parts.window, Qt.Key.Key_F7)
    assert state(parts) == (False, "surface", True, True)
    qtbot.keyClick(parts.window, Qt.Key.Key_F7)
    assert state(parts) == AS_BEFORE


def test_a_note_that_is_shown_is_hidden_meanwhile_and_one_that_is_not_stays_away(parts: Context, qtbot: QtBot) -> None:
    note = parts.window.note
    for shown in (False, True):
        note.setVisible(shown)
        present(parts, qtbot)
        assert not note.isVisible()
        present(parts, qtbot)
        assert note.isVisible() is shown


def test_a_window_on_the_whole_screen_is_on_it_again_afterwards(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_F11)
    assert state(parts) == (True, "", True, False)
    present(parts, qtbot)
    assert state(parts) == (False, "network", True, True)
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert state(parts) == (True, "", True, False)


def test_leaving_the_whole_screen_ends_it(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_F11)
    present(parts, qtbot)
    qtbot.keyClick(parts.window, Qt.Key.Key_F11)
    assert state(parts) == AS_BEFORE


def test_the_keys_of_hidden_menus_go_on_working(parts: Context, qtbot: QtBot) -> None:
    present(parts, qtbot)
    before = parts.window.named_actions["log_loss"].isChecked()
    qtbot.keyClick(parts.window, Qt.Key.Key_L)
    assert parts.window.named_actions["log_loss"].isChecked() is not before


def test_the_view_has_nearly_the_whole_window(parts: Context, qtbot: QtBot) -> None:
    present(parts, qtbot)
    card, window = parts.window.gallery.network_card, parts.window
    qtbot.waitUntil(lambda: card.width() > 0.95 * window.width() and card.height() > 0.95 * window.height())


def test_a_window_that_is_closed_meanwhile_is_whole_at_the_next_start(
    parts: Context, qapp: QApplication, qtbot: QtBot
) -> None:
    present(parts, qtbot)
    parts.window.close()
    again = context.build(qapp, "light")
    qtbot.addWidget(again.window)
    again.window.show()
    assert state(again) == AS_BEFORE
    again.window.close()


def test_an_old_error_is_out_of_sight_and_back_at_the_end(parts: Context, qtbot: QtBot) -> None:
    strip = parts.window.error_panel
    strip.show()
    present(parts, qtbot)
    assert not strip.isVisible()
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert strip.isVisible()


def test_a_new_error_is_seen_and_stays_closed_once_it_was_closed(parts: Context, qtbot: QtBot) -> None:
    strip = parts.window.error_panel
    strip.show()
    present(parts, qtbot)
    strip.show()
    assert strip.isVisible()
    strip.hide()
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert not strip.isVisible()


def test_how_to_end_it_is_said_for_a_while(parts: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presenting, "HINT_MS", 50)
    window = QMainWindow()
    qtbot.addWidget(window)
    gallery = parts.window
    made = presenting.Presenting(window, gallery.workspace, (), QAction(window))
    window.show()
    made.begin("map")
    assert made.hint.isVisible()
    assert "Esc" in made.hint.text()
    assert window.rect().contains(made.hint.geometry())
    qtbot.waitUntil(lambda: not made.hint.isVisible())
    made.end()


def test_what_a_teacher_hid_meanwhile_stays_hidden_afterwards(parts: Context, qtbot: QtBot) -> None:
    present(parts, qtbot)
    lesson = parts.document.work.lesson.hiding("run", on=True)
    parts.document.set_lesson(lesson, "Hide")
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert parts.window.run_bar.isHidden()
    assert parts.window.status.isVisible()


def test_what_a_teacher_shows_meanwhile_is_seen_afterwards(parts: Context, qtbot: QtBot) -> None:
    hidden = parts.document.work.lesson.hiding("run", on=True)
    parts.document.set_lesson(hidden, "Hide")
    present(parts, qtbot)
    parts.document.set_lesson(hidden.hiding("run", on=False), "Show")
    assert not is_framed(parts)
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert is_framed(parts)
