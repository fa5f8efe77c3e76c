"""Searching the help: all words, the likeliest page first, however they are spelt."""

from __future__ import annotations

import pytest

from app.windows.help.search import find, plain, searchable, words_of

PAGES = [
    searchable("text", "The map", "<h2>The map</h2><p>It says less about losses, and the loss.</p>"),
    searchable("title", "Losses", "<h2>Losses</h2><p>One number.</p>"),
    searchable("heading", "Training", "<h2>Training</h2><h3 id='loss'>The <b>loss</b></h3><p>Rate.</p>"),
    searchable("other", "Colours", "<h2>Colours</h2><p>Orange, and regularised centres.</p>"),
    searchable("fit", "Trouble", "<h3>Over-fitting</h3><p>Remembered.</p>"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("loss", ["title", "heading", "text"]),
        ("LOSS", ["title", "heading", "text"]),
        ("los", ["title", "heading", "text"]),
        ("loss number", ["title"]),
        ("number loss", ["title"]),
        ("loss orange", []),
        ("rate", ["heading"]),
        ("color", ["other"]),
        ("regularized", ["other"]),
        ("center", ["other"]),
        ("overfitting", ["fit"]),
        ("over-fit", ["fit"]),
        ("xyz", []),
    ],
)
def test_pages_with_all_words_are_found_the_likeliest_first(query: str, found: list[str]) -> None:
    assert find(PAGES, words_of(query)) == found


def test_of_pages_that_are_as_likely_the_one_that_says_more_of_it_comes_first() -> None:
    pages = [searchable(name, name, f"<p>{'weight ' * count}</p>") for name, count in (("a", 1), ("b", 3), ("c", 3))]
    assert find(pages, words_of("weight")) == ["b", "c", "a"]


def test_no_words_are_no_search() -> None:
    assert words_of("  ") == ()


def test_the_same_word_twice_is_one() -> None:
    assert words_of("batch  Batch size") == ("batch", "size")


def test_marks_are_no_words_and_part_none() -> None:
    html = "<p>z<sub>1</sub> is <b>bold</b>er</p><p>A &amp; B&nbsp;C</p><table><tr><td>x</td><td>y</td></tr></table>"
    assert plain(html) == "z1 is bolder a & b c x y"
