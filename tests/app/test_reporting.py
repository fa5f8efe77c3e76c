"""What went wrong is told in the window, beside which the work goes on; what a report needs is on the clipboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.model.autosave import Autosave
from app.theme import DARK
from app.training.snapshot import Phase
from app.trouble import logs
from app.trouble.errors import Fault
from app.windows.error_panel import ErrorPanel
from tests.app import loggers

SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
EMPTY: dict[str, str] = {}


class Failing(QObject):
    """Has a slot that fails."""

    @Slot()
    def on_asked(self) -> None:
        EMPTY["colour"]


class Unpaintable(QWidget):
    """Fails with every frame, and would have the next one at once."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        self.update()
        raise ZeroDivisionError("no width")


@pytest.fixture
def watched(idle: Context) -> Iterator[Context]:
    """The window, with what nobody catches told in it."""
    idle.errors.install()
    yield idle
    idle.errors.uninstall()
    reporting = idle.window.features.reporting
    for rest in reporting.findChildren(QTimer):
        rest.stop()


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """There is a log."""
    with loggers.restored():
        logs.keep(tmp_path)
        yield tmp_path / logs.NAME


def panel(parts: Context) -> ErrorPanel:
    return parts.window.error_panel


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fail(parts: Context, qtbot: QtBot) -> None:
    """Something goes wrong in a slot, and is told."""
    failing = Failing()
    QTimer.singleShot(0, failing, failing.on_asked)
    qtbot.waitUntil(lambda: panel(parts).isVisible() and "KeyError" in panel(parts).text)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_at_first_there_is_no_panel(idle: Context) -> None:
    assert panel(idle).isHidden()


def test_what_fails_in_a_slot_is_told_in_plain_words(watched: Context, qtbot: QtBot) -> None:
    fail(watched, qtbot)
    assert panel(watched).text == "Something unexpected went wrong. KeyError: 'colour'"


def test_its_details_are_copied_with_a_click(watched: Context, qtbot: QtBot) -> None:
    fail(watched, qtbot)
    press(qtbot, panel(watched).copy)
    assert clipboard().startswith("Something unexpected went wrong. (1×)\nTraceback (most recent call last):\n")
    assert 'EMPTY["colour"]' in clipboard()
    assert "KeyError: 'colour'\n\nPerceptron Lab " in clipboard()
    assert "\nQt platform: " in clipboard()
    assert watched.window.status.notice == "The details are on the clipboard: paste them into a report."


def test_a_painting_that_fails_with_every_frame_leaves_the_window_usable(watched: Context, qtbot: QtBot) -> None:
    broken = Unpaintable(watched.window)
    broken.resize(200, 20)
    broken.show()
    qtbot.waitUntil(lambda: " times" in panel(watched).text)
    assert panel(watched).text.startswith("A part of the window could not be drawn. ")
    qtbot.keyClick(watched.window, "l")
    assert watched.window.named_actions["log_loss"].isChecked()
    press(qtbot, panel(watched).dismiss)
    assert panel(watched).isHidden()
    before = count(watched)
    qtbot.waitUntil(lambda: count(watched) > before + 20)  # it fails on, and does not come back
    assert panel(watched).isHidden()
    broken.close()
    broken.setParent(None)


def count(parts: Context) -> int:
    return sum(kind.fault.count for kind in parts.errors._kinds.values())


