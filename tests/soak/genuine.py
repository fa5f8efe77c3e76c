"""Genuine files of many kinds, which `python -m tests.soak damage` damages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import nncore as nn
from nncore import storage, surgery
from nncore.axes import Axes, AxisScale
from nncore.lesson import Lesson

EARLY = Path(__file__).resolve().parents[1] / "nncore" / "early.json"
OPTIMIZERS: tuple[nn.Optimizer, ...] = (
    nn.SGD(0.1),
    nn.SGD(0.1, momentum=0.9),
    nn.SGD(0.1, momentum=0.9, nesterov=True),
    nn.Adam(0.02),
    nn.AdamW(0.02),
    nn.RMSProp(0.01),
    nn.Adagrad(0.1),
)
SHAPES = ((2, "tanh", 0.0), (3, "relu", 0.3))


def files() -> tuple[bytes, ...]:
    """All of them: small, so that damage hits every part of them, and a larger one."""
    early = EARLY.read_bytes()
    alone = [storage.dump(preset.experiment).encode() for preset in list(nn.PRESETS.values())[:3]]
    return (early, *alone, *(text.encode() for text in _trained()))


def _experiment(**training: Any) -> nn.Experiment:
    return nn.Experiment(
        network=nn.NetworkSpec(hidden_layers=tuple(nn.Layer(*shape) for shape in SHAPES)),
        data=nn.DataSpec(observations=12, noise=0.1, test_fraction=0.25, seed=5),
        training=nn.TrainingSpec(**{"batch_size": 4, **training}),
        seed=3,
    )


def _trained() -> Iterator[str]:
    for optimizer in OPTIMIZERS:
        yield _text(_experiment(optimizer=optimizer))
    for schedule in nn.SCHEDULES.values():
        yield _text(_experiment(schedule=schedule(), l1=0.001))
    yield _text(_experiment(batch_schedule=nn.BatchGrowth(), clip_norm=1.0, patience=3, target_loss=0.01, epochs=50))
    own = replace(_experiment(), data=nn.DataSpec(dataset="custom", test_fraction=0.25))
    yield _text(own)
    yield storage.dump(own, None, Lesson(("panel.data", "run"), Axes(AxisScale("length", 2.0, 3.0), labels=("a", "b"))))
    formula = replace(_experiment(), data=nn.DataSpec(dataset="formula", observations=12, formula="x > sin(3*y)"))
    yield _text(replace(formula, network=nn.NetworkSpec(inputs=("x", "sin(3*x) - y", "hypot(x, y)"))))
    yield _text(nn.PRESETS["first-run"].experiment)
    yield _changed_by_hand(_experiment(optimizer=nn.Adam(0.02)))


def _advanced(experiment: nn.Experiment) -> nn.Trainer:
    trainer = nn.Trainer(experiment)
    with suppress(nn.DivergedError):  # it then stands in the last finite state
        trainer.advance(observations=31)
    return trainer


def _text(experiment: nn.Experiment) -> str:
    return storage.dump(experiment, _advanced(experiment).state())


def _changed_by_hand(experiment: nn.Experiment) -> str:
    """Some weights frozen, a neuron switched off."""
    state = surgery.with_frozen(_advanced(experiment).state(), 2, True)
    return storage.dump(experiment, surgery.switched(state, experiment, 2, 1, False))
