"""The menus: how high they are, what is grouped in them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu

from app.context import Context

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


def test_every_menu_ends_within_the_smallest_window(idle: Context) -> None:
    bar = idle.window.menuBar()
    for action in bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        for each in (menu, *below(menu)):
            assert bar.height() + each.sizeHint().height() <= LEAST_HEIGHT, each.title()


def test_the_view_menu_ends_within_it_in_large_type_too(idle: Context) -> None:
    idle.window.named_actions["large_type"].setChecked(True)
    bar = idle.window.menuBar()
    height = bar.sizeHint().height() + titled(idle, "View").sizeHint().height()
    idle.window.named_actions["large_type"].setChecked(False)
    assert height <= LEAST_HEIGHT


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Surface", ["show_points", "reset_view"]),
        ("Fill the Window", ["fill_network", "fill_loss", "fill_surface", "fill_map"]),
        (
            "Loss and Accuracy",
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
    (article,) = (action for action in titled(idle, "Presets").actions() if action.data() == "article")
    assert "50\u202f000 observations" in article.toolTip()
