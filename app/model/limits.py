"""What the window can show well. `nncore` itself allows far more."""

from __future__ import annotations

from nncore import Experiment, SpecError
from nncore.datasets import CUSTOM

MAX_LAYERS = 8
MAX_NEURONS = 64
MAX_OBSERVATIONS = 10_000
MIN_SPEED = 1.0  # observations per second


def check(experiment: Experiment) -> None:
    """Raise SpecError where `experiment` is valid but too large for the window."""
    if experiment.data.observations > MAX_OBSERVATIONS:
        raise SpecError("data.observations", f"at most {MAX_OBSERVATIONS}", experiment.data.observations)
    if experiment.data.dataset == CUSTOM and len(experiment.data.points) > MAX_OBSERVATIONS:
        raise SpecError("data.points", f"at most {MAX_OBSERVATIONS}", f"{len(experiment.data.points)} points")
    layers = experiment.network.hidden_layers
    if len(layers) > MAX_LAYERS:
        raise SpecError("network.hidden_layers", f"at most {MAX_LAYERS} layers", len(layers))
    for i, layer in enumerate(layers):
        if layer.size > MAX_NEURONS:
            raise SpecError(f"network.hidden_layers[{i}]", f"between 1 and {MAX_NEURONS}", layer.size)
