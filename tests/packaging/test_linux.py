"""What a Linux desktop is given: a menu entry, icons, a file type that is ours alone; and the archive."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

import linux
import pytest
import release
from PySide6.QtCore import QMimeDatabase
from PySide6.QtGui import QImage

import nncore

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    linux.share(tmp_path / "share")
    return tmp_path / "share"


def test_the_menu_entry_starts_the_program_with_a_file(share: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(share / "applications" / "perceptron-lab.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"] == "perceptron-lab %f"
    assert desktop["Icon"] == "perceptron-lab"
    assert desktop["MimeType"] == f"{release.MIME_TYPE};"


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-validate")
def test_the_menu_entry_is_as_the_standard_wants_it(share: Path) -> None:
    command = ["desktop-file-validate", str(share / "applications" / "perceptron-lab.desktop")]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == ""


def test_icons_have_the_size_that_their_folder_says(share: Path) -> None:
    found = {path.parent.parent.name: QImage(str(path)).size().toTuple() for path in share.rglob("*.png")}
    assert found == {f"{side}x{side}": (side, side) for side in (16, 24, 32, 48, 64, 256, 512)}


def test_the_file_type_leaves_other_people_s_json_alone(share: Path) -> None:
    tree = ET.parse(share / "mime" / "packages" / "perceptron-lab.xml")  # noqa: S314  it is ours
    (kind,) = tree.getroot()
    assert kind.attrib["type"] == release.MIME_TYPE
    assert [glob.attrib["pattern"] for glob in kind.iter(f"{MIME}glob")] == [f"*.{release.SUFFIX}"]


def test_a_saved_experiment_begins_as_the_file_type_says(share: Path, tmp_path: Path) -> None:
    tree = ET.parse(share / "mime" / "packages" / "perceptron-lab.xml")  # noqa: S314  it is ours
    (match,) = tree.getroot().iter(f"{MIME}match")
    first, last = map(int, match.attrib["offset"].split(":"))
    nncore.save(tmp_path / "e.json", nncore.Trainer(nncore.PRESETS["first-run"].experiment))
    place = (tmp_path / "e.json").read_text(encoding="utf-8").index(match.attrib["value"])
    assert first <= place <= last


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="needs update-mime-database")
def test_a_desktop_knows_our_files_and_nobody_else_s(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["update-mime-database", share / "mime"], check=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(share))
    nncore.save(tmp_path / "unnamed", nncore.Trainer(nncore.PRESETS["first-run"].experiment))
    known = QMimeDatabase()
    assert known.mimeTypeForFile(str(tmp_path / "unnamed")).name() == release.MIME_TYPE
    assert (
        known.mimeTypeForFile("a.perceptron.json", QMimeDatabase.MatchMode.MatchExtension).name() == release.MIME_TYPE
    )
    assert known.mimeTypeForFile("a.json", QMimeDatabase.MatchMode.MatchExtension).name() == "application/json"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A packed program of one file and one link."""
    folder = tmp_path / "dist" / release.NAME
    (folder / "_internal").mkdir(parents=True)
    (folder / release.NAME).write_bytes(b"program")
    (folder / release.NAME).chmod(0o700)  # as some people's files are
    (folder / "_internal" / "libq.so.6").symlink_to("Qt/libq.so.6")
    return folder


def test_the_archive_holds_all_in_one_folder_that_belongs_to_nobody_here(program: Path, tmp_path: Path) -> None:
    linux.archive(program, tmp_path / "a.tar.xz", tmp_path / "work")
    with tarfile.open(tmp_path / "a.tar.xz") as tar:
        members = {info.name: info for info in tar}
    top = f"perceptron-lab-{release.VERSION}"
    assert {name.partition("/")[0] for name in members} == {top}
    assert members[f"{top}/perceptron-lab"].mode == 0o755
    assert members[f"{top}/_internal"].mode == 0o755
    assert members[f"{top}/INSTALL.txt"].mode == 0o644
    assert members[f"{top}/_internal/libq.so.6"].linkname == "Qt/libq.so.6"
    assert {f"{top}/INSTALL.txt", f"{top}/share/applications/perceptron-lab.desktop"} <= members.keys()
    assert {(info.uid, info.uname) for info in members.values()} == {(0, "root")}
