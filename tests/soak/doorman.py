"""Answers what keeps the program waiting: dialogs and open menus. Part of `python -m tests.soak window`."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget

LOOK_MS = 40
PATIENCE = 100  # answers to one dialog
NEVER = "quit"  # the action that would end the program

Answer = QMessageBox.StandardButton
ANSWERS = (*[Answer.Discard] * 8, Answer.Cancel, Answer.Save)


class Doorman(QObject):
    """Looks for dialogs and menus that wait, in whatever event loop, and does with them what a person might."""

    def __init__(self, rng: Random, folder: Path) -> None:
        super().__init__()
        self.rng = rng
        self.stuck: list[str] = []
        self._folder = folder
        self._answers = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @property
    def waiting(self) -> QWidget | None:
        """What waits to be answered."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget()

    @Slot()
    def _on_look(self) -> None:
        if self.waiting is None:
            self._answers = 0
        else:
            # Not from here: Qt does not fire a timer again whose slot is still waiting for the next dialog.
            QTimer.singleShot(0, self, self._answer)

    @Slot()
    def _answer(self) -> None:
        widget = self.waiting
        self._answers += 1
        if widget is None:
            return
        if self._answers > PATIENCE:
            self.stuck.append(f"{type(widget).__name__} “{widget.windowTitle()}” does not close")
            widget.close()
        elif isinstance(widget, QMenu):
            self._answer_menu(widget)
        elif isinstance(widget, QFileDialog):
            self._answer_file_dialog(widget)
        elif isinstance(widget, QMessageBox):
            button = widget.button(self.rng.choice(ANSWERS))
            QTest.mouseClick(button, Qt.MouseButton.LeftButton) if button is not None else widget.reject()
        else:
            self._answer_other(widget)

    def _answer_menu(self, menu: QMenu) -> None:
        for _ in range(self.rng.randrange(8)):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        chosen = menu.activeAction()
        takes = chosen is not None and chosen.objectName() != NEVER and self.rng.random() < 0.4
        QTest.keyClick(menu, Qt.Key.Key_Return if takes else Qt.Key.Key_Escape)

    def _answer_file_dialog(self, dialog: QFileDialog) -> None:
        saves = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        if saves and self.rng.random() < 0.5:
            name = dialog.selectedFiles()[0] if dialog.selectedFiles() else "file.json"
            dialog.selectFile(str(self._folder / Path(name).name))
            dialog.accept()
        else:
            dialog.reject()

    def _answer_other(self, widget: QWidget) -> None:
        """Press any button, and now and then Escape, which has to be enough."""
        buttons = [button for button in widget.findChildren(QAbstractButton) if button.isVisible()]
        if buttons and self.rng.random() < 0.6:
            QTest.mouseClick(self.rng.choice(buttons), Qt.MouseButton.LeftButton)
        elif isinstance(widget, QDialog):
            QTest.keyClick(widget, Qt.Key.Key_Escape)
        else:
            widget.close()
