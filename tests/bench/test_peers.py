"""The peers do the work that ours does: the same updates, the same answers. Else their times would mean nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nncore
from tests.bench import c_peer, prediction
from tests.bench.c_peer import CNetwork
from tests.bench.candidates import ARTICLE, OURS, entrants
from tests.bench.numpy_peer import NumPyNetwork
from tests.bench.peers import ArticleNetwork, BatchNetwork
from tests.bench.work import Work, start_of

WORKS = (
    ARTICLE,
    Work((3, 2, 1), "sigmoid", 10, "adam", loss="half_mse"),
    Work((7, 8, 8, 1), "tanh", 10, output="tanh", loss="half_mse"),
    Work((2, 16, 16, 1), "relu", 32),
    Work((2, 16, 16, 1), "relu", 32, "adam"),
    Work((2, 1), "relu", 4),
)
EXTRA = "it comes with the benchmark, not with the tests"

of_work = pytest.mark.parametrize("work", WORKS, ids=lambda work: work.title)


@pytest.fixture(scope="module")
def torch() -> Any:
    return pytest.importorskip("torch", reason=EXTRA)


def trained(work: Work, batches: int = 3) -> Any:
    """The parameters of our trainer after so many batches."""
    trainer = nncore.Trainer(work.experiment)
    trainer.advance(batches=batches)
    return trainer.network.parameters


def assert_same_updates(peer: Any, work: Work, batches: int = 3) -> None:
    """That `peer`, which has learned nothing yet, ends where our trainer does; and that this is not the beginning."""
    begin = peer.parameters.copy()
    peer.train(batches)
    np.testing.assert_allclose(peer.parameters, trained(work, batches), rtol=0, atol=1e-9)
    assert np.abs(peer.parameters - begin).max() > 1e-6


@of_work
def test_numpy_makes_our_updates(work: Work) -> None:
    assert_same_updates(NumPyNetwork(work, start_of(nncore.Trainer(work.experiment))), work)


def test_c_makes_our_updates() -> None:
    library = c_peer.compiled()
    if library is None:
        pytest.skip("there is no gcc")
    assert_same_updates(CNetwork(library, ARTICLE, start_of(nncore.Trainer(ARTICLE.experiment))), ARTICLE, 500)


@of_work
@pytest.mark.parametrize("kind", ["SequentialNetwork", "HandWrittenNetwork"])
def test_torch_makes_our_updates(kind: str, work: Work, torch: Any) -> None:
    from tests.bench import torch_peer  # needs what may not be installed

    start = start_of(nncore.Trainer(work.experiment))
    assert_same_updates(getattr(torch_peer, kind)(work, start, torch.float64), work)


def test_scikit_learn_makes_our_updates() -> None:
    pytest.importorskip("sklearn", reason=EXTRA)
    from tests.bench.sklearn_peer import ClassifierNetwork  # needs what may not be installed

    work = Work((2, 16, 16, 1), "relu", 32)
    assert_same_updates(ClassifierNetwork(work, start_of(nncore.Trainer(work.experiment))), work)


def test_the_article_s_way_makes_the_updates_of_the_article_s_class() -> None:
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


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize(("dtype", "close"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_all_answer_the_same_over_the_grid(activation: str, dtype: Any, close: float) -> None:
    answers = {name: answer() for name, answer in prediction.answers((3, 2, 1), activation, dtype).items()}
    assert {prediction.TEXTBOOK, prediction.IN_PLACE} < set(answers)
    for answer in answers.values():
        assert answer.dtype == dtype
        np.testing.assert_allclose(answer.ravel(), answers[OURS].ravel(), rtol=0, atol=close)


def test_our_trainer_begins_anew_for_every_measurement() -> None:
    work = Work((2, 4, 1), "tanh", 32)
    ours = entrants(work, ())[OURS]
    assert (ours.items, ours.most) == (32, 624)  # of 625 batches, so that no epoch ends
    ours.work(ours.most)
    ours.rewind()
    ours.work(ours.most)  # would end the epoch, had it gone on
