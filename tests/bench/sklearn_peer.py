"""The peer of scikit-learn: its classifier, which always answers through a sigmoid and learns by cross-entropy."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier

from tests.bench.work import RATE, Start, Work, layers_of


class ClassifierNetwork:
    """MLPClassifier.partial_fit over all batches at once, which spares it a check of its arguments for each.

    The model makes its weights when it first learns, so that Adam begins with what it remembers of one batch.
    """

    def __init__(self, work: Work, start: Start) -> None:
        self._batch, self._x, self._t = work.batch, start.inputs, start.targets[:, 0] > 0
        self._model = MLPClassifier(
            work.sizes[1:-1],
            activation={"sigmoid": "logistic"}.get(work.hidden, work.hidden),
            solver=work.optimizer,
            batch_size=work.batch,
            learning_rate_init=RATE,
            alpha=0.0,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=False,
        )
        self._model.partial_fit(self._x[: work.batch], self._t[: work.batch], classes=[False, True])
        for i, w in enumerate(layers_of(work.sizes, start.parameters)):
            self._model.coefs_[i][:], self._model.intercepts_[i][:] = w[:-1], w[-1]

    @property
    def parameters(self) -> Any:
        """As `Network.parameters` orders them."""
        pairs = zip(self._model.coefs_, self._model.intercepts_, strict=True)
        return np.concatenate([part for w, b in pairs for part in (w.ravel(), b)])

    def train(self, batches: int) -> None:
        """Train by so many batches."""
        end = batches * self._batch
        self._model.partial_fit(self._x[:end], self._t[:end])
