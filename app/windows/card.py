"""A card: heading, a few quiet words beside it, corner actions, and one view that takes the rest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.panels.parts import label, link


class Card(QFrame):
    """Frames a view. A double-click on the heading asks for the whole window."""

    fill_requested = Signal(str)  # the card's name

    def __init__(self, name: str, title: str, hint: str, view: QWidget) -> None:
        super().__init__()
        self.name = name
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._hint = _Hint(hint)
        self._heading = self._make_heading(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 8, 1, 1)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(view, 1)

    @property
    def hint(self) -> str:
        """The words beside the heading."""
        return self._hint.text()

    def show_hint(self, hint: str) -> None:
        """Say `hint` beside the heading."""
        if hint != self._hint.text():
            self._hint.setText(hint)

    def add_action(self, action: QAction, text: str) -> None:
        """Put `action` into the corner, as the quiet words `text`."""
        button = link(text, action.toolTip())
        button.setCheckable(action.isCheckable())
        button.setChecked(action.isChecked())
        action.enabledChanged.connect(button.setEnabled)
        self._row.addWidget(button)
        button.clicked.connect(action.trigger)
        action.toggled.connect(button.setChecked)

    def add_menu(self, menu: QMenu, text: str, tip: str) -> QToolButton:
        """Put a menu into the corner; the button is handed back so that its words can follow the choice."""
        button = link(text, tip)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(button)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonDblClick:
            self.fill_requested.emit(self.name)
            return True
        return super().eventFilter(watched, event)

    def _make_heading(self, title: str) -> QWidget:
        heading = QWidget()
        heading.setToolTip("Double-click to fill the window, or to see everything again.")
        self._row = row = QHBoxLayout(heading)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(label(title, "heading"))
        row.addWidget(self._hint, 1)
        heading.installEventFilter(self)
        return heading


class _Hint(QLabel):
    """In a narrow card the hint gives way, as a whole: half a word helps nobody."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("quiet")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
