"""The places in which the packaged program is tried are what they are said to be."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle import places
from tests.bundle.places import EXECUTABLE, Place

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such users and permissions")


@pytest.fixture
def room() -> Iterator[Path]:
    """Not pytest's own folder, into which nobody else may look."""
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-tests-") as name:
        yield Path(name)


@pytest.fixture
def folder(room: Path) -> Path:
    """A program that writes into its home, if it can."""
    folder = room / "dist"
    (folder / "_internal").mkdir(parents=True)
    (folder / EXECUTABLE).write_text('#!/bin/sh\necho "$1" > "$HOME/written"\n', encoding="utf-8")
    (folder / EXECUTABLE).chmod(0o755)
    (folder / "_internal" / "link").symlink_to(f"../{EXECUTABLE}")
    return folder


def start(place: Place) -> int:
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        [place.program, "hello"],
        env=place.environment(),
        stderr=subprocess.DEVNULL,
        check=False,
        **place.identity(),
    )
    return done.returncode


def test_each_place_has_a_home_of_its_own_that_is_empty(folder: Path, room: Path) -> None:
    found = list(places.places(folder, room))
    assert [place.name for place in found][:2] == ["an empty home", "an odd path"]
    assert len({place.home for place in found} | {place.work for place in found}) == 2 * len(found)
    assert all(place.program.is_file() and not list(place.home.iterdir()) for place in found)


@posix
def test_the_odd_path_has_spaces_and_foreign_letters_everywhere(folder: Path, room: Path) -> None:
    place = places.odd_path(folder, room)
    for path in (place.program.parent, place.home, place.work):
        assert " " in path.name
        assert not str(path).isascii()
    assert start(place) == 0
    assert (place.home / "written").read_text(encoding="utf-8") == "hello\n"


@posix
def test_nobody_can_write_to_the_read_only_home(folder: Path, room: Path) -> None:
    room.chmod(0o755)
    place = places.read_only(folder, room)
    assert start(place) != 0
    assert not list(place.home.iterdir())
    assert not place.keeps_cache


def test_temporary_files_go_to_where_the_program_works(folder: Path, room: Path) -> None:
    place = places.odd_path(folder, room)
    assert place.environment()["TMPDIR"] == str(place.work)


@posix
def test_a_copy_shares_files_and_keeps_links(folder: Path, room: Path) -> None:
    copied = places.copy(folder, room / "copy")
    assert (copied / EXECUTABLE).samefile(folder / EXECUTABLE)
    assert (copied / "_internal" / "link").is_symlink()


def test_where_files_cannot_be_shared_they_are_copied(
    folder: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    copied = places.copy(folder, room / "copy")
    assert not (copied / EXECUTABLE).samefile(folder / EXECUTABLE)
    assert (copied / EXECUTABLE).read_bytes() == (folder / EXECUTABLE).read_bytes()
