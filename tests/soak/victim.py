"""The program that `python -m tests.soak kills` ends: it trains, and saves or autosaves over and over.

python -m tests.soak.victim FILE.json [saves]

Says on stdout what is on the disk: `ready`, `saved OBSERVATIONS`, `kept TIME`, a line each.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from random import Random

from app import bootstrap

bootstrap.before_application()

from app.model.work import FULL_SPEED  # noqa: E402  the bootstrap comes before Qt and NumPy
from app.windows.recovery import autosaving  # noqa: E402
from tests.soak.program import Program  # noqa: E402

# Far more often than usual: else nearly every kill would meet a program that writes nothing.
AUTOSAVE_MS = 20


def main(path: Path, *, saves: bool) -> None:
    """Never ends."""
    autosaving.AFTER_EDIT_MS = autosaving.WHILE_TRAINING_MS = AUTOSAVE_MS
    program = Program(str(path), "--play")
    parts, rng = program.parts, Random(0)
    parts.document.set_speed(FULL_SPEED)
    autosave = parts.window.features.autosave
    kept = autosave.last_kept
    print("ready", flush=True)
    for turn in count():
        program.rest(rng.choice((0.005, 0.02, 0.05)))
        if saves and parts.window.files.save_to(path):
            assert parts.controller.state is not None
            print(f"saved {parts.controller.state.observations_seen}", flush=True)
        elif turn % 10 == 0:  # a change that the training goes on with
            parts.document.edit({"training.l2": turn / 1e6}, "L2")
        if autosave.last_kept != kept and autosave.last_kept is not None:
            kept = autosave.last_kept
            print(f"kept {kept.isoformat()}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), saves="saves" in sys.argv[2:])
