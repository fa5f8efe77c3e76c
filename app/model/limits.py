"""What the window can show well. `nncore` itself allows far more."""

from __future__ import annotations

from nncore import Experiment, SpecError
from nncore.datasets import CUSTOM

MAX_LAYERS = 8
MAX_NEURONS = 64
MAX_OBSERVATIONS = 10_000
# Room for the largest network with all its neurons switched off, as many own points, and all that an optimizer keeps.
MAX_FILE_BYTES = 8 * 2**20
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


def check_speed(speed: float) -> None:
    """Raise SpecError where `speed`, in observations per second, is none that can be chosen."""
    if not speed >= MIN_SPEED:  # NaN is not either
        raise SpecError("speed", f"at least {MIN_SPEED:g} observation per second", speed)
