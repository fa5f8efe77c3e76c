"""What is remembered between starts: values, their defaults, versions of the file, and two windows at once."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray

from app import folders
from app.model.settings import Settings
from app.model.settings_keys import (
    COLOUR_SCALE,
    DECIMAL_SIGN,
    FOLDER,
    KEYS,
    LARGE_TYPE,
    MAX_RECENT,
    RESOLUTION,
    SPEED,
    THEME,
    Key,
)
from app.model.work import FULL_SPEED


def stored() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folders.config_folder() / "settings.json").read_text("utf-8"))
    return content


def put(text: str | bytes, name: str = "settings.json") -> Path:
    """Let this be in the file."""
    path = folders.config_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


DEFAULTS = {
    "appearance/theme": "system",
    "appearance/large_type": False,
    "appearance/decimal_sign": "system",
    "appearance/colours": "orange-blue",
    "surface/resolution": 100,
    "training/speed": 1280.0,
    "tour/seen": False,
    "files/recent": (),
    "files/folder": "",
    "pictures/kind": "",
    "layout/window": QByteArray(),
    "layout/columns": QByteArray(),
    "layout/middle": QByteArray(),
    "layout/right": QByteArray(),
}


def test_without_a_file_everything_is_as_at_a_first_start() -> None:
    settings = Settings()
    assert {key.name: settings.get(key) for key in KEYS} == DEFAULTS
    assert not folders.config_folder().exists(), "nothing is written before something is chosen"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (THEME, "dark"),
        (LARGE_TYPE, True),
        (DECIMAL_SIGN, ","),
        (COLOUR_SCALE, "cividis"),
        (RESOLUTION, 40),
        (SPEED, 7.5),
        (SPEED, 1_000_000.0),
        (SPEED, FULL_SPEED),
        (FOLDER, '/a folder/ünïcode, with: "signs" \\ and 100 %'),
        (FOLDER, "/not utf-8: \udcff"),
    ],
)
def test_what_is_chosen_holds_at_the_next_start(key: Key[object], value: object) -> None:
    Settings().set(key, value)
    assert Settings().get(key) == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (THEME, "pink"),
        (LARGE_TYPE, 1),
        (RESOLUTION, 41),
        (RESOLUTION, True),
        (SPEED, 0.9),
        (SPEED, 1_000_001),
        (SPEED, float("nan")),
        (FOLDER, "a\0b"),
        (FOLDER, "a" * 5000),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_and_changes_nothing(key: Key[object], value: object) -> None:
    settings = Settings()
    with pytest.raises(ValueError):  # noqa: PT011  which one is the affair of the key
        settings.set(key, value)
    assert settings.get(key) == key.default
    assert not folders.config_folder().exists()


def test_a_change_is_told_once_and_the_same_value_again_is_none() -> None:
    settings = Settings()
    told: list[object] = []
    settings.changed.connect(told.append)
    settings.set(RESOLUTION, 40)
    settings.set(RESOLUTION, 40)
    assert told == [RESOLUTION]


def test_whether_the_tour_was_seen_is_kept() -> None:
    settings = Settings()
    assert not settings.tour_seen
    settings.tour_seen = True
    assert Settings().tour_seen


def test_layouts_come_back_byte_for_byte() -> None:
    state = QByteArray(bytes(range(256)))
    Settings().set_layouts({"window": state, "right": QByteArray(b"\0")})
    settings = Settings()
    assert (settings.layout("window"), settings.layout("right")) == (state, QByteArray(b"\0"))
    assert settings.layout("middle") == QByteArray()


def test_the_file_says_which_version_it_is_of() -> None:
    Settings().set(THEME, "light")
    assert stored() == {"version": 1, "appearance/theme": "light"}


# Recent files.


def test_recent_files_are_newest_first_without_doubles(tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b", "a"):
        settings.add_recent(tmp_path / name)
    assert [path.name for path in settings.recent_files] == ["a", "b"]
    assert Settings().recent_files == settings.recent_files


def test_only_so_many_recent_files(tmp_path: Path) -> None:
    settings = Settings()
    for i in range(2 * MAX_RECENT):
        settings.add_recent(tmp_path / str(i))
    assert [path.name for path in settings.recent_files] == ["15", "14", "13", "12", "11", "10", "9", "8"]


def test_a_recent_file_that_is_gone_is_forgotten_and_all_of_them_at_a_wish(tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b", "c"):
        settings.add_recent(tmp_path / name)
    settings.remove_recent(tmp_path / "b")
    assert [path.name for path in Settings().recent_files] == ["c", "a"]
    settings.clear_recent()
    assert Settings().recent_files == []


def test_two_windows_of_the_program_keep_what_both_have_opened(tmp_path: Path) -> None:
    first, second = Settings(), Settings()
    first.add_recent(tmp_path / "of the first")
    second.add_recent(tmp_path / "of the second")
    first.add_recent(tmp_path / "of the first again")
    names = ["of the first again", "of the second", "of the first"]
    assert [path.name for path in Settings().recent_files] == names
    assert [path.name for path in first.recent_files] == names


def test_two_windows_of_the_program_do_not_undo_each_others_choices() -> None:
    first, second = Settings(), Settings()
    first.set(THEME, "dark")
    second.set(RESOLUTION, 40)
    first.set(SPEED, 10.0)
    assert stored() == {"version": 1, "appearance/theme": "dark", "surface/resolution": 40, "training/speed": 10.0}


def test_the_last_choice_holds_though_another_window_chose_something_else_before() -> None:
    one, other = Settings(), Settings()
    one.set(THEME, "dark")
    other.set(THEME, THEME.default)  # which is what this window has believed in all along
    assert Settings().get(THEME) == THEME.default


# Versions.


def test_a_later_version_is_read_as_far_as_it_is_understood_and_nothing_of_it_is_lost() -> None:
    later = {
        "version": 7,
        "appearance/theme": "dark",
        "surface/resolution": 400,
        "holograms": {"on": [True, None, 1.5]},
    }
    put(json.dumps(later))
    settings = Settings()
    assert (settings.get(THEME), settings.get(RESOLUTION)) == ("dark", 100)
    settings.set(SPEED, 10.0)
    assert stored() == {**later, "training/speed": 10.0}


@pytest.mark.parametrize("version", [None, "1", -3, 0, 0.5, [], False])
def test_a_version_that_is_none_does_not_keep_the_values_from_being_read(version: object) -> None:
    put(json.dumps({"version": version, "appearance/theme": "dark"}))
    settings = Settings()
    assert settings.get(THEME) == "dark"
    settings.set(RESOLUTION, 40)
    assert stored()["version"] == 1


OLD = """[General]
x=1

