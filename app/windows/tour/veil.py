"""The veil of the tour: it dims the window but for one part. It is only seen: hands reach everything through it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from app.theme import Theme

OPACITY = 0.6
RADIUS = 8
MARGIN = 4  # around the part


class Veil(QWidget):
    """Covers its parent, in the colour of the ground."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._hole = QRect()

    @property
    def hole(self) -> QRect:
        """What stays bright."""
        return self._hole

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def uncover(self, part: QRect) -> None:
        """Let `part` be bright, with a little around it, and nothing else."""
        hole = part.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN) & self.rect() if not part.isEmpty() else QRect()
        if hole != self._hole:
            self._hole = hole
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._hole.adjusted(RADIUS, RADIUS, -RADIUS, -RADIUS).contains(event.rect()):
            return  # a view in the hole has a new picture, as often as 60 times a second
        colour = QColor(self._theme.ground)
        colour.setAlphaF(OPACITY)
        painter = QPainter(self)
        painter.setClipRegion(event.region() - QRegion(self._hole))
        painter.fillRect(self.rect(), colour)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole, corners = QRectF(self._hole), QPainterPath()
        corners.addRect(hole)
        corners.addRoundedRect(hole, RADIUS, RADIUS)  # what is inside of both is not filled
        painter.fillPath(corners, colour)
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.drawRoundedRect(hole.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
