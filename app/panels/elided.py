"""A line of words that gives way where there is no room for it."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_ORDINARY_SPACE = re.compile(r"[ \t\r\n]+")  # thin ones are between the figures of a number


class ElidedLabel(QLabel):
    """Ends in “…” where not all of it fits; the tool tip has the whole.

    What it says is only painted: a label asks the whole window for room with every other word, this one when it needs
    other room than before. So numbers of one length can change with every picture.
    """

    def __init__(self, style: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__()
        self._said = ""
        self.setObjectName(style)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """What it says."""
        return self._said

    def say(self, text: str, *, aloud: bool = True) -> None:
        """Show `text` in one line. Unless it is to be `aloud` those who hear the screen are not told."""
        said, width = _ORDINARY_SPACE.sub(" ", text).strip(" "), self._width()
        if said != self._said:
            self._said = said
            self.setToolTip(text)
            self.update()
            if aloud:
                self.setAccessibleName(said)
        if self._width() != width:
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's names, here and below
        return QSize(self._width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        shown = painter.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), shown)

    def _width(self) -> int:
        return math.ceil(QFontMetricsF(self.font()).horizontalAdvance(self._said))  # a rounded one may be too narrow
