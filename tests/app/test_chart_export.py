"""The recorded points as a table in a file, and the marks that the chart is handed."""

from __future__ import annotations

import csv
import math
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app import actions
from app.model.document import Document
from app.model.settings import Settings
from app.views.loss_chart import LossChart
from app.views.losses import Curves
from app.views.rates import Rates
from app.windows.chart_export import ChartExport, table
from nncore import StepDecay
from tests.app.snapshots import stripe, with_losses

AWKWARD = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 2.0**-1074, 1e23]


class Desk:
    """A chart of a document, and what was said about its export."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.document = Document(nn.PRESETS["first-run"].experiment)
        self.chart = LossChart(self.window)
        self.actions = actions.build(self.window)
        self.export = ChartExport(self.document, Settings(), self.chart, self.window, self.actions)
        self.said: list[str] = []
        self.failures: list[str] = []
        self.export.notice.connect(self.said.append)
        self.export.failed.connect(self.failures.append)

    @property
    def action(self) -> QAction:
        return self.actions["export_chart_csv"]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[QFileDialog]:
    """As if the name of `path` was typed into the dialog, or the dialog was cancelled."""
    seen: list[QFileDialog] = []

    def typed(dialog: QFileDialog) -> int:
        seen.append(dialog)
        if path is not None:
            dialog.setDirectory(str(path.parent))
            dialog.selectFile(path.name)
        return int(path is not None)

    monkeypatch.setattr(QFileDialog, "exec", typed)
    return seen


def test_every_number_reads_back_exactly() -> None:
    epochs = np.arange(float(len(AWKWARD)))
    text = table(Curves(epochs, np.array(AWKWARD), np.array(AWKWARD[::-1])), Rates())
    rows = [line.split(",") for line in text.splitlines()]
    assert rows[0] == ["epoch", "training_loss", "test_loss", "learning_rate"]
    assert [float(row[1]) for row in rows[1:]] == AWKWARD
    assert [float(row[2]) for row in rows[1:]] == AWKWARD[::-1]
    assert [float(row[0]) for row in rows[1:]] == epochs.tolist()


def test_what_there_is_not_is_left_empty_and_what_is_beyond_all_numbers_is_said() -> None:
    text = table(Curves(np.array([0.0, 1.0]), np.array([0.5, math.inf]), np.array([math.nan, math.nan])), Rates())
    assert text.splitlines()[1:] == ["0.0,0.5,,", "1.0,inf,,"]


def test_the_file_has_all_points_the_moment_and_the_rates(desk: Desk, tmp_path: Path) -> None:
    snapshot = with_losses(stripe(), [0.7, 0.4, 0.2], [0.75, 0.5, 0.25], position=10)
    training = replace(snapshot.experiment.training, schedule=StepDecay(every=1, factor=0.5))
    desk.chart.show_snapshot(replace(snapshot, experiment=replace(snapshot.experiment, training=training)))
    assert desk.export.export_to(tmp_path / "a.csv")
    assert read(tmp_path / "a.csv")[1:] == [
        ["0.0", "0.7", "0.75", "0.03"],
        ["1.0", "0.4", "0.5", "0.015"],
        ["2.0", "0.2", "0.25", "0.0075"],
        ["2.5", "0.2", "0.25", "0.0075"],
    ]
    assert desk.said == ["Saved 4 points of the loss as a.csv"]


def test_zoom_smoothing_and_the_accuracy_do_not_change_what_is_exported(desk: Desk, tmp_path: Path) -> None:
    desk.chart.show_snapshot(with_losses(stripe(), [0.7, 0.4, 0.2], [0.75, 0.5, 0.25]))
    desk.export.export_to(tmp_path / "a.csv")
    desk.chart.zoom.choose(1.0, 2.0, 2.0)
    desk.chart.set_smoothing(100)
    desk.chart.set_log(True)
    desk.chart.show_scores(True)
    desk.export.export_to(tmp_path / "b.csv")
    assert read(tmp_path / "a.csv") == read(tmp_path / "b.csv")


def test_before_the_first_picture_there_are_only_headings(desk: Desk, tmp_path: Path) -> None:
    assert desk.export.export_to(tmp_path / "a.csv")
    assert len(read(tmp_path / "a.csv")) == 1


def test_the_action_asks_for_a_name_that_fits_the_document(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.document.mark_saved(tmp_path / "lesson.json")
    seen = answer(monkeypatch, None)
    desk.action.trigger()
    assert [Path(name).name for name in seen[0].selectedFiles()] == ["lesson-loss.csv"]
    assert seen[0].acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert not seen[0].testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert desk.said == desk.failures == []


def test_the_dialog_adds_the_ending(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.chart.show_snapshot(with_losses(stripe(), [0.7], [0.75]))
    answer(monkeypatch, tmp_path / "curve")
    desk.action.trigger()
    assert len(read(tmp_path / "curve.csv")) == 3
    assert desk.said == ["Saved 2 points of the loss as curve.csv"]


def test_a_folder_that_does_not_exist_is_said(desk: Desk, tmp_path: Path) -> None:
    assert not desk.export.export_to(tmp_path / "nowhere" / "a.csv")
    assert desk.failures == ["a.csv was not saved: there is no such file or folder"]
    assert desk.said == []


def test_a_full_disk_keeps_the_old_table(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not desk.export.export_to(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"
    assert desk.failures == ["a.csv was not saved: the disk is full"]


def test_what_is_changed_during_a_training_is_marked_in_the_chart(desk: Desk) -> None:
    desk.chart.resize(560, 140)
    desk.chart.show_snapshot(with_losses(stripe(), [0.5] * 11, [0.5] * 11))
    plain = desk.chart.grab().toImage()
    desk.document.note_progress(desk.document.work.run, 1000, 4.0)
    desk.document.edit({"training.batch_size": 8}, "Batch size")
    assert [(mark.epoch, mark.text) for mark in desk.document.marks] == [(4.0, "batch size 32 → 8")]
    assert desk.chart.grab().toImage() != plain
    desk.document.restart()
    assert desk.chart.grab().toImage() == plain
