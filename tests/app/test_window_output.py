"""The whole window, driven by hand: painting with undo, a neuron's answer and back, classes, discretised colours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

import nncore as nn
from app.context import Context
from app.training.snapshot import Snapshot
from app.views.map_brush import MapBrush
from app.windows.card import Card
from tests.app.strokes import LEFT, lift, move, press, stroke

CONTROL = Qt.KeyboardModifier.ControlModifier


def brush_of(parts: Context) -> MapBrush:
    [brush] = parts.window.gallery.map.findChildren(MapBrush)
    return brush


def shown(parts: Context) -> Snapshot:
    assert parts.controller.latest is not None
    return parts.controller.latest


def wait_for_points(parts: Context, qtbot: QtBot, dataset: str) -> None:
    """Until the training has the data of now, and the map has shown them."""
    qtbot.waitUntil(
        lambda: (
            parts.controller.latest is not None
            and parts.controller.latest.experiment.data.dataset == dataset
            and parts.controller.latest.experiment.data == parts.document.experiment.data
        ),
        timeout=20_000,
    )


def links(card: Card) -> list[str]:
    """The words in the corner; signs have none."""
    return [button.text() for button in card.findChildren(QToolButton, "link") if button.isVisible() and button.text()]


def test_a_stroke_is_learned_and_ctrl_z_takes_it_back(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_B)
    assert parts.window.named_actions["paint"].isChecked()
    brush, plane = brush_of(parts), parts.window.gallery.map.plane
    stroke(brush, plane, [(0.2, 0.2), (0.4, 0.2), (0.8, 0.2)])
    painted = len(parts.document.experiment.data.points)
    assert painted > 505
    wait_for_points(parts, qtbot, "custom")
    assert len(shown(parts).observations.train_points) + len(shown(parts).observations.test_points) == painted
    qtbot.keyClick(brush, Qt.Key.Key_Z, CONTROL)
    wait_for_points(parts, qtbot, "xor")
    assert parts.document.undo_stack.index() == 0
    assert parts.window.status.notice == "Undone: Paint points"


def test_painting_goes_on_while_it_trains(parts: Context, qtbot: QtBot) -> None:
    parts.window.named_actions["play"].trigger()
    parts.window.named_actions["paint"].trigger()
    brush, plane = brush_of(parts), parts.window.gallery.map.plane
    press(brush, plane, (0.2, 0.5))
    for i in range(1, 5):
        with qtbot.waitSignal(parts.controller.snapshot_ready, timeout=20_000):
            move(brush, plane, (0.2 + 0.1 * i, 0.5), LEFT)
    lift(brush, plane, (0.6, 0.5))
    assert parts.document.undo_stack.count() == 1
    assert parts.controller.playing
    wait_for_points(parts, qtbot, "custom")


def test_undo_in_the_middle_of_a_stroke_does_no_harm(parts: Context, qtbot: QtBot) -> None:
    parts.window.named_actions["paint"].trigger()
    brush, plane = brush_of(parts), parts.window.gallery.map.plane
    stroke(brush, plane, [(0.3, 0.3)])
    press(brush, plane, (0.2, 0.5))
    qtbot.keyClick(brush, Qt.Key.Key_Z, CONTROL)
    move(brush, plane, (0.6, 0.5), LEFT)
    lift(brush, plane, (0.6, 0.5))
    assert parts.document.experiment.data.points[-1][0] == pytest.approx(0.6, abs=0.05)
    wait_for_points(parts, qtbot, "custom")


def test_the_keys_of_the_brush_are_its_own_and_others_are_the_windows(parts: Context, qtbot: QtBot) -> None:
    parts.window.named_actions["paint"].trigger()
    brush = brush_of(parts)
    qtbot.keyClick(brush, Qt.Key.Key_Space)
    assert parts.controller.playing
    qtbot.keyClick(brush, Qt.Key.Key_Escape)
    assert not parts.window.named_actions["paint"].isChecked()
    assert not brush.isVisible()


def test_a_neuron_is_named_on_both_cards_and_a_link_on_one_leads_back(parts: Context, qtbot: QtBot) -> None:
    gallery = parts.window.gallery
    assert "← output" not in links(gallery.surface_card) + links(gallery.map_card)
    parts.controller.show_unit((1, 2))
    qtbot.waitUntil(lambda: gallery.surface_card.hint == "neuron 3 of hidden layer 1", timeout=20_000)
    assert gallery.map_card.hint == "neuron 3 of hidden layer 1"
    assert links(gallery.surface_card) == ["← output"]
    assert links(gallery.map_card) == ["paint", "test data"]
    [link] = [b for b in gallery.surface_card.findChildren(QToolButton) if b.text() == "← output"]
    qtbot.mouseClick(link, LEFT)
    qtbot.waitUntil(lambda: gallery.surface_card.hint == "output", timeout=20_000)
    assert "← output" not in links(gallery.surface_card)
    assert "data" in links(gallery.surface_card)


def test_the_chart_shows_the_same_moment_as_the_run_bar(parts: Context, qtbot: QtBot) -> None:
    same: list[bool] = []

    def compare(snapshot: Snapshot) -> None:
        metrics = snapshot.metrics
        same.append(parts.window.gallery.loss.chart.losses.last == (metrics.train_loss, metrics.test_loss))

    parts.controller.snapshot_ready.connect(compare)
    parts.controller.play()
    qtbot.waitUntil(lambda: len(same) > 5, timeout=20_000)
    parts.controller.snapshot_ready.disconnect(compare)
    assert all(same)


def test_shift_o_leads_back_too(parts: Context, qtbot: QtBot) -> None:
    gallery = parts.window.gallery
    parts.controller.show_unit((0, 1))
    qtbot.waitUntil(lambda: gallery.surface_card.hint == "y", timeout=20_000)
    qtbot.keyClick(parts.window, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: gallery.surface_card.hint == "output", timeout=20_000)


def test_with_classes_the_surface_offers_each_of_them(parts: Context, qtbot: QtBot) -> None:
    gallery = parts.window.gallery
    assert "all classes" not in links(gallery.surface_card)
    parts.document.start_over(nn.PRESETS["three-blobs"].experiment)
    qtbot.waitUntil(lambda: "all classes" in links(gallery.surface_card), timeout=20_000)
    offered = [action for action in gallery.class_menu.actions() if action.isVisible()]
    assert [action.text() for action in offered] == ["all classes", "class 0", "class 1", "class 2"]
    offered[2].trigger()
    assert "class 1" in links(gallery.surface_card)
    qtbot.waitUntil(lambda: gallery.surface.class_shown == 1)


def test_the_key_o_discretises_all_that_shows_the_output(parts: Context, qtbot: QtBot) -> None:
    gallery = parts.window.gallery
    gallery.map.show_snapshot(shown(parts))
    graded = [view.grab().toImage() for view in (gallery.map, gallery.legend)]
    qtbot.keyClick(parts.window, Qt.Key.Key_O)
    assert gallery.map.grab().toImage() != graded[0]
    assert gallery.legend.grab().toImage() != graded[1]
    qtbot.keyClick(parts.window, Qt.Key.Key_O)
    assert gallery.legend.grab().toImage() == graded[1]
