"""How fast the engine trains: forward, backward and update, beside all its peers."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from tests.bench.candidates import (
    ARTICLE,
    NUMPY,
    ONE_BY_ONE,
    OURS,
    SCIKIT_LEARN,
    TORCH,
    TORCH_32,
    C,
    Times,
    entrants,
)
from tests.bench.measure import nanoseconds
from tests.bench.table import Aim, Comparison
from tests.bench.work import Work

# The aims are told in nanoseconds of a machine where the C program takes this many.
C_NANOSECONDS = 65

Judge = Callable[[float, Times], tuple[Aim, ...]]


def near_c(ours: float, times: Times) -> tuple[Aim, ...]:
    """At most 1.3 times the C program, and far from what the article's way costs."""
    c, one_by_one = times[C], times[ONE_BY_ONE]
    return (
        Aim("at most 1.3 times C", None if c is None else ours <= 1.3 * c),
        Aim("150 times NumPy, one by one", None if one_by_one is None else 150 * ours <= one_by_one),
    )


def scaled(limit: float) -> Judge:
    """At most `limit` nanoseconds where the C program takes 65."""

    def judge(ours: float, times: Times) -> tuple[Aim, ...]:
        c = times[C]
        if c is None:
            return (Aim(f"at most {limit:g} ns where C takes {C_NANOSECONDS}", None),)
        there = ours * C_NANOSECONDS / c
        return (Aim(f"{there:.0f} ns where C takes {C_NANOSECONDS}, at most {limit:g}", there <= limit),)

    return judge


def as_fast(ours: float, times: Times) -> tuple[Aim, ...]:
    """No slower than NumPy, nor than PyTorch in half the precision, as its users write it."""
    pairs = [(peer, times[peer]) for peer in (NUMPY, TORCH_32)]
    return tuple(Aim(f"as fast as {peer}", None if theirs is None else ours <= theirs) for peer, theirs in pairs)


def works() -> dict[Work, Judge]:
    """What is trained, and how the result is judged."""
    small = [Work((3, 2, 1), "sigmoid", batch, rule, loss="half_mse") for rule in ("sgd", "adam") for batch in (10, 32)]
    deep = Work((7, 8, 8, 8, 8, 8, 8, 1), "tanh", 10, output="tanh", loss="half_mse")
    wide = [Work((2, width, width, 1), "relu", 32, rule) for width in (64, 256) for rule in ("sgd", "adam")]
    return {
        ARTICLE: near_c,
        **{work: scaled({"sgd": 100, "adam": 130}[work.optimizer]) for work in small},
        deep: scaled(900),
        **dict.fromkeys(wide, as_fast),
    }


def peers_for(work: Work) -> tuple[str, ...]:
    """Those with whom it makes sense to compare `work`."""
    one_by_one = (ONE_BY_ONE,) if work == ARTICLE else ()
    c = () if work.hidden == "relu" else (C,)
    classifier = (SCIKIT_LEARN,) if work.output == "sigmoid" else ()  # it has no other output
    return (*c, *one_by_one, NUMPY, *TORCH, *classifier)


def rows(library: ctypes.CDLL | None) -> list[Comparison]:
    """All works, measured; `library` holds the C program."""
    present = {
        (work, name): candidate
        for work in works()
        for name, candidate in entrants(work, peers_for(work), library).items()
    }
    taken = nanoseconds(present)
    found = []
    for work, judge in works().items():
        ours, times = taken[work, OURS], {peer: taken.get((work, peer)) for peer in peers_for(work)}
        found.append(Comparison(work.title, "ns", ours, times, judge(ours, times)))
    return found
