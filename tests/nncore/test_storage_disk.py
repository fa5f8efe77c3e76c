"""Files on the disk: what is read at all, and that writing is all or nothing."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import spec, storage

Write = Callable[[str | os.PathLike[str], str], None]


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


def test_an_absurdly_large_file_is_refused_before_it_is_read_in(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    with path.open("wb") as stream:
        stream.truncate(128 * 2**20 + 1)
    with pytest.raises(nn.FormatError, match="the file is larger than 128 MB"):
        nn.load(path)
    with pytest.raises(nn.FormatError, match="the file is larger than 1 MB"):
        storage.read(path, 2**20)


def test_writing_replaces_the_old_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "net.json"
    target.write_text("old")
    storage.write(target, "new")
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    storage.write(tmp_path / "a.png", b"\x89PNG\r\n\x1a\n\xff")
    assert (tmp_path / "a.png").read_bytes() == b"\x89PNG\r\n\x1a\n\xff"


def test_a_text_is_written_in_utf_8_with_its_own_ends_of_lines(tmp_path: Path) -> None:
    storage.write(tmp_path / "a.csv", "x,é\n1\r\n")
    assert (tmp_path / "a.csv").read_bytes() == b"x,\xc3\xa9\n1\r\n"


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


WAYS_TO_WRITE = pytest.mark.parametrize("write", [storage.write, storage.rehearse])


@WAYS_TO_WRITE
def test_a_folder_is_not_written_over(write: Write, tmp_path: Path) -> None:
    (tmp_path / "net.json").mkdir()
    with pytest.raises(OSError, match=r"this is a folder or a device, not a file.*net\.json"):
        write(tmp_path / "net.json", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["net.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@WAYS_TO_WRITE
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(write: Write, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="this is a folder or a device, not a file"):
        write(tmp_path / "pipe", "new")
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("old", ["old", None])
def test_a_rehearsal_changes_nothing(old: str | None, tmp_path: Path) -> None:
    target = tmp_path / "net.json"
    if old:
        target.write_text(old)
    storage.rehearse(target, "new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ([old] if old else [])


@pytest.mark.parametrize("parent", ["missing", "file"])
@WAYS_TO_WRITE
def test_a_place_that_is_no_folder_is_an_os_error(write: Write, parent: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"net\.json"):
        write(tmp_path / parent / "net.json", "new")


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


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_place_where_files_have_no_permissions_of_their_own_takes_a_second_save_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "chmod", unsupported)
    path = tmp_path / "net.json"
    storage.write(path, "first")
    storage.write(path, "second")
    assert path.read_text(encoding="utf-8") == "second"


def test_what_not_everybody_may_read_is_never_in_a_file_that_everybody_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "net.json"
    target.write_text("old")
    target.chmod(0o600)
    modes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode)))
    storage.write(target, "new")
    assert modes[0] == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be synchronised there")
def test_the_file_is_on_the_disk_before_it_gets_its_name_and_then_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "net.json"
    target.write_text("old")
    synchronised: list[tuple[bool, str]] = []  # whether it was a folder, and what the target held at the time

    def noted(descriptor: int) -> None:
        synchronised.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), target.read_text()))

    monkeypatch.setattr(os, "fsync", noted)
    storage.write(target, "new")
    assert synchronised == [(False, "old"), (True, "new")]


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be synchronised there")
def test_a_folder_that_cannot_be_synchronised_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", only_files)
    storage.write(tmp_path / "net.json", "new")
    assert (tmp_path / "net.json").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_to_a_file_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "net.json")
    storage.write(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "net.json").read_text() == "new"


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for 64 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        not sys.platform.startswith("linux")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("only a few may bring a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full_keeps_the_old_file_and_no_other(tiny_disk: Path) -> None:
    target = tiny_disk / "net.json"
    storage.write(target, "old")
    with pytest.raises(OSError, match=r"net\.json") as caught:
        storage.write(target, "new " * 50_000)
    assert caught.value.errno == errno.ENOSPC
    assert target.read_text() == "old"
    assert list(tiny_disk.iterdir()) == [target]


def test_the_pieces_of_a_text_are_the_text_and_none_is_long() -> None:
    experiment = nn.Experiment(nn.NetworkSpec(hidden_layers=(nn.Layer(64),) * 3), training=nn.TrainingSpec("mse"))
    trainer = nn.Trainer(experiment)
    pieces = list(storage.pieces(experiment, trainer.state()))
    assert "".join(pieces) == storage.dump(experiment, trainer.state())
    assert max(map(len, pieces)) < 15_000


@WAYS_TO_WRITE
def test_a_write_protected_file_is_not_replaced(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "net.json"
    target.write_text("old")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(PermissionError, match="the file is write-protected"):
        write(target, "new")
    assert target.read_text() == "old"


def test_as_many_own_points_as_are_allowed_are_kept(tmp_path: Path) -> None:
    rows = np.random.default_rng(1).uniform(-1e6, 1e6, (100_000, 3))
    trainer = nn.Trainer(
        nn.Experiment(
            nn.NetworkSpec(output_activation="linear"),
            nn.DataSpec("custom", points=tuple(map(tuple, rows.tolist())), classes=0),
            nn.TrainingSpec("mse"),
        )
    )
    nn.save(tmp_path / "net.json", trainer)
    assert storage.read(tmp_path / "net.json")[0] == trainer.experiment


def test_one_point_more_is_refused(tmp_path: Path) -> None:
    content = json.loads(storage.dump(nn.Experiment()))
    content["experiment"]["data"]["points"] = [[0.5, 0.5, 1.0]] * 100_001
    (tmp_path / "net.json").write_text(json.dumps(content))
    with pytest.raises(nn.FormatError) as refusal:
        nn.load(tmp_path / "net.json")
    assert str(refusal.value) == "experiment.data.points: must be a list of at most 100000, got '100001 items'"


def test_the_largest_experiment_fits_into_a_file() -> None:
    longest = len("-2.2250738585072014e-308, ")  # no number is longer, however many are as long
    early_state = 4 * spec.MAX_PARAMETERS * longest  # parameters, a gradient, two averages
    points = spec.MAX_OBSERVATIONS * (3 * longest + len("        [],\n"))
    order = spec.MAX_OBSERVATIONS * len("99999, ")
    rest = 100_000  # a history of 500 epochs, and everything else
    assert early_state + points + order + rest < storage.MAX_BYTES
