"""What an autosave holds: the text of a file, and what goes with it so that the window can be as it was."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.model import limits
from app.model.work import FULL_SPEED
from nncore import Experiment, FormatError, SpecError, TrainerState, reader, storage
from nncore.lesson import Lesson

FORMAT = "perceptron-lab-autosave"
VERSION = 1
MAX_PICTURE_BYTES = 1 << 20  # far more than a small picture has
YEARS = range(2000, 9999)  # near the ends of all times there is none in some zones


class NewerError(FormatError):
    """A later version of the program has written this, and can read it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the work, and what it looked like."""

    experiment: Experiment
    state: TrainerState | None
    lesson: Lesson
    speed: float
    name: str
    path: Path | None  # the file it belongs to
    time: datetime
    picture: Callable[[], bytes]  # draws it, as PNG, in the thread that keeps it; b"" where there is none

    def pieces(self) -> Iterator[str]:
        """The text of the file, piece by piece, as `storage.pieces`."""
        about = _About(
            time=self.time.astimezone(UTC).isoformat(),
            name=self.name,
            path=str(self.path.absolute()) if self.path else None,
            speed=None if self.speed == FULL_SPEED else self.speed,
            picture=base64.b64encode(self.picture()).decode("ascii"),
        )
        yield f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"about": {json.dumps(reader.plain(about))},\n"file": '
        yield from storage.pieces(self.experiment, self.state, self.lesson)
        yield "}\n"


@dataclass(frozen=True, slots=True)
class _About:
    """The part of the file that is not the experiment's."""

    time: str
    name: str
    path: str | None
    speed: float | None  # None: full speed
    picture: str  # base64


def read(path: Path) -> Moment:
    """What was kept in the file at `path`. Raises FormatError where it is no such file or is damaged, or OSError.

    Of a file that is larger than any of ours, no more is read than tells that.
    """
    content = reader.strict_json(storage.read_text(path, limits.MAX_FILE_BYTES + MAX_PICTURE_BYTES))
    _check_newer(content)
    reader.check_fields(content, "", ("format", "version", "about", "file"))
    if content["format"] != FORMAT or content["version"] != VERSION:
        raise FormatError("format", f"this is no autosave of version {VERSION}")
    about: _About = reader.read(_About, content["about"], "about")
    experiment, state, lesson = storage.content_of(content["file"])
    speed = FULL_SPEED if about.speed is None else about.speed
    try:
        limits.check(experiment)
        limits.check_speed(speed)
        time = _time(about.time)
        file = _path(about.path)
        picture = base64.b64decode(about.picture, validate=True)
    except SpecError as error:
        raise FormatError(error.field, error.problem) from None
    except (ValueError, OverflowError) as error:  # no time, no path, no base64
        raise FormatError("about", str(error)) from None
    return Moment(experiment, state, lesson, speed, " ".join(about.name.split()), file, time, lambda: picture)


def _check_newer(content: Any) -> None:
    """Raise NewerError where this, or the file in it, has a later version."""
    for part, known in (
        (content, VERSION),
        (content.get("file") if isinstance(content, dict) else None, storage.VERSION),
    ):
        version = part.get("version") if isinstance(part, dict) else None
        if isinstance(version, int) and version > known:
            raise NewerError("version", f"{version} is newer than {known}, which is the newest known here")


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text).astimezone(UTC)
    if time.year not in YEARS:
        raise ValueError(f"the year {time.year} is none in which this was kept")
    return time


def _path(text: str | None) -> Path | None:
    if text and "\0" in text:
        raise ValueError("no path has such a character")
    return Path(text) if text else None
