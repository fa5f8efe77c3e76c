"""The corner of a heading: quiet words to press, as many as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

GAP = 8
_CHANGES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class Corner(QWidget):
    """Where there is no room for all of them, those at the left give way. Menus and keys do what they do, too.

    Each has a place of its own: it is hidden by whoever knows that it does not apply, its place for want of room.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[QWidget, QToolButton]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addStretch(1)

    def add(self, words: QToolButton) -> None:
        """Put `words` at the right end."""
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words)
        self._row.addWidget(place)
        self._places.append((place, words))
        words.installEventFilter(self)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's names, here and below
        sizes = [words.sizeHint() for words in self._wanted()]
        width = sum(size.width() + GAP for size in sizes)
        return QSize(max(width - GAP, 0), max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # words have become others
            self._fit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _CHANGES:
            self.updateGeometry()
            heading = self.parentWidget()
            layout = heading.layout() if heading is not None else None
            if layout is not None:
                layout.activate()  # at once: the width of the corner follows its words
            self._fit()
        return super().eventFilter(watched, event)

    def _wanted(self) -> list[QToolButton]:
        """Those that have not been hidden: what was never shown yet is hidden as well, but not explicitly."""
        explicitly = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        return [words for _, words in self._places if not (words.isHidden() and words.testAttribute(explicitly))]

    def _fit(self) -> None:
        wanted, room = self._wanted(), self.width() + GAP
        for place, words in reversed(self._places):
            if words in wanted:
                room -= words.sizeHint().width() + GAP
            place.setVisible(words in wanted and room >= 0)
