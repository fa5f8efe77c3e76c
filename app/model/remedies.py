"""Remedies: what can be tried where a training goes wrong, before it is known what that means for an experiment."""

from __future__ import annotations

from enum import Enum


class Remedy(Enum):
    """What to try; `app.model.cures` has the edit for it."""

    SMALLER_RATE = "a smaller learning rate"
    LARGER_RATE = "a larger learning rate"
    ADAM = "Adam"
    LEAKY = "leaky ReLU"
    TANH = "tanh"
    CENTRE = "centred inputs"
    RANDOM_START = "random weights to start from"
    ANOTHER_START = "another seed"
    HIDDEN_LAYER = "a hidden layer"
    WIDER = "more neurons"
    PENALTY = "a penalty on large weights"
    LINEAR_OUTPUT = "a linear output"
