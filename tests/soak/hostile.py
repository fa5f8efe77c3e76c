"""Formulas, tables and links that chance or malice wrote. Part of `python -m tests.soak damage`."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

import nncore as nn
from app.model import csv_files, table_roles, tables
from app.model.csv_text import TableError
from app.model.playground import LinkError
from app.model.playground import read as read_link
from nncore import formulas
from tests.soak.damaging import damaged
from tests.soak.figures import Figure, Report, all_of, at_most, none
from tests.soak.limits import Tally

LONGEST_SECONDS = 1.0
MEMORY_MB = 200
PIECES = (
    *(
        "x",
        "y",
        "pi",
        "e",
        "1",
        "2",
        "0.5",
        ".5",
        "1e9",
        "1e308",
        "1e999",
        "9" * 400,
        "0x1F",
        "1_0",
        "1j",
        "01",
        "٣",
        "²",
    ),
    *(
        "+",
        "-",
        "*",
        "/",
        "**",
        "^",
        "(",
        ")",
        ",",
        "<",
        "<=",
        "==",
        "≠",
        "not",
        "and",
        "or",
        "%",
        "//",
        "@",
        "=",
        ":=",
    ),
    *("sin(", "exp(", "hypot(", "max(", "sqrt(", "log(", "eval(", "__import__('os')", "x.real", "x[0]", "lambda:0"),
    *(
        "'",
        '"',
        "\\",
        "\n",
        "\t",
        "\0",
        "\u202e",
        "\u200b",
        "𝑥",
        "ｘ",
        "ﬁ",
        "#",
        ";",
        "if",
        "else",
        "for",
        "in",
        "{}",
        "…",
    ),
)
SHAPES: tuple[Callable[[Random], str], ...] = (
    lambda rng: "".join(rng.choices(PIECES, k=rng.randrange(1, 40))),
    lambda rng: " ".join(rng.choices(PIECES, k=rng.randrange(1, 20))),
    lambda rng: "(" * (n := rng.choice((5, 20, 21, 1000, 5000))) + "x" + ")" * n,
    lambda rng: "-" * rng.choice((5, 60, 199, 10_000)) + "x",
    lambda rng: "**".join("9" * rng.randrange(2, 60)),
    lambda rng: "^".join(rng.choices(("x", "9", "y", "-2"), k=rng.randrange(2, 60))),
    lambda rng: (
        rng.choice(("exp(", "sin(", "not ", "2*(")) * rng.choice((5, 20, 60, 3000)) + "x" + ")" * rng.choice((5, 20))
    ),
    lambda rng: rng.choice(PIECES) * rng.choice((50, 10_000)),
    lambda rng: "".join(chr(rng.randrange(1, 0x10000)) for _ in range(rng.randrange(1, 200))),
)
TABLES = (
    "x,y,class\n" + "\n".join(f"{i % 7},{i % 5 / 2},{'ab'[i % 2]}" for i in range(30)),
    "länge;höhe;art\n" + "\n".join(f"{i},5;{i},25;{i % 3}" for i in range(30)),
    "sep=;\n1;2;0\n3;4;1\n",
    "# a comment\n1\t2\t0.5\n3\t4\t-0.5\n",
    '"a ""b""",c,d\n1,2,3\n' * 3,
)
LINK = "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03"
LINK += "&regularizationRate=0&noise=0&networkShape=4,2&seed=0.62&percTrainData=50&x=true&y=true&xTimesY=false&problem="
LINK += "classification&initZero=false&hideText=false"
X, Y = np.meshgrid(np.linspace(-6, 6, 100), np.linspace(-6, 6, 100))


def formula(rng: Random) -> str:
    """It is understood, and computed for a picture of 100 × 100, or refused in a sentence."""
    text = rng.choice(SHAPES)(rng)
    try:
        values = formulas.parse("formula", text)(X, Y)
    except nn.SpecError as error:
        if not str(error).isprintable():
            raise ValueError(f"no sentence: {str(error)!r}") from None
        return "refused"
    if values.shape != X.shape:
        raise ValueError(f"values of another shape: {text!r}")
    return "taken"


def table(rng: Random) -> str:
    """It makes points that are finite and not too many, or is refused in a sentence."""
    content = damaged(rng.choice(TABLES).encode(rng.choice(("utf-8", "utf-16", "latin-1"))), rng)
    try:
        sheet = csv_files.read(content)
        own = tables.own_data(tables.take(sheet, table_roles.propose(sheet)), np.random.default_rng(0))
    except TableError as error:
        if not str(error).endswith("."):
            raise ValueError(f"no sentence: {str(error)!r}") from None
        return "refused"
    if not np.isfinite(np.array(own.points)).all():
        raise ValueError("points that are not finite")
    return "taken"


def link(rng: Random) -> str:
    """It is an experiment, or refused in a sentence."""
    text = damaged(LINK.encode(), rng).decode(errors="replace")
    try:
        read_link(text)
    except LinkError as error:
        if not str(error).isprintable():
            raise ValueError(f"no sentence: {str(error)!r}") from None
        return "refused"
    return "taken"


def reports(count: int, seed: int) -> list[Report]:
    """Read `count` formulas, tables and links each."""
    return [_report(kind, count, seed) for kind in (formula, table, link)]


def _report(kind: Callable[[Random], str], count: int, seed: int) -> Report:
    tally = Tally()
    name = kind.__name__
    for number in range(count):
        rng = Random(f"{seed} {name} {number}")
        tally.judge(f"{name} {number} of seed {seed}", lambda rng=rng: kind(rng))  # type: ignore[misc]
    figures = [
        all_of(f"{name}s refused with a sentence, or taken", tally.outcomes.total(), count),
        Figure("of these taken", tally.outcomes["taken"]),
        at_most("the longest", tally.longest, "s", LONGEST_SECONDS),
        at_most("the most memory that one took", tally.most_mb, "MB", MEMORY_MB),
        none("other exceptions, hangs", len(tally.problems)),
    ]
    return Report(f"Hostile {name}s", figures, tally.problems[:20])
