"""Preferences: what is chosen holds at once and at the next start, and agrees with the menus in both directions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QMenu, QSlider, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app import context, folders
from app.context import Context
from app.model.settings import Settings
from app.model.settings_keys import COLOUR_SCALE, DECIMAL_SIGN, LARGE_TYPE, RESOLUTION, SPEED, THEME
from app.model.work import FULL_SPEED
from app.windows.own_data.parts import Chooser
from app.windows.preferences_window import PreferencesWindow
from nncore import storage
from tests.app.test_menus import titled

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(idle: Context, qtbot: QtBot) -> PreferencesWindow:
    qtbot.keyClick(idle.window, Qt.Key.Key_Comma, CONTROL)
    return shown(idle, qtbot)


def shown(parts: Context, qtbot: QtBot) -> PreferencesWindow:
    found = parts.window.findChild(PreferencesWindow)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def choose(field: Chooser, value: object) -> None:
    """Go through the list with the arrow keys."""
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.findData(value)):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.currentData() == value


def checked(menu: QMenu) -> object:
    (found,) = (action.data() for action in menu.actions() if action.isChecked())
    return found


def trigger(menu: QMenu, value: object) -> None:
    (found,) = (action for action in menu.actions() if action.data() == value)
    found.trigger()


def test_it_is_the_last_entry_of_the_edit_menu_and_opens_once_beside_the_work(idle: Context, qtbot: QtBot) -> None:
    entry = titled(idle, "Edit").actions()[-1]
    assert entry.text() == "Pr&eferences…"
    entry.trigger()
    first = shown(idle, qtbot)
    assert not first.isModal()
    entry.trigger()
    assert idle.window.findChildren(PreferencesWindow) == [first]
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: idle.window.findChild(PreferencesWindow) is None)
    entry.trigger()
    assert shown(idle, qtbot).isVisible()


def test_light_or_dark_is_chosen_at_once_and_for_the_next_start(idle: Context, dialog: PreferencesWindow) -> None:
    assert dialog.theme.currentData() == "light"
    choose(dialog.theme, "dark")
    assert idle.appearance.theme.is_dark
    assert checked(titled(idle, "View", "Theme")) == "dark"
    assert Settings().get(THEME) == "dark"
    trigger(titled(idle, "View", "Theme"), "light")
    assert dialog.theme.currentData() == "light"


def test_large_type_is_switched_here_and_in_the_menu(idle: Context, dialog: PreferencesWindow, qtbot: QtBot) -> None:
    action, height = idle.window.named_actions["large_type"], dialog.height()
    qtbot.mouseClick(dialog.large_type, LEFT)
    assert idle.appearance.large
    assert action.isChecked()
    assert Settings().get(LARGE_TYPE)
    qtbot.waitUntil(lambda: dialog.height() > 1.2 * height)
    action.trigger()
    assert not dialog.large_type.isChecked()
    qtbot.waitUntil(lambda: dialog.height() == height)


def test_the_decimal_sign_is_chosen_here_and_in_the_menu(idle: Context, dialog: PreferencesWindow) -> None:
    choose(dialog.decimal_sign, ",")
    assert checked(titled(idle, "View", "Numbers")) == ","
    assert Settings().get(DECIMAL_SIGN) == ","
    trigger(titled(idle, "View", "Numbers"), ".")
    assert dialog.decimal_sign.currentData() == "."


def test_the_colours_are_chosen_here_and_in_the_menu(idle: Context, dialog: PreferencesWindow) -> None:
    choose(dialog.colours, "cividis")
    assert checked(idle.window.gallery.scale_menu) == "cividis"
    assert Settings().get(COLOUR_SCALE) == "cividis"
    trigger(idle.window.gallery.scale_menu, "viridis")
    assert dialog.colours.currentData() == "viridis"
    assert Settings().get(COLOUR_SCALE) == "viridis"


def test_each_scale_is_shown_from_its_lowest_to_its_highest_colour(dialog: PreferencesWindow) -> None:
    image = dialog.colours.itemIcon(0).pixmap(48, 12).toImage()
    assert image.width() == 48
    low, high = image.pixelColor(0, 6), image.pixelColor(47, 6)
    assert (low.red(), low.blue()) == pytest.approx((0xE0, 0x2A), abs=6)  # each pixel is the mean of a few
    assert (high.red(), high.blue()) == pytest.approx((0x2A, 0xB8), abs=6)


def test_the_points_of_the_surface_are_chosen_here_and_in_the_menu(idle: Context, dialog: PreferencesWindow) -> None:
    chosen: list[int] = []
    idle.window.gallery.resolution_chosen.connect(chosen.append)
    choose(dialog.resolution, 40)
    assert chosen[-1] == 40
    assert checked(idle.window.gallery.resolution_menu) == 40
    trigger(idle.window.gallery.resolution_menu, 60)
    assert dialog.resolution.currentData() == 60
    assert Settings().get(RESOLUTION) == 60


def test_the_default_speed_is_that_of_what_is_opened_next(
    idle: Context, dialog: PreferencesWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    QTest.keyClick(dialog.speed, Qt.Key.Key_Home)
    assert dialog.speed_text.text() == "1 obs/s"
    assert idle.document.work.speed == 1280.0, "what is open keeps its speed"
    idle.window.files.new("circle")
    assert idle.document.work.speed == 1.0
    storage.write(tmp_path / "a.json", storage.dump(nn.PRESETS["article"].experiment))
    QTest.keyClick(dialog.speed, Qt.Key.Key_End)
    assert idle.window.files.load(tmp_path / "a.json")
    assert idle.document.work.speed == FULL_SPEED
    assert json.loads((folders.config_folder() / "settings.json").read_text("utf-8"))["training/speed"] == "full"


def test_a_drag_of_the_speed_shows_where_it_is_and_chooses_where_it_ends(dialog: PreferencesWindow) -> None:
    told: list[object] = []
    dialog.speed.edited.connect(told.append)
    middle = dialog.speed.height() // 2
    QTest.mousePress(dialog.speed, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(8, middle))
    told.clear()
    for x in (20, 40, 60):
        QTest.mouseMove(dialog.speed, QPoint(x, middle))
    shown_then = dialog.speed_text.text()
    assert (told, shown_then == "1 obs/s") == ([], False)
    QTest.mouseRelease(dialog.speed, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(60, middle))
    assert len(told) == 1
    assert Settings().get(SPEED) == told[0]
    assert dialog.speed_text.text() == shown_then


def test_the_tour_can_be_had_again(idle: Context, dialog: PreferencesWindow, qtbot: QtBot) -> None:
    idle.settings.tour_seen = True
    assert not dialog.tour.isChecked()
    qtbot.mouseClick(dialog.tour, LEFT)
    assert not Settings().tour_seen


def test_recent_files_can_be_forgotten_where_there_are_some(
    idle: Context, dialog: PreferencesWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not dialog.clear_recent.isEnabled()
    idle.settings.add_recent(tmp_path / "a.json")
    qtbot.mouseClick(dialog.clear_recent, LEFT)
    assert Settings().recent_files == []
    assert not dialog.clear_recent.isEnabled()


def test_the_defaults_come_back_and_the_recent_files_stay(
    idle: Context, dialog: PreferencesWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    idle.settings.add_recent(tmp_path / "a.json")
    idle.settings.tour_seen = True
    for field, value in (
        *((dialog.theme, "dark"), (dialog.decimal_sign, ",")),
        *((dialog.colours, "viridis"), (dialog.resolution, 20)),
    ):
        choose(field, value)
    qtbot.mouseClick(dialog.large_type, LEFT)
    QTest.keyClick(dialog.speed, Qt.Key.Key_End)
    qtbot.mouseClick(dialog.defaults, LEFT)
    fields = (dialog.theme, dialog.decimal_sign, dialog.colours, dialog.resolution)
    assert [field.currentData() for field in fields] == ["system", "system", "orange-blue", 100]
    assert not dialog.large_type.isChecked()
    assert dialog.speed_text.text() == "1\N{NARROW NO-BREAK SPACE}280 obs/s"
    settings = Settings()
    assert [settings.get(key) for key in (THEME, DECIMAL_SIGN, COLOUR_SCALE)] == ["system", "system", "orange-blue"]
    assert (settings.get(RESOLUTION), settings.get(SPEED), settings.get(LARGE_TYPE)) == (100, 1280.0, False)
    assert (len(settings.recent_files), settings.tour_seen) == (1, True)


def test_the_window_opens_as_it_was_chosen(qapp: QApplication, qtbot: QtBot) -> None:
    settings = Settings()
    settings.set(SPEED, 30.0)
    settings.set(RESOLUTION, 40)
    settings.set(COLOUR_SCALE, "viridis")
    parts = context.build(qapp, "light")
    qtbot.addWidget(parts.window)
    assert parts.document.work.speed == 30.0
    assert not parts.document.unsaved
    assert parts.window.gallery._resolution_link.text() == "40 × 40"
    assert checked(parts.window.gallery.scale_menu) == "viridis"
    with qtbot.waitSignal(parts.controller.snapshot_ready, timeout=20_000) as first:
        parts.controller.start()
    assert first.args is not None
    assert first.args[0].surface.shape[-2:] == (40, 40)
    parts.window.close()


def test_undo_is_of_the_work_and_knows_nothing_of_preferences(idle: Context, dialog: PreferencesWindow) -> None:
    choose(dialog.theme, "dark")
    QTest.keyClick(dialog.speed, Qt.Key.Key_End)
    assert idle.document.undo_stack.count() == 0
    assert not idle.document.unsaved


def controls(dialog: PreferencesWindow) -> list[QWidget]:
    found = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QComboBox), *dialog.findChildren(QSlider)]
    return [widget for widget in found if widget.isVisible()]


def test_every_control_has_a_name_a_tip_and_is_reached_by_tab(
    idle: Context, dialog: PreferencesWindow, tmp_path: Path
) -> None:
    idle.settings.add_recent(tmp_path / "a.json")  # else there is nothing to clear
    for widget in controls(dialog):
        assert widget.accessibleName() or getattr(widget, "text", str)()
        assert widget.toolTip() or widget.text() == "Close"  # type: ignore[attr-defined]
    reached: list[QWidget] = []
    dialog.theme.setFocus()
    while (focused := dialog.focusWidget()) is not None and focused not in reached:
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert set(reached) == set(controls(dialog))
    order = [dialog.theme, dialog.large_type, dialog.decimal_sign, dialog.colours, dialog.speed, dialog.tour]
    assert reached[:6] == order


@pytest.mark.parametrize("large", [False, True])
def test_nothing_is_cut_off_and_it_fits_the_smallest_screen(
    idle: Context, dialog: PreferencesWindow, qtbot: QtBot, large: bool
) -> None:
    idle.appearance.set_large(large)
    qtbot.waitUntil(lambda: dialog.size() == dialog.sizeHint())
    assert dialog.width() <= 1024 - 16
    assert dialog.height() <= 700 - 48
    for words in dialog.findChildren(QLabel):
        assert words.sizeHint().width() <= words.width(), words.text()
        assert words.sizeHint().height() <= words.height(), words.text()
    idle.appearance.set_large(False)
