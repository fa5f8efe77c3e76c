"""The benchmark's own arithmetic: peers that compute what they should, a table that says better when it is."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import nncore
from tests.bench.clock import Ticks, milliseconds, run_until
from tests.bench.peers import ArticleNetwork, BatchNetwork
from tests.bench.table import Row, number, table


def test_the_peer_computes_what_the_article_class_computes() -> None:
    ours = nncore.NeuralNetwork(inputs=3, hidden_layers=[2], outputs=1, learning_rate=0.03, seed=0)
    peer = ArticleNetwork()
    peer.weights = [w.T.copy() for w in ours.layers.weights]
    peer.biases = [b[:, np.newaxis].copy() for b in ours.layers.biases]
    rng = np.random.default_rng(5)
    for x, y in rng.random((200, 2)):
        inputs, target = np.array([x, y, x * y]), np.array([float((x < 0.5) != (y < 0.5))])
        ours.train(inputs, target)
        peer.train(inputs, target)
    for mine, theirs in zip(ours.layers.weights, peer.weights, strict=True):
        np.testing.assert_allclose(mine, theirs.T, rtol=0, atol=1e-12)


def test_the_batch_peer_learns_xor() -> None:
    rng, net = np.random.default_rng(1), BatchNetwork()
    for _ in range(400):
        x = rng.uniform(-1, 1, (32, 2))
        net.train(x, (x[:, :1] * x[:, 1:] < 0).astype(float))
    x = rng.uniform(-1, 1, (1000, 2))
    assert ((net.predict(x) > 0.5) == (x[:, :1] * x[:, 1:] < 0)).mean() > 0.9


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
