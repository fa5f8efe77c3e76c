"""The window about the program: what it is, what it is made of, and what that is drawn with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.trouble.diagnostics import program_version
from app.windows.about import LICENCES, AboutWindow, licence_folder


def opened(parts: Context, qtbot: QtBot) -> AboutWindow:
    parts.window.named_actions["about"].trigger()
    [window] = parts.window.findChildren(AboutWindow)
    assert isinstance(window, AboutWindow)
    qtbot.waitUntil(window.isActiveWindow)
    return window


def words(window: QWidget) -> list[str]:
    return [found.text() for found in window.findChildren(QLabel) if found.text()]


def cut(window: QWidget) -> list[str]:
    """The labels that have less room than they need."""
    labels = (found for found in window.findChildren(QLabel) if found.isVisible())
    return [
        found.text()
        for found in labels
        if found.height() < max(found.heightForWidth(found.width()), found.minimumSizeHint().height())
    ]


def test_it_says_what_the_program_is_and_closes_with_escape(idle: Context, qtbot: QtBot) -> None:
    window = opened(idle, qtbot)
    assert words(window)[:3] == [
        "Perceptron Lab",
        f"Version {program_version()}",
        "Design a small neural network, give it data, and watch it learn.",
    ]
    assert not window.findChildren(QLabel)[0].pixmap().isNull()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not idle.window.findChildren(AboutWindow))


def test_every_part_has_its_version_and_its_licence(idle: Context, qtbot: QtBot) -> None:
    window = opened(idle, qtbot)
    facts = dict(idle.window.features.reporting.facts())
    shown = words(window)
    for name, licence in LICENCES:
        assert name in shown
        assert licence in shown
        assert facts.get(name, licence) in shown
    assert facts["OpenGL"] in shown
    assert facts["System"] in shown
    window.close()


def test_diagnostics_are_copied_with_a_click(idle: Context, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("something else")
    window = opened(idle, qtbot)
    qtbot.mouseClick(window.copy, Qt.MouseButton.LeftButton)
    assert window.copy.text() == "Copied"
    assert QGuiApplication.clipboard().text().startswith(f"Perceptron Lab {program_version()}\nPython: ")
    window.close()


def test_the_button_that_closes_it_has_the_focus(idle: Context, qtbot: QtBot) -> None:
    window = opened(idle, qtbot)
    focused = window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text().replace("&", "") == "Close"
    qtbot.mouseClick(focused, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not idle.window.findChildren(AboutWindow))


@pytest.mark.parametrize("large", [False, True])
def test_no_word_is_cut_off(idle: Context, qtbot: QtBot, large: bool) -> None:
    idle.appearance.set_large(large)
    window = opened(idle, qtbot)
    QApplication.processEvents()
    assert cut(window) == []
    assert window.height() <= 700
    window.close()
    idle.appearance.set_large(False)


def test_the_texts_of_the_licences_are_offered_where_they_are_shipped(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert licence_folder() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert licence_folder() is None
    (tmp_path / "licenses").mkdir()
    assert licence_folder() == tmp_path / "licenses"
    parent = QWidget()
    qtbot.addWidget(parent)
    for folder, is_offered in ((None, False), (tmp_path, True)):
        window = AboutWindow({"System": "Plan 9"}, folder, parent)
        assert window.licences.isHidden() is not is_offered
        window.close()
