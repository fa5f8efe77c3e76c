"""The menus: how high they are, what is grouped in them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.context import Context
from nncore import PRESETS

LEAST_HEIGHT = 640  # of the window


def below(menu: QMenu) -> Iterator[QMenu]:
    for action in menu.actions():
        found = action.menu()
        if isinstance(found, QMenu):
            yield found
            yield from below(found)


def titled(parts: Context, *titles: str) -> QMenu:
    """The menu that is reached by `titles`, one below the other."""
    found: QMenu | None = None
    for title in titles:
        actions = found.actions() if found else parts.window.menuBar().actions()
        (menu,) = (action.menu() for action in actions if action.text().replace("&", "") == title)
        assert isinstance(menu, QMenu)
        found = menu
    assert found is not None
    return found


def too_high(parts: Context) -> list[str]:
    """Menus that would not end within the smallest window."""
    bar = parts.window.menuBar()
    menus = [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]
    height = LEAST_HEIGHT - bar.sizeHint().height()
    return [each.title() for menu in menus for each in (menu, *below(menu)) if each.sizeHint().height() > height]


def test_every_menu_ends_within_the_smallest_window(idle: Context) -> None:
    assert len(titled(idle, "Presets").actions()) > 4
    assert too_high(idle) == []


def test_every_menu_does_so_in_large_type_too(idle: Context) -> None:
    idle.window.named_actions["large_type"].setChecked(True)
    found = too_high(idle)
    idle.window.named_actions["large_type"].setChecked(False)
    assert found == []


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Surface", ["show_points", "reset_view"]),
        ("Fill the window", ["fill_network", "fill_loss", "fill_surface", "fill_map"]),
        (
            "Loss and accuracy",
            ["show_loss", "show_accuracy", "show_confusion", "log_loss", "show_penalty", "all_epochs"],
        ),
    ],
)
def test_the_view_menu_has_what_belongs_together_in_menus_of_their_own(
    idle: Context, title: str, names: list[str]
) -> None:
    actions = titled(idle, "View", title).actions()
    assert [action.objectName() for action in actions if action.objectName()] == names


def test_the_number_of_points_of_the_surface_is_chosen_with_the_surface(idle: Context) -> None:
    (action,) = (action for action in titled(idle, "View", "Surface", "Resolution").actions() if action.data() == 40)
    action.trigger()
    assert idle.window.gallery._resolution_link.text() == "40 × 40"


def test_every_action_is_in_a_menu_once(idle: Context) -> None:
    bar = [action.menu() for action in idle.window.menuBar().actions()]
    menus = [menu for top in bar if isinstance(top, QMenu) for menu in (top, *below(top))]
    listed = [action.objectName() for menu in menus for action in menu.actions() if action.objectName()]
    assert sorted(listed) == sorted(idle.window.named_actions)


def test_no_two_entries_of_the_view_menu_have_the_same_letter(idle: Context) -> None:
    view = titled(idle, "View")
    for menu in (view, *below(view)):
        letters = [text[text.index("&") + 1].lower() for text in (a.text() for a in menu.actions()) if "&" in text]
        assert len(letters) == len(set(letters)), (menu.title(), letters)


def test_numbers_in_what_presets_say_are_kept_in_one_piece(idle: Context) -> None:
    (article,) = (a for a in titled(idle, "Presets", "The article").actions() if a.data() == "article")
    assert "50\u202f000 observations" in article.toolTip()


def test_smoothing_is_chosen_with_the_loss_where_its_card_has_no_room_for_the_word(idle: Context) -> None:
    (action,) = (a for a in titled(idle, "View", "Loss and accuracy", "Smoothing").actions() if a.data() == 20)
    action.trigger()
    words = [word for word in idle.window.gallery.loss_card.findChildren(QToolButton) if word.text() == "smooth"]
    assert [word.isChecked() for word in words] == [True]


@pytest.mark.parametrize("path", [("Presets",), ("File", "New from preset")])
def test_every_preset_is_in_one_of_four_groups_or_the_first(idle: Context, path: tuple[str, ...], qtbot: QtBot) -> None:
    menu = titled(idle, *path)
    groups = {group.title().replace("&", ""): [a.data() for a in group.actions()] for group in below(menu)}
    assert list(groups) == ["The article", "TensorFlow Playground", "Data sets", "Fail on purpose"]
    assert groups["The article"] == ["article", "article-centered"]
    assert groups["TensorFlow Playground"] == ["playground", "playground-spiral", "playground-xor"]
    assert groups["Fail on purpose"] == [name for name, preset in PRESETS.items() if preset.fails]
    assert sorted(["first-run", *chain(*groups.values())]) == sorted(PRESETS)
    (spiral,) = (a for a in titled(idle, *path, "Data sets").actions() if a.data() == "spiral")
    with qtbot.waitSignal(idle.window.menus.preset_chosen) as chosen:
        spiral.trigger()
    assert chosen.args == ["spiral"]
