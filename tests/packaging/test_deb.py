"""The package for Debian: what it says of itself, what it needs, and what it puts where."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import binaries
import deb
import pytest
import release
from console import Problem

HEADERS = """
/opt/libq.so:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libX11.so.6
  NEEDED               libc.so.6
  RUNPATH              $ORIGIN

Version References:
  required from libc.so.6:
    0x09691a75 0x00 05 GLIBC_2.2.5
    0x06969194 0x00 03 GLIBC_2.34
    0x06969188 0x00 02 GLIBC_2.8
"""


def test_libraries_and_the_c_library_s_version_are_read_from_the_headers() -> None:
    assert binaries.needed(HEADERS) == ["libX11.so.6", "libc.so.6"]
    assert binaries.glibc(HEADERS) == (2, 34)
    assert binaries.glibc("") == (0, 0)


def test_packages_are_named_once_and_the_c_library_s_own_not_at_all() -> None:
    wanted = ["libz.so.1", "libX11.so.6", "libX11.so.6", "libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2"]
    assert deb.packages(wanted) == ["libx11-6", "zlib1g"]


def test_a_library_of_no_known_package_stops_the_build() -> None:
    with pytest.raises(Problem, match=r"The program needs libnew\.so\.1"):
        deb.packages(["libnew.so.1"])


def test_the_description_of_itself_has_what_dpkg_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "machine", lambda: "x86_64")
    lines = deb.control(["libc6 (>= 2.34)", "zlib1g"], 2049).splitlines()
    assert {
        "Package: perceptron-lab",
        f"Version: {release.VERSION}",
        "Architecture: amd64",
        "Installed-Size: 3",
        "Depends: libc6 (>= 2.34), zlib1g",
    } <= set(lines)
    assert all(line.startswith(" ") for line in lines[lines.index("Priority: optional") + 2 :])


linux_tools = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("objdump", "dpkg-deb"))), reason="needs objdump and dpkg-deb"
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A packed program that is a copy of a small one of the system."""
    folder = tmp_path / "dist" / release.NAME
    (folder / "_internal").mkdir(parents=True)
    shutil.copy(shutil.which("true") or "", folder / release.NAME)
    (folder / "_internal" / "note.txt").write_text("not a program", encoding="utf-8")
    (folder / "_internal" / "note.txt").chmod(0o600)  # as some people's files are
    (folder / release.NAME).chmod(0o700)
    (folder / "_internal" / "link").symlink_to(f"../{release.NAME}")
    return folder


@linux_tools
def test_binaries_are_known_by_what_they_begin_with(program: Path) -> None:
    assert list(binaries.inside(program)) == [program / release.NAME]
    assert "libc.so.6" in binaries.needs(program / release.NAME)


@linux_tools
def test_the_package_puts_the_program_into_opt_and_a_link_into_the_path(program: Path, tmp_path: Path) -> None:
    deb.make(program, tmp_path / "a.deb")
    assert field(tmp_path / "a.deb", "Depends").startswith("libc6 (>= 2.")
    subprocess.run(["dpkg-deb", "--extract", tmp_path / "a.deb", tmp_path / "root"], check=True)
    root = tmp_path / "root"
    assert (root / "usr/bin/perceptron-lab").readlink() == Path("/opt/perceptron-lab/perceptron-lab")
    assert (root / "opt/perceptron-lab/_internal/link").is_symlink()
    for name in (
        "applications/perceptron-lab.desktop",
        "mime/packages/perceptron-lab.xml",
        "doc/perceptron-lab/copyright",
    ):
        assert (root / "usr/share" / name).is_file()
    listing = subprocess.run(["dpkg-deb", "--contents", tmp_path / "a.deb"], capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in listing.stdout.splitlines()} == {"root/root"}
    rights = {line.split()[5]: line.split()[0] for line in listing.stdout.splitlines()}
    assert rights["./opt/perceptron-lab/perceptron-lab"] == "-rwxr-xr-x"
    assert rights["./opt/perceptron-lab/_internal/note.txt"] == "-rw-r--r--"


@linux_tools
def test_what_dpkg_deb_complains_of_is_told(program: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"a\.deb could not be made: .*No such file"):
        deb.make(program, tmp_path / "nowhere" / "a.deb")


def field(package: Path, name: str) -> str:
    words = ["dpkg-deb", "--field", str(package), name]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
