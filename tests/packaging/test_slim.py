"""What the packaged program goes without: nothing that it imports, and nothing that what is left is linked to."""

from __future__ import annotations

import ast
import shutil
import sys
from pathlib import Path

import pytest
import slim
from environment import ROOT


def entry(name: str, kind: str = "BINARY") -> slim.Entry:
    return (name, f"/somewhere/{name}", kind)


def names(entries: list[slim.Entry]) -> list[str]:
    return [name for name, _, _ in entries]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("package", ["app", "nncore"])
def test_nothing_is_left_out_that_the_program_imports(package: str) -> None:
    imported = set.union(*(imports(path) for path in (ROOT / package).rglob("*.py")))
    assert len(imported) > 20
    assert imported & set(slim.MODULES) == set()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system where names of libraries are not looked into."""
    monkeypatch.setattr(sys, "platform", "win32")


def test_parts_of_qt_that_no_window_opens_are_left_out(elsewhere: None) -> None:
    left = [
        entry("PySide6/plugins/platforms/qwindows.dll"),
        entry("PySide6\\plugins\\imageformats\\qjpeg.dll"),
        entry("PySide6/Qt6Quick.dll"),
        entry("PySide6/translations/qt_de.qm", "DATA"),
        entry("PySide6/Qt6Gui.dll"),
        entry("PySide6/plugins/imageformats/qsvg.dll"),
    ]
    assert names(slim.slim(left)) == [
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt6Gui.dll",
        "PySide6/plugins/imageformats/qsvg.dll",
    ]


@pytest.mark.parametrize("plugin", ["platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so"])
def test_the_screens_of_desktops_stay(elsewhere: None, plugin: str) -> None:
    kept = entry(f"PySide6/Qt/plugins/{plugin}")
    assert slim.slim([kept]) == [kept]


def test_what_the_graphics_driver_shares_is_the_system_s_own(elsewhere: None) -> None:
    assert names(slim.slim([entry("libstdc++.so.6"), entry("libxcb-cursor.so.0")])) == ["libxcb-cursor.so.0"]


def test_libraries_go_with_the_last_that_is_linked_to_them() -> None:
    links = {
        "/somewhere/PySide6/QtGui.abi3.so": ["libQt6Gui.so.6", "libc.so.6"],
        "/somewhere/PySide6/Qt/lib/libQt6Gui.so.6": ["libglib-2.0.so.0"],
        "/somewhere/libgtk-3.so.0": ["libglib-2.0.so.0", "libcairo.so.2"],
    }
    entries = [
        entry("PySide6/QtGui.abi3.so", "EXTENSION"),
        entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        entry("libglib-2.0.so.0"),
        entry("libgtk-3.so.0"),
        ("libgtk-3.so", "libgtk-3.so.0", "SYMLINK"),
        entry("libcairo.so.2"),
        entry("app/resources/style.qss", "DATA"),
    ]
    assert names(slim.linked(entries, lambda path: links.get(str(path), []))) == [
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libQt6Gui.so.6",
        "libglib-2.0.so.0",
        "app/resources/style.qss",
    ]


def test_libraries_that_are_loaded_by_name_stay() -> None:
    loaded = [entry("llvmlite/binding/libllvmlite.so"), entry("libpython3.11.so.1.0"), entry("numpy.libs/libblas.so")]
    assert slim.linked(loaded, lambda _path: []) == loaded


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("strip"), reason="needs strip, and Linux binaries")
def test_a_binary_is_stripped_into_another_folder_unless_it_is_numpy_s(tmp_path: Path) -> None:
    source = shutil.which("true")
    assert source
    name, quiet, kind = slim.stripped(("numba/_helperlib.so", source, "EXTENSION"), tmp_path)
    assert (name, kind) == ("numba/_helperlib.so", "EXTENSION")
    assert Path(quiet) == tmp_path / "numba" / "_helperlib.so"
    assert 0 < Path(quiet).stat().st_size <= Path(source).stat().st_size
    untouched = ("numpy/_core/_multiarray_umath.so", source, "EXTENSION")
    assert slim.stripped(untouched, tmp_path) == untouched
