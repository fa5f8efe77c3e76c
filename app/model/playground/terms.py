"""What TensorFlow Playground calls things, and what they are called here. Its links are described in its `state.ts`."""

from __future__ import annotations

from types import MappingProxyType

HOST = "playground.tensorflow.org"

DATASETS = MappingProxyType({"circle": "circle", "xor": "playground_xor", "gauss": "gauss", "spiral": "spiral"})
VALUE_DATASETS = MappingProxyType({"reg-plane": "plane", "reg-gauss": "multi_gauss"})
CLASSIFICATION, REGRESSION = "classification", "regression"
PROBLEMS = (CLASSIFICATION, REGRESSION)

# By problem; not to be chosen there.
OBSERVATIONS = MappingProxyType({CLASSIFICATION: 500, REGRESSION: 1200})
OUTPUTS = MappingProxyType({CLASSIFICATION: "tanh", REGRESSION: "linear"})

FEATURES = MappingProxyType(
    {
        "x": "x",
        "y": "y",
        "xTimesY": "xy",
        "xSquared": "x2",
        "ySquared": "y2",
        "sinX": "sin_x",
        "sinY": "sin_y",
    }
)
FIRST_FEATURES = ("x", "y")  # those that are on unless a link says otherwise

ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear")
REGULARIZATIONS = ("none", "L1", "L2")
LOSS = "half_mse"
INITIALIZER, ZERO_INITIALIZER = "playground", "zeros"

# What its menus and sliders can be set to. Links may hold other numbers.
RATES = ("0.00001", "0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
PENALTIES = ("0", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
MOST_LAYERS, MOST_NEURONS, LARGEST_BATCH = 6, 8, 30
NOISES, TRAINING_SHARES = range(0, 51, 5), range(10, 91, 10)  # both in per cent


class LinkError(ValueError):
    """A link that cannot be read, or an experiment that cannot be put into one. `reasons` are sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
