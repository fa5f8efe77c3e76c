"""Files of the first layout: they are read as if they were of today, and their trainings go on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import storage
from tests.nncore.examples import assert_same_moment

# Written before there were stop rules, clipping, growing batches, dropout and own points: after 15 observations of 6,
# three of them in a batch of 4 that was not full.
EARLY = (Path(__file__).parent / "early.json").read_text(encoding="utf-8")


@pytest.fixture
def content() -> Any:
    return json.loads(EARLY)


@pytest.fixture
def todays(content: Any) -> Any:
    """The same file as it is written today."""
    return json.loads(storage.dump(*storage.parse(json.dumps(content))))


def refusal(content: Any) -> str:
    with pytest.raises(nn.FormatError) as caught:
        storage.parse(json.dumps(content))
    return str(caught.value)


def test_an_early_file_holds_the_same_experiment_with_all_that_is_new_at_rest() -> None:
    experiment, state, _lesson = storage.parse(EARLY)
    assert experiment == nn.Experiment(
        network=nn.NetworkSpec(("x", "y", "xy"), (nn.Layer(2, "tanh"), nn.Layer(1, "relu"))),
        data=nn.DataSpec("xor", observations=8, test_fraction=0.25, seed=5),
        training=nn.TrainingSpec("bce", nn.SGD(0.1, momentum=0.9), batch_size=4),
        seed=3,
    )
    assert state is not None
    assert state.progress == nn.Progress()
    assert (state.epoch, state.position, state.pending, state.updates) == (2, 3, 3, 4)
    np.testing.assert_array_equal(state.frozen, [False] * 13)
    assert state.switched_off == ()


def test_a_file_from_before_parameters_could_be_frozen_has_none_that_are(todays: Any) -> None:
    before = storage.parse(json.dumps(todays))
    del todays["state"]["frozen"], todays["state"]["switched_off"]
    after = storage.parse(json.dumps(todays))
    assert before[0] == after[0]
    assert before[1] is not None
    assert after[1] is not None
    assert_same_moment(after[1], before[1])


def test_an_early_training_goes_on_as_it_would_have_then() -> None:
    trainer = nn.Trainer(storage.parse(EARLY)[0])
    trainer.restore(storage.parse(EARLY)[1])  # type: ignore[arg-type]
    trainer.advance(epochs=3)
    trainer.advance(observations=3)
    # What the program that wrote the file had 18 observations later.
    expected = [
        *(-0.9074332929458642, -0.5223589157963291, 0.6608115568372452, 0.21951394170944336, -0.8846079105350358),
        *(0.023455223279188864, 0.0042981820172350495, 0.21087761609613156, 0.10736878179530895, -0.9153891179777334),
        *(-0.23906210936949635, 0.7588447980730189, -0.09670874675158694),
    ]
    np.testing.assert_allclose(trainer.network.parameters, expected, rtol=1e-13)
    np.testing.assert_array_equal(trainer.state().order, [5, 4, 0, 3, 2, 1])
    np.testing.assert_allclose(trainer.history.test_loss[-1], 0.6943157979790793, rtol=1e-13)


def test_an_early_file_is_saved_in_todays_layout(todays: Any) -> None:
    first, again = storage.parse(EARLY), storage.parse(json.dumps(todays))
    assert again[0] == first[0]
    assert again[1] is not None
    assert first[1] is not None
    assert_same_moment(again[1], first[1])
    assert "gradient" not in todays["state"]
    assert todays["experiment"]["training"]["clip_norm"] is None


@pytest.mark.parametrize("state", [None, "left out"])
def test_an_early_experiment_alone_is_enough(state: str | None, content: Any) -> None:
    del content["state"]
    if state is None:
        content["state"] = None
    assert storage.parse(json.dumps(content)) == storage.Content(storage.parse(EARLY).experiment)


ADDED = (
    *((("experiment", "training"), name) for name in ("clip_norm", "batch_schedule", "target_loss", "patience")),
    *((("experiment", "data"), name) for name in ("formula", "points", "classes")),
    (("experiment", "network", "hidden_layers", 1), "dropout"),
    (("state",), "progress"),
    (("state",), "frozen"),
    (("state",), "switched_off"),
)


def object_at(content: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        content = content[step]
    return content


def path_of(way: tuple[Any, ...], name: str) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in (*way, name))[1:]


@pytest.mark.parametrize(("way", "name"), ADDED)
def test_one_field_missing_makes_no_early_file(way: tuple[Any, ...], name: str, todays: Any) -> None:
    del object_at(todays, way)[name]
    assert refusal(todays) == f"{path_of(way, name)}: is missing"


@pytest.mark.parametrize(("way", "name"), ADDED)
def test_one_field_of_today_makes_no_early_file_either(
    way: tuple[Any, ...], name: str, content: Any, todays: Any
) -> None:
    object_at(content, way)[name] = object_at(todays, way)[name]
    assert refusal(content).endswith(": is missing")


def test_the_gradient_of_a_batch_is_no_field_of_today(content: Any, todays: Any) -> None:
    todays["state"]["gradient"] = content["state"]["gradient"]
    assert refusal(todays).startswith("state.gradient: unknown field; allowed are epoch, ")


@pytest.mark.parametrize(
    ("way", "name", "value", "message"),
    [
        (("state",), "gradient", "none", 'state.gradient: must be a list, got "none"'),
        (("state",), "position", 99, "state.position: must be between 0 and 5, got 99"),
        (("state",), "parameters", 7, "state.parameters: must be a list, got 7"),
        (("experiment", "training"), "schedule", None, "experiment.training.schedule.name: must be one of constant, "),
        (("experiment", "data"), "noise", 2, "experiment.data.noise: must be between 0 and 1, got 2"),
        (("experiment", "network"), "hidden_layers", 3, "experiment.network.hidden_layers: must be a list, got 3"),
        (("experiment",), "network", [], "experiment.network: must be an object, got a list"),
        ((), "experiment", None, "experiment: must be an object, got null"),
        ((), "state", 7, "state: must be an object, got 7"),
    ],
)
def test_damage_in_an_early_file_is_named(
    way: tuple[Any, ...], name: str, value: Any, message: str, content: Any
) -> None:
    object_at(content, way)[name] = value
    assert refusal(content).startswith(message)


@pytest.mark.parametrize("name", ["experiment.training", "experiment.network", "experiment.data", "state.gradient"])
def test_what_an_early_file_lacks_is_named(name: str, content: Any) -> None:
    *way, last = name.split(".")
    del object_at(content, tuple(way))[last]
    assert refusal(content).startswith(name)
