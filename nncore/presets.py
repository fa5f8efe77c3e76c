"""Presets: named experiments to start from: at least one that solves each data set, and some failures to learn from."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nncore.failures import FAILURES
from nncore.optimizers import SGD
from nncore.preset import Preset, solving
from nncore.spec import DataSpec, Experiment, Layer, NetworkSpec, TrainingSpec

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

_CUSTOM = solving("custom", (Layer(8),), 0.03)

_TABLE = (
    Preset(
        name="first-run",
        title="XOR in seconds",
        caption="2-8-1 with tanh and Adam: solved after some 200 updates from nearly every start.",
        hint="Watch the surface fold into four squares, then press Reset: it does it again, to the last digit.",
        experiment=solving("xor", (Layer(8),), 0.03),
        updates=500,
    ),
    Preset(
        name="article",
        title="The article's network",
        caption="3-2-1, sigmoid everywhere, one observation at a time. It needs patience: none of 40 starts was solved "
        "after 50 000 observations, about three in four after 200 000.",
        hint="Let it run at full speed.",
        experiment=_ARTICLE,
        updates=None,
    ),
    Preset(
        name="article-centered",
        title="The article's network, inputs centred",
        caption="The same with x and y moved to [−1, 1]: every one of 40 starts was solved after 50 000 observations.",
        hint="Nothing else differs from the article’s network, so the difference is what centred inputs are worth.",
        experiment=replace(_ARTICLE, network=replace(_ARTICLE.network, center_inputs=True)),
        updates=50_000,
    ),
    Preset(
        name="playground",
        title="TensorFlow Playground's start",
        caption="The circle, 2-4-2-1 with tanh, plain gradient descent at 0.03 in batches of 10, as the Playground "
        "opens. Its targets are −1 and 1.",
        hint="Compare it with “Circle”, which learns the same with a sigmoid output, cross-entropy and Adam.",
        experiment=_PLAYGROUND,
        updates=2000,
    ),
    Preset(
        name="playground-spiral",
        title="The Playground's spiral",
        caption="All seven of the Playground's inputs, layers of 8, 8 and 4, and plain gradient descent: the spiral "
        "as most people solve it there.",
        hint="It takes a few thousand updates: choose full speed. Then see which inputs have thick lines.",
        experiment=replace(
            _PLAYGROUND,
            network=replace(
                _PLAYGROUND.network,
                inputs=("x", "y", "x2", "y2", "xy", "sin_x", "sin_y"),
                hidden_layers=(Layer(8), Layer(8), Layer(4)),
            ),
            data=replace(_PLAYGROUND.data, dataset="spiral"),
        ),
        updates=8_000,
    ),
    Preset(
        name="and",
        title="AND in four rows",
        caption="True only if both are. A straight line separates the four rows: no hidden layer is needed.",
        hint="Look at the one neuron: its two weights and its bias are the whole network, and can be checked by hand.",
        experiment=solving("and_table", (), 0.3),
        updates=100,
    ),
    Preset(
        name="or",
        title="OR in four rows",
        caption="False only if both are. A straight line is enough here too.",
        hint="Weights much as for AND; what differs is the bias, which moves the border.",
        experiment=solving("or_table", (), 0.3),
        updates=100,
    ),
    Preset(
        name="xor-table",
        title="XOR in four rows",
        caption="True if just one of the two is. No straight line does it; four hidden neurons do.",
        hint="Take neurons away one by one and see with how few it still works.",
        experiment=solving("xor_table", (Layer(4),), 0.1),
        updates=200,
    ),
    Preset(
        name="gauss",
        title="Two clouds",
        caption="Two clouds that a straight line parts: logistic regression, which is a network without hidden layer.",
        hint="Raise the noise until the clouds overlap: where they do, no network can be right.",
        experiment=solving("gauss", (), 0.1),
        updates=100,
    ),
    Preset(
        name="circle",
        title="Circle",
        caption="A class within another. Each hidden neuron draws a line; together they close a ring.",
        hint="Three neurons are the fewest that can close a ring: take some away and see.",
        experiment=solving("circle", (Layer(8),), 0.03),
        updates=600,
    ),
    Preset(
        name="playground-xor",
        title="XOR with a gap",
        caption="The Playground's XOR: the quarters keep away from the axes, which makes it easy.",
        hint="Compare it with “XOR in seconds”, where observations lie close to the border.",
        experiment=solving("playground_xor", (Layer(8),), 0.03),
        updates=300,
    ),
    Preset(
        name="moons",
        title="Two moons",
        caption="Two half moons that reach into one another. Watch the border bend: two hidden layers of eight.",
        hint="Take away one of the layers: the border gets stiffer and the tips of the moons stay wrong.",
        experiment=solving("moons", (Layer(8), Layer(8)), 0.03),
        updates=1000,
    ),
    Preset(
        name="rings",
        title="Three rings",
        caption="Rings of alternating class. With x² and y² among the inputs a small layer does what from x and y "
        "alone takes a large one: switch the two off and see.",
        hint="A good input is worth more than many neurons.",
        experiment=solving("rings", (Layer(8),), 0.03, inputs=("x", "y", "x2", "y2")),
        updates=1000,
    ),
    Preset(
        name="checkerboard",
        title="Checkerboard",
        caption="Four by four fields. Two formulas as inputs turn it into XOR; from x and y it is very hard to learn.",
        hint="Put x and y back as the inputs, give it three wide layers, and wait.",
        experiment=solving("checkerboard", (Layer(8),), 0.03, inputs=("sin(2*pi*x)", "sin(2*pi*y)")),
        updates=600,
    ),
    Preset(
        name="spiral",
        title="Spiral",
        caption="Two arms wound around each other, the Playground's hardest. ReLU folds the plane to part them.",
        hint="Watch the arms grow from the middle outwards. Each crease of the surface is one neuron.",
        experiment=solving("spiral", (Layer(16, "relu"), Layer(16, "relu")), 0.02),
        updates=2000,
    ),
    Preset(
        name="three-blobs",
        title="Three classes",
        caption="Three clouds and three outputs: softmax turns their sums into probabilities that add up to 1.",
        hint="The map shows the class with the largest answer; a border is where two answers are equal.",
        experiment=solving("three_blobs", (Layer(8),), 0.03, loss="cross_entropy", output="softmax", outputs=3),
        updates=300,
    ),
    Preset(
        name="plane",
        title="A tilted plane",
        caption="Values instead of classes, and the simplest of all: linear regression, without a hidden layer.",
        hint="Two weights and a bias, which end at 0.6 each for x and y after centring: see that they do.",
        experiment=solving("plane", (), 0.03, loss="mse", output="linear"),
        updates=300,
    ),
    Preset(
        name="multi-gauss",
        title="Hills and hollows",
        caption="Values again: six bumps up and down, put together from the folds of two ReLU layers.",
        hint="Test loss and training loss stay close together, although there are 697 parameters.",
        experiment=solving("multi_gauss", (Layer(24, "relu"), Layer(24, "relu")), 0.02, loss="mse", output="linear"),
        updates=4000,
    ),
    Preset(
        name="formula",
        title="Your own formula",
        caption="The class is what a formula in x and y says: write another one and see whether the network finds it.",
        hint="Try x*y > 0, or abs(x) + abs(y) < 0.8: the harder the border bends, the longer it takes.",
        experiment=solving("formula", (Layer(16),), 0.03),
        updates=1000,
    ),
    Preset(
        name="custom",
        title="Your own points",
        caption="A few points of one's own, all of them to learn from.",
        hint="Paint more of them on the map, or paste them from a table: it goes on learning meanwhile.",
        experiment=replace(_CUSTOM, data=replace(_CUSTOM.data, test_fraction=0.0)),
        updates=300,
    ),
)

PRESETS = MappingProxyType({entry.name: entry for entry in (*_TABLE, *FAILURES)})
