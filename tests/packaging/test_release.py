"""What the packages say about the program fits together, and what Windows and macOS ask of them is there."""

from __future__ import annotations

import ast
import platform
import plistlib
import sys
import tomllib

import pytest
import release
from environment import ROOT


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == release.VERSION


@pytest.mark.parametrize(
    ("system", "machine", "stem"),
    [
        ("linux", "x86_64", "linux-x86_64"),
        ("win32", "AMD64", "windows-x86_64"),
        ("darwin", "arm64", "macos-arm64"),
    ],
)
def test_files_are_named_after_version_system_and_processor(
    monkeypatch: pytest.MonkeyPatch, system: str, machine: str, stem: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(release, "VERSION", "1.2.3")
    assert release.package_stem() == f"perceptron-lab-1.2.3-{stem}"


@pytest.mark.parametrize(
    ("version", "expected"), [("0.1.0", (0, 1, 0, 0)), ("2.0", (2, 0, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))]
)
def test_windows_has_four_numbers(version: str, expected: tuple[int, int, int, int]) -> None:
    assert release.numbers(version) == expected


def test_the_version_resource_is_an_expression_with_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "VERSION", "1.2.3")
    tree = ast.parse(release.version_resource(), mode="eval")
    words = {
        node.args[0].value: node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "StringStruct"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[1], ast.Constant)
    }
    assert words["ProductVersion"] == "1.2.3"
    assert words["FileDescription"] == "Perceptron Lab"
    assert words["OriginalFilename"] == "perceptron-lab.exe"
    assert "filevers=(1, 2, 3, 0)" in release.version_resource()


def test_macos_is_told_the_version_and_the_files_it_opens() -> None:
    plist = plistlib.loads(plistlib.dumps(release.info_plist()))
    assert plist["CFBundleShortVersionString"] == release.VERSION
    assert plist["NSHighResolutionCapable"] is True
    ours, theirs = plist["CFBundleDocumentTypes"]
    (declared,) = plist["UTExportedTypeDeclarations"]
    assert ours["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["perceptron.json"]
    assert (theirs["LSItemContentTypes"], theirs["LSHandlerRank"]) == (["public.json"], "Alternate")
