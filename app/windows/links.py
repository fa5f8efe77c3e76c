"""Links to TensorFlow Playground: opened from a dialog or dropped on the window, and copied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.model.document import Document
from app.model.playground import LinkError, Reading, is_link, read, write
from app.training.controller import Controller
from app.windows import dialogs
from app.windows.files import Files

NAME = "TensorFlow Playground link"  # what is opened from one is called


class Links(QObject):
    """A link is opened as a preset is: what was there is asked about, and goes."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        controller: Controller,
        files: Files,
        window: QWidget,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._controller = controller
        self._files = files
        self._window = window
        self._test, self._steps = actions["show_test"], actions["discretise"]
        actions["open_link"].triggered.connect(self.ask)
        actions["copy_link"].triggered.connect(self.copy)
        document.started_over.connect(self._on_started_over)
        window.installEventFilter(self)

    @Slot()
    def ask(self) -> None:
        """Ask for a link; the one that is on the clipboard is there already."""
        from app.windows.link_dialog import LinkDialog  # most starts do without

        text = QGuiApplication.clipboard().text()
        dialog = LinkDialog(text.strip() if is_link(text) else "", self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def open_text(self, text: str) -> None:
        """Open the link `text`; a sentence says why where that does not work."""
        try:
            reading = read(text)
        except LinkError as error:
            self.failed.emit(f"The link was not opened: {error}")
        else:
            self._on_chosen(reading)

    @Slot()
    def copy(self) -> None:
        """Put the link to the present experiment on the clipboard, or say what keeps it from having one."""
        try:
            link = write(
                self._document.experiment, show_test=self._test.isChecked(), discretize=self._steps.isChecked()
            )
        except LinkError as error:
            self.failed.emit("No link was copied: the experiment does not fit into TensorFlow Playground.")
            dialogs.show_reasons(
                self._window, "No link", "TensorFlow Playground cannot be set to this experiment:", error.reasons
            )
        else:
            QGuiApplication.clipboard().setText(link)
            self.notice.emit("The link is on the clipboard.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QDragEnterEvent | QDropEvent) and _holds_link(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                # The browser waits until this returns: ask questions afterwards.
                QTimer.singleShot(0, self, partial(self.open_text, event.mimeData().text()))
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_started_over(self) -> None:
        """What is shown of the data and the answers is a wish for one experiment: the next is seen as it is."""
        self._test.setChecked(True)
        self._steps.setChecked(False)

    @Slot(object)
    def _on_chosen(self, reading: Reading) -> None:
        if not self._files.may_discard(f"the {NAME} opens"):
            return
        self._controller.forget()
        self._document.start_over(reading.experiment, name=NAME)
        self._test.setChecked(reading.show_test)
        self._steps.setChecked(reading.discretize)
        names = ", ".join(said.partition("=")[0] for said in reading.not_honoured)
        self.notice.emit(f"Opened the link. Not as in the Playground: {names}." if names else "Opened the link.")


def _holds_link(data: QMimeData) -> bool:
    local = any(url.isLocalFile() for url in data.urls())
    return not local and data.hasText() and is_link(data.text())
