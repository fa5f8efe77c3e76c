"""`python -m nncore train`: how far it trains, what it reports, what it keeps when it ends early."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import storage
from nncore.__main__ import main
from tests.nncore.examples import assert_same_moment, diverging, experiment


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "net.json"


def train(path: Path, recipe: nn.Experiment, *options: object) -> int:
    """The exit status of training `recipe`, from its start, as the file `path`."""
    nn.save(path, nn.Trainer(recipe))
    return main(["train", str(path), *map(str, options)])


def test_training_goes_on_from_the_state_in_the_file(path: Path) -> None:
    assert train(path, experiment(), "--epochs", 3, "-o", path) == 0
    assert main(["train", str(path), "--epochs", "4", "-o", str(path)]) == 0
    by_hand = nn.Trainer(experiment())
    by_hand.advance(epochs=7)
    assert_same_moment(nn.load(path).state(), by_hand.state())


@pytest.mark.parametrize(
    ("recipe", "options", "epoch", "reason"),
    [
        (experiment(), (), 100, "100 epochs are done"),
        (experiment(epochs=6), (), 6, "6 epochs are done"),
        (experiment(epochs=5), ("--epochs", 9), 9, "9 epochs are done"),
        (experiment(target_accuracy=0.5), ("--epochs", 50), 12, "the test accuracy is at least 50 %"),
        (experiment(patience=3), (), 4, "the test loss has not become better for 3 epochs"),
    ],
)
def test_it_says_how_far_it_came_and_why_no_further(
    recipe: nn.Experiment,
    options: tuple[object, ...],
    epoch: int,
    reason: str,
    path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert train(path, recipe, *options, "-o", path) == 0
    assert capsys.readouterr().out.startswith(f"epoch              {epoch}\nstopped because    {reason}\n")
    assert nn.load(path).epoch == epoch
    assert nn.load(path).experiment == recipe


@pytest.mark.parametrize("rules", [{"epochs": 4}, {"patience": 3}])
def test_a_training_that_is_finished_is_left_as_it_is(rules: Any, path: Path) -> None:
    assert train(path, experiment(**rules), "-o", path) == 0
    before = path.read_bytes()
    assert main(["train", str(path), "-o", str(path)]) == 0
    assert path.read_bytes() == before


def test_without_an_output_file_nothing_is_written(path: Path) -> None:
    nn.save(path, nn.Trainer(experiment()))
    before = path.read_bytes()
    assert main(["train", str(path), "--epochs", "2"]) == 0
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def report_of(trainer: nn.Trainer, path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is printed for `trainer` as it stands: it has nothing left to train."""
    finished = replace(trainer.experiment, training=replace(trainer.experiment.training, epochs=trainer.epoch))
    trainer.adopt(finished)
    nn.save(path, trainer)
    assert main(["train", str(path)]) == 0
    return capsys.readouterr().out.splitlines()


def corners(activation: str, loss: str) -> nn.Trainer:
    """A plane over the four corners (0, 0), (0, 1), (1, 0), (1, 1) with the targets 0, 1, 1, 0."""
    network = nn.NetworkSpec(hidden_layers=(), output_activation=activation, initializer="zeros", center_inputs=False)
    trainer = nn.Trainer(nn.Experiment(network, nn.DataSpec("xor_table"), nn.TrainingSpec(loss)))
    trainer.advance(epochs=1)
    return trainer


