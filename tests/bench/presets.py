"""Whether the presets keep their promises: each is started from many seeds, and the solved ones are counted."""

from __future__ import annotations

from dataclasses import replace

import nncore
from tests.bench.table import Aim, Comparison

SEEDS = 20
SHARE = 0.95
ACCURACY, R_SQUARED = 0.95, 0.9
PATIENCE = 200_000  # updates for a preset that promises nothing


def solved(trainer: nncore.Trainer) -> bool:
    """Whether 95 % of the test data are answered with their class, or, where they are values, R² is 0.9."""
    score = trainer.evaluate("test" if len(trainer.observations.test_points) else "train")
    return score.accuracy >= ACCURACY or score.r_squared >= R_SQUARED  # what does not apply is NaN


def keeps(preset: nncore.Preset, updates: int, seed: int) -> bool:
    """Whether the preset is solved in time from this seed; a training that diverges is not."""
    trainer = nncore.Trainer(replace(preset.experiment, seed=seed))
    try:
        trainer.advance(batches=updates)
    except nncore.DivergedError:
        return False
    return solved(trainer)


def row(preset: nncore.Preset) -> Comparison:
    """The share of seeds, in %, from which `preset` is solved in the time it promises, or else in PATIENCE.

    One that is meant to fail should hardly ever be.
    """
    updates = preset.updates or PATIENCE
    share = sum(keeps(preset, updates, seed) for seed in range(SEEDS)) / SEEDS
    if preset.fails:
        aims: tuple[Aim, ...] = (Aim(f"at most {100 * (1 - SHARE):.0f} %", share <= 1 - SHARE),)
    else:
        aims = (Aim(f"at least {100 * SHARE:g} %", share >= SHARE),) if preset.updates else ()
    return _comparison(preset.name, updates, share, aims)


def cured(preset: nncore.Preset) -> list[Comparison]:
    """The same with the cure of a preset that is meant to fail; nothing for the others."""
    if preset.cure is None or preset.updates is None:
        return []
    mended, updates = replace(preset, experiment=preset.cure.experiment), preset.updates
    share = sum(keeps(mended, updates, seed) for seed in range(SEEDS)) / SEEDS
    aims = (Aim(f"at least {100 * SHARE:g} %", share >= SHARE),)
    return [_comparison(f"{preset.name}, cured", updates, share, aims)]


def _comparison(name: str, updates: int, share: float, aims: tuple[Aim, ...]) -> Comparison:
    counted = f"{updates:,}".replace(",", " ")
    return Comparison(f"{name}, after {counted} updates", f"% of {SEEDS} seeds", 100 * share, {}, aims)


def rows() -> list[Comparison]:
    return [line for preset in nncore.PRESETS.values() for line in (row(preset), *cured(preset))]
