"""Searching the help: which pages have the words, the ones most likely meant first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
# Many people write these the other way, and mean the same.
_SPELLINGS = (
    ("color", "colour"),
    ("center", "centre"),
    ("regulariz", "regularis"),
    ("initializ", "initialis"),
    ("overfit", "over-fit"),
)


@dataclass(frozen=True, slots=True)
class Searchable:
    """The words of a page, all in small letters."""

    name: str
    title: str
    headings: tuple[str, ...]
    text: str

    def rank(self, words: Sequence[str]) -> tuple[int, int] | None:
        """How likely the page is meant, less being better: by title, heading or text, then how often. None: not it."""
        if not _holds(self.text, words):
            return None
        place = 0 if _holds(self.title, words) else 1 if any(_holds(h, words) for h in self.headings) else 2
        return place, -sum(self.text.count(word) for word in words)


def searchable(name: str, title: str, html: str) -> Searchable:
    """What there is to be found on a page."""
    headings = tuple(plain(heading) for heading in _HEADING.findall(html))
    return Searchable(name, title.casefold(), headings, f"{title.casefold()} {plain(html)}")


def plain(html: str) -> str:
    """The words of `html`, in small letters, without its marks. A mark inside a word does not part it."""
    spaced = re.sub(r"<(/?)(p|h\d|li|td|th|tr|br|div)\b", r" <\1\2", html)
    return " ".join(unescape(_TAG.sub("", spaced)).casefold().split())


def words_of(query: str) -> tuple[str, ...]:
    """What is looked for: all these words, in any order, each wherever it stands, inside other words too."""
    text = query.casefold()
    for other, ours in _SPELLINGS:
        text = text.replace(other, ours)
    return tuple(dict.fromkeys(text.split()))


def find(pages: Iterable[Searchable], words: Sequence[str]) -> list[str]:
    """The names of the pages that have all `words`, the best first."""
    ranked = [(page.rank(words), i, page.name) for i, page in enumerate(pages)]
    return [name for rank, _i, name in sorted((r, i, name) for r, i, name in ranked if r is not None)]


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)
