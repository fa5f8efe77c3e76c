"""Files that chance has made or damaged: they load exactly, or give a FormatError, and nothing else ever."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nncore as nn
from nncore import storage
from tests.nncore.examples import assert_same_moment, experiment
from tests.nncore.strategies import experiments

# Mostly rates with which a training gets somewhere.
EXPERIMENTS = experiments(rates=st.floats(1e-6, 0.5))


@given(experiment=EXPERIMENTS, steps=st.integers(1, 300))
def test_every_training_survives_its_file(experiment: nn.Experiment, steps: int) -> None:
    trainer = nn.Trainer(experiment)
    with suppress(nn.DivergedError):  # it then stands in the last finite state, which is as good as any
        trainer.advance(observations=steps)
    read, state, _lesson = storage.parse(storage.dump(experiment, trainer.state()))
    assert read == experiment
    assert state is not None
    assert_same_moment(state, trainer.state())
    loaded = nn.Trainer(read)
    loaded.restore(state)
    for one in (trainer, loaded):
        with suppress(nn.DivergedError):
            one.advance(observations=50)
    assert_same_moment(loaded.state(), trainer.state())


def _text() -> str:
    trainer = nn.Trainer(experiment())
    trainer.advance(observations=31)
    return storage.dump(trainer.experiment, trainer.state())


TEXT = _text()
EARLY = (Path(__file__).parent / "early.json").read_text(encoding="utf-8")
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(["xor", "custom", "tanh", "softmax", "adam", "step", "patience", 0, 1, 2**62, -1, 1e308]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Every container below `node` with each of its keys or indices."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [place for key in keys for place in ((node, key), *_places(node[key]))]


def loads_or_is_refused(text: str) -> None:
    try:
        experiment, state, _lesson = storage.parse(text)
    except nn.FormatError as error:
        assert str(error).isprintable()  # noqa: PT017  one of two right outcomes
        return
    trainer = nn.Trainer(experiment)
    if state is not None:
        trainer.restore(state)
    with suppress(nn.DivergedError):  # what it is told to do may not go well, but it can be done
        trainer.advance(observations=20)


@pytest.mark.parametrize("text", [TEXT, EARLY], ids=["today's", "early"])
@settings(max_examples=200)
@given(data=st.data())
def test_a_file_with_damaged_values_loads_or_is_refused(text: str, data: st.DataObject) -> None:
    content = json.loads(text)
    for _ in range(data.draw(st.integers(1, 3))):
        places = _places(content)
        if not places:
            break
        # By its depth first: else nearly every place would be a number in a long list.
        containers = list({id(container): container for container, _ in places}.values())
        container = data.draw(st.sampled_from(containers))
        key = data.draw(st.sampled_from(list(container) if isinstance(container, dict) else range(len(container))))
        match data.draw(st.sampled_from(["delete", "replace", "insert", "swap"])):
            case "delete":
                del container[key]
            case "replace":
                container[key] = data.draw(VALUES)
            case "insert" if isinstance(container, list):
                container.insert(key, data.draw(VALUES))
            case "insert":
                container[data.draw(st.text(max_size=6))] = data.draw(VALUES)
            case "swap":
                container[key] = deepcopy(data.draw(st.sampled_from(containers)))
    loads_or_is_refused(json.dumps(content))


@given(cut=st.integers(0, len(TEXT) - 3))
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(nn.FormatError):
        storage.parse(TEXT[:cut])


@settings(max_examples=200)
@given(flips=st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_file_with_damaged_bytes_loads_or_is_refused(
    flips: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(TEXT.encode())
    for place, byte in flips:
        content[place] = byte
    path: Path = tmp_path_factory.getbasetemp() / "damaged.json"
    path.write_bytes(content)
    try:
        nn.load(path)
    except nn.FormatError as error:
        assert str(error)  # noqa: PT017


@given(text=st.text(max_size=300))
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(nn.FormatError):
        storage.parse(text)


@given(content=VALUES)
def test_any_other_json_is_refused(content: Any) -> None:
    with pytest.raises(nn.FormatError):
        storage.parse(json.dumps(content))
