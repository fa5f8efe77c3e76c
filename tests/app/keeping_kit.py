"""Moments of work to keep, and autosaves that were left by programs that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nncore as nn
from app.model import claims, kept
from app.model.kept import Moment
from nncore import storage
from nncore.lesson import NO_LESSON

FIRST = nn.PRESETS["first-run"].experiment
TIME = datetime(2026, 3, 4, 14, 32, 5, tzinfo=UTC)


def moment(observations: int = 300, **changes: Any) -> Moment:
    """The first experiment after so many observations."""
    trainer = nn.Trainer(FIRST)
    trainer.advance(observations=observations)
    made = Moment(FIRST, trainer.state(), NO_LESSON, 320.0, "First", None, TIME, no_picture)
    return replace(made, **changes)


def no_picture() -> bytes:
    return b""


def leave(parent: Path, what: Moment) -> Path:
    """What a program leaves below `parent` that is killed: the file."""
    claim = claims.new(parent)
    storage.write(claim.file, "".join(what.pieces()))
    claim.release()
    return claim.file


def seen_in(file: Path) -> int:
    """How far the work that is kept in `file` is trained."""
    state = kept.read(file).state
    assert state is not None
    return state.observations_seen
