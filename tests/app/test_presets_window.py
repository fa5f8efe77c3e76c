"""The gallery of presets in the window: how it is opened, once and again, and the menu beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import nncore as nn
from app.context import Context
from app.theme import DARK
from app.windows.presets.card import HEIGHT, MARGIN
from tests.app.test_presets_gallery import CONTROL, card_image, current, names


def test_the_key_opens_the_gallery_and_a_card_begins_its_experiment(parts: Context, qtbot: QtBot) -> None:
    assert parts.window.features.presets.gallery is None
    qtbot.keyClick(parts.window, "P", CONTROL)
    gallery = parts.window.features.presets.gallery
    assert gallery is not None
    assert gallery.isVisible()
    qtbot.keyClicks(gallery.filter, "three rings")
    qtbot.keyClick(gallery.filter, Qt.Key.Key_Return)
    assert parts.document.experiment == nn.PRESETS["rings"].experiment
    assert parts.window.status.notice == nn.PRESETS["rings"].caption


def test_opened_again_it_shows_all_and_what_is_typed_is_typed_anew(parts: Context, qtbot: QtBot) -> None:
    show = parts.window.named_actions["presets"].trigger
    show()
    gallery = parts.window.features.presets.gallery
    assert gallery is not None
    qtbot.keyClicks(gallery.filter, "moons")
    qtbot.keyClick(gallery.filter, Qt.Key.Key_Return)
    show()
    assert names(gallery) == list(nn.PRESETS)
    assert current(gallery) == "moons", "what was chosen last"
    qtbot.keyClick(gallery.cards, Qt.Key.Key_R)
    qtbot.keyClicks(gallery.filter, "ings")
    assert gallery.filter.text() == "rings"
    assert names(gallery)[0] == "rings"


def test_the_gallery_follows_the_theme(parts: Context) -> None:
    parts.appearance.choose("light")
    parts.window.named_actions["presets"].trigger()
    gallery = parts.window.features.presets.gallery
    assert gallery is not None
    parts.appearance.choose("dark")
    QApplication.processEvents()
    assert card_image(gallery, 1).pixelColor(MARGIN // 2, HEIGHT // 2) == QColor(DARK.card)


def test_the_menu_begins_with_the_gallery_and_has_the_failures_apart(parts: Context) -> None:
    menu = next(m for m in parts.window.menuBar().findChildren(QMenu) if m.title() == "&Presets")
    first, *_others, last = menu.actions()
    assert first.text() == "&Presets…"
    failures = last.menu()
    assert isinstance(failures, QMenu)
    assert [action.data() for action in failures.actions()] == [p.name for p in nn.PRESETS.values() if p.fails]
    failures.actions()[0].trigger()
    assert parts.document.experiment == nn.PRESETS["no-hidden-layer"].experiment
    assert not parts.window.note.isHidden()
