"""Pictures of the views and of the window: their pixels, their lines, the files and the clipboard."""

from __future__ import annotations

import errno
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.context import Context
from app.theme import DARK, LIGHT
from app.windows.card import Card
from app.windows.pictures import KINDS, Pictures
from tests.app import snapshots
from tests.pixels import BLUE, ORANGE, as_pixels, share_near

VIEWS = ("network", "loss", "surface", "map")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def parts(idle: Context, qtbot: QtBot) -> Context:
    """The whole window, showing a network whose answers are known; nothing is trained."""
    idle.window.gallery.show_snapshot(snapshots.stripe())
    qtbot.wait(20)
    return idle


def pictures(parts: Context) -> Pictures:
    (found,) = parts.window.findChildren(Pictures)
    assert isinstance(found, Pictures)
    return found


def card(parts: Context, name: str) -> Card:
    (found,) = (card for card in parts.window.findChildren(Card) if card.name == name)
    return found


def saved(parts: Context, path: Path, name: str, finer: int = 1) -> QImage:
    assert pictures(parts).save_to(path, name, finer)
    return QImage(str(path))


def share_of(image: QImage, color: str) -> float:
    found = QColor(color)
    return share_near(as_pixels(image), (found.red(), found.green(), found.blue()), within=1)


def test_a_view_is_saved_alone_as_fine_as_asked_for(parts: Context, tmp_path: Path) -> None:
    for name in VIEWS:
        for finer in (1, 2, 4):
            image = saved(parts, tmp_path / "a.png", name, finer)
            assert image.size() == card(parts, name).view.size() * finer
            assert not image.hasAlphaChannel()
            assert round(image.dotsPerMeterX() * 0.0254) == 96 * finer
            assert share_of(image, LIGHT.card) > 0.2
            assert share_of(image, LIGHT.ground) < 0.01


def test_finer_pictures_show_more_than_the_pixels_of_the_screen(parts: Context, tmp_path: Path) -> None:
    for name in ("network", "surface", "map"):
        image = saved(parts, tmp_path / "a.png", name, 4)
        middle = QRect(QPoint(0, 0), image.size() / 2)
        middle.moveCenter(image.rect().center())
        steps = np.abs(np.diff(as_pixels(image.copy(middle)).astype(int), axis=1)).max(axis=-1)
        # Enlarged pixels would have all edges 4 apart if copied, and no edge as steep as this if smoothed.
        assert all((steps[:, i::4] > 70).any() for i in range(4)), name


def test_the_map_has_its_two_colours(parts: Context, tmp_path: Path) -> None:
    pixels = as_pixels(saved(parts, tmp_path / "a.png", "map", 2))
    assert share_near(pixels, ORANGE) > 0.05
    assert share_near(pixels, BLUE) > 0.05


def test_the_window_is_saved_as_it_is_seen(parts: Context, tmp_path: Path) -> None:
    image = saved(parts, tmp_path / "window.png", "window")
    seen = parts.window.grab().toImage()
    assert image.size() == seen.size()
    differing = (np.abs(as_pixels(image).astype(int) - as_pixels(seen)) > 24).any(axis=-1)
    assert differing.mean() < 0.01
    assert saved(parts, tmp_path / "window.png", "window", 2).size() == seen.size() * 2


def test_pictures_have_the_theme_that_is_in_force(parts: Context, tmp_path: Path) -> None:
    parts.appearance.use("dark")
    for name in VIEWS:
        assert share_of(saved(parts, tmp_path / "a.png", name), DARK.card) > 0.2
    parts.appearance.use("light")


def drawn(parts: Context, path: Path, name: str) -> ET.Element:
    assert pictures(parts).save_to(path, name)
    return ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  our own file


def test_a_drawing_has_the_size_of_what_it_draws_and_its_words(parts: Context, tmp_path: Path) -> None:
    for name, word in zip((*VIEWS, "window"), ("inputs", "epoch", "x", "prediction", "Play"), strict=True):
        root = drawn(parts, tmp_path / "a.svg", name)
        size = parts.window.size() if name == "window" else card(parts, name).view.size()
        assert root.attrib["viewBox"] == f"0 0 {size.width()} {size.height()}"
        assert float(root.attrib["width"].removesuffix("mm")) == pytest.approx(size.width() / 96 * 25.4, rel=1e-4)
        assert word in {element.text for element in root.iter(SVG + "text")}


def test_all_but_fields_of_colour_is_drawn_in_lines(parts: Context, tmp_path: Path) -> None:
    images = {name: len(list(drawn(parts, tmp_path / "a.svg", name).iter(SVG + "image"))) for name in VIEWS}
    assert images == {
        "network": 5,
        "loss": 0,
        "surface": 1,
        "map": 2,
    }  # a field for each unit; the map's legend has one


def test_every_observation_on_the_map_is_drawn(parts: Context, tmp_path: Path) -> None:
    root = drawn(parts, tmp_path / "a.svg", "map")
    assert len([*root.iter(SVG + "circle"), *root.iter(SVG + "ellipse")]) >= 20 + 2 * 20  # a ring is two


