"""Links to TensorFlow Playground in the window: asked for, checked while they are typed, dropped, and copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

import nncore as nn
from app import actions
from app.model.document import Document
from app.model.playground import read
from app.model.settings import Settings
from app.training.controller import Controller
from app.windows.files import Files
from app.windows.link_dialog import EMPTY, LinkDialog
from app.windows.links import Links

Buttons = QMessageBox.StandardButton

FIRST = nn.PRESETS["first-run"].experiment
PLAYGROUND = nn.PRESETS["playground"].experiment
SITE = "https://playground.tensorflow.org/"
SPIRAL = SITE + "#dataset=spiral&networkShape=8,6&activation=relu&batchSize=12&seed=0.5&cosX=true&showTestData=true"
OPENED = "Opened the link. Not as in the Playground: seed, cosX."


class Desk:
    """A document with its way to and from links, in a window that has nothing else; what was said."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.actions = actions.build(self.window)
        self.window.addActions(list(self.actions.values()))
        self.document = Document(FIRST)
        self.controller = Controller(self.document)
        files = Files(self.document, self.controller, Settings(), self.window)
        self.links = Links(self.document, self.controller, files, self.window, self.actions)
        self.notices: list[str] = []
        self.failures: list[str] = []
        self.links.notice.connect(self.notices.append)
        self.links.failed.connect(self.failures.append)

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        (found,) = (dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible())
        return found

    def ask(self, clipboard: str = "") -> LinkDialog:
        QGuiApplication.clipboard().setText(clipboard)
        self.actions["open_link"].trigger()
        dialog = self.dialog()
        assert isinstance(dialog, LinkDialog)
        return dialog


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    yield desk
    desk.controller.close()


def opens(dialog: LinkDialog) -> bool:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Open).isEnabled()


def listed(label: QLabel) -> str:
    """The text of a list without its marks."""
    return label.text().replace("</li>", "\n").partition(">")[2].replace("<li>", "").removesuffix("\n</ul>")


def test_the_wishes_of_a_link_end_with_its_experiment(desk: Desk) -> None:
    test = desk.actions["show_test"]
    desk.links.open_text(SPIRAL.replace("showTestData=true", "showTestData=false"))
    assert not test.isChecked()
    desk.actions["discretise"].setChecked(True)
    desk.document.start_over(PLAYGROUND, name="another")
    assert test.isChecked()
    assert not desk.actions["discretise"].isChecked()
    test.setChecked(False)
    desk.document.edit({"data.noise": 0.3}, "Noise")
    desk.document.restart()
    assert not test.isChecked(), "within one experiment it is the user's own"


def test_the_link_on_the_clipboard_is_there_already_and_enter_opens_it(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.ask(f"  {SPIRAL}\n")
    assert dialog.field.text() == SPIRAL
    assert dialog.verdict.text() == "Spiral; 2-8-6-1 with ReLU; rate 0.03, batches of 12."
    assert listed(dialog.details) == (
        "seed=0.5: its random numbers cannot be drawn again; it always gives the same start here, but another one.\n"
        "cosX=true: the Playground itself has no such input."
    )
    assert not desk.actions["show_test"].isChecked()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert desk.document.experiment == read(SPIRAL).experiment
    assert desk.actions["show_test"].isChecked()
    assert not desk.actions["discretise"].isChecked()
    assert desk.notices == [OPENED]


def test_anything_else_on_the_clipboard_is_left_there(desk: Desk) -> None:
    dialog = desk.ask("dear diary")
    assert dialog.field.text() == ""
    assert dialog.verdict.text() == EMPTY
    assert not opens(dialog)


def test_the_key_for_it(desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("")
    qtbot.keyClick(desk.window, "L", Qt.KeyboardModifier.ControlModifier)
    assert isinstance(desk.dialog(), LinkDialog)


def test_what_is_typed_is_checked_with_every_key(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.ask()
    qtbot.keyClicks(dialog.field, "noise=5")
    assert opens(dialog)
    assert dialog.verdict.objectName() == "quiet"
    qtbot.keyClicks(dialog.field, "x")
    assert not opens(dialog)
    assert dialog.verdict.text() == "noise must be a number between 0 and 80, got '5x'."
    assert dialog.verdict.objectName() == "error"
    assert dialog.field.accessibleDescription() == dialog.verdict.text()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert desk.document.experiment == FIRST
    qtbot.keyClick(dialog.field, Qt.Key.Key_Backspace)
    assert opens(dialog)
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Open), Qt.MouseButton.LeftButton)
    assert desk.document.experiment.data.noise == 0.05
    assert desk.notices == ["Opened the link."]


def test_cancel_leaves_everything_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.ask(SPIRAL)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert desk.document.experiment == FIRST
    assert desk.notices == []


def test_a_link_cannot_bring_its_own_formatting(desk: Desk) -> None:
    dialog = desk.ask(SITE + "#<b>bold</b>=<img>1")
    assert listed(dialog.details) == "&lt;b&gt;bold&lt;/b&gt;=&lt;img&gt;1: this setting is not known."


@pytest.mark.parametrize(("answer", "opened"), [(Buttons.Cancel, False), (Buttons.Discard, True)])
def test_unsaved_work_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: Buttons, opened: bool
) -> None:
    desk.document.edit({"data.noise": 0.5}, "Noise")
    asked: list[str] = []

    def question(*arguments: object) -> Buttons:
        asked.append(str(arguments[2]))
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    desk.links.open_text(SPIRAL)
    assert asked == [
        "“Untitled experiment” has changes that are not saved. Save them before the TensorFlow Playground link opens?"
    ]
    assert (desk.document.experiment == read(SPIRAL).experiment) is opened
    assert desk.notices == ([OPENED] if opened else [])
    assert desk.document.undo_stack.canUndo() is not opened