def test_what_fails_in_the_training_stops_it_and_is_told_with_its_traceback(
    parts: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.session.Session.work_slice", lambda session: EMPTY["slice"])
    parts.window.named_actions["play"].trigger()
    qtbot.waitUntil(lambda: panel(parts).isVisible())
    assert panel(parts).text.startswith("Training stopped because something unexpected went wrong.")
    assert "KeyError: 'slice'" in panel(parts).text
    press(qtbot, panel(parts).copy)
    assert "in _train\n" in clipboard()
    monkeypatch.undo()
    qtbot.waitUntil(lambda: parts.controller.latest is not None and parts.controller.latest.phase is Phase.PAUSED)
    parts.errors.close()


def test_what_fails_in_a_plain_thread_is_told(watched: Context, qtbot: QtBot) -> None:
    thread = threading.Thread(target=EMPTY.__getitem__, args=("far",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: panel(watched).isVisible())
    assert panel(watched).text == "Something unexpected went wrong in the background. KeyError: 'far'"


def test_the_newest_is_shown_and_the_others_are_counted(watched: Context, qtbot: QtBot) -> None:
    for number in (1, 2, 3, 3):
        watched.errors.tell(Fault("Trouble.", f"number {number}", ""))
    qtbot.waitUntil(lambda: panel(watched).text == "Trouble. 2 times, and 2 other errors. number 3")
    press(qtbot, panel(watched).copy)
    assert clipboard().count("Trouble. (") == 3
    press(qtbot, panel(watched).dismiss)
    assert panel(watched).isHidden()
    watched.errors.tell(Fault("Trouble.", "number 4", ""))
    qtbot.waitUntil(lambda: panel(watched).text == "Trouble. number 4")


def test_it_says_when_the_work_was_kept(watched: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.document.edit({"data.noise": 0.5}, "Noise")
    monkeypatch.setattr(Autosave, "last_kept", None)
    fail(watched, qtbot)
    assert panel(watched).text.endswith("Your work is not saved yet: save it now.")
    now = datetime.now(UTC)
    monkeypatch.setattr(Autosave, "last_kept", now)
    watched.errors.tell(Fault("Trouble.", "", ""))
    qtbot.waitUntil(lambda: panel(watched).text.endswith(f"Your work was last kept at {now.astimezone():%H:%M}."))
    monkeypatch.setattr(Autosave, "last_kept", now - timedelta(days=400))
    watched.errors.tell(Fault("More trouble.", "", ""))
    year = (now - timedelta(days=400)).astimezone().year
    qtbot.waitUntil(lambda: f" {year} " in panel(watched).text)


def test_saving_is_a_click_away_and_then_it_says_so(
    watched: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.window.files.save_to(tmp_path / "a.json")
    watched.document.edit({"data.noise": 0.5}, "Noise")
    fail(watched, qtbot)
    assert panel(watched).save.isVisible()
    press(qtbot, panel(watched).save)
    assert not watched.document.unsaved
    assert panel(watched).text.endswith("Your work is saved.")
    assert not panel(watched).save.isVisible()


def test_the_log_is_opened_with_a_click(
    watched: Context, qtbot: QtBot, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)  # returns None, as if it had failed
    fail(watched, qtbot)
    press(qtbot, panel(watched).log)
    assert [Path(url.toLocalFile()) for url in opened] == [log_file]
    assert watched.window.status.notice.endswith(str(log_file))
    assert "KeyError: 'colour'" in log_file.read_text(encoding="utf-8")


def test_without_a_log_there_is_no_button_for_it(watched: Context, qtbot: QtBot) -> None:
    fail(watched, qtbot)
    assert not panel(watched).log.isVisible()


def test_a_crash_of_the_last_time_says_nothing_of_the_work_of_now(watched: Context, qtbot: QtBot) -> None:
    watched.document.edit({"data.noise": 0.5}, "Noise")
    watched.errors.tell(Fault("The program ended unexpectedly last time.", "", "Segmentation fault", is_past=True))
    qtbot.waitUntil(lambda: panel(watched).text == "The program ended unexpectedly last time. ")
    press(qtbot, panel(watched).copy)
    assert "Segmentation fault" in clipboard()


def test_a_panel_that_fails_itself_makes_no_further_error(
    watched: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, log_file: Path
) -> None:
    monkeypatch.setattr(ErrorPanel, "show_faults", lambda panel, *_, **__: EMPTY["panel"])
    watched.errors.tell(Fault("Trouble.", "", ""))
    qtbot.waitUntil(lambda: "the errors could not be shown" in log_file.read_text(encoding="utf-8"))
    qtbot.wait(1)
    assert count(watched) == 1


def test_a_key_copies_diagnostics(idle: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(idle.window, Qt.Key.Key_D, SHIFTED)
    lines = dict(line.split(": ", 1) for line in clipboard().splitlines()[1:])
    assert lines["Experiment"].startswith("2-8-1; tanh, sigmoid; xor")
    assert lines["Engine"] == "not started"
    assert lines["Colours"] == "light, as chosen: light"
    assert lines["OpenGL"]
    assert idle.window.status.notice.startswith("Versions, machine and screen are on the clipboard")


def test_diagnostics_say_that_the_engine_is_ready(parts: Context, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dict(parts.window.features.reporting.facts())["Engine"] == "ready, ready", timeout=20_000)


def test_where_there_is_no_opengl_they_say_why(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.views.surface import make_surface  # only here, without a window

    monkeypatch.setenv("PERCEPTRON_LAB_NO_GL", "1")
    surface = make_surface()
    qtbot.addWidget(surface)
    assert surface.drawn_with.startswith("OpenGL is switched off by PERCEPTRON_LAB_NO_GL.")


def test_buttons_are_reached_by_keyboard_and_named(watched: Context, qtbot: QtBot) -> None:
    fail(watched, qtbot)
    buttons = [button for button in panel(watched).findChildren(QPushButton) if button.isVisible()]
    assert [button.accessibleName() for button in buttons] == ["Copy details"]
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Space)
    assert "KeyError" in clipboard()


def test_it_follows_the_theme_and_the_size_of_the_type(watched: Context, qtbot: QtBot) -> None:
    fail(watched, qtbot)
    before = panel(watched).grab().toImage()
    height = panel(watched).height()
    watched.appearance.use("dark")
    assert panel(watched).grab().toImage().pixelColor(3, 3).name() == DARK.card
    assert panel(watched).grab().toImage() != before
    watched.appearance.set_large(True)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert panel(watched).height() > height
    watched.appearance.set_large(False)
    watched.appearance.use("light")
