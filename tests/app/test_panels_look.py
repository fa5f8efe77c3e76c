"""The finish: nothing is cut off, everything explains itself, the style sheet and the drawings belong to the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSlider,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import nncore as nn
from app import actions, bootstrap, icons
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.counters import Counter
from app.panels.curve import Curve
from app.panels.data import DataPanel
from app.panels.feature_picture import FeaturePicture
from app.panels.formula_field import FormulaLine
from app.panels.inputs import InputsPanel
from app.panels.network import NetworkPanel
from app.panels.number_field import NumberField
from app.panels.panel import Panel
from app.panels.run_bar import RunBar
from app.panels.thumbnails import Thumbnail
from app.panels.training import TrainingPanel
from app.theme import DARK, LIGHT, Theme
from tests.app.panel_kit import shown

CONTENT_WIDTH = 256  # the column's 272 less a scroll bar
PANELS = (DataPanel, InputsPanel, NetworkPanel, TrainingPanel)
CONTROLS = (QAbstractButton, QSlider, ChoiceField, NumberField, Counter, Curve, FeaturePicture, FormulaLine)
SHOWN_ONLY = (Counter, Curve, FeaturePicture)
ICONS = Path(str(files("app.resources") / "icons"))


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[None]:
    """The program's own face and style sheet."""
    font, style = qapp.font(), qapp.style().name()
    qapp.setStyle("Fusion")
    bootstrap.load_fonts()
    qapp.setStyleSheet(LIGHT.style_sheet())
    yield
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setStyle(style)


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture(params=PANELS, ids=lambda kind: kind.__name__)
def panel(request: pytest.FixtureRequest, styled: None, document: Document, qtbot: QtBot) -> Panel:
    """A panel as wide as the column, with everything in it that can be opened."""
    panel: Panel = request.param(document)
    opened(panel)
    panel.resize(CONTENT_WIDTH, 600)
    shown(qtbot, panel)
    return panel


@pytest.fixture
def bar(document: Document, qtbot: QtBot, styled: None) -> Iterator[RunBar]:
    window = QMainWindow()
    named = actions.build(window)
    named["play"].setIcon(icons.icon("play", "#ffffff"))
    bar = RunBar(document, named)
    bar.set_theme(LIGHT)
    for counter, widest in zip(
        bar.counters.findChildren(Counter),
        ("999 999", "99 999 999", "3 250 000", "0.00125", "0.0421", "0.0518", "100.0 %", "100.0 %"),
        strict=True,
    ):
        counter.show_text(widest.replace(" ", "\u202f"))
    window.setCentralWidget(bar)
    shown(qtbot, window)
    yield bar
    window.close()


def opened(panel: Panel) -> None:
    """Open what can be opened; the growth of batches and a schedule are on."""
    for button in panel.findChildren(QToolButton):
        if button.isCheckable() and button.objectName() in ("link", "expander"):
            button.setChecked(True)
    everything = {"training.batch_schedule": nn.BatchGrowth(), "training.schedule": nn.OneCycle()}
    panel.document.edit(everything, "Everything")
    if isinstance(panel, DataPanel):
        panel.document.edit({"data.dataset": "formula"}, "Own formula")


def controls(widget: QWidget) -> list[QWidget]:
    return [child for child in widget.findChildren(QWidget) if isinstance(child, CONTROLS)]


def test_a_panel_fits_the_column(panel: Panel) -> None:
    assert panel.minimumSizeHint().width() <= CONTENT_WIDTH
    assert panel.width() == CONTENT_WIDTH


def test_nothing_in_a_panel_is_cut_off(panel: Panel) -> None:
    for child in panel.findChildren(QWidget):
        if child.isVisible() and isinstance(child, CONTROLS):
            right = child.mapTo(panel, child.rect().topRight()).x()
            assert 0 < right < CONTENT_WIDTH, child.accessibleName()
    for label in panel.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.sizeHint().width() <= label.width(), label.text()


def test_the_longest_choice_can_be_read(panel: Panel) -> None:
    for field in panel.findChildren(ChoiceField):
        option = QStyleOptionComboBox()
        field.initStyleOption(option)
        part = field.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, field
        )
        metrics = QFontMetrics(field.font())
        for index in range(field.count()):
            text = field.itemText(index)
            fits = metrics.horizontalAdvance(text) <= part.width()
            assert fits, text
            assert field.itemData(index, Qt.ItemDataRole.ToolTipRole).startswith(f"<p>{text}")


def test_every_control_of_a_panel_explains_itself(panel: Panel) -> None:
    found = controls(panel)
    assert len(found) > 4
    for control in found:
        assert control.toolTip(), control.objectName()
        assert control.accessibleName(), control.objectName()


def test_every_control_of_the_run_bar_explains_itself(bar: RunBar) -> None:
    found = controls(bar)
    assert len(found) > 9
    for control in found:
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.toolTip(), control.objectName()
        assert control.accessibleName() or text, control.objectName()


def test_every_control_can_be_reached_with_the_keyboard(panel: Panel, bar: RunBar) -> None:
    for control in (*controls(panel), *controls(bar)):
        if not isinstance(control, (*SHOWN_ONLY, Thumbnail)):
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()


