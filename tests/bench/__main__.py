"""Prints the tables of benchmarks: `python -m tests.bench [--only PART] [--output FOLDER] [--json FILE]`.

The part `window` takes a screen with OpenGL, the part `frozen` the packaged program; all of it takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nncore  # before NumPy, for one thread
from tests.bench import engine, presets
from tests.bench.table import Comparison, comparisons, table

OUTPUT = Path(__file__).resolve().parents[2] / "build" / "bench"

LEGEND = """\
Under a peer's name: how many times as long as ours it takes. All have one thread and take turns. Ours computes in
float64, training takes the observations in a fixed order. NumPy: a batch as one matrix, in place, float64. PyTorch:
Sequential, autograd and torch.optim; by hand: in place, without autograd. scikit-learn: partial_fit, by cross-entropy.
C: plain loops, the article's network with batches of one, whatever the row."""

Records = list[dict[str, Any]]


def show_engine(_output: Path) -> Records:
    records = []
    for title, rows in engine.tables().items():
        records += _show(title, rows)
    return records


def show_plots(output: Path) -> Records:
    from tests.bench import plots  # Matplotlib takes half a second

    records = _show("Cost against size, an observation", plots.rows(output))
    print(f"Plots written to {output}\n")
    return records


def show_presets(_output: Path) -> Records:
    return _show("Presets: 95 % of test data right, or R² 0.9", presets.rows())


def show_window(_output: Path) -> Records:
    from tests.bench import window  # and only this part needs Qt

    rows = window.rows(engine.numpy_nanoseconds())
    print(table(rows), flush=True)
    return [row.record() for row in rows]


def show_frozen(_output: Path) -> Records:
    from tests.bench import frozen  # a virtual screen and two packaged programs

    rows = frozen.rows()
    if rows:
        print(table(rows), flush=True)
    return [row.record() for row in rows]


PARTS: tuple[Callable[[Path], Records], ...] = (show_engine, show_plots, show_presets, show_window, show_frozen)


def _show(title: str, rows: list[Comparison]) -> Records:
    print(comparisons(title, rows), flush=True)
    print()
    return [row.record() for row in rows]


def main() -> None:
    parts = {show.__name__.removeprefix("show_"): show for show in PARTS}
    parser = argparse.ArgumentParser(prog="tests.bench", description="Measure Perceptron Lab beside its peers.")
    parser.add_argument("--only", choices=list(parts), help="measure this part and no other")
    parser.add_argument("--output", type=Path, metavar="FOLDER", default=OUTPUT, help="where the plots go")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to FILE, too")
    options = parser.parse_args()
    print("Measuring, which takes some minutes; other programs should be quiet meanwhile.\n", flush=True)
    print(LEGEND + "\n", flush=True)
    nncore.warm_up()
    records = {name: show(options.output) for name, show in parts.items() if options.only in (None, name)}
    if options.json is not None:
        machine = {"system": platform.platform(), "processor": platform.machine(), "python": platform.python_version()}
        document = {"machine": machine, **records}
        options.json.write_text(json.dumps(document, indent=2, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    main()
