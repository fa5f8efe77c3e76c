"""What is at work in a training is in sight: in a line that leads to it, and by scrolling there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.at_work import at_work
from app.panels.data import DataPanel
from app.panels.inputs import InputsPanel
from app.panels.network import NetworkPanel
from app.panels.training import TrainingPanel
from app.theme import LIGHT
from tests.app.panel_kit import shown

LEFT = Qt.MouseButton.LeftButton
FIRST = nn.PRESETS["first-run"].experiment
COLUMN_WIDTH, COLUMN_HEIGHT = 264, 690  # the room for panels in a window of 1280 x 800


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(FIRST)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> TrainingPanel:
    panel = TrainingPanel(document)
    shown(qtbot, panel)
    return panel


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"optimizer": nn.SGD(0.1, momentum=0.9), "l2": 0.01}, "Momentum 0.9, L2 0.01"),
        ({"optimizer": nn.SGD(0.1, momentum=0.9, nesterov=True)}, "Momentum 0.9, Nesterov momentum"),
        ({"optimizer": nn.Adam(0.1, beta1=0.8)}, "Memory β₁ 0.8"),
        ({"schedule": nn.Cosine(), "batch_schedule": nn.BatchGrowth()}, "Rate: cosine, growing batches"),
        ({"l1": 0.001, "clip_norm": 1.0, "shuffle": False}, "Not shuffled, L1 0.001, clip norm 1"),
        ({"epochs": 1, "patience": 20}, "Stops after 1 epoch, stops without progress for 20 epochs"),
        ({"target_loss": 0.01, "target_accuracy": 0.95}, "Stops at loss 0.01, stops at accuracy 95 %"),
    ],
)
def test_what_is_at_work_is_said_in_a_few_words(changes: dict[str, object], expected: str) -> None:
    assert at_work(replace(FIRST.training, **changes)) == expected  # type: ignore[arg-type]


def test_a_line_leads_to_what_is_at_work_and_not_seen(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    assert not panel.at_work.isVisible()
    document.edit({"training.l2": 0.01}, "L2")
    assert panel.at_work.isVisible()
    assert panel.at_work.text() == "L2 0.01"
    qtbot.mouseClick(panel.at_work, LEFT)
    assert panel.rest is not None
    assert panel.rest.isVisible()
    assert not panel.at_work.isVisible()


def test_what_is_opened_is_scrolled_into_sight(document: Document, qtbot: QtBot) -> None:
    panel, column, area = TrainingPanel(document), QWidget(), QScrollArea()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addSpacing(60)
    layout.addWidget(panel)
    area.setWidgetResizable(True)
    area.setWidget(column)
    area.resize(272, 240)
    shown(qtbot, area)
    assert panel.mapTo(area, panel.rect().topLeft()).y() > 50
    qtbot.mouseClick(panel.more, LEFT)
    qtbot.waitUntil(lambda: panel.mapTo(area, panel.rect().topLeft()).y() < 3)


def test_a_line_that_is_too_long_is_cut_and_the_tool_tip_has_all_of_it(
    panel: TrainingPanel, document: Document
) -> None:
    changes = {"training.l1": 0.001, "training.l2": 0.01, "training.clip_norm": 1.0, "training.epochs": 100}
    document.edit({**changes, "training.target_loss": 0.001}, "Much")
    assert panel.at_work.text().endswith("…")
    assert panel.at_work.sizeHint().width() <= 140
    assert "stops at loss 0.001" in panel.at_work.toolTip()
    assert "stops at loss 0.001" in panel.at_work.accessibleName()


def test_undo_takes_the_line_away(panel: TrainingPanel, document: Document) -> None:
    document.edit({"training.schedule": nn.Cosine()}, "Schedule")
    assert panel.at_work.text() == "Rate: cosine"
    document.undo_stack.undo()
    assert not panel.at_work.isVisible()


def test_at_first_all_panels_are_seen_without_scrolling(qapp: QApplication, document: Document, qtbot: QtBot) -> None:
    qapp.setStyleSheet(LIGHT.style_sheet())
    column, own_data = QWidget(), QAction("Own data")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(DataPanel(document, own_data))
    for kind in (InputsPanel, NetworkPanel, TrainingPanel):
        layout.addWidget(kind(document))
    shown(qtbot, column)
    needed = layout.heightForWidth(COLUMN_WIDTH)
    qapp.setStyleSheet("")
    assert needed <= COLUMN_HEIGHT
