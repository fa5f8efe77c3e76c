"""The whole window on every kind of data: pictures, numbers and sentences from the first moment on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import nncore as nn
from app.context import Context
from app.model import fitting
from app.model.document import replaced
from app.panels.counters import Counter
from app.panels.data import DataPanel
from app.training.snapshot import Phase, Snapshot
from app.windows.status_line import StatusLine
from nncore import storage
from tests.app.snapshots import stripe

FIRST = nn.PRESETS["first-run"].experiment


def pictures(parts: Context) -> DataPanel:
    [panel] = [panel for panel in parts.window.panels if isinstance(panel, DataPanel)]
    return panel


def trained(parts: Context, qtbot: QtBot) -> Snapshot:
    """One epoch further, shown."""
    before = parts.controller.latest.state.observations_seen if parts.controller.latest else 0
    parts.window.named_actions["step_epoch"].trigger()
    qtbot.waitUntil(
        lambda: (
            parts.controller.latest is not None
            and parts.controller.latest.phase in (Phase.PAUSED, Phase.FINISHED)
            and parts.controller.latest.state.observations_seen > before
        ),
        timeout=20_000,
    )
    assert parts.controller.latest is not None
    return parts.controller.latest


def figure(parts: Context) -> tuple[str, str]:
    counter: Counter = parts.window.run_bar.counters.accuracy
    return counter.caption, counter.text


def test_every_data_set_is_a_click_away_and_is_trained_and_drawn(
    parts: Context, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, picture in pictures(parts).thumbnails.buttons.items():
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
        snapshot = trained(parts, qtbot)
        assert snapshot.experiment.data.dataset == name
        parts.window.grab()
        assert figure(parts)[1] != "–"
    assert capfd.readouterr().err == "", "pyqtgraph tells of what goes wrong in a painting there alone"


def test_values_are_measured_by_r_squared_and_nothing_jumps(parts: Context, qtbot: QtBot) -> None:
    trained(parts, qtbot)
    assert figure(parts)[0] == "Test accuracy"
    place = parts.window.run_bar.counters.accuracy.geometry()
    qtbot.mouseClick(pictures(parts).thumbnails.buttons["plane"], Qt.MouseButton.LeftButton)
    snapshot = trained(parts, qtbot)
    assert figure(parts) == ("Test R²", f"{snapshot.metrics.test_r_squared:.3f}".replace("-", "−"))
    assert "always answering the mean" in parts.window.run_bar.counters.accuracy.toolTip()
    assert parts.window.run_bar.counters.accuracy.geometry() == place
    qtbot.mouseClick(pictures(parts).thumbnails.buttons["xor_table"], Qt.MouseButton.LeftButton)
    trained(parts, qtbot)
    assert figure(parts)[0] == "Accuracy"
    assert "share of right answers" in parts.window.run_bar.counters.accuracy.toolTip()


def test_the_cards_say_what_of_several_outputs_they_show(parts: Context, qtbot: QtBot) -> None:
    surface, chart = parts.window.gallery.surface_card, parts.window.gallery.map_card
    for name, shown in (("three_blobs", "class answered"), ("circle", "output")):
        qtbot.mouseClick(pictures(parts).thumbnails.buttons[name], Qt.MouseButton.LeftButton)
        trained(parts, qtbot)
        assert surface.hint == shown
        assert chart.hint == f"{shown} and data"


def test_a_file_with_a_formula_as_an_input_loads_and_is_trained(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    network = replace(FIRST.network, inputs=("x", "sin(3*x)*y", "1/(x-7)"))
    path = tmp_path / "formula.json"
    storage.write(path, storage.dump(replace(FIRST, network=network)))
    assert parts.window.files.load(path)
    snapshot = trained(parts, qtbot)
    assert snapshot.experiment.network.inputs == ("x", "sin(3*x)*y", "1/(x-7)")
    parts.window.grab()
    assert parts.window.status.notice == "Opened formula.json"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"target_loss": 100.0}, "Finished: the test loss is at most 100."),
        ({"epochs": 2}, "Finished: 2 epochs are done."),
    ],
)
def test_a_training_that_ends_by_itself_says_why(
    parts: Context, qtbot: QtBot, rule: dict[str, object], said: str
) -> None:
    parts.document.edit({f"training.{name}": value for name, value in rule.items()}, "Stop")
    parts.window.named_actions["full_speed"].trigger()
    parts.window.named_actions["play"].trigger()
    qtbot.waitUntil(
        lambda: parts.controller.latest is not None and parts.controller.latest.phase is Phase.FINISHED, timeout=20_000
    )
    assert parts.window.status.phase == said


def test_a_sentence_that_is_too_long_for_the_status_line_moves_nothing(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(960, 28)
    long = "training diverged at update 86 in hidden layer 1: an input is as large as 1e+07" + "; centre the inputs" * 9
    line.show_snapshot(replace(stripe(), phase=Phase.DIVERGED, message=long))
    line.notify("Opened formula.json")
    assert line.phase == f"T{long[1:]}"
    assert line.minimumSizeHint().width() < 500
    assert line.width() == 960


@pytest.mark.parametrize("dataset", ["plane", "three_blobs"])
def test_presets_and_files_of_every_kind_of_data_open(parts: Context, qtbot: QtBot, dataset: str) -> None:
    experiment = replaced(FIRST, fitting.for_data(FIRST, replace(FIRST.data, dataset=dataset)))
    parts.controller.forget()
    parts.document.start_over(experiment)
    assert trained(parts, qtbot).experiment == experiment
