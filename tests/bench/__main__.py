"""Prints the table of benchmarks: `python -m tests.bench [--json FILE]`. Takes a screen with OpenGL, and a minute."""

from __future__ import annotations

import argparse
import json
import platform
from pathlib import Path

import nncore
from tests.bench import engine, window
from tests.bench.table import table


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench", description="Measure Perceptron Lab beside its peers.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to FILE, too")
    options = parser.parse_args()
    print("Measuring, which takes about a minute; other programs should be quiet meanwhile.", flush=True)
    nncore.warm_up()
    numpy_ns = engine.numpy_nanoseconds()
    rows = [*engine.rows(numpy_ns), *window.rows(numpy_ns)]
    print(table(rows))
    if options.json is not None:
        machine = {"system": platform.platform(), "processor": platform.machine(), "python": platform.python_version()}
        document = {"machine": machine, "rows": [row.record() for row in rows]}
        options.json.write_text(json.dumps(document, indent=2, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    main()
