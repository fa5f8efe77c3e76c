"""The steps before the window, each by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from app import bootstrap


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """As in the packaged program on Linux, with a cache folder of its own."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")  # so that what the test sets is taken back after it
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    return tmp_path


def test_the_packaged_program_caches_in_the_users_folder(frozen: Path) -> None:
    bootstrap.place_cache()
    assert os.environ["NUMBA_CACHE_DIR"] == str(frozen / "cache" / "perceptron-lab")
    assert (frozen / "cache" / "perceptron-lab").is_dir()


def test_where_that_folder_cannot_be_made_the_cache_lives_for_this_time_only(frozen: Path) -> None:
    (frozen / "cache").write_text("a file where a folder should be", encoding="utf-8")
    bootstrap.place_cache()
    assert Path(os.environ["NUMBA_CACHE_DIR"]).is_dir()
    assert not os.environ["NUMBA_CACHE_DIR"].startswith(str(frozen))


def test_a_program_that_is_not_packaged_caches_where_numba_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    bootstrap.place_cache()
    assert "NUMBA_CACHE_DIR" not in os.environ


@pytest.mark.parametrize(("given", "spoken"), [({}, "C.UTF-8"), ({"LANG": "de_DE.UTF-8"}, ""), ({"LC_ALL": "C"}, "")])
def test_a_language_is_set_only_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], spoken: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.setenv(name, "")  # so that what the test sets is taken back after it
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    bootstrap.speak_utf8()
    assert os.environ["LC_CTYPE"] == spoken


def test_a_program_without_streams_gets_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    bootstrap.give_streams()
    with sys.stdout as out, sys.stderr as err:
        print("to nobody", file=out)
        assert err.writable()


def test_the_application_shares_its_contexts_and_has_its_own_face(qapp: QApplication) -> None:
    assert QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    assert QFontInfo(QGuiApplication.font()).family() == "Inter"
    assert not QGuiApplication.windowIcon().isNull()