def test_one_picture_at_least_can_be_reached_with_tab(styled: None, document: Document, qtbot: QtBot) -> None:
    panel = DataPanel(document)
    shown(qtbot, panel)
    pictures = list(panel.thumbnails.buttons.values())
    pictures[3].setFocus(Qt.FocusReason.TabFocusReason)
    document.edit({"data.dataset": "circle"}, "Data set")
    assert any(picture.focusPolicy() & Qt.FocusPolicy.TabFocus for picture in pictures)


def cut_off(bar: RunBar) -> list[QWidget]:
    """What has less room than it needs, or reaches beyond the bar."""
    visible = [child for child in bar.findChildren(QWidget) if child.isVisible()]
    return [
        child
        for child in visible
        if child.width() < child.minimumSizeHint().width()
        or child.mapTo(bar, child.rect().topRight()).x() >= bar.width()
    ]


@pytest.mark.parametrize("width", [960, 1024, 1280])
@pytest.mark.parametrize("grain", ["batch", "observation"])
def test_nothing_in_the_run_bar_is_cut_off(bar: RunBar, qtbot: QtBot, width: int, grain: str) -> None:
    menu = bar.grain.menu()
    assert menu is not None
    menu.triggered.emit(next(action for action in menu.actions() if grain in action.text()))
    bar.window().resize(width, bar.height())
    qtbot.waitUntil(lambda: cut_off(bar) == [])
    assert bar.width() == width


def test_the_run_bar_lets_the_window_become_narrow(bar: RunBar) -> None:
    assert bar.minimumSizeHint().width() == 960


def ringed(widget: QWidget) -> set[str]:
    """The colours that the focus adds to a line through the middle, from the left border to the right one."""
    colours = []
    for focused in (False, True):
        if focused:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            widget.clearFocus()
        image = widget.grab().toImage()
        colours.append({image.pixelColor(x, image.height() // 2).name() for x in (0, 1, image.width() - 1)})
    return colours[1] - colours[0]


def test_the_focus_does_not_make_a_chip_look_on(styled: None, document: Document, qtbot: QtBot) -> None:
    panel = InputsPanel(document)
    shown(qtbot, panel)
    assert LIGHT.quiet in ringed(panel.chips["x2"])
    assert LIGHT.accent not in ringed(panel.chips["x2"])
    before = panel.chips["x"].grab().toImage()
    panel.chips["x"].setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.chips["x"].grab().toImage() != before


def test_the_speed_slider_has_a_ring_with_the_keyboard(bar: RunBar) -> None:
    assert ringed(bar.speed) == {LIGHT.accent}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_in_a_dialog_the_button_with_the_focus_is_the_coloured_one(
    qapp: QApplication, styled: None, qtbot: QtBot, theme: Theme
) -> None:
    qapp.setStyleSheet(theme.style_sheet())
    box = QMessageBox()
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(kinds.Save | kinds.Cancel)
    box.setDefaultButton(kinds.Save)
    shown(qtbot, box)
    save, cancel = box.button(kinds.Save), box.button(kinds.Cancel)
    for focused, other in ((save, cancel), (cancel, save)):
        focused.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(focused.hasFocus)
        image = focused.grab().toImage()
        line = {image.pixelColor(x, 6).name() for x in range(image.width())}
        assert line == {theme.accent}
        assert other.grab().toImage().pixelColor(6, 6).name() == theme.field


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_style_sheet_is_whole(theme: Theme) -> None:
    sheet = theme.style_sheet()
    assert "$" not in sheet
    assert theme.accent in sheet
    drawings = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(drawings) > 6
    for drawing in drawings:
        assert Path(drawing).is_file(), drawing


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_drawings_made_for_a_theme_have_its_colour(theme: Theme) -> None:
    # The style sheet cannot tint a drawing, so that these are there twice: they must follow the theme's table.
    drawings = list(ICONS.glob(f"*-{theme.name}.svg"))
    assert len(drawings) == 4
    for drawing in drawings:
        assert set(re.findall(r"#[0-9a-f]{6}", drawing.read_text(encoding="utf-8"))) == {theme.quiet}


def test_an_icon_takes_the_colour_it_is_given(qapp: object) -> None:
    image = icons.icon("pause", "#ff0000").pixmap(16, 16).toImage()
    opaque = [image.pixelColor(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() == 255]
    assert len(opaque) > 20
    assert {colour.name() for colour in opaque} == {"#ff0000"}


def test_an_icon_is_paler_where_nothing_can_be_done(qapp: object) -> None:
    icon = icons.icon("play", "#000000")
    normal = icon.pixmap(16, 16).toImage().pixelColor(7, 8)
    disabled = icon.pixmap(16, 16, QIcon.Mode.Disabled).toImage().pixelColor(7, 8)
    assert normal.alpha() == 255
    assert disabled.alpha() < 128


@pytest.mark.parametrize("name", ["dice", "pause", "play", "remove", "reset"])
def test_every_tinted_drawing_can_be_drawn(qapp: object, name: str) -> None:
    image = icons.icon(name, "#123456").pixmap(16, 16).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))
