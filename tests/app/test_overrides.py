"""What fails in a method that Qt calls is told, whoever made Qt call it, and the program goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.trouble import overrides

EMPTY: dict[str, Any] = {}


@pytest.fixture
def guarded(qapp: QApplication) -> Iterator[None]:
    """For the classes that the test makes."""
    overrides.guard()
    yield
    overrides.unguard()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the program's hook, by name."""
    names: list[str] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        names.append(kind.__name__)

    monkeypatch.setattr(sys, "excepthook", hook)
    return names


def test_a_painting_that_fails_is_told_though_the_program_itself_asked_for_it(
    guarded: None, told: list[str], qtbot: QtBot
) -> None:
    class Failing(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
            EMPTY["colour"]

        def event(self, event: QEvent) -> bool:
            return super().event(event)

    widget = Failing()
    qtbot.addWidget(widget)
    assert not widget.grab().isNull()
    assert told == ["KeyError"]


def test_the_painter_has_ended_when_the_painting_has(guarded: None, told: list[str], qtbot: QtBot) -> None:
    class Failing(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
            painter = QPainter(self)
            painter.drawText(0, 0, EMPTY["words"])

    widget = Failing()
    qtbot.addWidget(widget)
    picture = QPixmap(20, 20)
    widget.render(picture)
    painter = QPainter()
    assert painter.begin(picture)
    painter.end()
    assert told == ["KeyError"]


def test_a_method_that_must_answer_raises(guarded: None, told: list[str], qtbot: QtBot) -> None:
    class Sizeless(QWidget):
        def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
            return QSize(EMPTY["size"])

    widget = Sizeless()
    qtbot.addWidget(widget)
    with pytest.raises(KeyError, match="size"):
        widget.sizeHint()
    assert told == []


def test_a_method_that_says_nothing_about_its_answer_raises_too(guarded: None, told: list[str], qtbot: QtBot) -> None:
    class Library(QWidget):
        def setWindowTitle(self, title):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, N802
            raise ValueError(title)

    widget = Library()
    qtbot.addWidget(widget)
    with pytest.raises(ValueError, match="no title"):
        widget.setWindowTitle("no title")
    assert told == []


def test_a_painting_of_a_library_that_says_nothing_about_its_answer_is_told(
    guarded: None, told: list[str], qtbot: QtBot
) -> None:
    class Library(QWidget):
        def paintEvent(self, event):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, N802
            EMPTY["colour"]

    widget = Library()
    qtbot.addWidget(widget)
    assert not widget.grab().isNull()
    assert told == ["KeyError"]


def test_only_what_qt_calls_is_guarded(guarded: None, told: list[str], qtbot: QtBot) -> None:
    class Plain(QWidget):
        def own(self) -> None:
            raise ValueError("own")

    widget = Plain()
    qtbot.addWidget(widget)
    with pytest.raises(ValueError, match="own"):
        widget.own()
    assert told == []


def test_a_class_that_is_made_from_a_guarded_one_is_guarded_too(guarded: None, told: list[str], qtbot: QtBot) -> None:
    class Base(QWidget):
        def hideEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
            pass

    class Derived(Base):
        def hideEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
            super().hideEvent(event)
            raise ValueError("own")

    widget = Derived()
    qtbot.addWidget(widget)
    widget.show()
    widget.hide()
    assert told == ["ValueError"]


def test_the_program_guards_its_widgets() -> None:
    script = (
        "from app import bootstrap; bootstrap.before_application()\n"
        "from app.panels.switch import Switch\n"
        "assert Switch.paintEvent.__wrapped__"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