[appearance]
theme=dark
type=large
decimal_sign=","

[files]
folder=/home/ada
recent=/home/ada/one.json, /home/ada/two.json

[layout]
window=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\\0\\0)
"""


def test_an_ini_file_of_the_first_builds_is_taken_over() -> None:
    old = put(OLD, "perceptron-lab.ini")
    settings = Settings()
    assert (settings.get(THEME), settings.get(LARGE_TYPE), settings.get(DECIMAL_SIGN)) == ("dark", True, ",")
    assert settings.recent_files == [Path("/home/ada/one.json"), Path("/home/ada/two.json")]
    assert settings.get(FOLDER) == "/home/ada"
    settings.set(THEME, "light")
    assert stored()["appearance/large_type"] is True
    assert old.read_text("utf-8") == OLD
    assert (Settings().get(THEME), Settings().get(LARGE_TYPE)) == ("light", True), "the new file is the one that counts"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff[files\nrecent=@Variant(\x00\x00\n[layout]\nwindow=@ByteArray(",
        b"no section=1",
        b"[appearance]\ntype=enormous\ntheme=@Variant(\\0\\0)\ndecimal_sign\n[files]\nrecent=\\x41, b",
        b"\xff" * 100_000,
        b"[appearance]\n" + b"theme=pink\n" * 10_000,
        b"",
    ],
)
def test_a_damaged_ini_file_is_as_none(content: bytes) -> None:
    put(content, "perceptron-lab.ini")
    settings = Settings()
    assert {key.name: settings.get(key) for key in KEYS} == DEFAULTS


# What cannot be written.


def test_a_full_disk_is_told_to_the_log_once_and_what_was_chosen_holds_for_this_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    settings = Settings()
    settings.set(THEME, "dark")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr("os.fsync", full)
        settings.set(RESOLUTION, 40)
        settings.add_recent(tmp_path / "a.json")
        settings.set_layouts({"window": QByteArray(b"x")})
    assert [record.message.partition(":")[0] for record in caplog.records] == ["the settings cannot be saved"]
    assert (settings.get(RESOLUTION), len(settings.recent_files)) == (40, 1)
    assert stored() == {"version": 1, "appearance/theme": "dark"}, "the old file is whole"
    settings.set(SPEED, 10.0)
    assert stored()["surface/resolution"] == 40, "once there is room again, all of it is kept"


def test_a_folder_that_cannot_be_made_is_told_to_the_log_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setattr(folders, "config_folder", (tmp_path / "a file" / "below").absolute)
    with caplog.at_level(logging.WARNING):
        settings = Settings()
        settings.set(THEME, "dark")
        settings.set(RESOLUTION, 40)
    assert (settings.get(THEME), settings.get(RESOLUTION)) == ("dark", 40)
    assert len(caplog.records) == 1
    assert Settings().get(THEME) == "system"