def test_saving_is_told_and_so_is_what_goes_wrong(parts: Context, tmp_path: Path) -> None:
    status, made = parts.window.status, pictures(parts)
    assert made.save_to(tmp_path / "a.png", "map")
    assert status.notice == "Saved a.png"
    assert not made.save_to(tmp_path / "nowhere" / "a.png", "map")
    assert status.notice == "a.png was not saved: there is no such file or folder"
    assert not made.save_to(tmp_path / "a.jpg", "map")
    assert status.notice == "a.jpg was not saved: the name of a picture must end in .png or .svg"
    (tmp_path / "b.svg").mkdir()
    assert not made.save_to(tmp_path / "b.svg", "map")
    assert status.notice == "b.svg was not saved: this is a folder or a device, not a file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "b.svg"]


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
@pytest.mark.parametrize("old", [b"old", b""])
def test_a_full_disk_leaves_the_old_file_and_no_half_one(
    parts: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: bytes
) -> None:
    path = tmp_path / name
    if old:
        path.write_bytes(old)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert not pictures(parts).save_to(path, "map")
    assert parts.window.status.notice == f"{name} was not saved: the disk is full"
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == ({name: old} if old else {})


def answer_dialog(monkeypatch: pytest.MonkeyPatch, folder: Path, kind: int) -> list[str]:
    """Have the dialog closed with what it suggests, in `folder`, after the kind was chosen. The names it suggested."""
    suggested: list[str] = []

    def accept(dialog: QFileDialog) -> bool:
        dialog.setDirectory(str(folder))
        if dialog.selectedNameFilter() != KINDS[kind].filter:
            dialog.selectNameFilter(KINDS[kind].filter)
            dialog.filterSelected.emit(KINDS[kind].filter)
        suggested.append(Path(dialog.selectedFiles()[0]).name)
        return True

    monkeypatch.setattr(QFileDialog, "exec", accept)
    return suggested


def test_the_dialog_suggests_a_name_and_remembers_the_kind_and_the_folder(
    parts: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions = parts.window.named_actions
    suggested = answer_dialog(monkeypatch, tmp_path, 2)
    actions["picture_map"].trigger()
    assert suggested == ["xor-in-seconds-map.png"]
    assert QImage(str(tmp_path / "xor-in-seconds-map.png")).size() == card(parts, "map").view.size() * 4
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(
        QFileDialog, "exec", lambda dialog: seen.append((dialog.selectedNameFilter(), dialog.directory().path()))
    )
    actions["picture_loss"].trigger()
    assert seen == [(KINDS[2].filter, str(tmp_path))]


def test_another_kind_gives_the_name_another_ending(
    parts: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.window.files.save_to(tmp_path / "lesson.1.json")
    suggested = answer_dialog(monkeypatch, tmp_path, 3)
    parts.window.named_actions["picture_window"].trigger()
    assert suggested == ["lesson.1-window.svg"]
    assert (tmp_path / "lesson.1-window.svg").read_text(encoding="utf-8").startswith("<?xml")


def copied(parts: Context, qtbot: QtBot) -> QImage:
    qtbot.keyClick(parts.window, "C", CONTROL | SHIFT)
    return QGuiApplication.clipboard().image()


def test_copied_is_what_is_under_the_pointer_or_fills_the_window_or_else_all(parts: Context, qtbot: QtBot) -> None:
    window, status = parts.window, parts.window.status
    QCursor.setPos(window.mapToGlobal(QPoint(100, 10)))
    assert copied(parts, qtbot).size() == window.size() * 2
    assert status.notice == "A picture of the window is on the clipboard."
    surface = card(parts, "surface")
    QCursor.setPos(surface.mapToGlobal(surface.rect().center()))
    assert copied(parts, qtbot).size() == surface.view.size() * 2
    window.workspace.fill("loss")
    assert copied(parts, qtbot).size() == card(parts, "loss").view.size() * 2
    assert status.notice == "A picture of the loss chart is on the clipboard."
    assert bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml").data()).startswith(b"<?xml")


def test_the_heading_of_a_view_has_a_menu_for_its_pictures(
    parts: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested = answer_dialog(monkeypatch, tmp_path, 0)
    for name in VIEWS:
        heading = card(parts, name).heading
        copy, save = heading.actions()
        assert (copy.text(), save.text()) == ("Copy picture", "Save picture…")
        assert heading.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
        copy.trigger()
        assert QGuiApplication.clipboard().image().size() == card(parts, name).view.size() * 2
        save.trigger()
        assert suggested[-1] == f"xor-in-seconds-{name}.png"


def test_a_view_that_is_hidden_has_no_picture(parts: Context) -> None:
    actions = parts.window.named_actions
    parts.window.workspace.fill("map")
    assert [name for name in VIEWS if actions[f"picture_{name}"].isEnabled()] == ["map"]
    assert actions["picture_window"].isEnabled()
    parts.window.workspace.fill("")
    assert all(actions[f"picture_{name}"].isEnabled() for name in VIEWS)
