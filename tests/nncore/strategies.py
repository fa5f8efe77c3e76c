"""Experiments by chance, for the tests that must hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

import nncore as nn

# Small, for speed; otherwise all that is allowed.
SEEDS = st.integers(0, 2**32 - 1)
SHARES = st.floats(0.0, 1.0, exclude_max=True)
EPSILONS = st.floats(1e-12, 1.0)
COUNTS = st.integers(1, 1000)
FORMULAS = st.sampled_from(["x", "x*y", "sin(3*x) - y", "x > 0", "floor(2*x + 2)", "hypot(x, y)", "0", "1 - x**2"])

LAYERS = st.builds(
    nn.Layer,
    size=st.integers(1, 5),
    activation=st.sampled_from([name for name, entry in nn.ACTIVATIONS.items() if not entry.output_only]),
    dropout=st.floats(0.0, 0.9),
)


def optimizers(rates: st.SearchStrategy[float]) -> st.SearchStrategy[nn.Optimizer]:
    """All optimizers, with these rates."""
    return st.one_of(
        st.builds(nn.SGD, rates, SHARES, st.booleans()),
        st.builds(nn.Adam, rates, SHARES, SHARES, EPSILONS),
        st.builds(nn.RMSProp, rates, SHARES, EPSILONS),
        st.builds(nn.Adagrad, rates, EPSILONS),
        st.builds(nn.AdamW, rates, SHARES, SHARES, EPSILONS, decay=st.floats(0.0, 10.0)),
    )


FACTORS = st.floats(0.0, 1.0, exclude_min=True)
LOWEST = st.floats(0.0, 1000.0)
SCHEDULES: st.SearchStrategy[nn.Schedule] = st.one_of(
    st.builds(nn.Constant),
    st.builds(nn.StepDecay, COUNTS, FACTORS),
    st.builds(nn.Exponential, FACTORS),
    st.builds(nn.Cosine, COUNTS, LOWEST),
    st.builds(nn.Warmup, COUNTS, FACTORS),
    st.builds(nn.OneCycle, COUNTS, st.floats(0.0, 1.0), st.floats(1.0, 1e12), st.floats(1.0, 1e12)),
    st.builds(nn.Plateau, FACTORS, st.integers(0, 5), SHARES, st.integers(0, 5), LOWEST),
)
GROWTHS = st.builds(nn.BatchGrowth, every=st.integers(1, 20), factor=st.floats(1.0, 1000.0), most=COUNTS)


@st.composite
def data_specs(draw: st.DrawFn) -> nn.DataSpec:
    """All data sets; targets of one's own that suit the number of classes."""
    classes = draw(st.sampled_from([0, 2, 3, 4, 5, 6]))
    coordinates = st.floats(-1e6, 1e6)
    targets = st.integers(0, classes - 1).map(float) if classes else coordinates
    formulas = FORMULAS if not classes else FORMULAS.map(lambda text: f"min(max({text}, 0), {classes - 1})")
    return draw(
        st.builds(
            nn.DataSpec,
            dataset=st.sampled_from(sorted(nn.DATASETS)),
            observations=st.integers(4, 40),
            noise=st.floats(0.0, 1.0),
            test_fraction=st.floats(0.0, 0.9),
            seed=SEEDS,
            formula=formulas,
            points=st.lists(st.tuples(coordinates, coordinates, targets), min_size=1, max_size=12).map(tuple),
            classes=st.just(classes),
        )
    )


@st.composite
def experiments(draw: st.DrawFn, rates: st.SearchStrategy[float] | None = None) -> nn.Experiment:
    """Every experiment that is allowed, but small: what must fit together is drawn so that it does."""
    data = draw(data_specs())
    classes = data.classes if data.dataset in ("custom", "formula") else nn.DATASETS[data.dataset].classes
    outputs = draw(st.sampled_from({0: [1], 2: [1, 2]}.get(classes, [classes])))
    loss = draw(st.sampled_from([name for name, entry in nn.LOSSES.items() if _suits(entry, classes, outputs)]))
    activations = nn.LOSSES[loss].outputs or [n for n, entry in nn.ACTIVATIONS.items() if _may_end(entry, outputs)]
    network = st.builds(
        nn.NetworkSpec,
        inputs=st.lists(
            st.sampled_from([*nn.FEATURES, "sin(3*x)", "x > y", "1 / (1 + x**2)"]), min_size=1, unique=True
        ),
        hidden_layers=st.lists(LAYERS, max_size=3),
        outputs=st.just(outputs),
        output_activation=st.sampled_from(activations),
        initializer=st.sampled_from(sorted(nn.INITIALIZERS)),
        center_inputs=st.booleans(),
    )
    training = st.builds(
        nn.TrainingSpec,
        loss=st.just(loss),
        optimizer=optimizers(st.floats(0.0, 1000.0, exclude_min=True) if rates is None else rates),
        batch_size=st.integers(1, 50),
        epochs=st.none() | COUNTS,
        schedule=SCHEDULES,
        l1=st.floats(0.0, 10.0),
        l2=st.floats(0.0, 10.0),
        shuffle=st.booleans(),
        clip_norm=st.none() | st.floats(1e-6, 1e6),
        batch_schedule=st.none() | GROWTHS,
        target_loss=st.none() | st.floats(0.0, 1e6),
        target_accuracy=st.none() | st.floats(0.0, 1.0) if classes else st.none(),
        patience=st.none() | COUNTS,
    )
    return nn.Experiment(draw(network), data, draw(training), draw(SEEDS))


def _suits(entry: nn.Loss, classes: int, outputs: int) -> bool:
    return (classes > 0 or not entry.for_classes) and (outputs > 1 or "softmax" not in entry.outputs)


def _may_end(entry: nn.Activation, outputs: int) -> bool:
    return outputs > 1 or not entry.output_only
