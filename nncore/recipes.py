"""Recipes: an experiment's training, written out in the numbers that the compiled loops go by."""

from __future__ import annotations

import numpy as np

from nncore import engine
from nncore.coding import Coding
from nncore.layers import Layers
from nncore.losses import LOSSES
from nncore.optimizers import SGD
from nncore.spec import Experiment


def recipe_for(layers: Layers, experiment: Experiment, coding: Coding) -> engine.Recipe:
    """What the compiled loops go by to train `layers` as `experiment` says."""
    training = experiment.training
    keep = np.array([*(1.0 - layer.dropout for layer in experiment.network.hidden_layers), 1.0])
    return layers.recipe(LOSSES[training.loss].code, coding.middle)._replace(
        keep=keep,
        optimizer=training.optimizer.code,
        settings=np.array(training.optimizer.settings),
        l1=training.l1,
        l2=training.l2,
        clip_norm=training.clip_norm or 0.0,
        shuffle=training.shuffle,
        stream=is_stream(experiment),
        learning=True,
        seed=engine.whole(experiment.seed),
    )


def is_stream(experiment: Experiment) -> bool:
    """Whether every observation is a step of plain gradient descent and nothing else: for that there is a short way."""
    training, optimizer = experiment.training, experiment.training.optimizer
    plain = isinstance(optimizer, SGD) and not optimizer.momentum
    aids = (training.l1, training.l2, training.clip_norm, training.batch_schedule)
    dropout = any(layer.dropout for layer in experiment.network.hidden_layers)
    return plain and training.batch_size == 1 and not any(aids) and not dropout
