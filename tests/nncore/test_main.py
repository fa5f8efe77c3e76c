"""The command line: what it does, what it prints, how it says no."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore.__main__ import main
from tests.nncore.examples import diverging, experiment


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.json"
    nn.save(path, nn.Trainer(experiment()))
    return path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nncore", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=100)


def test_a_preset_is_written_checked_trained_and_saved(tmp_path: Path) -> None:
    start, end = tmp_path / "start.json", tmp_path / "end.json"
    assert run("new", "first-run", "-o", start).returncode == 0
    checked = run("check", start)
    assert checked.returncode == 0
    assert checked.stdout == f"{start}: valid, a 2-8-1 network for the data set xor, not trained yet\n"
    trained = run("train", start, "--epochs", 100, "-o", end)
    assert trained.returncode == 0
    assert "100 %  epoch 100" in trained.stderr
    lines = dict(line.split(maxsplit=1) for line in trained.stdout.replace(" loss", "-loss").splitlines())
    by_hand = nn.Trainer(nn.PRESETS["first-run"].experiment)
    by_hand.advance(epochs=100)
    assert lines["epoch"] == "100"
    assert float(lines["test-loss"]) == pytest.approx(by_hand.loss("test"), rel=1e-5)
    assert f"test accuracy      {100 * by_hand.accuracy('test'):.1f} %" in trained.stdout
    np.testing.assert_array_equal(nn.load(end).network.parameters, by_hand.network.parameters)


def test_the_presets_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new"]) == 0
    printed = capsys.readouterr().out
    assert all(preset.name in printed and preset.caption in printed for preset in nn.PRESETS.values())


def test_a_preset_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "article"]) == 0
    assert json.loads(capsys.readouterr().out)["experiment"]["network"]["initializer"] == "article"


def test_training_goes_on_from_the_state_in_the_file(file: Path) -> None:
    assert main(["train", str(file), "--epochs", "3", "-o", str(file)]) == 0
    assert main(["train", str(file), "--epochs", "4", "-o", str(file)]) == 0
    by_hand = nn.Trainer(experiment())
    by_hand.advance(epochs=7)
    np.testing.assert_array_equal(nn.load(file).network.parameters, by_hand.network.parameters)


@pytest.mark.parametrize(("asked", "reached"), [(None, 100), (6, 6)])
def test_without_epochs_it_trains_up_to_those_of_the_experiment(
    asked: int | None, reached: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "net.json"
    nn.save(path, nn.Trainer(experiment(epochs=asked)))
    assert main(["train", str(path)]) == 0
    assert f"epoch              {reached}\n" in capsys.readouterr().out


def test_epochs_that_are_asked_for_go_before_those_of_the_experiment(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    nn.save(path, nn.Trainer(experiment(epochs=5)))
    assert main(["train", str(path), "--epochs", "9", "-o", str(path)]) == 0
    assert nn.load(path).epoch == 9
    assert nn.load(path).experiment.training.epochs == 5


def test_without_an_output_file_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()
    assert main(["train", str(file), "--epochs", "2"]) == 0
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_without_test_data_only_the_training_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.json"
    nn.save(path, nn.Trainer(nn.Experiment(data=nn.DataSpec("xor_table"))))
    assert main(["train", str(path), "--epochs", "2"]) == 0
    printed = capsys.readouterr().out
    assert "training loss" in printed
    assert "test" not in printed


def test_a_damaged_field_is_named_in_one_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(file.read_text().replace('"size": 3', '"size": 0'))
    for command in ("check", "train"):
        assert main([command, str(file)]) == 2
        expected = f"{file}: experiment.network.hidden_layers[0].size: must be between 1 and 4096, got 0\n"
        assert capsys.readouterr().err == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "missing.json"], "missing.json: No such file or directory\n"),
        (["check", "."], ".: this is a folder or a device, not a file\n"),
        (["train", "net.json", "--epochs", "0"], "--epochs must be between 1 and 1000000000, got 0\n"),
        (["train", "net.json", "--epochs", "1", "-o", "missing/out.json"], "No such file or directory\n"),
        (["new", "first-run", "-o", "."], "Is a directory\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    arguments: list[str], message: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    assert main(arguments) == 2
    assert capsys.readouterr().err.endswith(message)


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["new", "second-run"], ["train"], ["train", "x", "--epochs", "ten"]]
)
def test_a_wrong_command_shows_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m nncore" in capsys.readouterr().err


def test_a_training_that_diverges_says_so_and_saves_the_last_finite_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "net.json"
    nn.save(path, nn.Trainer(diverging()))
    assert main(["train", str(path), "--epochs", "1000", "-o", str(path)]) == 1
    assert "the learning rate 100 is probably too high" in capsys.readouterr().err
    assert np.isfinite(nn.load(path).network.parameters).all()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to another process")
def test_ctrl_c_keeps_what_was_reached(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "nncore", "train", str(file), "--epochs", "1000000000", "-o", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.read(1)  # the progress bar: it is training
        os.kill(process.pid, signal.SIGINT)
        printed, complaints = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in complaints
    assert f"epoch              {nn.load(out).epoch}\n" in printed


def test_an_old_console_gets_question_marks_and_no_traceback() -> None:
    environment: dict[str, Any] = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "nncore", "new"]
    listed = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert listed.returncode == 0
    assert "[?1, 1]" in listed.stdout
