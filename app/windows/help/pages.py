"""The pages of the help: where each stands in the list, and how the marks in its file are filled in.

A file holds the body of a page as HTML that Qt's rich text knows. In it {{key NAME}} stands for the keys of an action,
and {{table NAME}} for what the program's own tables say, so that the help cannot disagree with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files

FIRST, STEPS = "first-steps", "steps"

GROUPS = (
    ("Start here", (FIRST, "window", "presets")),
    ("What goes in", ("data", "own-data", "inputs", "centring", "network", "training", "running")),
    ("What comes out", ("diagram", "surface", "map", "loss-chart", "classes", "trouble")),
    ("How it works", (STEPS, "activations", "losses", "optimizers", "glossary")),
    ("Around it", ("files", "classroom", "keyboard")),
)
NAMES = tuple(name for _group, names in GROUPS for name in names)

_TITLE = re.compile(r"<h1>(.*?)</h1>")
_FORMULA = re.compile(r'(<p class="formula">.*?</p>)', re.DOTALL)
_FRAMED = r'<table class="formula" width="100%" cellspacing="0"><tr><td>\1</td></tr></table>'
_HEADING = re.compile(r"(?<=<h)[123](?=[ >])|(?<=</h)[123](?=>)")
_MARK = re.compile(r"\{\{(key|table) ([\w-]+)\}\}")


@dataclass(frozen=True, slots=True)
class Page:
    """`body` is HTML that begins with the title as its first heading."""

    name: str
    title: str
    body: str


class Book:
    """All pages, each made when it is first asked for."""

    def __init__(self, key: Callable[[str], str], tables: Mapping[str, Callable[[], str]]) -> None:
        """`key` gives the keys of an action, and `tables` what stands for their names, as HTML."""
        self._key = key
        self._tables = tables
        self._pages: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        """The page called `name`, one of NAMES."""
        if name not in self._pages:
            self._pages[name] = self._made(name)
        return self._pages[name]

    def forget(self, name: str) -> None:
        """Make the page anew when it is next asked for."""
        self._pages.pop(name, None)

    def _made(self, name: str) -> Page:
        body = self._filled(text_of(name))
        title = _TITLE.search(body)
        if title is None:
            raise ValueError(f"the help page {name} has no title")
        body = _FORMULA.sub(_FRAMED, body)  # rich text pads cells, but not paragraphs
        return Page(name, title[1], _HEADING.sub(_smaller, body))

    def _filled(self, body: str) -> str:
        return _MARK.sub(self._meant, body)

    def _meant(self, mark: re.Match[str]) -> str:
        return self._key(mark[2]) if mark[1] == "key" else self._filled(self._tables[mark[2]]())


def _smaller(level: re.Match[str]) -> str:
    """One level lower: the first of rich text has twice the size of the words, whatever a style sheet says."""
    return str(int(level[0]) + 1)


def text_of(name: str) -> str:
    """What the file of a page holds."""
    return (files("app.resources") / "help" / f"{name}.html").read_text(encoding="utf-8")
