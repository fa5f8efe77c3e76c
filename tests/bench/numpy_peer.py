"""The peer in NumPy: a batch as one matrix, written to be quick, and the same for prediction."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from tests.bench.work import RATE, Start, Work, batches_of, layers_of

Array = NDArray[Any]

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


class NumPyNetwork:
    """Observations are columns, so that every result is one contiguous block; each has its place before training.

    A row of ones among the inputs of a layer makes its biases one row more of its weights. Parameters and gradient are
    flat vectors, so that the optimizer takes a few operations for all layers. Constants are arrays, which NumPy need
    not convert.
    """

    def __init__(self, work: Work, start: Start, dtype: DTypeLike = np.float64) -> None:
        self.work = work
        self.parameters = start.parameters.astype(dtype)
        self._gradient, self._scratch, self._m, self._v = (np.zeros_like(self.parameters) for _ in range(4))
        self._updates = 0
        self._weights, self._gradients = (layers_of(work.sizes, flat) for flat in (self.parameters, self._gradient))
        self._one, self._share, self._rate = (np.array(value, dtype) for value in (1, 1 / work.batch, RATE))
        self._inputs, self._outputs = places(work.sizes, work.batch, dtype)
        self._deltas, self._slopes, self._zeros = ([np.zeros_like(a) for a in self._outputs] for _ in range(3))
        pairs = [(columns(x, dtype), t.T.astype(dtype, order="C")) for x, t in batches_of(work, start)]
        self._batches = cycle(pairs)

    def train(self, batches: int) -> None:
        """Train by so many batches."""
        step = self._adam if self.work.optimizer == "adam" else self._sgd
        for x, t in islice(self._batches, batches):
            self._inputs[0] = x
            self._forward()
            self._backward(t)
            step()

    def _forward(self) -> None:
        layers = zip(self._weights, self._inputs, self._outputs, self._zeros, self.work.activations, strict=True)
        for w, x, z, zeros, name in layers:
            np.dot(w.T, x, out=z)
            if name == "relu":
                np.maximum(z, zeros, out=z)  # by position it warns, slowly
            else:
                squash(name, z, self._one)

    def _backward(self, t: Array) -> None:
        last = len(self._weights) - 1
        np.subtract(self._outputs[last], t, self._deltas[last])
        np.multiply(self._deltas[last], self._share, self._deltas[last])
        if self.work.loss != "bce":
            self._through(self.work.output, last)
        for layer in range(last, -1, -1):
            np.dot(self._inputs[layer], self._deltas[layer].T, out=self._gradients[layer])
            if layer:
                np.dot(self._weights[layer][:-1], self._deltas[layer], out=self._deltas[layer - 1])
                self._through(self.work.hidden, layer - 1)

    def _through(self, name: str, layer: int) -> None:
        """Turn dL/da into dL/dz."""
        a, d, slope = self._outputs[layer], self._deltas[layer], self._slopes[layer]
        if name == "relu":
            np.sign(a, slope)
        elif name == "tanh":
            np.multiply(a, a, slope)
            np.subtract(self._one, slope, slope)
        else:
            np.subtract(self._one, a, slope)
            np.multiply(slope, a, slope)
        np.multiply(d, slope, d)

    def _sgd(self) -> None:
        np.multiply(self._gradient, self._rate, self._gradient)
        np.subtract(self.parameters, self._gradient, self.parameters)

    def _adam(self) -> None:
        w, g, m, v, scratch = self.parameters, self._gradient, self._m, self._v, self._scratch
        self._updates += 1
        np.multiply(g, g, scratch)
        for average, new, beta in ((m, g, BETA1), (v, scratch, BETA2)):
            np.subtract(new, average, new)
            np.multiply(new, 1 - beta, new)
            np.add(average, new, average)
        root = (1 - BETA2**self._updates) ** 0.5
        np.sqrt(v, scratch)
        np.add(scratch, EPSILON * root, scratch)
        np.divide(m, scratch, scratch)
        np.multiply(scratch, RATE * root / (1 - BETA1**self._updates), scratch)
        np.subtract(w, scratch, w)


class InPlaceGrid:
    """What a network answers to `inputs`, (n, inputs), that stay the same: nothing is allocated when it is asked."""

    def __init__(self, weights: list[Array], inputs: Array, activation: str) -> None:
        sizes = (inputs.shape[1], *(w.shape[1] for w in weights))
        self._weights, self._activation, self._one = weights, activation, np.array(1, inputs.dtype)
        self._inputs, self._outputs = places(sizes, len(inputs), inputs.dtype)
        self._inputs[0] = columns(inputs, inputs.dtype)

    def predict(self) -> Array:
        """(outputs, n)"""
        for w, x, z in zip(self._weights, self._inputs, self._outputs, strict=True):
            np.dot(w.T, x, out=z)
            squash(self._activation, z, self._one)
        return self._outputs[-1]


def textbook(weights: list[Array], inputs: Array, activation: str) -> Array:
    """What a network answers to `inputs`, (n, inputs), in the words of a textbook: (n, outputs)."""
    a = inputs
    for w in weights:
        z = a @ w[:-1] + w[-1]
        a = np.tanh(z) if activation == "tanh" else 1 / (1 + np.exp(-z))
    return a


def squash(name: str, z: Array, one: Array) -> None:
    """tanh or sigmoid in place."""
    if name == "tanh":
        np.tanh(z, z)
    else:
        np.negative(z, z)
        np.exp(z, z)
        np.add(z, one, z)
        np.divide(one, z, z)


def columns(rows: Array, dtype: DTypeLike) -> Array:
    """Observations as columns, with a row of ones below."""
    block = np.ones((rows.shape[1] + 1, len(rows)), dtype)
    block[:-1] = rows.T
    return block


def places(sizes: tuple[int, ...], observations: int, dtype: DTypeLike) -> tuple[list[Array], list[Array]]:
    """For each layer of weights its inputs, with a row of ones below, and its outputs, which are inputs of the next."""
    inputs = [np.ones((size + 1, observations), dtype) for size in sizes[:-1]]
    return inputs, [*(block[:-1] for block in inputs[1:]), np.empty((sizes[-1], observations), dtype)]
