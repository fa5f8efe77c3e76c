"""What a report of a problem holds, and what it does not."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

import nncore as nn
from app import type_size
from app.trouble import diagnostics


def test_all_versions_are_there(qapp: QApplication) -> None:
    versions = dict(diagnostics.versions())
    assert versions["Python"] == platform.python_version()
    assert versions["Qt"] == qVersion()
    assert list(versions) == ["Python", "Qt", "PySide6", "NumPy", "Numba", "llvmlite", "pyqtgraph", "PyOpenGL"]
    assert all(version[0].isdigit() for version in versions.values())


def test_where_a_package_was_packed_without_its_version_the_module_is_asked(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "PACKAGES", (("NumPy", "nonesuch", "numpy"), ("Lost", "nonesuch", "nonesuch")))
    assert diagnostics.versions()[2:] == (("NumPy", np.__version__), ("Lost", "unknown"))


def test_the_machine_and_the_screen_are_named(qapp: QApplication) -> None:
    facts = dict((*diagnostics.machine(), *diagnostics.screens()))
    assert set(facts) == {"System", "Processor", "Program", "Screen", "Qt platform"}
    assert facts["Program"] == "from source"
    size = qapp.primaryScreen().size()
    assert facts["Screen"].startswith(f"{size.width()} × {size.height()} at 100 %")
    assert facts["Qt platform"] == qapp.platformName()


def test_large_type_and_the_decimal_sign_are_said(qapp: QApplication) -> None:
    assert dict(diagnostics.habits())["Type"] == "usual"
    type_size.set_large(True)
    assert dict(diagnostics.habits())["Type"] == "large"
    type_size.set_large(False)
    assert dict(diagnostics.habits())["Language"].endswith("decimal sign .")


@pytest.mark.parametrize(
    ("preset", "line"),
    [
        ("first-run", "2-8-1; tanh, sigmoid; xor with 500 observations; Adam 0.03; bce in batches of 32"),
        ("article", "3-2-1; sigmoid, sigmoid; xor with 1000 observations; SGD 0.03; half_mse in batches of 1"),
    ],
)
def test_the_experiment_is_a_line(preset: str, line: str) -> None:
    assert diagnostics.in_short(nn.PRESETS[preset].experiment) == line


def test_a_network_without_hidden_layers_has_a_line_too() -> None:
    line = diagnostics.in_short(nn.PRESETS["no-hidden-layer"].experiment)
    assert line.startswith("2-1; no hidden layer, ")


def test_where_nothing_is_written_it_says_so(qapp: QApplication) -> None:
    assert diagnostics.folder() == (("Log", "none: its folder cannot be written to"),)


def test_the_user_is_not_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "ada"
    home.mkdir()
    link = tmp_path / "home"
    link.symlink_to(home, target_is_directory=True)
    monkeypatch.setenv("HOME", str(link))
    monkeypatch.setenv("USERPROFILE", str(link))
    text = diagnostics.text([("Log", str(link / "state" / "a.log")), ("Other", str(home / "b.log"))])
    lines = text.splitlines()
    assert lines[1:] == [f"Log: {Path('~/state/a.log')}", f"Other: {Path('~/b.log')}"]
    assert lines[0].startswith("Perceptron Lab ")
