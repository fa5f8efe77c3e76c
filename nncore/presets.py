"""Presets: named experiments to start from, at least one that solves each data set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from nncore.datasets import DATASETS
from nncore.optimizers import SGD, Adam
from nncore.spec import DataSpec, Experiment, Layer, NetworkSpec, TrainingSpec


@dataclass(frozen=True, slots=True)
class Preset:
    """One entry of the table: a title for the menu, a caption that says what to expect, the experiment.

    It promises to be solved after `updates` updates from nearly every seed (None: it promises nothing): 95 % of the
    test data are answered with their class, or R² is at least 0.9. Without test data, the training data count.
    """

    name: str
    title: str
    caption: str
    experiment: Experiment
    updates: int | None


def _solving(
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


_ARTICLE = Experiment(
    network=NetworkSpec(
        inputs=("x", "y", "xy"), hidden_layers=(Layer(2, "sigmoid"),), initializer="article", center_inputs=False
    ),
    data=DataSpec(dataset="xor", observations=1000, test_fraction=0.5, seed=1),
    training=TrainingSpec(loss="half_mse", optimizer=SGD(learning_rate=0.03), batch_size=1),
    seed=7,
)

_PLAYGROUND = Experiment(
    network=NetworkSpec(
        inputs=("x", "y"),
        hidden_layers=(Layer(4, "tanh"), Layer(2, "tanh")),
        output_activation="tanh",
        initializer="playground",
        center_inputs=False,
    ),
    data=DataSpec(dataset="circle", observations=500, test_fraction=0.5, seed=1),
    training=TrainingSpec(loss="half_mse", optimizer=SGD(learning_rate=0.03), batch_size=10),
    seed=7,
)

_CUSTOM = _solving("custom", (Layer(8),), 0.03)

_TABLE = (
    Preset(
        name="first-run",
        title="XOR in a second",
        caption="2-8-1 with tanh and Adam: solved after some 200 updates from nearly every start.",
        experiment=_solving("xor", (Layer(8),), 0.03),
        updates=500,
    ),
    Preset(
        name="article",
        title="The article's network",
        caption="3-2-1, sigmoid everywhere, one observation at a time. It needs patience: none of 40 starts was solved "
        "after 50 000 observations, about three in four after 200 000.",
        experiment=_ARTICLE,
        updates=None,
    ),
    Preset(
        name="article-centered",
        title="The article's network, inputs centred",
        caption="The same with x and y moved to [−1, 1]: every one of 40 starts was solved after 50 000 observations.",
        experiment=replace(_ARTICLE, network=replace(_ARTICLE.network, center_inputs=True)),
        updates=50_000,
    ),
    Preset(
        name="playground",
        title="TensorFlow Playground's start",
        caption="The circle, 2-4-2-1 with tanh, plain gradient descent at 0.03 in batches of 10, as the Playground "
        "opens. Its targets are −1 and 1.",
        experiment=_PLAYGROUND,
        updates=2000,
    ),
    Preset(
        name="and",
        title="AND in four rows",
        caption="True only if both are. A straight line separates the four rows: no hidden layer is needed.",
        experiment=_solving("and_table", (), 0.3),
        updates=100,
    ),
    Preset(
        name="or",
        title="OR in four rows",
        caption="False only if both are. A straight line is enough here too.",
        experiment=_solving("or_table", (), 0.3),
        updates=100,
    ),
    Preset(
        name="xor-table",
        title="XOR in four rows",
        caption="True if just one of the two is. No straight line does it; four hidden neurons do.",
        experiment=_solving("xor_table", (Layer(4),), 0.1),
        updates=200,
    ),
    Preset(
        name="gauss",
        title="Two clouds",
        caption="Two clouds that a straight line parts: logistic regression, which is a network without hidden layer.",
        experiment=_solving("gauss", (), 0.1),
        updates=100,
    ),
    Preset(
        name="circle",
        title="Circle",
        caption="A class within another. Each hidden neuron draws a line; together they close a ring.",
        experiment=_solving("circle", (Layer(8),), 0.03),
        updates=600,
    ),
    Preset(
        name="playground-xor",
        title="XOR with a gap",
        caption="The Playground's XOR: the quarters keep away from the axes, which makes it easy.",
        experiment=_solving("playground_xor", (Layer(8),), 0.03),
        updates=300,
    ),
    Preset(
        name="moons",
        title="Two moons",
        caption="Two half moons that reach into one another. Watch the border bend: two hidden layers of eight.",
        experiment=_solving("moons", (Layer(8), Layer(8)), 0.03),
        updates=1000,
    ),
    Preset(
        name="rings",
        title="Three rings",
        caption="Rings of alternating class. With x² and y² among the inputs a small layer does what from x and y "
        "alone takes a large one: switch the two off and see.",
        experiment=_solving("rings", (Layer(8),), 0.03, inputs=("x", "y", "x2", "y2")),
        updates=1000,
    ),
    Preset(
        name="checkerboard",
        title="Checkerboard",
        caption="Four by four fields. Two formulas as inputs turn it into XOR; from x and y it is very hard to learn.",
        experiment=_solving("checkerboard", (Layer(8),), 0.03, inputs=("sin(2*pi*x)", "sin(2*pi*y)")),
        updates=600,
    ),
    Preset(
        name="spiral",
        title="Spiral",
        caption="Two arms wound around each other, the Playground's hardest. ReLU folds the plane to part them.",
        experiment=_solving("spiral", (Layer(16, "relu"), Layer(16, "relu")), 0.02),
        updates=2000,
    ),
    Preset(
        name="three-blobs",
        title="Three classes",
        caption="Three clouds and three outputs: softmax turns their sums into probabilities that add up to 1.",
        experiment=_solving("three_blobs", (Layer(8),), 0.03, loss="cross_entropy", output="softmax", outputs=3),
        updates=300,
    ),
    Preset(
        name="plane",
        title="A tilted plane",
        caption="Values instead of classes, and the simplest of all: linear regression, without a hidden layer.",
        experiment=_solving("plane", (), 0.03, loss="mse", output="linear"),
        updates=300,
    ),
    Preset(
        name="multi-gauss",
        title="Hills and hollows",
        caption="Values again: six bumps up and down, put together from the folds of two ReLU layers.",
        experiment=_solving("multi_gauss", (Layer(24, "relu"), Layer(24, "relu")), 0.02, loss="mse", output="linear"),
        updates=4000,
    ),
    Preset(
        name="formula",
        title="Your own formula",
        caption="The class is what a formula in x and y says: write another one and see whether the network finds it.",
        experiment=_solving("formula", (Layer(16),), 0.03),
        updates=1000,
    ),
    Preset(
        name="custom",
        title="Your own points",
        caption="A few points of one's own, all of them to learn from.",
        experiment=replace(_CUSTOM, data=replace(_CUSTOM.data, test_fraction=0.0)),
        updates=300,
    ),
)

PRESETS = MappingProxyType({entry.name: entry for entry in _TABLE})
