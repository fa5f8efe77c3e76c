"""What the benchmark makes of its figures: tables that say better when it is, aims that are reached or not, plots."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import nncore
from tests.bench import __main__ as program
from tests.bench import presets, sweeps, training
from tests.bench.candidates import BY_HAND_64, NUMPY, ONE_BY_ONE, OURS, TORCH_32, TORCH_64, C
from tests.bench.clock import Ticks, milliseconds, run_until
from tests.bench.sweeps import Curves, Sweep
from tests.bench.table import Aim, Comparison, Row, comparisons, number, table
from tests.bench.work import Work

# Tables.


def test_better_means_less_time_or_more_speed() -> None:
    assert Row("time", "ms", ours=2.0, theirs=10.0).ratio == 5.0
    assert Row("speed", "/s", ours=10.0, theirs=2.0, more_is_better=True).ratio == 5.0
    assert Row("slower", "ms", ours=10.0, theirs=5.0).ratio == 0.5


@pytest.mark.parametrize(
    ("value", "text"), [(0.02134, "0.0213"), (3.0, "3"), (12.345, "12.3"), (99.96, "100"), (17500.2, "17 500")]
)
def test_numbers_have_three_digits_that_matter(value: float, text: str) -> None:
    assert number(value) == text


def test_a_table_has_aligned_columns_and_leaves_out_what_has_no_peer() -> None:
    lines = table([Row("a", "ms", 2.0, 10.0, "other", "below 5"), Row("longer", "ms", 123.0)]).splitlines()
    assert len({line.index("ms") for line in lines[1:]}) == 1
    assert lines[1].split() == ["a", "2", "ms", "10", "ms", "other", "5", "below", "5"]
    assert lines[2].split() == ["longer", "123", "ms"]


def test_a_row_without_a_peer_is_valid_json() -> None:
    record = json.loads(json.dumps(Row("a", "ms", 2.0).record(), allow_nan=False))
    assert (record["what"], record["ours"], record["theirs"], record["ratio"]) == ("a", 2.0, None, None)
    assert math.isnan(Row("a", "ms", 2.0).ratio)


def test_a_comparison_has_a_column_for_each_peer_and_says_who_is_not_installed() -> None:
    rows = [
        Comparison("first", "ns", 20.0, {"C": 10.0, "PyTorch": None}, (Aim("below 30", True), Aim("below C", False))),
        Comparison("second", "ns", 4.0, {"NumPy": 10.0}, (Aim("below PyTorch", None),)),
    ]
    head, first, second = comparisons("Training", rows).splitlines()
    assert head.split() == ["Training", "ours", "C", "PyTorch", "NumPy", "aim"]
    assert first.split() == [
        "first",
        "20",
        "ns",
        "0.5",
        "×",
        "not",
        "installed",
        "below",
        "30:",
        "yes;",
        "below",
        "C:",
        "NO",
    ]
    assert second.split() == ["second", "4", "ns", "2.5", "×", "below", "PyTorch:", "not", "known"]
    assert head.index("NumPy") + len("NumPy") == second.index("×") + 1  # flush right


def test_a_comparison_is_valid_json() -> None:
    row = Comparison("a", "ms", 2.0, {"C": 1.0, "PyTorch": None}, (Aim("below 3", True),))
    assert json.loads(json.dumps(row.record(), allow_nan=False)) == {
        "what": "a",
        "unit": "ms",
        "ours": 2.0,
        "peers": {"C": 1.0, "PyTorch": None},
        "aims": [{"text": "below 3", "met": True}],
    }


# Aims.


def met(aims: tuple[Aim, ...]) -> list[bool | None]:
    return [aim.met for aim in aims]


def test_batches_of_one_are_judged_by_c_and_by_the_article_s_way() -> None:
    assert met(training.near_c(84.0, {C: 65.0, ONE_BY_ONE: 17_500.0})) == [True, True]
    assert met(training.near_c(85.0, {C: 65.0, ONE_BY_ONE: 12_000.0})) == [False, False]
    assert met(training.near_c(85.0, {C: None, ONE_BY_ONE: 17_500.0})) == [None, True]


def test_nanoseconds_are_told_as_on_the_machine_of_the_aims() -> None:
    (aim,) = training.scaled(100)(180.0, {C: 130.0})
    assert aim == Aim("90 ns where C takes 65, at most 100", True)
    assert met(training.scaled(100)(210.0, {C: 130.0})) == [False]
    assert met(training.scaled(100)(10.0, {C: None})) == [None]


def test_wide_layers_are_judged_by_numpy_and_by_pytorch_in_float32() -> None:
    assert met(training.as_fast(10.0, {NUMPY: 12.0, TORCH_32: 9.0})) == [True, False]
    assert met(training.as_fast(10.0, {NUMPY: 12.0, TORCH_32: None})) == [True, None]


# Cost against size.


def curves(**more: list[float]) -> Curves:
    sweep = Sweep("width, relu", "width", (2, 4, 8), tuple(Work((2, width, 1), "relu", 32) for width in (2, 4, 8)))
    lines = {OURS: [10.0, 22.0, 40.0], NUMPY: [40.0, 40.0, 40.0]}
    return Curves(sweep, lines | {name.replace("_", " "): line for name, line in more.items()})


def test_the_worst_place_is_where_the_quickest_peer_is_farthest_ahead() -> None:
    measured = curves(**{TORCH_64: [100.0, 44.0, 80.0], BY_HAND_64: [30.0, 11.0, 80.0], TORCH_32: [100.0, 100.0, 8.0]})
    double, single = sweeps.rows(measured)
    assert (double.what, double.ours, double.peers[BY_HAND_64]) == ("width, relu: worst at 4", 22.0, 11.0)
    assert double.aims == (Aim("2.00 times the best of float64, at most 1.1", False),)
    assert (single.what, single.aims[0].met) == ("width, relu: worst at 8", False)


def test_without_pytorch_ours_is_compared_with_numpy_alone() -> None:
    double, single = sweeps.rows(curves())
    assert double.aims == (Aim("1.00 times the best of float64, at most 1.1", True),)
    assert (single.peers[TORCH_32], single.aims[0].met) == (None, None)


@pytest.mark.parametrize("sweep", sweeps.sweeps(), ids=lambda sweep: sweep.name)
def test_a_sweep_has_a_work_for_each_value(sweep: Sweep) -> None:
    assert len(set(sweep.works)) == len(sweep.values)
    for value, work in zip(sweep.values, sweep.works, strict=True):
        assert value == {"width": work.sizes[1], "depth": len(work.sizes) - 2, "batch": work.batch}[sweep.what]


def test_a_plot_is_written(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="it comes with the benchmark, not with the tests")
    from tests.bench import plots  # needs what may not be installed

    plots.draw(curves(), tmp_path / "width.png")
    assert (tmp_path / "width.png").read_bytes().startswith(b"\x89PNG")


# Presets.


def test_a_preset_that_is_not_solved_in_time_breaks_its_promise() -> None:
    first_run = nncore.PRESETS["first-run"]
    row = presets.row(replace(first_run, updates=1))
    assert (row.ours, row.aims) == (0.0, (Aim("at least 95 %", False),))


def test_of_a_preset_that_promises_nothing_the_share_is_only_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presets, "PATIENCE", 500)
    row = presets.row(replace(nncore.PRESETS["first-run"], updates=None))
    assert row.ours > 0.0
    assert not row.aims


def test_a_training_that_diverges_is_not_solved() -> None:
    first_run = nncore.PRESETS["first-run"]
    training = replace(first_run.experiment.training, optimizer=nncore.SGD(learning_rate=1000.0), loss="mse")
    network = replace(first_run.experiment.network, output_activation="linear")
    wild = replace(first_run.experiment, training=training, network=network)
    assert not presets.keeps(replace(first_run, experiment=wild), 500, seed=0)


def test_a_preset_that_is_meant_to_fail_promises_that_and_that_its_cure_works() -> None:
    lesson = replace(nncore.PRESETS["no-hidden-layer"], updates=300)
    assert presets.row(lesson).aims == (Aim("at most 5 %", True),)
    (cured,) = presets.cured(lesson)
    assert (cured.what, cured.aims) == ("no-hidden-layer, cured, after 300 updates", (Aim("at least 95 %", True),))
    assert presets.cured(nncore.PRESETS["first-run"]) == []


def test_values_are_solved_by_their_r2() -> None:
    plane = nncore.Experiment(
        network=nncore.NetworkSpec(hidden_layers=(), output_activation="linear"),
        data=nncore.DataSpec(dataset="plane"),
        training=nncore.TrainingSpec(loss="mse", optimizer=nncore.Adam(learning_rate=0.03)),
    )
    trainer = nncore.Trainer(plane)
    assert not presets.solved(trainer)
    trainer.advance(batches=1000)
    assert presets.solved(trainer)


# The program, and the clock of the window.


def test_a_part_can_run_alone_and_its_numbers_go_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(presets, "rows", lambda: [Comparison("first-run", "%", 100.0, {})])
    monkeypatch.setattr(sys, "argv", ["tests.bench", "--only", "presets", "--json", str(tmp_path / "b.json")])
    program.main()
    document = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert list(document) == ["machine", "presets"]
    assert document["presets"][0]["ours"] == 100.0
    assert "100 %" in capsys.readouterr().out


def test_ticks_of_an_idle_event_loop_come_about_when_they_are_due(qapp: object) -> None:
    assert 5.0 < Ticks().p95(0.3) < 5000.0


def test_waiting_ends_when_the_condition_holds_and_gives_up_otherwise(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter([False, True])
    assert run_until(lambda: next(calls)) >= 0
    monkeypatch.setattr("tests.bench.clock.GIVE_UP_SECONDS", 0.0)
    with pytest.raises(SystemExit, match="in vain"):
        run_until(lambda: False)


def test_an_action_is_timed_with_numbers_that_count_up(qapp: object) -> None:
    seen: list[int] = []
    assert milliseconds(seen.append, 5) >= 0
    assert seen == [0, 1, 2, 3, 4]
