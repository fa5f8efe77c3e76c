"""A card: heading, a few quiet words beside it, corner actions, and one view that takes the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCursor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app import icons
from app.panels.parts import label, link
from app.theme import Theme
from app.type_size import follow_type
from app.windows.corner import Corner

SIGN = 14  # pixels of the sign for filling the window


class Card(QFrame):
    """Frames a view. A double-click on the heading asks for the whole window."""

    fill_requested = Signal(str)  # the card's name

    def __init__(self, name: str, title: str, hint: str, view: QWidget) -> None:
        super().__init__()
        self.name = name
        self.view = view
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._hint = _Hint(hint)
        self._corner = Corner()
        self._fill = _sign(f"{title} fills the window")
        self._back = link("show all", "Show all views again. (Esc)")
        self.heading = self._make_heading(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 8, 1, 1)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(view, 1)

    @property
    def hint(self) -> str:
        """The words beside the heading."""
        return self._hint.text()

    def show_hint(self, hint: str, short: str = "") -> None:
        """Say `hint` beside the heading, or `short` where there is no room for it."""
        if (hint, short) != (self._hint.text(), self._hint.short):
            self._hint.short = short
            self._hint.setText(hint)

    def add_action(self, action: QAction, text: str) -> QToolButton:
        """Put `action` into the corner, as the quiet words `text`, which are handed back."""
        button = _link_to(action, text)
        self._corner.add(button)
        return button

    def set_fill_action(self, action: QAction) -> None:
        """Let `action`, which is on while this view fills the window, be done by a sign at the end of the heading.

        All words that stand before it are there already: Tab goes through them first.
        """
        self._fill.setToolTip(action.toolTip())
        for button in (self._fill, self._back):
            self._row.addWidget(button)
            button.clicked.connect(action.trigger)
        action.toggled.connect(self._on_filling)
        self._on_filling(action.isChecked())

    def set_theme(self, theme: Theme) -> None:
        self._fill.setIcon(icons.icon("expand", theme.quiet))

    def add_switch(self, actions: Sequence[QAction]) -> None:
        """Put a choice between `actions`, of which one is always on, in place of the title."""
        self._title.hide()
        for i, action in enumerate(actions, 1):
            word = _link_to(action, action.iconText())
            word.setObjectName("tab")
            word.setAutoExclusive(True)
            self._row.insertWidget(i, word)
        self._corner.raise_()  # the last of the children, as it is the last of the row

    def add_to_heading(self, action: QAction) -> None:
        """Put `action` into the menu that a right-click on the heading opens."""
        self.heading.addAction(action)

    def add_menu(self, menu: QMenu, text: str, tip: str) -> QToolButton:
        """Put a menu into the corner; the button is handed back so that its words can follow the choice."""
        button = link(text, tip)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.aboutToHide.connect(partial(_see_pointer, button))
        self._corner.add(button)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonDblClick:
            self.fill_requested.emit(self.name)
            return True
        return super().eventFilter(watched, event)

    @Slot(bool)
    def _on_filling(self, on: bool) -> None:
        self._back.setVisible(on)
        self._fill.setVisible(not on)

    def _make_heading(self, title: str) -> QWidget:
        heading = QWidget()
        heading.setToolTip("Double-click to fill the window, or to see everything again.")
        self._row = row = QHBoxLayout(heading)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        self._title = label(title, "heading")
        row.addWidget(self._title)
        row.addWidget(self._hint, 1)
        row.addWidget(self._corner)
        heading.installEventFilter(self)
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return heading


def _sign(name: str) -> QToolButton:
    """A link that is a drawing, no higher than the words beside it."""
    made = link("", name)
    made.setAccessibleName(name)
    follow_type(made, made.setIconSize, QSize(SIGN, SIGN))
    follow_type(made, made.setFixedSize, SIGN + 4, SIGN + 4)
    return made


def _see_pointer(button: QToolButton) -> None:
    """Qt does not see that the pointer leaves while a menu is open: else the words would stay lit."""
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, button.rect().contains(button.mapFromGlobal(QCursor.pos())))
    button.update()


def _link_to(action: QAction, text: str) -> QToolButton:
    """Quiet words that do what `action` does, and are on when it is."""
    button = link(text, action.toolTip())
    button.setCheckable(action.isCheckable())
    button.setChecked(action.isChecked())
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    button.clicked.connect(action.trigger)
    action.toggled.connect(button.setChecked)
    return button


class _Hint(QLabel):
    """In a narrow card the hint gives way, as a whole: half a word helps nobody."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.short = ""
        self.setObjectName("quiet")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
        elif self.width() >= self.fontMetrics().horizontalAdvance(self.short):
            with QPainter(self) as painter:
                painter.setPen(self.palette().color(self.foregroundRole()))
                painter.drawText(self.rect(), self.alignment(), self.short)
