"""Prints how reliable the program is: `python -m tests.soak [PART] [OPTIONS]`; `--help` lists them. Linux only.

All of it takes more than an hour, and a screen with OpenGL. Exit status 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Mapping

from tests.soak.figures import Report

Reports = list[Report]


def damage(options: argparse.Namespace) -> Reports:
    from tests.soak.damage import damage  # here and below: each part brings in no more than it needs

    return damage(options.files, options.seed, options.first)


def kills(options: argparse.Namespace) -> Reports:
    from tests.soak.kills import kills

    return [kills(options.kills, options.seed)]


def window(options: argparse.Namespace) -> Reports:
    from tests.soak.window import soak

    return [soak(options.minutes, options.seed, options.chapter)]


def transport(options: argparse.Namespace) -> Reports:
    from tests.soak.transport import transport

    return transport(options.starts, options.steps)


def closing(_options: argparse.Namespace) -> Reports:
    from tests.soak.closing import closing

    return [closing()]


PARTS: Mapping[str, Callable[[argparse.Namespace], Reports]] = {
    part.__name__: part for part in (damage, kills, transport, closing, window)
}


def main() -> int:
    """Do a part, or all of them; 0 if every aim is reached."""
    parser = argparse.ArgumentParser(prog="tests.soak", description="Find out how reliable Perceptron Lab is.")
    parser.add_argument("part", nargs="?", choices=list(PARTS), help="this part and no other")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of all that happens by chance")
    parser.add_argument("--files", type=int, default=50_000, help="damage: how many")
    parser.add_argument("--first", type=int, default=0, help="damage: the number of the first file")
    parser.add_argument("--kills", type=int, default=200, help="kills: how many")
    parser.add_argument("--starts", type=int, default=500, help="transport: starts and stops of training")
    parser.add_argument("--steps", type=int, default=1000, help="transport: steps of undo, and then of redo")
    parser.add_argument("--minutes", type=float, default=60.0, help="window: how long")
    parser.add_argument("--chapter", type=int, default=0, help="window: the first")
    options = parser.parse_args()
    print(f"--seed {options.seed}", flush=True)
    good = True
    for name, part in PARTS.items():
        for report in part(options) if options.part in (None, name) else ():
            print(f"{report}\n", flush=True)
            good = good and report.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
