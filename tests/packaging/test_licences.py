"""Whatever is shipped has its licence beside it."""

from __future__ import annotations

import os
import subprocess
from importlib import metadata
from pathlib import Path

import licences
import pytest

SHIPPED = [
    "app.launch",
    "nncore",
    "numba.core.types",
    "numpy",
    "llvmlite.binding",
    "PySide6.QtGui",
    "shiboken6",
    "OpenGL.GL",
]


@pytest.fixture(autouse=True)
def no_pyinstaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes with the build, not with the tests; another package stands in for it."""
    monkeypatch.setattr(licences, "STARTER", "pytest")


def test_packages_are_known_by_their_modules() -> None:
    found = licences.distributions([*SHIPPED, "collections.abc", "no_such_module"])
    assert found == ["PyOpenGL", "PySide6_Essentials", "llvmlite", "numba", "numpy", "shiboken6"]


def test_all_that_is_shipped_has_a_text() -> None:
    found = licences.texts([*SHIPPED, "pyqtgraph"], [])
    for name in (
        "Perceptron Lab.txt",
        "Python.txt",
        "Inter.txt",
        "Qt.txt",
        "LGPL-3.0.txt",
        "GPL-3.0.txt",
        "ICU.txt",
        "PyOpenGL.txt",
        "numba/LICENSE",
        "llvmlite/LICENSE.thirdparty",
        "numpy/LICENSE.txt",
        "pyqtgraph/LICENSE.txt",
        "pytest/LICENSE",
    ):
        assert found[name].stat().st_size > 500, name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Inter.txt", "SIL Open Font License"),
        ("LGPL-3.0.txt", "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3"),
        ("Python.txt", "PYTHON SOFTWARE FOUNDATION LICENSE"),
        ("llvmlite/LICENSE.thirdparty", "LLVM"),
        ("Qt.txt", "may be\n  replaced"),
    ],
)
def test_a_text_is_what_its_name_says(name: str, words: str) -> None:
    assert words in licences.texts(SHIPPED, [])[name].read_text(encoding="utf-8")


class Bare(metadata.Distribution):
    """A package without a licence."""

    def read_text(self, filename: str) -> str | None:
        record = "bare/licence_plates.py,,\nbare-1.dist-info/METADATA,,\n"
        return {"METADATA": "Name: bare\n", "RECORD": record}.get(filename)

    def locate_file(self, path: str | os.PathLike[str]) -> Path:
        return Path(path)


def test_a_package_without_a_licence_is_not_shipped() -> None:
    with pytest.raises(licences.MissingLicenceError, match="bare has no licence"):
        licences.of_distribution(Bare())


def test_a_package_whose_licence_we_keep_may_be_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "WITHOUT", frozenset({"bare"}))
    assert licences.of_distribution(Bare()) == {}


def test_libraries_of_debian_have_the_copyright_of_their_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for package in ("libglib2.0-0", "something-else"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "copyright").write_text("LGPL", encoding="utf-8")
    asked: list[list[str]] = []

    def dpkg(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        listing = (
            "libglib2.0-0:amd64: /usr/lib/libglib-2.0.so.0\n"
            "libgone:amd64: /usr/lib/libgone.so.1\n"
            "something-else: /opt/something-else/libglib-2.0.so.0\n"
        )
        return subprocess.CompletedProcess(words, 1, listing, "no path found")

    monkeypatch.setattr(licences, "DOCUMENTS", tmp_path)
    monkeypatch.setattr(subprocess, "run", dpkg)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    found = licences.of_system(["libglib-2.0.so.0", "PySide6/Qt/lib/libgone.so.1"])
    assert asked == [["dpkg-query", "--search", "*/libglib-2.0.so.0", "*/libgone.so.1"]]
    assert found == {"system/libglib2.0-0.txt": tmp_path / "libglib2.0-0" / "copyright"}


def test_python_s_licence_is_found_or_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert licences.of_python().is_file()
    monkeypatch.setattr("sysconfig.get_path", lambda _name: str(tmp_path))
    monkeypatch.setattr("sys.base_prefix", str(tmp_path))
    monkeypatch.setattr(licences, "DOCUMENTS", tmp_path)
    with pytest.raises(licences.MissingLicenceError, match="Python"):
        licences.of_python()
