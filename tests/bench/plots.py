"""Plots of cost against size, one PNG each."""

from __future__ import annotations

from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.bench import sweeps
from tests.bench.candidates import BY_HAND_32, BY_HAND_64, NUMPY, OURS, TORCH_32, TORCH_64
from tests.bench.sweeps import Curves
from tests.bench.table import Comparison

# By candidate: colour, and the style of the line.
LOOKS = {
    OURS: ("#1f6feb", "-"),
    NUMPY: ("#e0812a", "-"),
    TORCH_64: ("#2d8f4e", "-"),
    BY_HAND_64: ("#2d8f4e", "--"),
    TORCH_32: ("#8a55c4", "-"),
    BY_HAND_32: ("#8a55c4", "--"),
}


def draw(curves: Curves, path: Path) -> None:
    """Write the picture of `curves` to `path`."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for name, times in curves.lines.items():
        colour, style = LOOKS[name]
        axes.plot(curves.sweep.values, times, style, color=colour, label=name, marker="o", markersize=3)
    if min(curves.sweep.values) > 0:
        axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xticks(curves.sweep.values, [str(value) for value in curves.sweep.values])
    axes.minorticks_off()
    axes.set(xlabel=curves.sweep.what, ylabel="nanoseconds per observation", title=f"Training: {curves.sweep.name}")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=120)


def rows(folder: Path) -> list[Comparison]:
    """Measure every sweep, write its picture into `folder`, and say where ours compares worst."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for sweep in sweeps.sweeps():
        curves = sweeps.measure(sweep)
        draw(curves, folder / f"{sweep.name.replace(',', '').replace(' ', '-')}.png")
        found += sweeps.rows(curves)
    return found
