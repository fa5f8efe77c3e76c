"""The quick twin of `python -m tests.soak damage`, what it has found, and whether it would find anything."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

import nncore as nn
from app.context import Context
from app.model import limits
from nncore import formulas, storage, surgery
from tests.soak import damage, genuine, hostile
from tests.soak import limits as cost
from tests.soak.damage import HARMLESS, REFUSED, Opening
from tests.soak.damaging import DAMAGES, damaged
from tests.soak.limits import HangError, Tally

ROOT = Path(__file__).resolve().parents[2]
GOOD = storage.dump(nn.PRESETS["first-run"].experiment)


def test_damaged_files_are_refused_or_harmless() -> None:
    report = damage.files(80, seed=1, first=0, parts=None)
    assert report.good, str(report)


def test_formulas_tables_and_links_are_refused_or_taken() -> None:
    for report in hostile.reports(60, seed=1):
        assert report.good, str(report)


def test_every_genuine_file_is_read() -> None:
    kinds = genuine.files()
    assert len(kinds) > 20
    for content in kinds:
        assert storage.parse(content.decode()).experiment.network.outputs == 1


@pytest.mark.parametrize("way", DAMAGES, ids=lambda way: way.__name__)
def test_every_way_does_damage_and_does_the_same_again(way: Callable[[bytes, Random], bytes]) -> None:
    once, again = ([way(GOOD.encode(), Random(seed)) for seed in range(8)] for _ in range(2))
    assert once == again
    assert any(content != GOOD.encode() for content in once)


def test_damage_does_not_fail_on_what_is_damaged_already() -> None:
    content = b""
    for seed in range(200):
        content = damaged(content, Random(seed))[:1000]


# Whether it would notice.


def refuse() -> str:
    raise ValueError("no sentence")


def hang() -> str:
    raise HangError


def test_an_exception_and_a_hang_are_problems() -> None:
    tally = Tally()
    tally.judge("file 1", lambda: REFUSED)
    tally.judge("file 2", refuse)
    tally.judge("file 3", hang)
    assert tally.outcomes.total() == 1
    assert tally.problems == ["file 2: ValueError: no sentence", f"file 3: given up after {cost.GIVE_UP_SECONDS} s"]


def test_what_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "GIVE_UP_SECONDS", 1)
    tally = Tally()

    def never() -> str:
        while True:
            pass

    tally.judge("file", never)
    assert tally.problems == ["file: given up after 1 s"]
    assert tally.outcomes.total() == 0


def test_a_file_that_is_another_one_when_it_is_saved_again_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "good.json"
    path.write_text(GOOD, encoding="utf-8")
    assert damage.read(path) == HARMLESS
    other = storage.dump(nn.PRESETS["article"].experiment)
    monkeypatch.setattr(storage, "dump", lambda *_parts: other)
    with pytest.raises(ValueError, match="another one"):
        damage.read(path)


def test_the_window_refuses_without_a_change(parts: Context, tmp_path: Path) -> None:
    path = tmp_path / "damaged.json"
    path.write_text(GOOD[:-9], encoding="utf-8")
    parts.document.edit({"data.noise": 0.5}, "Noise")
    opening = Opening(parts)
    assert opening.open(path) == REFUSED
    assert parts.document.experiment.data.noise == 0.5
    parts.window.files.failed.connect(parts.document.restart)  # as if refusing did something
    with pytest.raises(ValueError, match="changed the window's state"):
        opening.open(path)


# What it has found.


def read(tmp_path: Path, text: str) -> str:
    path = tmp_path / "file.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(nn.FormatError) as caught:
        storage.read(path, limits.MAX_FILE_BYTES)
    return str(caught.value)


def test_an_unknown_field_with_a_long_name_does_not_fill_the_sentence(tmp_path: Path) -> None:
    said = read(tmp_path, GOOD.replace('"noise"', f'"noise": 0.1, "n{"o" * 5000}"'))
    assert said.startswith('experiment.data["nooooo')
    assert len(said) < 250


@pytest.mark.parametrize(
    "bomb", ["1," * 2_000_000, "[]," * 1_000_000, "{}," * 1_000_000, "0.5," * 1_000_000], ids=["1", "[]", "{}", "0.5"]
)
def test_a_small_file_that_would_take_much_memory_is_refused_before_it_does(tmp_path: Path, bomb: str) -> None:
    before = cost.forget_peak()
    said = read(tmp_path, GOOD.replace('"state": null', f'"state": [{bomb}0]'))
    assert said == "the file holds more values or lists than any experiment"
    assert cost.peak_mb() - before < 100


def test_a_file_that_is_too_large_is_not_held_in_memory(tmp_path: Path) -> None:
    assert read(tmp_path, " " * (limits.MAX_FILE_BYTES + 1)) == "the file is larger than 8 MB"


def test_the_largest_work_that_the_window_allows_is_saved_and_read(tmp_path: Path) -> None:
    features = (*nn.FEATURES, *(f"sin({i}*x)" for i in range(2, 66 - len(nn.FEATURES))))
    places = np.random.default_rng(0).uniform(-0.1, 0.1, (limits.MAX_OBSERVATIONS, 2)).tolist()
    layers = (nn.Layer(limits.MAX_NEURONS),) * limits.MAX_LAYERS
    experiment = nn.Experiment(
        nn.NetworkSpec(inputs=features, hidden_layers=layers, outputs=6, output_activation="softmax"),
        nn.DataSpec(dataset="custom", points=tuple((x, y, i % 6.0) for i, (x, y) in enumerate(places)), classes=6),
        nn.TrainingSpec(loss="cross_entropy", optimizer=nn.Adam()),
    )
    trainer = nn.Trainer(experiment)
    trainer.advance(batches=2)  # so that no average is 0
    state = trainer.state()
    for column in (1, 2):  # all eight make it half as large again, and take their time
        for unit in range(limits.MAX_NEURONS):
            state = surgery.switched(state, experiment, column, unit, False)
    path = tmp_path / "large.json"
    storage.write(path, storage.dump(experiment, state))
    assert path.stat().st_size > 2_500_000
    assert storage.read(path, limits.MAX_FILE_BYTES).experiment == experiment


def test_many_fields_of_which_one_is_there_twice_are_no_hang() -> None:
    tally = Tally()
    text = "{" + "".join(f'"a{i}": 1, ' for i in range(200_000)) + '"a7": 1}'

    def parse() -> str:
        with pytest.raises(nn.FormatError, match='the field "a7" is there twice'):
            storage.parse(text)
        return REFUSED

    tally.judge("", parse)
    assert tally.problems == []


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000 + "x" + ")" * 1000,
        "9**9**9" * 30,
        "x" * 10_000,
        "-" * 10_000 + "x",
        "__import__('os')",
        "ｘ + 𝑦",
        "x\u200by",
    ],
)
def test_what_could_harm_as_a_formula_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(nn.SpecError, match=r"must be a formula in x and y \(") as caught:
        formulas.parse("formula", text)
    assert str(caught.value).isprintable()


def test_a_power_tower_is_computed_as_numbers_and_not_to_the_last_digit() -> None:
    assert np.isinf(formulas.parse("formula", "9**9**9")(np.zeros(3), np.zeros(3))).all()


# A file never executes anything.

RUNS = {"eval", "exec", "compile", "__import__"}
RUNNERS = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml"}


def executing(source: str) -> list[str]:
    """Calls and imports by which what was read could be run."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS:
            found.append(node.func.id)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("np.load", "numpy.load"):
            found.append("np.load")
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.partition(".")[0] in RUNNERS]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in RUNNERS:
            found.append(node.module or "")
    return found


def test_nothing_that_is_read_can_be_run() -> None:
    sources = [*(ROOT / "nncore").rglob("*.py"), *(ROOT / "app").rglob("*.py")]
    assert len(sources) > 100
    found = {str(path): words for path in sources if (words := executing(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_what_could_run_something_would_be_found() -> None:
    source = "import pickle\nfrom yaml import load\neval(text)\nnp.load(path)\nre.compile(text)"
    assert executing(source) == ["pickle", "yaml", "eval", "np.load"]


def test_own_points_beyond_all_bounds_are_refused(tmp_path: Path) -> None:
    data = replace(nn.PRESETS["first-run"].experiment.data, dataset="custom")
    text = storage.dump(replace(nn.PRESETS["first-run"].experiment, data=data))
    assert "experiment.data.points" in read(tmp_path, text.replace("[-3.0, -2.0, 0.0]", "[1e308, -2.0, 0.0]"))
    assert "observations" in read(tmp_path, text.replace('"observations": 500', '"observations": 1000000000'))
