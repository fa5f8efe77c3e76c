"""What the pictures show, in a sentence or two: for those who hear the screen."""

from __future__ import annotations

import numpy as np

from app import numbers
from app.model.axes import Axes
from app.training.snapshot import Snapshot
from app.views.diagram.words import unit_name
from app.views.text import short


def of_surface(snapshot: Snapshot, axes: Axes) -> str:
    """How high and low the surface goes, and over what."""
    return f"{_answer(snapshot, axes)} over {axes.x.name} and {axes.y.name}."


def of_map(snapshot: Snapshot, axes: Axes) -> str:
    """The same, and the observations on it."""
    counts = [len(snapshot.observations.train_points), len(snapshot.observations.test_points)]
    return (
        f"{of_surface(snapshot, axes)} {numbers.grouped(counts[0])} observations for training, "
        f"{numbers.grouped(counts[1])} for testing.{_quality(snapshot)}"
    )


def of_losses(snapshot: Snapshot) -> str:
    """Where the curves have come to."""
    metrics, epochs = snapshot.metrics, numbers.grouped(snapshot.state.epoch)
    test = f", test loss {numbers.loss(metrics.test_loss)}" if len(snapshot.observations.test_points) else ""
    return f"After {epochs} epochs: training loss {numbers.loss(metrics.train_loss)}{test}."


def _answer(snapshot: Snapshot, axes: Axes) -> str:
    if snapshot.classes_shown:
        return f"Which of {snapshot.classes_shown} classes is answered"
    finite = snapshot.surface[np.isfinite(snapshot.surface)]
    if not finite.size:
        return "The output, which is no number anywhere,"
    low, high = float(finite.min()), float(finite.max())
    if snapshot.shown_unit is not None:
        name = unit_name(snapshot.experiment.network, *snapshot.shown_unit)
        return f"What {name} answers, from {short(low)} to {short(high)},"
    if not snapshot.experiment.classes:
        low, high = sorted((axes.target.real(low), axes.target.real(high)))
    return f"The output, from {short(low)} to {short(high)},"


def _quality(snapshot: Snapshot) -> str:
    metrics, tested = snapshot.metrics, len(snapshot.observations.test_points) > 0
    kind = "test" if tested else "training"
    if snapshot.experiment.classes:
        right = metrics.test_accuracy if tested else metrics.train_accuracy
        return f" {numbers.share(right)} of the {kind} observations are answered right."
    return f" R² is {numbers.r_squared(metrics.test_r_squared if tested else metrics.train_r_squared)} for {kind}."
