"""The command line: what it does, what it prints, how it says no."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore.__main__ import main
from tests.nncore.examples import experiment


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.json"
    nn.save(path, nn.Trainer(experiment()))
    return path


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nncore", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=100,
    )


def test_a_preset_is_written_checked_trained_and_saved(tmp_path: Path) -> None:
    start, end = tmp_path / "start.json", tmp_path / "end.json"
    assert run("new", "first-run", "-o", start).returncode == 0
    checked = run("check", start)
    assert checked.returncode == 0
    assert checked.stdout == (
        f"{start}: valid, a 2-8-1 network (tanh, output sigmoid; 33 parameters) for the data set xor "
        "(2 classes; 250 observations to train on, 250 to test with), not trained yet\n"
    )
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


@pytest.mark.parametrize("name", nn.PRESETS)
def test_every_preset_can_be_printed_and_is_valid(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", name]) == 0
    (tmp_path / "net.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["check", str(tmp_path / "net.json")]) == 0
    assert f"for the data set {nn.PRESETS[name].experiment.data.dataset} (" in capsys.readouterr().out


def test_check_says_how_far_a_training_is(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trainer = nn.load(file)
    trainer.advance(batches=12)
    nn.save(file, trainer)
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == (
        f"{file}: valid, a 2-3-2-1 network (tanh, relu, output sigmoid; 20 parameters) for the data set xor "
        "(2 classes; 18 observations to train on, 6 to test with), trained for 12 updates\n"
    )


def test_check_says_that_data_have_values(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = nn.NetworkSpec(hidden_layers=(), output_activation="linear")
    recipe = replace(experiment(loss="mse"), network=plain, data=nn.DataSpec("plane", 40, test_fraction=0.0))
    nn.save(file, nn.Trainer(recipe))
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == (
        f"{file}: valid, a 2-1 network (output linear; 3 parameters) for the data set plane "
        "(values; 40 observations to train on, 0 to test with), not trained yet\n"
    )


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
        (["train", "net.json", "-o", "missing/out.json"], "missing/out.json: No such file or directory\n"),
        (["train", "net.json", "-o", "."], ": this is a folder or a device, not a file\n"),
        (["new", "first-run", "-o", "."], ": this is a folder or a device, not a file\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    arguments: list[str], message: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    assert main(arguments) == 2
    printed, complaints = capsys.readouterr()
    assert complaints.endswith(message)
    assert complaints.count("\n") == 1  # and no progress bar: nothing was trained in vain
    assert not printed


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["new", "second-run"], ["train"], ["train", "x", "--epochs", "ten"]]
)
def test_a_wrong_command_shows_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m nncore" in capsys.readouterr().err


def test_an_early_file_can_be_trained_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    early = Path(__file__).parent / "early.json"
    assert main(["train", str(early), "--epochs", "3", "-o", str(tmp_path / "out.json")]) == 0
    assert json.loads((tmp_path / "out.json").read_text())["experiment"]["training"]["patience"] is None
    assert "epoch              5\n" in capsys.readouterr().out


def test_an_old_console_gets_question_marks_and_no_traceback() -> None:
    listed = run("new", PYTHONIOENCODING="ascii")
    assert listed.returncode == 0
    assert "[?1, 1]" in listed.stdout


def test_ctrl_c_before_anything_happened_leaves_no_traceback(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(nn.storage, "read", interrupted)
    assert main(["train", str(file)]) == 130
    assert capsys.readouterr().err == "Stopped at once.\n"
