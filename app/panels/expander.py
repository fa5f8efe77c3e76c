"""The name of a row that opens what is below it: words with a small arrow behind them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QToolButton

from app.panels.keys import reach_by_keyboard
from app.panels.parts import LABEL_WIDTH
from app.panels.tips import explain, tip
from app.type_size import follow_type, scaled, zoom

HEIGHT = 24
GAP = 8  # pixels from the words to the middle of the arrow
ARM = 3.0  # pixels along each arm of the arrow
DOWN = ((-ARM, -ARM / 2), (0.0, ARM / 2), (ARM, -ARM / 2))
RIGHT = ((-ARM / 2, -ARM), (ARM / 2, 0.0), (-ARM / 2, ARM))


class Expander(QToolButton):
    """As wide as the labels of all rows."""

    def __init__(self, text: str, about: str) -> None:
        super().__init__()
        self.setObjectName("expander")
        self.setText(text)
        self.setCheckable(True)
        follow_type(self, self.setFixedSize, LABEL_WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        explain(self, f"{text}: more", tip(about))
        reach_by_keyboard(self)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(LABEL_WIDTH), scaled(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        role = QPalette.ColorRole
        colour = self.palette().color(role.Accent if self.underMouse() or self.hasFocus() else role.ButtonText)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour)
            if self.hasFocus():
                painter.drawLine(QPointF(0, self.height() - 2.5), QPointF(self.width() - 1, self.height() - 2.5))
            painter.drawText(QRectF(self.rect()), flags, self.text())
            words = painter.fontMetrics().horizontalAdvance(self.text())
            middle = QPointF(words + scaled(GAP), self.height() / 2 + 0.5)
            painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            arrow = DOWN if self.isChecked() else RIGHT
            painter.drawPolyline(QPolygonF([middle + QPointF(x, y) * zoom() for x, y in arrow]))
