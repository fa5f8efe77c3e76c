"""What ours is compared with: the article's way of computing and of drawing, written as such programs are written."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


class ArticleNetwork:
    """A column vector per observation, a matrix and a column of biases per layer: 3-2-1, sigmoid."""

    def __init__(self, sizes: tuple[int, ...] = (3, 2, 1), learning_rate: float = 0.03) -> None:
        rng = np.random.default_rng(0)
        self.learning_rate = learning_rate
        self.weights = [rng.uniform(-1, 1, (b, a)) for a, b in pairwise(sizes)]
        self.biases = [rng.uniform(-1, 1, (b, 1)) for b in sizes[1:]]

    def forward(self, column: Array) -> list[Array]:
        answers = [column]
        for weights, biases in zip(self.weights, self.biases, strict=True):
            answers.append(sigmoid(np.matmul(weights, answers[-1]) + biases))
        return answers

    def train(self, inputs: Array, targets: Array) -> None:
        """One observation: forward, backward, update."""
        answers = self.forward(np.array(inputs)[np.newaxis].T)
        delta = (answers[-1] - np.array(targets)[np.newaxis].T) * answers[-1] * (1 - answers[-1])
        for layer in reversed(range(len(self.weights))):
            before = answers[layer]
            step = np.matmul(delta, before.T)
            below = np.matmul(self.weights[layer].T, delta) * before * (1 - before)
            self.weights[layer] -= self.learning_rate * step
            self.biases[layer] -= self.learning_rate * delta
            delta = below


class BatchNetwork:
    """The first-run network in plain NumPy: 2-8-1, tanh, Adam, cross-entropy, a batch as one matrix."""

    def __init__(self) -> None:
        rng = np.random.default_rng(7)
        self.w = [rng.uniform(-0.77, 0.77, (2, 8)), np.zeros(8), rng.uniform(-0.82, 0.82, (8, 1)), np.zeros(1)]
        self.m = [np.zeros_like(w) for w in self.w]
        self.v = [np.zeros_like(w) for w in self.w]
        self.updates = 0

    def predict(self, x: Array) -> Array:
        return sigmoid(np.tanh(x @ self.w[0] + self.w[1]) @ self.w[2] + self.w[3])

    def train(self, x: Array, t: Array, rate: float = 0.03) -> None:
        hidden = np.tanh(x @ self.w[0] + self.w[1])
        delta = (sigmoid(hidden @ self.w[2] + self.w[3]) - t) / len(x)
        below = (delta @ self.w[2].T) * (1 - hidden**2)
        self.updates += 1
        for i, g in enumerate((x.T @ below, below.sum(axis=0), hidden.T @ delta, delta.sum(axis=0))):
            self.m[i] = 0.9 * self.m[i] + 0.1 * g
            self.v[i] = 0.999 * self.v[i] + 0.001 * g**2
            m, v = self.m[i] / (1 - 0.9**self.updates), self.v[i] / (1 - 0.999**self.updates)
            self.w[i] -= rate * m / (np.sqrt(v) + 1e-8)


def matplotlib_frames_per_second(points: int, seconds: float) -> float:
    """Surface and scatter drawn anew for each frame, as the article's animation does, into memory."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # only the benchmark has it
    from matplotlib.figure import Figure

    line = np.linspace(0, 1, points)
    x, y = np.meshgrid(line, line)
    figure = Figure(figsize=(9, 6))
    canvas = FigureCanvasAgg(figure)
    frames, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        z = 0.5 + 0.5 * np.sin(x * 6 + frames) * np.sin(y * 6)
        figure.clear()
        left = figure.add_subplot(1, 2, 1, projection="3d")
        left.plot_surface(x, y, z, rstride=1, cstride=1, cmap="viridis", vmin=0, vmax=1, antialiased=True)
        right = figure.add_subplot(1, 2, 2)
        right.scatter(x, y, c=z, cmap="viridis", vmin=0, vmax=1)
        canvas.draw()
        frames += 1
    return frames / (time.perf_counter() - begin)
