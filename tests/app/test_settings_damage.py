"""A damaged settings file never stops the program: the defaults are back, and what it held is put aside."""

from __future__ import annotations

import json
import logging
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from app import folders
from app.model.settings import Settings
from app.model.settings_file import MAX_BYTES
from app.model.settings_keys import KEYS, RESOLUTION, THEME

GENUINE = {
    "version": 1,
    "appearance/theme": "dark",
    "appearance/large_type": True,
    "appearance/decimal_sign": ",",
    "appearance/colours": "viridis",
    "surface/resolution": 40,
    "training/speed": 30.0,
    "tour/seen": True,
    "files/recent": ["/home/ada/one.json", "/home/ada/two.json"],
    "files/folder": "/home/ada",
    "layout/window": "AdnQywADAAAAAAAKAAAACgAABSkAAAPGAAAACgAAAAoAAAUpAAADxgAAAAAAAAAABkAAAAAKAAAACgAABSkAAAPG",
}
TEXT = json.dumps(GENUINE, indent=1)


def path() -> Path:
    return folders.config_folder() / "settings.json"


def put(content: bytes) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    path().write_bytes(content)


NO_FILE_OF_OURS = {
    "empty": b"",
    "white space": b" \n\t ",
    "null": b"null",
    "a number": b"42",
    "a list": b"[1, 2]",
    "a text": b'"settings"',
    "zeros": bytes(4096),
    "binary junk": bytes(range(256)) * 8,
    "not utf-8": TEXT.encode().replace(b"ada", b"\xc3\x28\xff"),
    "truncated early": TEXT.encode()[:9],
    "truncated late": TEXT.encode()[:-1],
    "twice": (TEXT + TEXT).encode(),
    "an ini file": b"[appearance]\ntheme=dark\n",
    "xml": b"<?xml version='1.0'?><settings/>",
    "brackets without end": b"[" * 200_000,
    "braces without end": b'{"a":' * 100_000,
    "a number of many digits": b'{"version": ' + b"9" * 5000 + b"}",
    "huge": b'{"a": "' + b"x" * (3 * MAX_BYTES) + b'"}',
    "many settings": json.dumps({str(i): i for i in range(100_000)}).encode(),
    "a pickle": b"cposix\nsystem\n(S'touch executed'\ntR.",
    "python": b"__import__('os').system('touch executed')",
}


