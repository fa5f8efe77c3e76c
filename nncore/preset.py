"""Preset: one named experiment to start from, with what to expect of it, and the cure where it is meant to fail."""

from __future__ import annotations

from dataclasses import dataclass

from nncore.datasets import DATASETS
from nncore.optimizers import Adam
from nncore.spec import DataSpec, Experiment, Layer, NetworkSpec, TrainingSpec


@dataclass(frozen=True, slots=True)
class Mended:
    """What mends an experiment that fails: the change, said as an order, and the experiment with it."""

    title: str
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class Preset:
    """One entry of the table: a title for the menu, a caption that says what to expect, a hint at what to try.

    It promises to be solved after `updates` updates from nearly every seed (None: it promises nothing): 95 % of the
    test data are answered with their class, or R² is at least 0.9. Without test data, the training data count.
    One with a `cure` promises to fail for so long, from nearly every seed, and to be solved by then with the cure;
    `look_at` says where it is to be seen.
    """

    name: str
    title: str
    caption: str
    hint: str
    experiment: Experiment
    updates: int | None
    look_at: str = ""
    cure: Mended | None = None

    @property
    def fails(self) -> bool:
        """Whether it is meant to fail, as a lesson."""
        return self.cure is not None

    @property
    def paragraph(self) -> str:
        """All there is to say before it is opened."""
        return f"{self.caption} {self.hint}"


def solving(
    dataset: str,
    hidden: tuple[Layer, ...],
    rate: float,
    *,
    inputs: tuple[str, ...] = ("x", "y"),
    loss: str = "bce",
    output: str = "sigmoid",
    outputs: int = 1,
) -> Experiment:
    """An experiment with the default amount of `dataset`, Adam with `rate`, and batches of 32."""
    return Experiment(
        network=NetworkSpec(inputs=inputs, hidden_layers=hidden, outputs=outputs, output_activation=output),
        data=DataSpec(dataset=dataset, observations=DATASETS[dataset].default, seed=1),
        training=TrainingSpec(loss=loss, optimizer=Adam(learning_rate=rate), batch_size=32),
        seed=7,
    )
