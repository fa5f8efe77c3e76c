"""A strip below the run bar that tells of unexpected errors, beside which the work can go on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QPushButton

from app import icons
from app.numbers import grouped
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.theme import Theme
from app.trouble.errors import Fault
from app.type_size import follow_type
from app.windows.strip import Strip

ICON = QSize(16, 16)


class ErrorPanel(Strip):
    """Hidden until something is told. What is to be done about it is said by its signals."""

    copy_wanted = Signal()
    log_wanted = Signal()
    save_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Close", "Close this. It comes back when something else goes wrong.")
        self._sign = QLabel()
        self._headline, self._words = label("", "lesson"), label("", "hint")
        self.copy, self.log, self.save = QPushButton("Copy details"), QPushButton("Open log"), QPushButton("Save…")
        self._theme: Theme | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        explain(self.copy, "Copy details", tip("Put all that is known of it on the clipboard, for a report."))
        explain(self.log, "Open log", tip("Open the file in which all errors are written down."))
        explain(self.save, "Save", tip("Save the experiment with its weights now."))
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.arrange((self._headline, self._words), (self.save, self.copy, self.log), self._sign)

    def _connect(self) -> None:
        self.copy.clicked.connect(self.copy_wanted)
        self.log.clicked.connect(self.log_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.dismiss.clicked.connect(self.closed)
        follow_type(self, self._draw_sign, ICON)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self.accessibleName()} {self.accessibleDescription()}"

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._theme = theme
        self._draw_sign(self._sign.size())

    def show_faults(self, faults: Sequence[Fault], saved: str, *, can_save: bool, can_open_log: bool) -> None:
        """Tell of the last of `faults` and count the others; with none, hide. `saved` says what became of the work."""
        if not faults:
            self.hide()
            return
        newest, counts = faults[-1], _counts(faults)
        self._headline.setText(f"<b>{escape(newest.sentence)}</b> {escape(counts)}")
        words = " · ".join(filter(None, (newest.line, saved)))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.save.setVisible(can_save)
        self.log.setVisible(can_open_log)
        self.setAccessibleName(newest.sentence)
        self.setAccessibleDescription(" ".join(filter(None, (counts, words))))
        if self.isHidden():
            self.show()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _draw_sign(self, size: QSize) -> None:
        self._sign.setFixedSize(size)
        if self._theme is not None:
            self._sign.setPixmap(icons.icon("warning", self._theme.error).pixmap(size, self.devicePixelRatioF()))


def _counts(faults: Sequence[Fault]) -> str:
    """“12 times, and 3 other errors”; nothing where there was only one, once."""
    count, others = faults[-1].count, len(faults) - 1
    times = f"{grouped(count)} times" if count > 1 else ""
    further = f"and {others} other error{'s' if others > 1 else ''}" if others else ""
    counts = ", ".join(filter(None, (times, further)))
    return f"{counts[0].upper()}{counts[1:]}." if counts else ""
