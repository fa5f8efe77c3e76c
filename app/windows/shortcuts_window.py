"""The window that lists every key: those of the actions, by menu, and those that views have for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.type_size import zoom
from app.windows.card import Card

SIZE = QSize(640, 620)
MOST_OF_THE_SCREEN = 0.92
PADDING = 16  # beside the words of a row, as the style sheet has it

Rows = tuple[tuple[str, str], ...]  # keys, what they do
Entry = tuple[QAction, str]  # with its words

EVERYWHERE: Rows = (
    ("Esc", "Show all views again; put a field's value back"),
    ("Tab", "Go to the next control; with Shift to the one before"),
    ("Space", "Press the control that has the focus; elsewhere play"),
    ("Alt+letter", "Open the menu in whose name it is underlined"),
    ("Double-click", "On a heading: let that view fill the window"),
    ("Right-click", "On a heading: copy or save a picture of that view"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together, under the name of a menu or a view."""

    title: str
    rows: Rows


class Shortcuts(QObject):
    """Shows the list, anew each time: what can be done may have changed."""

    def __init__(self, window: QMainWindow, actions: Mapping[str, QAction], cards: Sequence[Card]) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._cards = cards
        self._list: ShortcutsWindow | None = None
        actions["shortcuts"].triggered.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Show the list, beside which the work can go on."""
        if self._list is None:
            self._list = ShortcutsWindow(self.groups(), self._window)
            self._list.finished.connect(self._on_closed)
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()

    def groups(self) -> list[Group]:
        """All keys there are."""
        bar = self._window.menuBar()
        menus = [(_plain(action), list(_entries(action.menu()))) for action in bar.actions()]
        listed = {action for _title, entries in menus for action, _words in entries}
        others = [(action, _plain(action)) for action in self._actions.values() if action not in listed]
        found = [Group(title, tuple(_action_rows(entries))) for title, entries in (*menus, ("Elsewhere", others))]
        found.append(Group("Everywhere", EVERYWHERE))
        found.extend(Group(card.accessibleName(), _own_keys(_within(card.view))) for card in self._cards)
        in_cards = {widget for card in self._cards for widget in _within(card)}
        panels = (widget for widget in _within(self._window) if widget not in in_cards)
        found.append(Group("Panels", _own_keys(panels)))
        return [group for group in found if group.rows]

    @Slot()
    def _on_closed(self) -> None:
        self._list = None


class _Wrapping(QStyledItemDelegate):
    """Makes rows as high as their words need: the tree itself asks without saying how wide they are."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802  Qt's
        if index.column() == 0:
            option.rect = QRect(0, 0, self._tree.columnWidth(0) - PADDING, 1)
        return super().sizeHint(option, index)


class ShortcutsWindow(QDialog):
    """A search field over the list."""

    def __init__(self, groups: Iterable[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search")
        self.search.setToolTip("Words of what you want to do, or a key such as F5.")
        self.list = _make_list(groups)
        self._nothing = label("No key does that.", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part, stretch in ((self.search, 0), (self.list, 1), (self._nothing, 1)):
            column.addWidget(part, stretch)
        self.search.textChanged.connect(self._on_search)
        self.search.setFocus()
        self.resize((SIZE * zoom()).boundedTo(self.screen().availableSize() * MOST_OF_THE_SCREEN))

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The keys that are listed now and what they do."""
        rows = (item for item, _group in self._items() if not item.isHidden())
        return [(item.text(1), item.text(0)) for item in rows]

    @property
    def said(self) -> QLabel:
        """What is said where nothing is found."""
        return self._nothing

    @Slot(str)
    def _on_search(self, text: str) -> None:
        words = text.casefold().split()
        for item, group in self._items():
            where = " ".join((group.text(0), item.text(0), item.text(1))).casefold()
            item.setHidden(not all(word in where for word in words))
        for group in self._groups():
            group.setHidden(all(item.isHidden() for item in _children(group)))
        found = any(not group.isHidden() for group in self._groups())
        self.list.setVisible(found)
        self._nothing.setVisible(not found)

    def _groups(self) -> list[QTreeWidgetItem]:
        return _children(self.list.invisibleRootItem())

    def _items(self) -> list[tuple[QTreeWidgetItem, QTreeWidgetItem]]:
        return [(item, group) for group in self._groups() for item in _children(group)]


def _make_list(groups: Iterable[Group]) -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName("shortcuts")
    explain(made, "Shortcuts", tip("What can be done at the left, the key for it at the right."))
    made.setColumnCount(2)
    made.setHeaderHidden(True)
    made.setRootIsDecorated(False)
    made.setIndentation(0)
    made.setItemsExpandable(False)
    made.setWordWrap(True)
    made.setItemDelegate(_Wrapping(made))
    made.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
    for group in groups:
        _add_group(made, group)
    made.expandAll()
    header = made.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    header.sectionResized.connect(made.scheduleDelayedItemsLayout)  # how high a row is depends on it
    return made


def _add_group(tree: QTreeWidget, group: Group) -> None:
    top = QTreeWidgetItem([group.title])
    top.setFlags(Qt.ItemFlag.ItemIsEnabled)
    bold = top.font(0)
    bold.setWeight(bold.Weight.DemiBold)
    top.setFont(0, bold)
    tree.addTopLevelItem(top)
    top.setFirstColumnSpanned(True)
    for keys, effect in group.rows:
        item = QTreeWidgetItem([effect, keys])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, effect)
        top.addChild(item)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(i) for i in range(item.childCount()))
    return [child for child in children if child is not None]


def _entries(menu: QObject | None, path: str = "") -> Iterator[Entry]:
    """The actions of a menu, and those of the menus in it with its words before theirs."""
    for action in menu.actions() if isinstance(menu, QMenu) else ():
        below: QObject | None = action.menu()
        words = path + _plain(action)
        if isinstance(below, QMenu):
            yield from _entries(below, f"{words}: ")
        else:
            yield action, words


def _action_rows(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    for action, words in entries:
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys:
            yield " or ".join(keys), words


def _within(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    yield from widget.findChildren(QWidget)


def _plain(action: QAction) -> str:
    """Its words in the table: those that are shown may name the last edit."""
    spec = ACTIONS.get(action.objectName())
    return (spec.text if spec else action.text()).replace("&", "").rstrip("…")


def _own_keys(widgets: Iterable[QWidget]) -> Rows:
    """What the classes of `widgets` say of their keys, in a class attribute `KEYS` of pairs: keys, what they do."""
    rows = (row for widget in widgets for row in getattr(type(widget), "KEYS", ()))
    return tuple(dict.fromkeys(rows))
