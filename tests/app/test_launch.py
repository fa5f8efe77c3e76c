"""The command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from app.launch import parse


def test_nothing_is_asked_for() -> None:
    options = parse([])
    assert options.file is None
    assert not options.play
    assert options.seconds is None


def test_everything_is_asked_for() -> None:
    options = parse(
        [
            "a.json",
            "--play",
            "--seconds",
            "2.5",
            "--screenshot",
            "a.png",
            "--save",
            "b.json",
            "--size",
            "1024x700",
            "--theme",
            "dark",
        ]
    )
    assert options.file == Path("a.json")
    assert options.play
    assert options.seconds == 2.5
    assert options.screenshot == Path("a.png")
    assert options.save == Path("b.json")
    assert options.size == QSize(1024, 700)
    assert options.theme == "dark"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--size big", "size must be WIDTHxHEIGHT such as 1280x800, got big"),
        ("--seconds 0", "seconds must be greater than 0"),
        ("--seconds nan", "seconds must be greater than 0"),
        ("--seconds soon", "invalid"),
        ("--screenshot a.png", "need --seconds"),
        ("--theme pink", "invalid choice"),
        ("--unknown", "unrecognized arguments"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        parse(arguments.split())
    assert stop.value.code == 2
    assert sentence in capsys.readouterr().err
