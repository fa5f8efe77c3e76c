"""Files on the disk: what is read at all, and that writing is all or nothing."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

import nncore as nn
from nncore import storage


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    text = storage.dump(nn.PRESETS["article"].experiment)
    (tmp_path / "net.json").write_text(text, encoding="utf-8-sig")
    assert nn.load(tmp_path / "net.json").experiment == nn.PRESETS["article"].experiment


@pytest.mark.parametrize("junk", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00\xff", b"\x00" * 10])
def test_a_file_of_something_else_is_refused(junk: bytes, tmp_path: Path) -> None:
    (tmp_path / "net.json").write_bytes(junk)
    with pytest.raises(nn.FormatError):
        nn.load(tmp_path / "net.json")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(nn.FormatError, match="this is a folder or a device, not a file"):
        nn.load(tmp_path)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        nn.load(tmp_path / "net.json")


def test_an_absurdly_large_file_is_refused_before_it_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "MAX_BYTES", 2**20)
    (tmp_path / "net.json").write_text(" " * (2**20 + 1))
    with pytest.raises(nn.FormatError, match="the file is larger than 1 MB"):
        nn.load(tmp_path / "net.json")


def test_writing_replaces_the_old_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "net.json"
    target.write_text("old")
    storage.write(target, "new")
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_whatever_fails_the_old_file_stays(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "net.json"
    target.write_text("old")
    monkeypatch.setattr(*((os, "fsync", full) if broken == "fsync" else (Path, "replace", full)))
    with pytest.raises(OSError, match="No space left on device") as caught:
        storage.write(target, "new")
    assert caught.value.filename == str(target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "net.json").mkdir()
    with pytest.raises(OSError, match=r"net\.json"):
        storage.write(tmp_path / "net.json", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["net.json"]


@pytest.mark.parametrize("parent", ["missing", "file"])
def test_a_place_that_is_no_folder_is_an_os_error(parent: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"net\.json"):
        storage.write(tmp_path / parent / "net.json", "new")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")
def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "net.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    storage.write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_write_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "net.json"
    target.write_text("old")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(PermissionError, match="the file is write-protected"):
        storage.write(target, "new")
    assert target.read_text() == "old"
