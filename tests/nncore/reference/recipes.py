"""The questions of optimizers.json, schedules.json and trainings.json, before they are answered."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.random import Generator


def _optimizer(name: str, **settings: Any) -> dict[str, Any]:
    return {"optimizer": name, "settings": settings}


OPTIMIZERS = (
    _optimizer("sgd"),
    _optimizer("sgd", momentum=0.9),
    _optimizer("sgd", momentum=0.8, nesterov=True),
    _optimizer("adam"),
    _optimizer("adam", beta1=0.7),
    _optimizer("adam", beta1=0.0),
    _optimizer("adam", beta2=0.95),
    _optimizer("adam", epsilon=1e-3),
    _optimizer("rmsprop"),
    _optimizer("rmsprop", alpha=0.9),
    _optimizer("rmsprop", epsilon=1e-2),
    _optimizer("adagrad"),
    _optimizer("adagrad", epsilon=0.1),
    _optimizer("adamw"),
    _optimizer("adamw", decay=0.5),
    _optimizer("adamw", decay=0.0),
    _optimizer("adamw", beta1=0.7, beta2=0.95, epsilon=1e-3, decay=0.1),
)


def _schedule(name: str, length: int, base: float, /, **settings: Any) -> dict[str, Any]:
    return {"schedule": name, "settings": settings, "base": base, "length": length}


SCHEDULES = (
    _schedule("constant", 5, 0.1),
    _schedule("step", 60, 0.1, every=10, factor=0.1),
    _schedule("step", 60, 0.3, every=7, factor=0.6),
    _schedule("step", 40, 0.1, every=1, factor=1.0),
    _schedule("exponential", 60, 0.1, factor=0.95),
    _schedule("exponential", 60, 3.0, factor=0.5),
    _schedule("cosine", 220, 0.1, epochs=100, lowest=0.0),
    _schedule("cosine", 60, 0.1, epochs=7, lowest=0.01),
    _schedule("cosine", 40, 0.1, epochs=1, lowest=0.2),
    _schedule("warmup", 40, 0.1),
    _schedule("warmup", 40, 0.02, epochs=13, start=0.01),
    _schedule("warmup", 40, 0.1, epochs=1, start=1.0),
    _schedule("one_cycle", 100, 0.1, epochs=100),
    _schedule("one_cycle", 43, 0.7, epochs=43, rising=0.1, start_divisor=3.0, end_divisor=50.0),
    _schedule("one_cycle", 41, 0.1, epochs=41, rising=0.0),
    _schedule("one_cycle", 41, 0.1, epochs=41, rising=1.0),
    _schedule("plateau", 200, 0.1),
    _schedule("plateau", 80, 0.1, patience=2),
    _schedule("plateau", 80, 0.1, factor=0.5, patience=0, threshold=0.05, cooldown=3, lowest=0.002),
    _schedule("plateau", 80, 0.1, factor=0.9, patience=1, threshold=0.0, cooldown=1, lowest=0.05),
    _schedule("plateau", 80, 0.01, patience=1, lowest=0.5),
)


def bumpy_losses(length: int) -> list[float]:
    """Falling with bumps, then flat with bumps, then falling again."""
    return [
        round(1.0 / (1.0 + min(e, 25) / 5) - 0.002 * max(0, e - 60) + 0.03 * math.sin(2.3 * e) ** 2 + 0.2, 4)
        for e in range(length)
    ]


def _training(name: str, optimizer: str, rate: float, **settings: Any) -> dict[str, Any]:
    """2-8-8-1 with tanh and a sigmoid for two classes, 40 epochs of five batches, unless `settings` say otherwise."""
    return {
        "name": name,
        "sizes": [2, 8, 8, 1],
        "activations": ["tanh", "tanh", "sigmoid"],
        "classes": 2,
        "loss": "bce",
        "optimizer": optimizer,
        "rate": rate,
        "settings": {},
        "schedule": "constant",
        "schedule_settings": {},
        "batch_sizes": [10],
        "epochs": 40,
        "l1": 0.0,
        "l2": 0.0,
        "clip_norm": None,
        "frozen": [],
        **settings,
    }


_SOME = [0, 5, 17, 23, 24, 30, 61, 88, 95, 96, 104]

TRAININGS = (
    _training("momentum", "sgd", 0.1, settings={"momentum": 0.9}),
    _training("Adam", "adam", 0.01),
    _training(
        "AdamW, clipped, L2, cosine",
        "adamw",
        0.02,
        settings={"decay": 0.05},
        clip_norm=0.1,
        l2=0.01,
        schedule="cosine",
        schedule_settings={"epochs": 30, "lowest": 0.001},
    ),
    _training(
        "Nesterov, clipped, L1, one cycle",
        "sgd",
        0.2,
        settings={"momentum": 0.8, "nesterov": True},
        clip_norm=0.3,
        l1=0.002,
        schedule="one_cycle",
        schedule_settings={"epochs": 41},
    ),
    _training(
        "RMSProp, three classes, steps",
        "rmsprop",
        0.01,
        sizes=[2, 8, 8, 3],
        activations=["swish", "softplus", "softmax"],
        classes=3,
        loss="cross_entropy",
        schedule="step",
        schedule_settings={"every": 10, "factor": 0.5},
    ),
    _training(
        "Adagrad, values, growing batches, warm-up",
        "adagrad",
        0.1,
        activations=["gelu", "sine", "linear"],
        classes=0,
        loss="huber",
        batch_sizes=[5, 10, 20, 40],
        schedule="warmup",
        schedule_settings={"epochs": 5},
    ),
    _training(
        "plateau, L1 and L2",
        "sgd",
        0.05,
        settings={"momentum": 0.9},
        activations=["elu", "softsign", "linear"],
        classes=0,
        loss="mse",
        l1=0.0005,
        l2=0.001,
        schedule="plateau",
        schedule_settings={"factor": 0.5, "patience": 1, "threshold": 0.01},
    ),
    _training(
        "a tanh at the end, exponential",
        "sgd",
        0.5,
        activations=["selu", "leaky_relu", "tanh"],
        loss="half_mse",
        schedule="exponential",
        schedule_settings={"factor": 0.97},
    ),
    # A weight and a bias of each of the three layers, of 24, 72 and 9 parameters.
    _training("momentum, L2, some frozen", "sgd", 0.1, settings={"momentum": 0.9}, l2=0.01, frozen=_SOME),
    _training("Adam, some frozen", "adam", 0.01, frozen=_SOME),
    _training(
        "AdamW, clipped, L1, some frozen",
        "adamw",
        0.02,
        settings={"decay": 0.05},
        l1=0.001,
        clip_norm=0.1,
        frozen=_SOME,
    ),
)


def points(rng: Generator, classes: int) -> list[list[float]]:
    """47 points in [−1, 1] × [−1, 1], which batches of 10 do not divide: x, y and the number of the class, or x · y."""
    rows = np.round(2.0 * rng.random((47, 2)) - 1.0, 3).tolist()
    if classes == 0:
        return [[x, y, round(x * y, 3)] for x, y in rows]
    if classes == 2:
        return [[x, y, float(x * y > 0)] for x, y in rows]
    return [[x, y, 0.0 if x < -0.3 else 1.0 if y > 0.1 else 2.0] for x, y in rows]
