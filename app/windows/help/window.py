"""The window of the help: search and pages at the left, the page that is read at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.panels.parts import label, link
from app.panels.tips import explain, tip
from app.theme import Theme
from app.type_size import follow_type, zoom
from app.windows.help.browser import SCHEME, HelpBrowser
from app.windows.help.page_list import HelpList
from app.windows.help.pages import NAMES, STEPS, Book
from app.windows.help.search import Searchable, find, searchable, words_of

SIZE = QSize(900, 640)
MOST_OF_THE_SCREEN = 0.92
LIST_WIDTH = 236
NOTHING = "Nothing in the help has these words. Try another one, or fewer."
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HelpWindow(QDialog):
    """Stands beside the window, which goes on meanwhile. What it cannot do itself it asks for by signals."""

    action_wanted = Signal(str)
    refresh_wanted = Signal()
    turn_wanted = Signal(int)  # one observation on or back, for the worked example

    def __init__(self, book: Book, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._book = book
        self._index: list[Searchable] = []  # made at the first search
        self._words: tuple[str, ...] = ()
        self._peeking = False  # whether the page is only shown for what is being typed
        self.search = QLineEdit()
        self.pages = HelpList(self._title)
        self.browser = HelpBrowser(book)
        self.back, self.forward = (
            link("← Back", "The page before. (Alt+Left)"),
            link("Forward →", "Forward again. (Alt+Right)"),
        )
        self.place = label("", "quiet")
        self.nothing = label(NOTHING, "quiet")
        self.refresh = QPushButton("Take the present numbers")
        self.earlier, self.later = QPushButton("← Observation"), QPushButton("Observation →")
        self.strip = self._make_strip()
        self._build()
        self._connect()
        self.set_theme(theme)

    def _make_strip(self) -> QWidget:
        """What can be done on the page with the worked example."""
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button, name, about in (
            (self.refresh, self.refresh.text(), "Work it out anew with the network as it is now."),
            (self.earlier, "Observation before", "The same network with the observation before this one."),
            (self.later, "Next observation", "The same network with the observation after this one."),
        ):
            explain(button, name, tip(about))
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        strip.hide()
        return strip

    def _build(self) -> None:
        explain(self.search, "Search", tip("Words that a page must have. Return goes to the next place. (Ctrl+F)"))
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        left = QWidget()
        follow_type(left, left.setFixedWidth, LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part, stretch in ((self.search, 0), (self.pages, 1), (self.nothing, 1)):
            column.addWidget(part, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(12)
        row.addWidget(left)
        row.addLayout(self._reading(), 1)
        self.resize((SIZE * zoom()).boundedTo(self.screen().availableSize() * MOST_OF_THE_SCREEN))

    def _reading(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(12)
        for part in (self.back, self.forward):
            part.setEnabled(False)
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.place)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.strip)
        column.addWidget(self.browser, 1)
        return column

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.pages.chosen.connect(self.open_page)
        self.pages.typed.connect(self._type)
        self.browser.anchorClicked.connect(self._on_link)
        self.browser.sourceChanged.connect(self._on_page)
        self.browser.backwardAvailable.connect(self.back.setEnabled)
        self.browser.forwardAvailable.connect(self.forward.setEnabled)
        self.back.clicked.connect(self.browser.backward)
        self.forward.clicked.connect(self.browser.forward)
        for keys, slot in (
            (QKeySequence.StandardKey.Back, self.browser.backward),
            (QKeySequence.StandardKey.Forward, self.browser.forward),
            (QKeySequence.StandardKey.Find, self._on_find),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.refresh.clicked.connect(self.refresh_wanted)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)

    def set_theme(self, theme: Theme) -> None:
        self.browser.set_theme(theme)
        self._show_places()

    @Slot(str)
    def open_page(self, page: str) -> None:
        """Show a page, given as NAME, or as NAME#SECTION."""
        name, _, anchor = page.partition("#")
        self._peeking = False
        self.browser.open_page(name, anchor)

    def renew(self, name: str) -> None:
        """The page called `name` says something else now."""
        self._book.forget(name)
        if self.browser.name == name:
            self.browser.reload()
            self._show_places()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """In the search field Return goes through what was found, and the arrow down leads to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in RETURN:
                self._go_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.pages.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _title(self, name: str) -> str:
        return self._book.page(name).title

    @Slot(str)
    def _type(self, text: str) -> None:
        """What is typed outside the search field is meant for it."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.insert(text)

    @Slot()
    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self._words = words_of(text)
        found = self._find() if self._words else []
        if self._words:
            self.pages.show_found(found)
        else:
            self.pages.show_all()
        is_nothing = bool(self._words) and not found
        self.pages.setVisible(not is_nothing)
        self.nothing.setVisible(is_nothing)
        if is_nothing:
            self._look_away()
        elif found and self.browser.name not in found[:1]:
            self._peek(found[0])
        else:
            self.pages.look_at(self.browser.name)
            self._show_places()

    def _find(self) -> list[str]:
        if not self._index:
            self._index = [searchable(name, self._title(name), self._book.page(name).body) for name in NAMES]
        return find(self._index, self._words)

    def _peek(self, name: str) -> None:
        """Show a page while somebody types: of all those on the way to the word only the last stays behind."""
        if self._peeking:
            self.browser.backward()
        self.browser.open_page(name)
        self._peeking = True

    def _look_away(self) -> None:
        """No page has all the words: back to the one that was read, without marks for some of them."""
        self._words = ()
        if self._peeking:
            self._peeking = False
            self.browser.backward()
        self._show_places()

    def _go_on(self, steps: int) -> None:
        self.browser.go_on(steps)
        self._say_place()

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == "action":
            self.action_wanted.emit(url.path())
        elif url.scheme() in ("", SCHEME):
            self.open_page(url.toString().removeprefix(f"{SCHEME}:"))

    @Slot(QUrl)
    def _on_page(self, url: QUrl) -> None:
        self.pages.look_at(url.path())  # the browser does not call it its own yet
        self.strip.setVisible(url.path() == STEPS)
        self._show_places()

    def _show_places(self) -> None:
        self.browser.mark(self._words)
        self._say_place()

    def _say_place(self) -> None:
        at, count = self.browser.found
        self.place.setText(f"place {at} of {count} found" if count else "")

    @Slot()
    def _on_earlier(self) -> None:
        self.turn_wanted.emit(-1)

    @Slot()
    def _on_later(self) -> None:
        self.turn_wanted.emit(1)
