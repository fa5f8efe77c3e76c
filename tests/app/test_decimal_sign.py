"""Numbers with a decimal comma, where people write them so: read and written everywhere but in files and links."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app import figures, numbers
from app.context import Context
from app.model.settings import Settings
from app.panels.notation import EPOCHS, NUMBER, PERCENT, sentence
from app.panels.tips import entry_tip
from app.panels.training import TrainingPanel
from app.training.snapshot import Phase
from app.views import text
from app.windows.appearance import Appearance
from nncore import DATASETS, FEATURES, SpecError
from tests.app.panel_kit import choose, enter, number

THIN = "\u202f"


@pytest.fixture
def german() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))


@pytest.mark.usefixtures("german")
def test_all_kinds_of_numbers_have_commas() -> None:
    assert numbers.loss(0.69314718) == "0,6931"
    assert numbers.loss(3.2e-5) == "3,2e-5"
    assert numbers.share(0.988) == f"98,8{THIN}%"
    assert numbers.r_squared(-3.25) == "−3,250"
    assert numbers.speed(1.5) == "1,5 obs/s"
    assert numbers.decimal(0.03) == "0,03"
    assert numbers.grouped(1_250_000_000) == f"1,25{THIN}bn"
    assert numbers.grouped(12_345) == f"12{THIN}345"


@pytest.mark.usefixtures("german")
def test_only_points_between_figures_become_commas() -> None:
    assert numbers.localised("Hidden 1. From 0.5 to 1.25e-3… 2-8-1.") == "Hidden 1. From 0,5 to 1,25e-3… 2-8-1."
    assert numbers.spaced("between 4,12345 and 12345") == f"between 4,12345 and 12{THIN}345"


@pytest.mark.usefixtures("german")
def test_the_words_of_a_tool_tip_have_commas_and_its_formula_has_points() -> None:
    assert "one in 6,28 units" in entry_tip(FEATURES["sin_x"])
    assert "U(0, 2.5)" in entry_tip(DATASETS["circle"])


@pytest.mark.usefixtures("german")
def test_views_write_commas_too() -> None:
    assert text.fixed(-1.25, 3) == "−1,250"
    assert text.ticks([0.0, 0.5, 1.0]) == ["0,0", "0,5", "1,0"]
    assert text.ticks([2.5e9]) == ["2,5e9"]
    assert (text.plain(-0.75), text.short(0.12345), text.brief(1.25)) == ("−0,75", "0,1235", "1,2")


@pytest.mark.usefixtures("german")
def test_the_training_thread_writes_points() -> None:
    assert (figures.loss(0.5), figures.decimal(0.03)) == ("0.5000", "0.03")


@pytest.mark.parametrize("typed", ["0,125", "0.125", "1,25e-1", " 0,125 "])
@pytest.mark.parametrize("language", [QLocale.Language.German, QLocale.Language.English])
def test_both_signs_are_read_everywhere(typed: str, language: QLocale.Language) -> None:
    QLocale.setDefault(QLocale(language))
    assert NUMBER.read(typed) == 0.125


@pytest.mark.usefixtures("german")
def test_what_a_field_shows_is_read_back() -> None:
    for notation, value in ((NUMBER, 1.125), (NUMBER, 1.5e-5), (PERCENT, 0.0705), (EPOCHS, 2.5), (NUMBER, 500)):
        assert notation.read(notation.write(value)) == value
    assert PERCENT.write(0.0705) == "7,05 %"


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        (QLocale.Language.German, "1.500", "1.500"),
        (QLocale.Language.German, "1,500", 1.5),
        (QLocale.Language.English, "1,500", "1,500"),
        (QLocale.Language.English, "1.500", 1.5),
    ],
)
def test_what_may_be_thousands_is_no_number(language: QLocale.Language, typed: str, read: object) -> None:
    QLocale.setDefault(QLocale(language))
    assert NUMBER.read(typed) == read


@pytest.mark.usefixtures("german")
def test_sentences_have_commas() -> None:
    error = SpecError("noise", "between 0 and 0.9", 1.25)
    assert sentence("Noise", error) == "Noise must be between 0 and 0,9, not 1,25."
    assert sentence("Noise", error, PERCENT) == f"Noise must be between 0{THIN}% and 90{THIN}%, not 125{THIN}%."


def training(parts: Context) -> TrainingPanel:
    panel = parts.window.panels[3]
    assert isinstance(panel, TrainingPanel)
    return panel


def entry(menu: QMenu, title: str, words: str) -> QAction:
    [inner] = [action.menu() for action in menu.actions() if action.text().replace("&", "") == title]
    assert isinstance(inner, QMenu)
    [found] = [action for action in inner.actions() if action.text() == words]
    return found


def hover(widget: QWidget, place: QPointF) -> None:
    QTest.mouseMove(widget, place.toPoint())
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, place, widget.mapToGlobal(place), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QGuiApplication.sendEvent(widget, event)


def test_the_choice_in_the_menu_changes_everything_that_is_shown(parts: Context, qtbot: QtBot) -> None:
    window = parts.window
    parts.document.edit({"training.l2": 0.003}, "L2 penalty")
    qtbot.keyClick(window, "3", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: parts.controller.latest is not None and parts.controller.latest.phase is Phase.PAUSED)
    rate = number(window, "training.optimizer.learning_rate")
    loss = window.run_bar.counters.train_loss
    assert (rate.text(), loss.text[:2]) == ("0.03", "0.")
    entry(window.menus.view, "Numbers", "0,5").trigger()
    assert (rate.text(), loss.text[:2]) == ("0,03", "0,")
    assert "," in window.run_bar.counters.accuracy.text
    assert training(parts).at_work.text() == "L2 0,003"
    chart = window.gallery.loss.chart
    hover(chart, chart.frame.area.center())
    assert "," in chart.hover_text
    assert "." not in chart.hover_text
    hover(window.gallery.map, window.gallery.map.plane.square.center())
    assert "0,5" in window.gallery.map.hover_text
    entry(window.menus.view, "Numbers", "0.5").trigger()
    assert (rate.text(), loss.text[:2]) == ("0.03", "0.")
    hover(window.gallery.map, window.gallery.map.plane.square.center() + QPointF(1, 0))
    assert "," not in window.gallery.map.hover_text.replace(", ", "")


def test_the_choice_is_remembered(qapp: QApplication) -> None:
    Appearance(qapp, Settings()).set_sign(",")
    QLocale.setDefault(QLocale.c())
    assert Appearance(qapp, Settings()).sign == ","
    assert numbers.decimal(0.5) == "0,5"
    Appearance(qapp, Settings()).set_sign("system")
    assert Appearance(qapp, Settings()).sign == "system"
    assert numbers.decimal(0.5) == "0.5"


def test_files_and_links_keep_their_points(parts: Context, tmp_path: Path) -> None:
    parts.appearance.set_sign(",")
    parts.document.edit({"data.noise": 0.25, "training.optimizer.learning_rate": 0.1}, "Edits")
    assert parts.window.files.save_to(tmp_path / "a.json")
    content = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert content["experiment"]["data"]["noise"] == 0.25
    parts.window.files.new("playground")
    parts.window.named_actions["copy_link"].trigger()
    assert "learningRate=0.03" in QGuiApplication.clipboard().text()


def test_numbers_are_typed_either_way(parts: Context, qtbot: QtBot) -> None:
    parts.appearance.set_sign(",")
    field = number(parts.window, "training.optimizer.learning_rate")
    for typed, value, shown in (("0,25", 0.25, "0,25"), ("0.5", 0.5, "0,5"), ("1,125", 1.125, "1,125")):
        enter(qtbot, field, typed)
        assert parts.document.experiment.training.optimizer.learning_rate == value
        assert field.text() == shown
    choose(qtbot, training(parts).losses, "mse")
    assert field.text() == "1,125"


PROGRAM = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app import numbers
from app.model.settings import Settings
from app.windows.appearance import Appearance
appearance = Appearance(application, Settings())
print(numbers.decimal(0.5))
appearance.set_sign(".")
print(numbers.decimal(0.5))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not ask the environment")
def test_numbers_are_at_first_as_the_system_has_them(tmp_path: Path) -> None:
    environment = os.environ | {
        "LC_ALL": "de_DE.UTF-8", "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["0,5", "0.5"]
