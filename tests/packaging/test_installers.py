"""Which files are made to be handed out on each system, and the commands that make them. None is run here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import deb
import installers
import linux
import pytest
import release
from console import Problem
from environment import ROOT


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder with a packed program of one file."""
    (tmp_path / release.NAME).mkdir()
    (tmp_path / release.NAME / release.NAME).write_bytes(b"program")
    return tmp_path


def has(monkeypatch: pytest.MonkeyPatch, *tools: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in tools else None)


def test_linux_gets_an_archive_and_a_package_and_is_told_their_sizes(
    dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    has(monkeypatch, "dpkg-deb")
    monkeypatch.setattr(linux, "archive", lambda _folder, target, _work: target.write_bytes(bytes(3_000_000)))
    monkeypatch.setattr(deb, "make", lambda _folder, target: target.write_bytes(bytes(2_000_000)))
    stem = release.package_stem()
    (dist / f"{stem}.deb").write_bytes(b"of an earlier time")
    installers.make(dist)
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(",")[0] for line in said] == [f"{stem}.tar.xz: 3 MB", f"{stem}.deb: 2 MB"]


def test_without_its_tool_there_is_no_package_and_a_word_about_it(
    dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    has(monkeypatch)
    assert [path.suffix for path, _ in installers.for_linux(dist)] == [".xz"]
    assert "dpkg-deb" in capsys.readouterr().out


def test_windows_gets_a_zip_that_holds_the_folder(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    has(monkeypatch)
    ((path, write),) = installers.for_windows(dist)
    write(path)
    assert path.name.endswith("-portable.zip")
    with zipfile.ZipFile(path) as portable:
        assert "perceptron-lab/perceptron-lab" in portable.namelist()


def test_the_installer_for_windows_is_told_all_that_its_script_asks_for(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, "iscc")
    _, (target, _) = installers.for_windows(dist)
    command = installers.inno_setup("iscc", target)
    script = (ROOT / "packaging" / "windows" / "perceptron-lab.iss").read_text(encoding="utf-8")
    given = {word.removeprefix("/D").partition("=")[0] for word in command if word.startswith("/D")}
    assert given == set(re.findall(r"\{#(\w+)\}", script))
    assert f"/O{dist}" in command
    assert f"/F{release.package_stem()}-setup" in command
    for name in re.findall(r"=(\.\.\\.*)", script):
        assert (ROOT / "packaging" / "windows" / name.replace("\\", "/")).resolve().is_file()


def test_macos_gets_a_disk_image(dist: Path) -> None:
    ((path, _),) = installers.for_macos(dist)
    assert path.suffix == ".dmg"
    command = installers.disk_image(dist, path)
    assert command[:2] == ["hdiutil", "create"]
    assert command[-1] == str(path)


def test_the_disk_image_holds_the_application_and_where_to_drag_it(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dist / "Perceptron Lab.app" / "Contents").mkdir(parents=True)
    seen: list[str] = []

    def look(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        folder = Path(command[command.index("-srcfolder") + 1])
        seen.extend(sorted(path.name for path in folder.iterdir()))
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr(subprocess, "run", look)
    ((path, write),) = installers.for_macos(dist)
    write(path)
    assert seen == ["Applications", "Perceptron Lab.app"]


def test_a_tool_that_fails_is_quoted(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess(["iscc"], 2, "Error on line 7")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: failed)
    has(monkeypatch, "iscc")
    _, (path, write) = installers.for_windows(dist)
    with pytest.raises(Problem, match="iscc failed: Error on line 7"):
        write(path)
