"""Presets: named experiments to start from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from nncore.optimizers import SGD, Adam
from nncore.spec import DataSpec, Experiment, Layer, NetworkSpec, TrainingSpec


@dataclass(frozen=True, slots=True)
class Preset:
    """One entry of the table: a title for the menu, a caption that says what to expect, the experiment."""

    name: str
    title: str
    caption: str
    experiment: Experiment


_FIRST_RUN = Experiment(
    network=NetworkSpec(inputs=("x", "y"), hidden_layers=(Layer(8, "tanh"),)),
    data=DataSpec(dataset="xor", observations=500, test_fraction=0.5, seed=1),
    training=TrainingSpec(loss="bce", optimizer=Adam(learning_rate=0.03), batch_size=32),
    seed=7,
)

_ARTICLE = Experiment(
    network=NetworkSpec(
        inputs=("x", "y", "xy"), hidden_layers=(Layer(2, "sigmoid"),), initializer="article", center_inputs=False
    ),
    data=DataSpec(dataset="xor", observations=1000, test_fraction=0.5, seed=1),
    training=TrainingSpec(loss="half_mse", optimizer=SGD(learning_rate=0.03), batch_size=1),
    seed=7,
)

_TABLE = (
    Preset(
        name="first-run",
        title="XOR in a second",
        caption="2-8-1 with tanh and Adam: solved after some 200 updates from nearly every start.",
        experiment=_FIRST_RUN,
    ),
    Preset(
        name="article",
        title="The article's network",
        caption="3-2-1, sigmoid everywhere, one observation at a time. It needs patience: none of 40 starts was solved "
        "after 50 000 observations, about three in four after 200 000.",
        experiment=_ARTICLE,
    ),
    Preset(
        name="article-centered",
        title="The article's network, inputs centred",
        caption="The same with x and y moved to [−1, 1]: every one of 40 starts was solved after 50 000 observations.",
        experiment=replace(_ARTICLE, network=replace(_ARTICLE.network, center_inputs=True)),
    ),
)

PRESETS = MappingProxyType({entry.name: entry for entry in _TABLE})
