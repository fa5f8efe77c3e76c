"""Trains every preset and keeps what it answers over the plane, small, for the pictures in the gallery.

Run by hand when a preset changes: .venv/bin/python -m tests.app.preset_answers
"""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import app.resources
import nncore as nn
from app.training import pictures
from app.training.answers import shown
from app.training.snapshot import share
from app.windows.presets.pictures import SIDE

TARGET = Path(app.resources.__file__).parent / "presets.json"
PATIENCE = 200_000  # updates for a preset that promises nothing


def answers(preset: nn.Preset) -> NDArray[np.uint8]:
    """What the network of `preset` answers when it is trained: SIDE × SIDE levels, from the lowest row of the plane."""
    trainer = nn.Trainer(preset.experiment)
    with contextlib.suppress(nn.DivergedError):  # it stands in the last state that can be shown
        trainer.advance(batches=preset.updates or PATIENCE)
    surface: Any = pictures.of_network(trainer, SIDE, (0.0, 1.0)).surface
    levels = np.nan_to_num(share(surface.astype(np.float64), shown(trainer).scale), nan=0.5)
    coded: NDArray[np.uint8] = np.rint(255 * np.clip(levels, 0.0, 1.0)).astype(np.uint8)
    return coded


def main() -> None:
    coded = {name: base64.b64encode(answers(preset).tobytes()).decode() for name, preset in nn.PRESETS.items()}
    TARGET.write_text(json.dumps(coded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
