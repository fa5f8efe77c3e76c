"""The window in which a teacher chooses what learners see: a tree of all parts with a box to tick at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.panels.hideable import Part
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.type_size import scaled
from nncore.lesson import Lesson

ABOUT = (
    "Untick what learners need not see. It is hidden at once, and the file remembers it. A line at the bottom of the "
    "window says so, and lets anybody show it for a while."
)
SIZE = (380, 600)
FRAME = QSize(16, 56)  # pixels, at most, for what the system puts around a window
TREE_TIP = "Space ticks and unticks; the arrow keys go up and down, and open and close a group."
EVERYTHING_TIP = "Hide nothing any more."
_NAME = Qt.ItemDataRole.UserRole


class ClassroomWindow(QDialog):
    """Says what is ticked; what becomes of it is shown when the lesson comes back."""

    hidden_changed = Signal(str, str, bool)  # the part's name, its title, whether it is to be hidden
    everything_wanted = Signal()

    def __init__(self, groups: Sequence[tuple[Part, tuple[Part, ...]]], lesson: Lesson, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Classroom")
        self.tree = _make_tree(groups)
        self.everything = QPushButton("Show everything")
        self._build()
        self.show_lesson(lesson)
        self._connect()
        self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        self.tree.setFocus()
        self.resize(QSize(*map(scaled, SIZE)).boundedTo(self.screen().availableSize() - FRAME))

    def _build(self) -> None:
        explain(self.everything, "Show everything", tip(EVERYTHING_TIP))
        self.everything.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.everything, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        about = label(ABOUT, "quiet")
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(about)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.tree.itemChanged.connect(self._on_item_changed)
        self.everything.clicked.connect(self.everything_wanted)

    def show_lesson(self, lesson: Lesson) -> None:
        """Tick what is not hidden. What belongs to something hidden cannot be ticked by itself."""
        with QSignalBlocker(self.tree):
            for item in _items(self.tree.invisibleRootItem()):
                shown = item.data(0, _NAME) not in lesson.hidden
                item.setCheckState(0, Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
                for below in _items(item):
                    below.setDisabled(not shown)
        self.everything.setEnabled(bool(lesson.hidden))
        self.tree.viewport().update()

    @Slot(QTreeWidgetItem, int)
    def _on_item_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        hidden = item.checkState(0) is not Qt.CheckState.Checked
        self.hidden_changed.emit(item.data(0, _NAME), item.text(0), hidden)


def _make_tree(groups: Sequence[tuple[Part, tuple[Part, ...]]]) -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName("lesson")
    made.setHeaderHidden(True)
    made.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
    explain(made, "What learners see", tip(TREE_TIP))
    for group, parts in groups:
        top = _item(group)
        top.addChildren([_item(part) for part in parts])
        made.addTopLevelItem(top)
    made.expandAll()
    return made


def _item(part: Part) -> QTreeWidgetItem:
    made = QTreeWidgetItem([part.title])
    made.setData(0, _NAME, part.name)
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    return made


def _items(below: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    """All items below an item, each before those below it."""
    for i in range(below.childCount()):
        child = below.child(i)
        if child is not None:
            yield child
            yield from _items(child)
