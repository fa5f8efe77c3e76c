"""Data sets: seeded points in the plane with a target each, split into observations to train on and to test on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from nncore import formulas, generators, own_points
from nncore.arrays import Array, read_only
from nncore.errors import SpecError

if TYPE_CHECKING:
    from nncore.spec import DataSpec

CUSTOM, FORMULA = "custom", "formula"

# What these two hold until somebody writes something else.
EXAMPLE_FORMULA = "y > sin(3*x) / 2"
EXAMPLE_POINTS = own_points.EXAMPLE


@dataclass(frozen=True, slots=True)
class Dataset:
    """One entry of the table.

    `generate(rng, n, noise)` gives points (n, 2) in the square `domain` × `domain` and targets (n, 1): class numbers
    from 0 to `classes` − 1, or values where `classes` is 0. Only the clusters of `gauss` reach beyond the square.
    `target_range` has the targets between which answers are shown; `default` is a good number of observations. A set
    with `fixed` has its own observations, all for training. For `custom` and `formula`, whose points and rule are the
    person's own, `generate` and the rest describe their example; the functions of this module know the rest.
    """

    name: str
    title: str
    formula: str
    latex: str
    about: str
    generate: Callable[[Generator, int, float], tuple[Array, Array]]
    domain: tuple[float, float] = (-6.0, 6.0)
    classes: int = 2
    target_range: tuple[float, float] = (0.0, 1.0)
    default: int = 500
    fixed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """Points (n, 2) and targets (n, 1) for training, and as many again, or none, for testing."""

    train_points: Array
    train_targets: Array
    test_points: Array
    test_targets: Array


def _truth_table(name: str, title: str, answers: tuple[float, float, float, float], about: str) -> Dataset:
    inputs = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
    pairs = list(zip(inputs, answers, strict=True))
    return Dataset(
        name=name,
        title=f"{title}, truth table",
        formula=", ".join(f"{point} → {answer:g}" for point, answer in pairs),
        latex=r",\; ".join(rf"{point} \mapsto {answer:g}" for point, answer in pairs),
        about=about,
        generate=generators.truth_table(*answers),
        domain=(0.0, 1.0),
        default=4,
        fixed=True,
    )


_TABLE = (
    Dataset(
        name="xor",
        title="XOR",
        formula="t = 0 if x and y are both < ½ or both ≥ ½, else 1; x, y ~ U(0, 1)",
        latex=r"t = 0 \;\mathrm{if}\; (x < \frac{1}{2}) = (y < \frac{1}{2}), \;\mathrm{else}\; 1",
        about="Exclusive or over the unit square: no straight line separates it, so it needs a hidden layer.",
        generate=generators.xor,
        domain=(0.0, 1.0),
    ),
    _truth_table(
        "xor_table",
        "XOR",
        (0, 1, 1, 0),
        "Exclusive or in its four rows: the smallest problem that a single perceptron cannot solve.",
    ),
    _truth_table(
        "and_table",
        "AND",
        (0, 0, 0, 1),
        "1 only where both are 1. One straight line does it: no hidden layer is needed.",
    ),
    _truth_table(
        "or_table",
        "OR",
        (0, 1, 1, 1),
        "1 where at least one is 1. One straight line does it: no hidden layer is needed.",
    ),
    Dataset(
        name="circle",
        title="Circle",
        formula="t = 1 if √(x² + y²) < 2.5, else 0; radius ~ U(0, 2.5) or U(3.5, 5); noise n: judged after U(−5, 5)·n",
        latex=r"t = 1 \;\mathrm{if}\; \sqrt{x^2 + y^2} < 2.5, \;\mathrm{else}\; 0",
        about="One class surrounds the other, so the border must close. Three neurons can fence it in; with x² and y² "
        "as inputs none is needed.",
        generate=generators.circle,
    ),
    Dataset(
        name="playground_xor",
        title="XOR, as in TensorFlow Playground",
        formula="t = 1 if x · y ≥ 0, else 0; x, y ~ U(−5, 5) ± 0.3; noise n: judged after U(−5, 5)·n",
        latex=r"t = 1 \;\mathrm{if}\; x\,y \geq 0, \;\mathrm{else}\; 0",
        about="Opposite quarters belong together, with a gap between them. No straight line separates them; the input "
        "x·y does so alone.",
        generate=generators.playground_xor,
    ),
    Dataset(
        name="gauss",
        title="Two clouds",
        formula="(x, y) ~ N((2, 2), σ²) → 1, N((−2, −2), σ²) → 0; noise n: σ² = 0.5 + 7·n",
        latex=r"t = 1:\; (x, y) \sim N((2, 2), \sigma^2), \quad t = 0:\; (x, y) \sim N((-2, -2), \sigma^2)",
        about="Two round clouds, which one straight line tells apart. Noise makes them overlap: then no network can "
        "be right everywhere; a few points even leave the plane that is shown.",
        generate=generators.gauss,
    ),
    Dataset(
        name="spiral",
        title="Spiral",
        formula="radius 5·s, angle 3.5·π·s → 1, half a turn further → 0; 0 ≤ s < 1; noise n: moved by U(−1, 1)·n",
        latex=r"(x, y) = 5 s\,(\sin 3.5\pi s,\; \cos 3.5\pi s) \mapsto 1, \quad -(x, y) \mapsto 0, \quad 0 \leq s < 1",
        about="Two arms wound around each other: the hardest of the Playground's sets. It takes more neurons, layers "
        "and patience than the others, or sines as inputs.",
        generate=generators.spiral,
    ),
    Dataset(
        name="moons",
        title="Moons",
        formula="(3·cos a − 1.5, 3·sin a − 0.75) → 0, mirrored → 1; a ~ U(0, π); noise n: moved by U(−1.5, 1.5)·n",
        latex=r"(x, y) = (3 \cos a - 1.5,\; 3 \sin a - 0.75) \mapsto 0, \quad -(x, y) \mapsto 1",
        about="Two half circles, each reaching into the other. A straight line gets most of it right; the tips need a "
        "hidden layer.",
        generate=generators.moons,
    ),
    Dataset(
        name="checkerboard",
        title="Checkerboard",
        formula="t = (⌊x/3⌋ + ⌊y/3⌋) mod 2; x, y ~ U(−6, 6); noise n: judged after U(−3, 3)·n",
        latex=r"t = (\lfloor x/3 \rfloor + \lfloor y/3 \rfloor) \;\mathrm{mod}\; 2",
        about="Sixteen fields in turns: XOR many times over. A network has to find six borders and how they combine, "
        "which takes a wide layer or several, and enough points in every field.",
        generate=generators.checkerboard,
        default=1000,
    ),
    Dataset(
        name="rings",
        title="Rings",
        formula="t = 0 if 2 ≤ √(x² + y²) < 4, else 1; radius ~ U(0.5, 1.5), U(2.5, 3.5) or U(4.5, 5.5); "
        "noise n: judged after U(−3, 3)·n",
        latex=r"t = 0 \;\mathrm{if}\; 2 \leq \sqrt{x^2 + y^2} < 4, \;\mathrm{else}\; 1",
        about="A ring between two of the other class: two closed borders, one inside the other. x² and y² as inputs "
        "make it a band, which still takes two neurons.",
        generate=generators.rings,
    ),
    Dataset(
        name="three_blobs",
        title="Three clouds",
        formula="(x, y) ~ N(3·(sin a, cos a), σ²) → t, a = t·120°, t = 0, 1, 2; noise n: σ = 0.6 + n",
        latex=r"(x, y) \sim N(3\,(\sin a, \cos a), \sigma^2), \quad a = \frac{2 \pi t}{3}, \quad t \in \{0, 1, 2\}",
        about="Three classes around the centre: one output for each, and softmax to choose. No hidden layer is needed.",
        generate=generators.three_blobs,
        classes=3,
        target_range=(0.0, 2.0),
    ),
    Dataset(
        name="plane",
        title="Plane",
        formula="t = (x + y)/10; x, y ~ U(−6, 6); noise n: judged after U(−6, 6)·n",
        latex=r"t = \frac{x + y}{10}",
        about="A value instead of a class, rising evenly to the upper right. One linear neuron is enough.",
        generate=generators.plane,
        classes=0,
        target_range=(-1.0, 1.0),
        default=1200,
    ),
    Dataset(
        name="multi_gauss",
        title="Hills and hollows",
        formula="t = ±max(0, 1 − d/2), d to the nearest of + at (−4, 2.5), (4, 2.5), (0, −2.5) and − at (0, 2.5), "
        "(−4, −2.5), (4, −2.5); x, y ~ U(−6, 6); noise n: judged after U(−6, 6)·n",
        latex=r"t = \pm\max(0,\; 1 - d/2)",
        about="A value instead of a class: three hills and three hollows in flat land. Each takes several neurons.",
        generate=generators.multi_gauss,
        classes=0,
        target_range=(-1.0, 1.0),
        default=1200,
    ),
    Dataset(
        name=CUSTOM,
        title="Own points",
        formula="t is what you give each point (x, y)",
        latex=r"(x_i, y_i) \mapsto t_i",
        about="Points of your own: put them where you like. Few of them leave much to the network's imagination.",
        generate=lambda _rng, _n, _noise: own_points.arrays(EXAMPLE_POINTS),
        domain=own_points.domain(EXAMPLE_POINTS),
        default=len(EXAMPLE_POINTS),
    ),
    Dataset(
        name=FORMULA,
        title="Own formula",
        formula="t = f(x, y), for classes rounded down; x, y ~ U(−1, 1); noise n: judged after U(−1, 1)·n",
        latex=r"t = f(x, y)",
        about="A target of your own at every point of the plane, as a formula in x and y: what will the network make "
        "of it?",
        generate=partial(generators.from_formula, formula=formulas.parse(FORMULA, EXAMPLE_FORMULA), classes=2),
        domain=(-1.0, 1.0),
    ),
)

DATASETS = MappingProxyType({entry.name: entry for entry in _TABLE})


def check(spec: DataSpec) -> None:
    """Raise SpecError, naming the field, where the points, the formula or the classes of `spec` do not fit its set."""
    if spec.classes and not 2 <= spec.classes <= own_points.MAX_CLASSES:
        raise SpecError("classes", f"0, for values, or between 2 and {own_points.MAX_CLASSES}", spec.classes)
    formulas.parse("formula", spec.formula)
    if spec.dataset == CUSTOM:
        own_points.check_targets(spec.points, spec.classes)
    elif spec.dataset == FORMULA:
        _drawn(spec)


def classes(spec: DataSpec) -> int:
    """How many classes the targets of `spec` number, from 0 on; 0 where they are values."""
    return spec.classes if spec.dataset in (CUSTOM, FORMULA) else DATASETS[spec.dataset].classes


def domain(spec: DataSpec) -> tuple[float, float]:
    """Where the square that `spec` lies in begins and ends, along either axis."""
    return own_points.domain(spec.points) if spec.dataset == CUSTOM else DATASETS[spec.dataset].domain


def target_range(spec: DataSpec) -> tuple[float, float]:
    """The lowest and the highest target to be shown: for own values those that there are, always some way apart."""
    if spec.dataset not in (CUSTOM, FORMULA):
        return DATASETS[spec.dataset].target_range
    if spec.classes:
        return 0.0, float(spec.classes - 1)
    _points, targets = _drawn(spec)
    low, high = float(targets.min()), float(targets.max())
    return (low, high) if high - low > 1e-6 else (low - 0.5, high + 0.5)


def make(spec: DataSpec) -> Observations:
    """The observations that `spec` describes: the same spec gives the same numbers."""
    points, targets = _drawn(spec)
    n_test = _tested(spec, len(points))
    if spec.dataset == CUSTOM:
        order = own_order(spec)
        points, targets = points[order], targets[order]
    points, targets = read_only(points), read_only(targets)
    # All other sets come in random order, so the first ones are as good a sample as any.
    return Observations(points[n_test:], targets[n_test:], points[:n_test], targets[:n_test])


def own_order(spec: DataSpec) -> Array:
    """The row numbers of the points of a `custom` spec: those for testing first, then those for training."""
    targets = own_points.arrays(spec.points)[1][:, 0]
    n_test = _tested(spec, len(targets))
    classes = targets if spec.classes else np.zeros_like(targets)
    return own_points.test_first(np.random.default_rng(spec.seed), classes, n_test)


def _tested(spec: DataSpec, n: int) -> int:
    """How many of n observations are kept for testing: one at least is left to train on."""
    return 0 if DATASETS[spec.dataset].fixed else min(round(n * spec.test_fraction), n - 1)


def _drawn(spec: DataSpec) -> tuple[Array, Array]:
    if spec.dataset == CUSTOM:
        return own_points.arrays(spec.points)
    rng = np.random.default_rng(spec.seed)
    if spec.dataset == FORMULA:
        formula = formulas.parse("formula", spec.formula)
        return generators.from_formula(rng, spec.observations, spec.noise, formula, spec.classes)
    return DATASETS[spec.dataset].generate(rng, spec.observations, spec.noise)
