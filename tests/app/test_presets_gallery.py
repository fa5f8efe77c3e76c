"""The gallery of presets: every card with its picture and words, the filter, and the ways to open one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.theme import DARK, LIGHT
from app.windows.presets.card import GAP, HEIGHT, LEAST_WIDTH, MARGIN, NAME, PICTURE, TEXT_PX, TITLE_PX
from app.windows.presets.gallery import PresetsGallery
from app.windows.presets.pictures import PresetPictures
from app.windows.presets.words import unbroken
from tests.app import preset_answers

CONTROL = Qt.KeyboardModifier.ControlModifier
Buttons = QDialogButtonBox.StandardButton


@pytest.fixture
def gallery(qtbot: QtBot) -> Iterator[PresetsGallery]:
    parent = QWidget()
    qtbot.addWidget(parent)
    gallery = PresetsGallery(LIGHT, parent)
    gallery.show()
    with qtbot.waitActive(gallery):
        gallery.activateWindow()
    yield gallery
    gallery.close()


def names(gallery: PresetsGallery) -> list[str]:
    """The presets that are shown."""
    items = [gallery.cards.item(row) for row in range(gallery.cards.count())]
    return [item.data(NAME) for item in items if not item.isHidden()]


def current(gallery: PresetsGallery) -> str:
    item = gallery.cards.currentItem()
    assert item.isSelected()
    name: str = item.data(NAME)
    return name


def opened(gallery: PresetsGallery) -> list[str]:
    """What is opened from now on."""
    chosen: list[str] = []
    gallery.chosen.connect(chosen.append)
    return chosen


# The cards.


def test_there_is_a_card_for_every_preset_and_more_than_sixteen(gallery: PresetsGallery) -> None:
    assert names(gallery) == list(nn.PRESETS)
    assert len(nn.PRESETS) >= 16


def test_those_who_hear_the_screen_hear_title_badge_and_paragraph(gallery: PresetsGallery) -> None:
    item = gallery.cards.item(list(nn.PRESETS).index("saturated"))
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Sigmoids pushed to their ends, fails on purpose"
    assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == nn.PRESETS["saturated"].paragraph
    assert gallery.cards.accessibleName() == "Presets"


@pytest.mark.parametrize("preset", nn.PRESETS.values(), ids=nn.PRESETS)
def test_all_words_of_a_card_fit_the_narrowest_card(preset: nn.Preset, qapp: QApplication) -> None:
    font = QFont("Inter")
    font.setPixelSize(TEXT_PX)
    width = LEAST_WIDTH - 2 * MARGIN - PICTURE - GAP
    words = QFontMetrics(font).boundingRect(QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), preset.paragraph)
    font.setPixelSize(TITLE_PX)
    assert QFontMetrics(font).height() + 4 + words.height() <= HEIGHT - MARGIN


@pytest.mark.parametrize(("width", "columns"), [(480, 1), (940, 2), (1400, 3)])
def test_there_are_as_many_cards_in_a_row_as_fit(gallery: PresetsGallery, width: int, columns: int) -> None:
    gallery.resize(width, 600)
    QApplication.processEvents()
    rows = [gallery.cards.visualItemRect(gallery.cards.item(row)) for row in range(gallery.cards.count())]
    assert len({rect.left() for rect in rows}) == columns
    assert max(rect.right() for rect in rows) <= gallery.cards.viewport().width()


def card_image(gallery: PresetsGallery, row: int) -> QImage:
    rect = gallery.cards.visualItemRect(gallery.cards.item(row))
    return gallery.cards.viewport().grab(rect).toImage()


def test_a_card_is_painted_in_the_colours_of_the_theme(gallery: PresetsGallery) -> None:
    corner = QPoint(gallery.cards.visualItemRect(gallery.cards.item(1)).width() - MARGIN, HEIGHT - MARGIN)
    assert card_image(gallery, 1).pixelColor(corner) == QColor(LIGHT.card)
    gallery.set_theme(DARK)
    assert card_image(gallery, 1).pixelColor(corner) == QColor(DARK.card)


def test_no_line_of_a_card_ends_within_a_number(qapp: QApplication) -> None:
    words = unbroken("none of 40 starts after 50 000 observations, three in four after 1 200 000.")
    assert words == "none of 40 starts after 50\u202f000 observations, three in four after 1\u202f200\u202f000."
    metrics = QFontMetrics(QFont("Inter"))
    lines = [
        metrics.boundingRect(QRect(0, 0, 1, 1000), int(Qt.TextFlag.TextWordWrap), text)
        for text in ("200 000", unbroken("200 000"))
    ]
    assert lines[0].height() == 2 * lines[1].height()


# The pictures.


def test_every_preset_has_its_picture_and_no_other_is_kept() -> None:
    pictures = PresetPictures()
    assert all(pictures.levels(name) is not None for name in nn.PRESETS)
    assert pictures.levels("none such") is None


@pytest.mark.parametrize("name", ["first-run", "circle", "three-blobs", "no-hidden-layer", "over-fitting"])
def test_a_picture_is_what_the_preset_learns(name: str) -> None:
    levels = PresetPictures().levels(name)
    assert levels is not None
    learned = preset_answers.answers(nn.PRESETS[name]) / 255
    assert np.abs(levels - learned).mean() < 0.02


def test_the_picture_of_xor_has_its_four_quarters_the_right_way_up(qapp: QApplication) -> None:
    image = PresetPictures().pixmap("first-run", LIGHT, 96, 1.0).toImage()
    blue, orange = QColor(LIGHT.positive), QColor(LIGHT.negative)
    near = {
        place: min((blue, orange), key=lambda c: abs(c.red() - image.pixelColor(*place).red()))
        for place in ((8, 10), (88, 10), (10, 86), (86, 84))
    }
    assert [near[place] for place in ((8, 10), (88, 10), (10, 86), (86, 84))] == [blue, orange, orange, blue]


def test_a_picture_is_drawn_once_for_a_theme(qapp: QApplication) -> None:
    pictures = PresetPictures()
    light = pictures.pixmap("moons", LIGHT, 96, 2.0)
    assert (light.width(), light.devicePixelRatio()) == (192, 2.0)
    assert pictures.pixmap("moons", LIGHT, 96, 2.0) is light
    assert pictures.pixmap("moons", DARK, 96, 2.0) is not light


# Looking for one.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fails", [preset.name for preset in nn.PRESETS.values() if preset.fails]),
        ("MOONS", ["moons"]),
        ("relu folds", ["spiral", "multi-gauss"]),
        ("article centred", ["article-centered"]),
        ("   ", list(nn.PRESETS)),
    ],
)
def test_the_filter_shows_what_has_all_its_words(
    gallery: PresetsGallery, qtbot: QtBot, typed: str, expected: list[str]
) -> None:
    qtbot.keyClicks(gallery.filter, typed)
    assert names(gallery) == expected
    assert current(gallery) == expected[0]


@pytest.mark.parametrize("preset", nn.PRESETS.values(), ids=nn.PRESETS)
def test_a_preset_that_is_typed_by_its_title_is_the_one_that_enter_opens(
    gallery: PresetsGallery, qtbot: QtBot, preset: nn.Preset
) -> None:
    chosen = opened(gallery)
    gallery.filter.setText(f" {preset.title.upper()} ")
    qtbot.keyClick(gallery.filter, Qt.Key.Key_Return)
    assert chosen == [preset.name]


@pytest.mark.parametrize(
    ("typed", "first", "later"),
    [
        ("spir", "spiral", "playground-spiral"),  # the beginning of the title before a word within it
        ("die", "dead-relu", "playground"),  # a word of the title before a piece of one in the text
        ("without a hidden", "no-hidden-layer", "gauss"),
        ("four xor", "xor-table", "first-run"),  # both in the title before one of them
        ("rate high", "rate-too-high", "rate-restless"),
    ],
)
def test_what_is_met_best_stands_first(
    gallery: PresetsGallery, qtbot: QtBot, typed: str, first: str, later: str
) -> None:
    qtbot.keyClicks(gallery.filter, typed)
    found = names(gallery)
    assert (found[0], current(gallery)) == (first, first)
    assert later in found
    gallery.filter.clear()
    assert names(gallery) == list(nn.PRESETS)
    assert current(gallery) == first


def test_ctrl_a_over_the_cards_takes_the_words_to_type_over_them(gallery: PresetsGallery, qtbot: QtBot) -> None:
    qtbot.keyClicks(gallery.filter, "moons")
    gallery.cards.setFocus()
    qtbot.keyClick(gallery.cards, Qt.Key.Key_A, CONTROL)
    assert gallery.filter.hasFocus()
    qtbot.keyClicks(gallery.filter, "rings")
    assert gallery.filter.text() == "rings"


def test_who_types_over_the_cards_types_into_the_filter(gallery: PresetsGallery, qtbot: QtBot) -> None:
    gallery.cards.setFocus()
    qtbot.keyClick(gallery.cards, Qt.Key.Key_M)
    focused = QApplication.focusWidget()
    assert focused is gallery.filter
    qtbot.keyClicks(focused, "oons")
    assert gallery.filter.text() == "moons"
    assert names(gallery) == ["moons"]


def test_it_says_how_many_there_are_and_how_many_of_them_are_shown(gallery: PresetsGallery, qtbot: QtBot) -> None:
    every = len(nn.PRESETS)
    assert gallery.heading.text() == f"{every} experiments to start from"
    qtbot.keyClicks(gallery.filter, "moons")
    assert gallery.heading.text() == f"1 of {every} experiments"
    qtbot.keyClicks(gallery.filter, "zzz")
    assert gallery.heading.text() == f"0 of {every} experiments"
    gallery.filter.clear()
    assert gallery.heading.text() == f"{every} experiments to start from"


def test_where_nothing_is_found_it_is_said_and_nothing_can_be_opened(gallery: PresetsGallery, qtbot: QtBot) -> None:
    gallery.filter.setText("zzz")
    assert gallery.none.isVisible()
    assert not gallery.buttons.button(Buttons.Open).isEnabled()
    chosen = opened(gallery)
    qtbot.keyClick(gallery.filter, Qt.Key.Key_Return)
    assert chosen == []
    gallery.filter.clear()
    assert not gallery.none.isVisible()
    assert gallery.buttons.button(Buttons.Open).isEnabled()
    assert current(gallery) == "first-run"


# Opening one.


def test_enter_in_the_filter_opens_the_first_that_is_found(gallery: PresetsGallery, qtbot: QtBot) -> None:
    chosen = opened(gallery)
    qtbot.keyClicks(gallery.filter, "checkerboard")
    qtbot.keyClick(gallery.filter, Qt.Key.Key_Return)
    assert chosen == ["checkerboard"]
    assert gallery.isHidden()


def test_arrows_lead_from_the_filter_to_a_card_and_enter_opens_it(gallery: PresetsGallery, qtbot: QtBot) -> None:
    chosen = opened(gallery)
    gallery.filter.setFocus()
    qtbot.keyClick(gallery.filter, Qt.Key.Key_Down)
    assert gallery.cards.hasFocus()
    qtbot.keyClick(gallery.cards, Qt.Key.Key_Right)
    qtbot.keyClick(gallery.cards, Qt.Key.Key_Down)
    assert current(gallery) == "playground"
    qtbot.keyClick(gallery.cards, Qt.Key.Key_Return)
    assert chosen == ["playground"]


def test_a_double_click_opens_a_card(gallery: PresetsGallery, qtbot: QtBot) -> None:
    chosen = opened(gallery)
    centre = gallery.cards.visualItemRect(gallery.cards.item(2)).center()
    qtbot.mouseClick(gallery.cards.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert current(gallery) == "article-centered"
    assert chosen == []
    qtbot.mouseDClick(gallery.cards.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert chosen == ["article-centered"]


def test_escape_closes_it_and_opens_nothing(gallery: PresetsGallery, qtbot: QtBot) -> None:
    chosen = opened(gallery)
    qtbot.keyClick(gallery, Qt.Key.Key_Escape)
    assert gallery.isHidden()
    assert chosen == []