@pytest.mark.parametrize("content", NO_FILE_OF_OURS.values(), ids=NO_FILE_OF_OURS)
def test_what_is_no_file_of_ours_is_put_aside_and_the_next_choice_is_kept(
    content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    put(content)
    with caplog.at_level(logging.WARNING):
        settings = Settings()
    assert [settings.get(key) for key in KEYS] == [key.default for key in KEYS]
    assert len(caplog.records) == 1
    aside = path().with_name("settings.damaged.json")
    assert aside.read_bytes() == content
    settings.set(THEME, "light")
    assert json.loads(path().read_text("utf-8")) == {"version": 1, "appearance/theme": "light"}
    assert Settings().get(THEME) == "light"


BAD_VALUES = (
    ("appearance/theme", ["pink", 1, ["dark"], {}, True, "Dark", ""]),
    ("appearance/large_type", ["large", 1, 0.0, [], "true"]),
    ("appearance/decimal_sign", ["·", 0, ". ", [","]]),
    ("appearance/colours", ["rainbow", 2]),
    ("surface/resolution", [0, -40, 41, 10**6, 10**400, 40.0, "40", True, float("inf")]),
    ("training/speed", [0, -5, 10**400, 1e-300, float("nan"), float("inf"), "fast", True, [30]]),
    ("tour/seen", ["yes", 1]),
    ("files/recent", ["/home/ada/one.json", {"0": "/a"}, 3, True]),
    ("files/folder", [7, "/a\0b", ["/home/ada"], "/" * 10_000]),
    ("layout/window", ["not base 64!", "ÄÖÜ=", "QQ", 12, "A" * 100_000, []]),
)


@pytest.mark.parametrize(
    ("name", "bad"),
    [(name, bad) for name, all_bad in BAD_VALUES for bad in all_bad],
    ids=lambda value: repr(value)[:24],
)
def test_a_value_that_is_not_allowed_is_the_default_and_the_others_stay(
    name: str, bad: object, caplog: pytest.LogCaptureFixture
) -> None:
    put(json.dumps({**GENUINE, name: bad}).encode())
    with caplog.at_level(logging.WARNING):
        settings = Settings()
    assert [record.message.split()[:3] for record in caplog.records] == [["the", "setting", name]]
    for key in KEYS:
        if key.name == name or key.name not in GENUINE:
            assert settings.get(key) == key.default
        else:
            assert key.plain(settings.get(key)) == GENUINE[key.name]
    settings.set_layouts({"right": QByteArray(b"x")})
    assert repr(json.loads(path().read_text("utf-8"))[name]) == repr(bad), "it may mean something to a later version"


def test_of_recent_files_those_that_are_none_are_left_out() -> None:
    recent: list[object] = [
        None,
        1,
        {},
        "",
        "a\0b",
        "relative.json",
        "/" + "a" * 9999,
        "/home/ada/one.json",
        "/home/ada/one.json",
    ]
    put(json.dumps({"files/recent": recent}).encode())
    assert Settings().recent_files == [Path("/home/ada/one.json")]


def test_ten_thousand_recent_files_are_cut_to_the_newest() -> None:
    put(json.dumps({"files/recent": [f"/home/ada/experiments/{i}.json" for i in range(10_000)]}).encode())
    assert Settings().recent_files == [Path(f"/home/ada/experiments/{i}.json") for i in range(8)]


def test_a_huge_file_is_not_read_into_memory() -> None:
    put(b"")
    os.truncate(path(), 1 << 32)  # takes no room on the disk either
    tracemalloc.start()
    Settings()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MAX_BYTES


@given(
    places=st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 255)), min_size=1, max_size=6),
    end=st.one_of(st.none(), st.integers(0, len(TEXT))),
)
@profile(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_of_a_genuine_file_are_flipped_every_value_is_an_allowed_one(
    places: list[tuple[int, int]], end: int | None
) -> None:
    content = bytearray(TEXT.encode())
    for place, bits in places:
        content[place] ^= bits
    put(bytes(content[:end]))
    settings = Settings()
    for key in KEYS:
        value = settings.get(key)
        assert key.parse(key.plain(value)) == value
    settings.set(RESOLUTION, 20 if settings.get(RESOLUTION) != 20 else 40)
    assert Settings().get(RESOLUTION) in (20, 40)


# What is in the place of the file.


def as_folder(place: Path) -> None:
    (place / "below").mkdir(parents=True)


def as_pipe(place: Path) -> None:
    place.parent.mkdir(parents=True)
    os.mkfifo(place)


def as_zeros_without_end(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.symlink_to("/dev/zero")


def with_its_folder_a_file(place: Path) -> None:
    place.parent.parent.mkdir(parents=True, exist_ok=True)
    place.parent.write_text("")


OBSTACLES = (as_folder, as_pipe, as_zeros_without_end, with_its_folder_a_file)


@pytest.mark.skipif(os.name == "nt", reason="none of them is found there")
@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_where_the_file_cannot_be_one_choices_hold_for_this_time(
    obstacle: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    obstacle(path())
    with caplog.at_level(logging.WARNING):
        settings = Settings()
        settings.set(THEME, "dark")
        settings.add_recent(Path("/home/ada/one.json"))
    assert (settings.get(THEME), settings.recent_files) == ("dark", [Path("/home/ada/one.json")])
    assert 1 <= len(caplog.records) <= 2, "that it cannot be read, and that it cannot be written"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_followed_and_one_that_leads_in_a_circle_makes_way(tmp_path: Path) -> None:
    path().parent.mkdir(parents=True)
    (tmp_path / "elsewhere.json").write_bytes(TEXT.encode())
    path().symlink_to(tmp_path / "elsewhere.json")
    Settings().set(THEME, "light")
    assert json.loads((tmp_path / "elsewhere.json").read_text("utf-8"))["appearance/theme"] == "light"
    path().unlink()
    path().symlink_to(path())
    Settings().set(THEME, "light")
    assert Settings().get(THEME) == "light"


def test_a_file_that_may_not_be_read_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    put(TEXT.encode())
    genuine = Path.open

    def refused(place: Path, mode: str = "r", *others: Any, **named: Any) -> Any:
        if place == path() and "r" in mode:
            raise PermissionError(13, "Permission denied", str(place))
        return genuine(place, mode, *others, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        settings = Settings()
        settings.set(RESOLUTION, 20)
    assert settings.get(RESOLUTION) == 20
    assert path().read_text("utf-8") == TEXT


def test_a_file_that_may_not_be_written_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    put(TEXT.encode())
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    settings = Settings()
    settings.set(RESOLUTION, 20)
    assert (settings.get(RESOLUTION), settings.get(THEME)) == (20, "dark")
    assert path().read_text("utf-8") == TEXT


def test_a_damaged_file_that_cannot_be_put_aside_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    put(b"junk")

    def refused(_place: Path, _target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    settings = Settings()
    settings.set(THEME, "dark")
    assert settings.get(THEME) == "dark"
    assert path().read_bytes() == b"junk"