def test_what_is_opened_is_new_work(desk: Desk) -> None:
    desk.actions["discretise"].setChecked(True)
    desk.links.open_text(SITE)
    assert not desk.actions["discretise"].isChecked()
    assert not desk.document.unsaved
    assert desk.document.path is None
    assert desk.document.name == "TensorFlow Playground link"
    assert not desk.document.undo_stack.canUndo()


def dragged(desk: Desk, mime: QMimeData) -> bool:
    """Drag `mime` over the window and let go. Returns whether the window takes it."""
    action, button, modifier = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, modifier)
    enter.ignore()
    QApplication.sendEvent(desk.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(desk.window, QDropEvent(QPointF(5, 5), action, mime, button, modifier))
    return enter.isAccepted()


def test_a_link_that_is_dropped_as_text_is_opened(desk: Desk, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setText(SPIRAL)
    assert dragged(desk, mime)
    qtbot.waitUntil(lambda: desk.notices == [OPENED])
    assert desk.document.experiment == read(SPIRAL).experiment


def test_a_link_that_is_dropped_from_the_address_bar_is_opened(desk: Desk, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(SPIRAL)])
    assert dragged(desk, mime)
    qtbot.waitUntil(lambda: desk.notices == [OPENED])


def test_a_damaged_link_that_is_dropped_is_told(desk: Desk, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setText(SITE + "#batchSize=0")
    assert dragged(desk, mime)
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert desk.failures == ["The link was not opened: batchSize must be a whole number between 1 and 1200, got '0'."]
    assert desk.document.experiment == FIRST


@pytest.mark.parametrize("text", ["hello", "file:///tmp/playground.tensorflow.org.json"])
def test_other_things_that_are_dragged_are_left_to_others(desk: Desk, text: str) -> None:
    mime = QMimeData()
    if text.startswith("file:"):
        mime.setUrls([QUrl(text)])
    else:
        mime.setText(text)
    assert not dragged(desk, mime)


def test_the_link_of_an_experiment_that_fits_is_copied(desk: Desk, qtbot: QtBot) -> None:
    desk.document.start_over(PLAYGROUND)
    for name in ("show_test", "discretise"):
        desk.actions[name].setChecked(True)
    qtbot.keyClick(desk.window, "L", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.notices == ["The link is on the clipboard."]
    reading = read(QGuiApplication.clipboard().text())
    assert reading.experiment.network == PLAYGROUND.network
    assert reading.experiment.data == PLAYGROUND.data
    assert (reading.show_test, reading.discretize) == (True, True)


def test_an_experiment_that_does_not_fit_is_told_why(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("as before")
    desk.actions["copy_link"].trigger()
    assert QGuiApplication.clipboard().text() == "as before"
    assert desk.failures == ["No link was copied: the experiment does not fit into TensorFlow Playground."]
    about, reasons = desk.dialog().findChildren(QLabel)
    assert about.text() == "TensorFlow Playground cannot be set to this experiment:"
    assert listed(reasons).splitlines()[1:] == [
        "Centred inputs: on here, there never.",
        "Output: sigmoid here, there tanh.",
        "First weights: Xavier, uniform here, there Playground&#x27;s; Zeros.",
        "Loss: Binary cross-entropy here, there Half squared error.",
        "Optimizer: Adam here, there Gradient descent.",
        "Batch size: 32 here, there 1 to 30.",
    ]
