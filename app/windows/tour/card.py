"""The card of the tour: a few words about one part of the window, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.panels.keys import reach_by_keyboard
from app.panels.parts import label, link
from app.panels.restyle import rename
from app.panels.tips import explain, tip
from app.theme import Theme
from app.type_size import follow_type, scaled

WIDTHS = (340, 300, 260)  # the first for which there is room
MARGIN = 16
DOT, DOT_GAP = 6, 6
FAINT = 0.4  # opacity of the dots of the other steps
NEXT_ABOUT = "The next part of the window. (→ or Enter)"
DONE_ABOUT = "End the tour. The Help menu shows it again. (→ or Enter)"


class TourCard(QFrame):
    """Says one step, and is asked for another by its buttons. It has the focus, so that keys reach whoever listens."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label("", "heading")
        self._count = label("", "quiet")
        self._dots = _Dots(theme)
        self._text = label("", "step")
        self._text.setWordWrap(True)
        self.skip = link("Skip the tour", "End the tour. The Help menu shows it again. (Esc)")
        self.back = _button("Back", "", "The part before this one. (←)")
        self.next = _button("Next", "accent", NEXT_ABOUT)
        self._build()

    def _build(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        top.addWidget(self._dots)
        bottom.setSpacing(8)
        bottom.addWidget(self.skip)
        bottom.addStretch(1)
        bottom.addWidget(self.back)
        bottom.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._text, 1)
        column.addLayout(bottom)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def count(self) -> str:
        """Which step it is, of how many."""
        return self._count.text()

    def set_theme(self, theme: Theme) -> None:
        self._dots.set_theme(theme)

    def urge(self, on: bool) -> None:
        """Let Next be the one thing to press, or leave that to something else in the window."""
        rename(self.next, "accent" if on else "plain")

    def tell(self, title: str, text: str, number: int, steps: int) -> None:
        """Say `title` and `text`, which are step `number` of so many, also to those who hear the screen."""
        last, count = number == steps, f"{number} of {steps}"
        if (title, text, count) == (self.title, self.text, self.count):
            return
        self._title.setText(title)
        self._text.setText(text)
        self._count.setText(count)
        self._dots.show_number(number, steps)
        self.next.setText("Done" if last else "Next")
        explain(self.next, self.next.text(), tip(DONE_ABOUT if last else NEXT_ABOUT))
        self.skip.setVisible(not last)
        if number == 1 and self.back.hasFocus():
            self.setFocus()
        self.back.setEnabled(number > 1)
        self.setAccessibleName(f"{title}, {count}")
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title}. {text}"))

    def sizes(self) -> list[QSize]:
        """Those it can have, the best first."""
        least = self.minimumSizeHint().width()
        widths = [max(least, scaled(width)) for width in WIDTHS] + [least]
        return [QSize(width, self.heightForWidth(width)) for width in widths]


class _Button(QPushButton):
    """Leaves the arrow keys to the tour; Enter is pressing it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _button(text: str, style: str, about: str) -> QPushButton:
    made = _Button(text)
    made.setObjectName(style)
    explain(made, text, tip(about))
    reach_by_keyboard(made)
    return made


class _Dots(QWidget):
    """One for each step, that of this one in the accent colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._number = self._steps = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_type(self, self.updateGeometry)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_number(self, number: int, steps: int) -> None:
        self._number, self._steps = number, steps
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(self._steps * (DOT + DOT_GAP) - DOT_GAP), scaled(DOT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(1, self._steps + 1):
            colour = QColor(self._theme.accent if number == self._number else self._theme.quiet)
            colour.setAlphaF(1.0 if number == self._number else FAINT)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(scaled((number - 1) * (DOT + DOT_GAP)), 0, scaled(DOT), scaled(DOT)))
