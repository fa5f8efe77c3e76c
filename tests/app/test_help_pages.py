"""The pages of the help: complete, joined by links that lead somewhere, and naming only what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

import nncore as nn
from app import actions
from app.actions import ACTIONS
from app.context import Context
from app.training.findings import Kind
from app.training.worked_example import work_through
from app.windows.help import steps as help_steps
from app.windows.help import tables as help_tables
from app.windows.help.pages import GROUPS, NAMES, Book, text_of
from app.windows.help.places import CARDS, FIELDS, PARTS

VOID = ("br", "img")
ALLOWED = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "b",
    "i",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "span",
    "sub",
    "sup",
}


class Reader(HTMLParser):
    """Notes links, places to go to and pictures, and what is opened and not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.pictures: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if "href" in given:
            self.links.append(given["href"] or "")
        if given.get("id"):
            self.anchors.add(given["id"] or "")
        if tag == "img":
            self.pictures.append(given["src"] or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


class Shelf:
    """The book as the program has it, but for the keys that the views have for themselves."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.actions = actions.build(self.owner)
        experiment = nn.PRESETS["first-run"].experiment
        worked = help_steps.page(work_through(experiment, nn.Trainer(experiment).state()))
        tables = {**help_tables.TABLES, "steps": lambda: worked, "keys": lambda: "<h2>File</h2>" + "<p>Save</p>" * 99}
        self.book = Book(lambda name: help_tables.key_of(self.actions[name]), tables)


@pytest.fixture(scope="module")
def shelf(qapp: QApplication) -> Shelf:
    return Shelf()


@pytest.fixture(scope="module")
def book(shelf: Shelf) -> Book:
    return shelf.book


def readers(book: Book) -> dict[str, Reader]:
    return {name: Reader(book.page(name).body) for name in NAMES}


def test_every_file_is_a_page_and_every_page_a_file() -> None:
    there = {path.name.removesuffix(".html") for path in (files("app.resources") / "help").iterdir()}
    assert there == set(NAMES)
    assert len(NAMES) == len(set(NAMES)) == sum(len(names) for _group, names in GROUPS)
    assert len(NAMES) >= 20


def test_every_page_is_whole_html_of_the_kind_that_rich_text_knows(book: Book) -> None:
    for name, reader in readers(book).items():
        assert (name, reader.open, reader.wrong) == (name, [], [])
        assert reader.tags - set(VOID) <= ALLOWED, name


def test_every_link_leads_somewhere(book: Book) -> None:
    pages = readers(book)
    lost = []
    for name, reader in pages.items():
        for link in reader.links:
            kind, _, action = link.partition(":")
            page, _, anchor = link.partition("#")
            if kind == "action":
                if action not in ACTIONS:
                    lost.append((name, link))
            elif page not in pages or (anchor and anchor not in pages[page].anchors):
                lost.append((name, link))
    assert lost == []


def test_links_to_other_pages_are_not_to_the_page_itself(book: Book) -> None:
    assert [(name, link) for name, reader in readers(book).items() for link in reader.links if link == name] == []


def test_every_page_but_the_first_is_linked_to(book: Book) -> None:
    linked = {link.partition("#")[0] for reader in readers(book).values() for link in reader.links}
    assert set(NAMES) - linked <= {"first-steps"}


def test_what_has_a_section_in_the_help_is_found_there(book: Book) -> None:
    pages = readers(book)
    for place in (*FIELDS.values(), *(page for _kind, page in PARTS), *CARDS.values()):
        name, _, anchor = place.partition("#")
        assert name in pages
        assert not anchor or anchor in pages[name].anchors, place


def test_no_mark_is_left_unfilled_and_no_key_is_named_that_there_is_not(book: Book) -> None:
    for name in NAMES:
        assert "{{" not in book.page(name).body, name
        assert {key for key in re.findall(r"\{\{key ([\w-]+)\}\}", text_of(name)) if key not in ACTIONS} == set()


def shown(html: str) -> str:
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText().replace("\u00a0", " ")


def test_nothing_that_is_read_looks_like_marks(book: Book) -> None:
    for name in NAMES:
        said = shown(book.page(name).body)
        assert len(said) > 400, name
        assert re.findall(r"</?\w+>|&\w+;|\*\*\w|\]\(|None\b|nan\b", said) == [], name


def entries() -> Iterator[tuple[str, str, str]]:
    """Each entry of each table: on which page it stands, under which heading, with which formula."""
    for page, table in (
        ("activations", nn.ACTIVATIONS),
        ("losses", nn.LOSSES),
        ("optimizers", nn.OPTIMIZERS),
        ("optimizers", nn.SCHEDULES),
        ("network", nn.INITIALIZERS),
        ("data", nn.DATASETS),
    ):
        for entry in table.values():
            yield page, entry.title, entry.formula


def test_every_entry_of_the_tables_is_there_with_its_formula(book: Book) -> None:
    said = {name: shown(book.page(name).body) for name in NAMES}
    for page, title, formula in entries():
        assert f"\n{title}\n" in said[page]
        assert formula in said[page]
    for feature in nn.FEATURES.values():
        assert feature.about in said["inputs"]
    for preset in nn.PRESETS.values():
        assert f"\n{preset.title}\n" in said["presets"]
        assert preset.caption in said["presets"]


def test_every_activation_loss_and_schedule_has_its_picture(book: Book) -> None:
    pages = readers(book)
    assert len(pages["activations"].pictures) == len(nn.ACTIVATIONS)
    assert len(pages["losses"].pictures) == len(nn.LOSSES)
    assert len(pages["optimizers"].pictures) == len(nn.SCHEDULES)


def test_all_that_can_be_found_wrong_is_explained(book: Book) -> None:
    anchors = readers(book)["trouble"].anchors
    assert {kind.name.lower() for kind in Kind} == anchors


def test_the_keys_are_those_of_the_actions_and_the_views(idle: Context) -> None:
    desk = idle.window.features.help_desk
    desk.show("keyboard")
    assert desk.help is not None
    said = desk.help.browser.toPlainText()
    keys = [action.shortcut().toString() for action in idle.window.named_actions.values()]
    assert [key for key in keys if key not in said] == []
    assert "While painting: take the eraser" in said


def test_a_key_that_is_changed_is_named_as_it_is_now(book: Book, shelf: Shelf) -> None:
    shelf.actions["paint"].setShortcut("Ctrl+Alt+P")
    book.forget("map")
    assert "Ctrl+Alt+P" in shown(book.page("map").body)
    shelf.actions["paint"].setShortcut("")
    book.forget("map")
    assert "Paint points" in shown(book.page("map").body)