def test_classes_are_reported_with_accuracy_and_confusion(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trainer = corners("linear", "mse")
    trainer.network.parameters = [0.5, 0.25, 0.125]  # answers 0.125, 0.375, 0.625, 0.875
    assert report_of(trainer, path, capsys)[2:] == [
        "training loss      0.328125",
        "training accuracy  50.0 %",
        "training answers     class 0  class 1",
        "  of class 0               1        1",
        "  of class 1               1        1",
    ]


def test_a_penalty_is_told_beside_the_loss(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trainer = corners("linear", "mse")
    trainer.adopt(replace(trainer.experiment, training=replace(trainer.experiment.training, l1=0.1, l2=0.2)))
    trainer.network.parameters = [0.5, 0.25, 0.125]  # 0.1 · 0.75 + ½ · 0.2 · 0.3125 = 0.10625
    assert report_of(trainer, path, capsys)[2:4] == ["training loss      0.328125", "  with penalty     0.434375"]


def test_values_are_reported_with_r_squared(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = nn.DataSpec("custom", points=((0, 0, 1), (1, 0, 2), (0, 1, 3), (1, 1, 6)), classes=0, test_fraction=0.0)
    network = nn.NetworkSpec(hidden_layers=(), output_activation="linear", initializer="zeros", center_inputs=False)
    trainer = nn.Trainer(nn.Experiment(network, data, nn.TrainingSpec("mse")))
    trainer.advance(epochs=1)
    trainer.network.parameters = [2.0, 3.0, 0.5]  # errors −½, ½, ½, −½ around targets with a spread of 14
    assert report_of(trainer, path, capsys)[2:] == ["training loss      0.25", "training R²        0.928571"]


def test_each_of_several_classes_has_a_row(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = nn.PRESETS["three-blobs"].experiment
    assert train(path, recipe, "--epochs", 20) == 0
    printed = capsys.readouterr().out
    assert "\ntest answers         class 0  class 1  class 2\n  of class 0  " in printed
    rows = [line.split()[3:] for line in printed.splitlines() if line.startswith("  of class")]
    by_hand = nn.Trainer(recipe)
    by_hand.advance(epochs=20)
    confusions = [by_hand.evaluate(split).confusion for split in ("train", "test")]
    np.testing.assert_array_equal(np.array(rows, dtype=int), np.vstack(confusions))  # type: ignore[arg-type]


class Terminal(io.StringIO):
    """A stand-in for the screen."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_changes_and_only_when_there_is_news(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert train(path, nn.PRESETS["first-run"].experiment, "--epochs", 5000) == 0
    first, *drawn = screen.getvalue().split("\r")
    assert first == ""
    assert drawn[0].startswith("[                              ]   0 %  epoch 0, training loss 0.")
    assert drawn[-1].startswith("[##############################] 100 %  epoch 5000, training loss ")
    assert drawn[-1].endswith("\n")
    assert len(set(drawn)) == len(drawn)
    assert all(len(line.rstrip("\n")) >= len(before.rstrip()) for before, line in pairwise(drawn))


def test_in_a_log_there_is_a_line_for_every_tenth_at_most(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(path, nn.PRESETS["first-run"].experiment, "--epochs", 20_000) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("  0 %  epoch 0, training loss 0.")
    assert lines[-1].startswith("100 %  epoch 20000, training loss ")
    assert len({line[:2] for line in lines}) == len(lines) <= 11


def test_a_training_that_diverges_says_so_and_saves_the_last_finite_state(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(path, diverging(), "--epochs", 1000, "-o", path) == 1
    printed, complaints = capsys.readouterr()
    assert complaints.endswith(" in the output layer: the learning rate 100 is probably too high\n")
    assert "stopped because    it diverged\n" in printed
    saved = nn.load(path)
    assert np.isfinite(saved.network.parameters).all()
    assert f"training diverged at update {saved.updates + 1} " in complaints


def full(*_: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_is_found_before_the_training(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nn.save(path, nn.Trainer(experiment()))
    out = path.with_name("out.json")
    monkeypatch.setattr(os, "fsync", full)
    assert main(["train", str(path), "-o", str(out)]) == 2
    assert capsys.readouterr() == ("", f"{out}: No space left on device\n")


def saved_elsewhere(monkeypatch: pytest.MonkeyPatch, refuge: Path) -> None:
    """From now on saving fails, except in the folder for temporary files, which is `refuge`."""
    save = storage.save

    def limited(target: Any, *what: Any) -> None:
        if Path(target).parent != refuge:
            raise OSError(28, "No space left on device", str(target))
        save(target, *what)

    monkeypatch.setattr(storage, "save", limited)
    monkeypatch.setattr(tempfile, "tempdir", str(refuge))


def test_a_disk_that_has_become_full_loses_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nn.save(path, nn.Trainer(experiment()))
    (tmp_path / "refuge").mkdir()
    saved_elsewhere(monkeypatch, tmp_path / "refuge")
    assert main(["train", str(path), "--epochs", "7", "-o", str(path)]) == 2
    (saved,) = (tmp_path / "refuge").iterdir()
    printed, complaints = capsys.readouterr()
    assert complaints.endswith(f"{path}: No space left on device; what was reached is in {saved}\n")
    assert "epoch              7\n" in printed
    assert nn.load(saved).epoch == 7


def test_where_nothing_can_be_saved_anywhere_the_first_reason_is_told(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nn.save(path, nn.Trainer(experiment()))
    saved_elsewhere(monkeypatch, tmp_path / "missing")
    assert main(["train", str(path), "--epochs", "7", "-o", str(path)]) == 2
    printed, complaints = capsys.readouterr()
    assert complaints.endswith(f"{path}: No space left on device\n")
    assert "test accuracy" in printed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to another process")
@pytest.mark.parametrize("kept", [True, False])
def test_ctrl_c_keeps_what_was_reached(kept: bool, path: Path) -> None:
    nn.save(path, nn.Trainer(experiment()))
    out = path.with_name("out.json")
    command = [sys.executable, "-m", "nncore", "train", str(path), "--epochs", "1000000000"]
    command += ["-o", str(out)] if kept else []
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.read(1)  # the progress: it is training
        os.kill(process.pid, signal.SIGINT)
        printed, complaints = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in complaints
    assert "\nstopped because    Ctrl-C was pressed\n" in printed
    if not kept:
        assert complaints.endswith("Nothing was saved: with -o OUT.json what is reached is kept.\n")
        assert list(path.parent.iterdir()) == [path]
        return
    saved, by_hand = nn.load(out), nn.Trainer(experiment())
    assert printed.startswith(f"epoch              {saved.epoch}\n")
    saved.advance(observations=1000)
    by_hand.advance(observations=saved.observations_seen)
    assert_same_moment(saved.state(), by_hand.state())
