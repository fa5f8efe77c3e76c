"""Who is measured: our trainer and each peer that is installed, made ready for one piece of work."""

from __future__ import annotations

import ctypes
import importlib.util
from collections.abc import Iterable, Mapping

import numpy as np

import nncore
from tests.bench.c_peer import CNetwork
from tests.bench.measure import Candidate
from tests.bench.numpy_peer import NumPyNetwork
from tests.bench.peers import ArticleNetwork
from tests.bench.work import OBSERVATIONS, Start, Work, start_of

OURS = "ours"
C = "C, batch 1"
ONE_BY_ONE = "NumPy, one by one"
NUMPY = "NumPy"
TORCH_64, TORCH_32 = "PyTorch f64", "PyTorch f32"
BY_HAND_64, BY_HAND_32 = "by hand f64", "by hand f32"
SCIKIT_LEARN = "scikit-learn"

TORCH = (TORCH_64, TORCH_32, BY_HAND_64, BY_HAND_32)

# By name; None for who is not installed.
Times = Mapping[str, float | None]

ARTICLE = Work((3, 2, 1), "sigmoid", 1, loss="half_mse")


def installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def entrants(work: Work, peers: Iterable[str], library: ctypes.CDLL | None = None) -> dict[str, Candidate]:
    """Our trainer and those of `peers` that are installed, an observation as item; `library` is the C program."""
    trainer = nncore.Trainer(work.experiment)
    start = start_of(trainer)
    everybody = {
        OURS: _ours(trainer, work),
        NUMPY: Candidate(NumPyNetwork(work, start, np.float64).train, items=work.batch),
        **(_torch(work, start) if TORCH_64 in peers and installed("torch") else {}),
        **(_classifier(work, start) if SCIKIT_LEARN in peers and installed("sklearn") else {}),
        **({C: c_program(library)} if C in peers and library else {}),
        **({ONE_BY_ONE: one_by_one()} if ONE_BY_ONE in peers else {}),
    }
    return {name: everybody[name] for name in (OURS, *peers) if name in everybody}


def _ours(trainer: nncore.Trainer, work: Work) -> Candidate:
    """Always from the same state on, and never to the end of the epoch, where a history is written."""
    state = trainer.state()
    return Candidate(
        lambda batches: trainer.advance(batches=batches),
        lambda: trainer.restore(state),
        most=OBSERVATIONS // work.batch - 1,
        items=work.batch,
    )


def _torch(work: Work, start: Start) -> dict[str, Candidate]:
    import torch  # an extra of the benchmark, as below

    from tests.bench.torch_peer import HandWrittenNetwork, SequentialNetwork

    trains = {
        TORCH_64: SequentialNetwork(work, start, torch.float64).train,
        TORCH_32: SequentialNetwork(work, start, torch.float32).train,
        BY_HAND_64: HandWrittenNetwork(work, start, torch.float64).train,
        BY_HAND_32: HandWrittenNetwork(work, start, torch.float32).train,
    }
    return {name: Candidate(train, items=work.batch) for name, train in trains.items()}


def _classifier(work: Work, start: Start) -> dict[str, Candidate]:
    from tests.bench.sklearn_peer import ClassifierNetwork

    network = ClassifierNetwork(work, start)
    return {SCIKIT_LEARN: Candidate(network.train, most=OBSERVATIONS // work.batch, items=work.batch)}


def article_start() -> Start:
    return start_of(nncore.Trainer(ARTICLE.experiment))


def c_program(library: ctypes.CDLL) -> Candidate:
    """The article's network in C, whatever the others do: the scale of the aims."""
    return Candidate(CNetwork(library, ARTICLE, article_start()).train, most=OBSERVATIONS)


def one_by_one() -> Candidate:
    """The article's network in NumPy, the article's way."""
    network, start = ArticleNetwork(), article_start()
    pairs = list(zip(start.inputs, start.targets, strict=True))

    def train(observations: int) -> None:
        for x, t in pairs[:observations]:
            network.train(x, t)

    return Candidate(train, most=len(pairs))
