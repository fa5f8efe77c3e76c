"""The data panel on a real document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.data import DataPanel
from app.theme import DARK, LIGHT
from tests.app.panel_kit import enter, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton
THIN = "\u202f"


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> DataPanel:
    panel = DataPanel(document)
    shown(qtbot, panel)
    return panel


def test_it_shows_what_the_document_has(panel: DataPanel) -> None:
    texts = [number(panel, f"data.{name}").text() for name in ("observations", "noise", "test_fraction", "seed")]
    assert texts == ["500", "0 %", "50 %", "1"]
    assert panel.thumbnails.buttons["xor"].isChecked()


@pytest.mark.parametrize(
    ("name", "typed", "value", "text"),
    [
        ("observations", "200", 200, "200"),
        ("noise", "7.5", 0.075, "7.5 %"),
        ("test_fraction", "30 %", 0.3, "30 %"),
        ("seed", "42", 42, "42"),
    ],
)
def test_each_field_edits_its_own_value(
    panel: DataPanel, document: Document, qtbot: QtBot, name: str, typed: str, value: object, text: str
) -> None:
    others = {n: getattr(document.experiment.data, n) for n in ("observations", "noise", "test_fraction", "seed")}
    enter(qtbot, number(panel, f"data.{name}"), typed)
    assert {n: getattr(document.experiment.data, n) for n in others} == {**others, name: value}
    assert number(panel, f"data.{name}").text() == text
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("observations", "0", f"Observations must be between 4 and 10{THIN}000, not 0."),
        ("observations", "10000000", f"Observations must be between 4 and 10{THIN}000, not 10{THIN}000{THIN}000."),
        ("observations", "12.5", f"Observations must be a whole number between 4 and 10{THIN}000, not 12.5."),
        ("observations", "many", f"Observations must be a whole number between 4 and 10{THIN}000, not “many”."),
        ("test_fraction", "100 %", f"Test share must be between 0{THIN}% and 90{THIN}%, not 100{THIN}%."),
        ("noise", "nan", f"Noise must be between 0{THIN}% and 100{THIN}%, not “nan”."),
        ("seed", "-1", f"Data seed must be between 0 and 4{THIN}294{THIN}967{THIN}295, not -1."),
    ],
)
def test_what_is_not_allowed_is_said_and_changes_nothing(
    panel: DataPanel, document: Document, qtbot: QtBot, name: str, typed: str, expected: str
) -> None:
    before = document.work
    enter(qtbot, number(panel, f"data.{name}"), typed)
    assert sentences(panel) == [expected]
    assert document.work is before
    assert document.undo_stack.count() == 0


def test_the_sentence_goes_with_the_next_good_value(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    observations = number(panel, "data.observations")
    enter(qtbot, observations, "0")
    assert len(sentences(panel)) == 1
    enter(qtbot, observations, "100")
    assert sentences(panel) == []
    assert document.experiment.data.observations == 100


def test_the_sentence_goes_with_the_bad_text_when_the_field_is_left(panel: DataPanel, qtbot: QtBot) -> None:
    observations = number(panel, "data.observations")
    enter(qtbot, observations, "0")
    assert len(sentences(panel)) == 1
    qtbot.keyClick(observations, Qt.Key.Key_Tab)
    assert observations.text() == "500"
    assert sentences(panel) == []


@pytest.mark.parametrize(
    ("name", "up", "down"),
    [
        ("observations", "10000", "4"),
        ("noise", "100 %", "0 %"),
        ("test_fraction", "90 %", "0 %"),
        ("seed", "4294967295", "0"),
    ],
)
def test_steps_end_at_the_limits_and_nothing_is_wrong(
    panel: DataPanel, document: Document, qtbot: QtBot, name: str, up: str, down: str
) -> None:
    document.edit({"data.observations": 9_970, "data.noise": 0.97, "data.seed": 2**32 - 3}, "Near the end")
    field = number(panel, f"data.{name}")
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_PageUp)
        assert field.text() == up
    enter(qtbot, field, "8")
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_PageDown)
        assert field.text() == down
    assert sentences(panel) == []


def test_escape_takes_the_sentence_away(panel: DataPanel, qtbot: QtBot) -> None:
    observations = number(panel, "data.observations")
    enter(qtbot, observations, "0")
    qtbot.keyClick(observations, Qt.Key.Key_Escape)
    assert sentences(panel) == []
    assert observations.text() == "500"


def test_a_value_spelt_another_way_is_no_edit(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    enter(qtbot, number(panel, "data.observations"), "5e2")
    assert number(panel, "data.observations").text() == "500"
    assert document.undo_stack.count() == 0


def test_undo_and_redo_are_shown(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    enter(qtbot, number(panel, "data.noise"), "20")
    document.undo_stack.undo()
    assert number(panel, "data.noise").text() == "0 %"
    document.undo_stack.redo()
    assert number(panel, "data.noise").text() == "20 %"


def test_steps_that_follow_each_other_are_one_step_of_undo(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    noise = number(panel, "data.noise")
    for _ in range(4):
        qtbot.keyClick(noise, Qt.Key.Key_Up)
    assert document.experiment.data.noise == 0.2
    assert document.undo_stack.count() == 1


def test_new_data_goes_on_to_the_next_seed(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.new_data, LEFT)
    assert document.experiment.data.seed == 2
    assert document.undo_stack.undoText() == "New data"
    document.undo_stack.undo()
    assert document.experiment.data.seed == 1


def test_new_data_after_the_last_seed_begins_again(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"data.seed": 2**32 - 1}, "Seed")
    qtbot.mouseClick(panel.new_data, LEFT)
    assert document.experiment.data.seed == 0


def test_there_is_a_picture_of_every_data_set(panel: DataPanel) -> None:
    assert list(panel.thumbnails.buttons) == list(nn.DATASETS)


def test_a_click_on_a_picture_chooses_the_data_set(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.thumbnails.buttons["xor_table"], LEFT)
    assert document.experiment.data.dataset == "xor_table"
    document.undo_stack.undo()
    assert panel.thumbnails.buttons["xor"].isChecked()
    assert not panel.thumbnails.buttons["xor_table"].isChecked()


def test_arrows_and_space_choose_a_picture(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    buttons = panel.thumbnails.buttons
    buttons["xor"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(buttons["xor"].hasFocus)
    qtbot.keyClick(buttons["xor"], Qt.Key.Key_Right)
    assert buttons["xor_table"].hasFocus()
    qtbot.keyClick(buttons["xor_table"], Qt.Key.Key_Space)
    assert document.experiment.data.dataset == "xor_table"


def test_a_truth_table_has_nothing_to_draw_by_chance_and_says_why(
    panel: DataPanel, document: Document, qtbot: QtBot
) -> None:
    document.edit({"data.dataset": "xor_table"}, "Data set")
    assert not panel.new_data.isEnabled()
    assert "own observations" in panel.new_data.toolTip()
    for row in panel.fields:
        assert not row.editor.isEnabled()
        assert "“XOR, truth table” has its own observations" in row.editor.toolTip()
    texts = [number(panel, f"data.{name}").text() for name in ("observations", "noise", "test_fraction", "seed")]
    assert texts == ["4", "–", "–", "–"]
    document.undo_stack.undo()
    assert number(panel, "data.observations").text() == "500"
    assert number(panel, "data.noise").text() == "0 %"
    assert panel.new_data.isEnabled()
    assert "next seed" in panel.new_data.toolTip()
    for row in panel.fields:
        assert row.editor.isEnabled()
        assert "own observations" not in row.editor.toolTip()


def test_a_picture_with_the_keyboard_looks_different(panel: DataPanel) -> None:
    for picture in panel.thumbnails.buttons.values():
        picture.clearFocus()
        before = picture.grab().toImage()
        picture.setFocus(Qt.FocusReason.TabFocusReason)
        assert picture.grab().toImage() != before


def test_pictures_have_the_colours_of_the_theme(panel: DataPanel) -> None:
    picture = panel.thumbnails.buttons["xor_table"]
    for theme in (LIGHT, DARK):
        panel.set_theme(theme)
        image = picture.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert {theme.negative, theme.positive} <= colours


POINTS = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


def take(document: Document, points: tuple[tuple[float, float, float], ...], source: str) -> None:
    document.edit({"data.dataset": "custom", "data.points": points, "data.classes": 2}, "Take", source=source)


def test_own_points_are_called_as_the_table_they_are_from_until_one_is_changed(
    panel: DataPanel, document: Document
) -> None:
    take(document, POINTS, "irises.csv")
    assert panel.name.text() == "irises.csv"
    document.edit({"data.test_fraction": 0.25}, "Test share")
    assert panel.name.text() == "irises.csv"
    take(document, (*POINTS, (0.5, 0.5, 1.0)), "")
    assert panel.name.text() == "Own points"
    document.undo_stack.undo()
    assert panel.name.text() == "irises.csv"


def test_another_table_has_another_name_and_another_data_set_its_own(panel: DataPanel, document: Document) -> None:
    take(document, POINTS, "irises.csv")
    take(document, POINTS[::-1], "cats.csv")
    assert panel.name.text() == "cats.csv"
    document.edit({"data.dataset": "xor"}, "XOR")
    assert panel.name.text() == "XOR"
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert panel.name.text() == "irises.csv"
    document.start_over(nn.PRESETS["first-run"].experiment)
    take(document, POINTS, "")
    assert panel.name.text() == "Own points"
