"""Storage: an experiment and the state of its training as one JSON file, read strictly and written atomically."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from nncore import datasets, reader, upgrades
from nncore.errors import FormatError, SpecError
from nncore.lesson import NO_LESSON, Lesson
from nncore.spec import Experiment
from nncore.state import TrainerState, check_fit
from nncore.trainer import Trainer

FORMAT = "perceptron-lab"
VERSION = 1
# Room for the largest network that a NetworkSpec allows, with two averages per parameter, and for as many own points as
# a DataSpec allows; in early files also for a gradient.
MAX_BYTES = 128 * 2**20

NO_FILE = "this is a folder or a device, not a file"


class Content(NamedTuple):
    """What a file holds: `state` is None where there is an experiment alone, `lesson` is NO_LESSON as a rule."""

    experiment: Experiment
    state: TrainerState | None = None
    lesson: Lesson = NO_LESSON

    def trainer(self) -> Trainer:
        """A new trainer that stands where the file stands."""
        trainer = Trainer(self.experiment)
        if self.state is not None:
            trainer.restore(self.state)
        return trainer


def save(path: str | os.PathLike[str], trainer: Trainer, lesson: Lesson = NO_LESSON) -> None:
    """Write `trainer`, exactly, to the file at `path`. Raises OSError, and keeps an old file, where it cannot."""
    write(path, dump(trainer.experiment, trainer.state(), lesson))


def load(path: str | os.PathLike[str]) -> Trainer:
    """The trainer that was saved at `path`, or a new one where the file holds an experiment alone.

    Raises FormatError, with the place in the file, for anything else than such a file, OSError where it cannot be read.
    """
    return read(path).trainer()


def dump(experiment: Experiment, moment: TrainerState | None = None, lesson: Lesson = NO_LESSON) -> str:
    """The text of a file: indented, with every list of numbers on one line.

    Raises SpecError where `moment` is no state of `experiment`: nothing is written that could not be read.
    """
    if moment is not None:
        _check_state(experiment, moment)
    taught = {"lesson": _plain_lesson(lesson)} if lesson != NO_LESSON else {}
    parts = {"experiment": reader.plain(experiment), **taught, "state": reader.plain(moment)}
    return _indented({"format": FORMAT, "version": VERSION, **parts}) + "\n"


def parse(text: str) -> Content:
    """What a file's text holds. Raises FormatError, with the place in the file, where it is not exactly right."""
    content = reader.strict_json(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FormatError("format", f'this is no Perceptron Lab file: it should hold "format": "{FORMAT}"')
    version = reader.read(int, content.get("version"), "version")
    if version > VERSION:
        raise FormatError(
            "version", f"the file has version {version}, newer than {VERSION}, which is the newest known here"
        )
    if version < 1:
        raise FormatError("version", f"must be {VERSION}, got {version}")
    reader.check_fields(content, "", ("format", "version", "experiment"), ("state", "lesson"))
    upgrades.upgrade(content)
    experiment: Experiment = reader.read(Experiment, content["experiment"], "experiment")
    moment: TrainerState | None = reader.read(TrainerState | None, content.get("state"), "state")
    if moment is not None:
        try:
            _check_state(experiment, moment)
        except SpecError as error:
            raise FormatError(error.field, error.problem) from None
    lesson = _read_lesson(content["lesson"]) if "lesson" in content else NO_LESSON
    return Content(experiment, moment, lesson)


def _plain_lesson(lesson: Lesson) -> dict[str, Any]:
    """Only what there is something to say about."""
    return {
        field.name: reader.plain(getattr(lesson, field.name))
        for field in fields(lesson)
        if getattr(lesson, field.name) != field.default
    }


def _read_lesson(value: Any) -> Lesson:
    reader.check_fields(value, "lesson", (), [field.name for field in fields(Lesson)])
    lesson: Lesson = reader.read(Lesson, {**reader.plain(NO_LESSON), **value}, "lesson")
    return lesson


def _check_state(experiment: Experiment, moment: TrainerState) -> None:
    check_fit(moment, experiment, len(datasets.make(experiment.data).train_points))


def _indented(value: Any, indent: str = "") -> str:
    """JSON with an object's fields and a list's lists and objects on lines of their own, and everything else on one."""
    inner = indent + "  "
    if isinstance(value, dict):
        lines = [f"{json.dumps(name)}: {_indented(item, inner)}" for name, item in value.items()]
    elif isinstance(value, list) and value and isinstance(value[0], dict | list):
        lines = [json.dumps(item, allow_nan=False) for item in value]
    else:
        return json.dumps(value, allow_nan=False)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}{closing}"


def read(path: str | os.PathLike[str]) -> Content:
    """What the file at `path` holds. Raises FormatError as `parse` does, OSError where it cannot be read."""
    return parse(_text(path))


def _text(path: str | os.PathLike[str]) -> str:
    source = Path(path)
    if source.exists() and not source.is_file():
        raise FormatError("", NO_FILE)
    with source.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FormatError("", f"the file is larger than {MAX_BYTES // 2**20} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("", f"not a text in UTF-8: byte {error.start} is not") from None


def write(path: str | os.PathLike[str], text: str) -> None:
    """Put `text` into the file at `path`, whole or not at all: whatever fails, an old file stays as it was.

    Its permissions are kept, and a symbolic link is followed. Raises OSError where it cannot be written.
    """
    with _written_beside(path, text) as (temporary, target):
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)


def rehearse(path: str | os.PathLike[str], text: str) -> None:
    """Raise OSError where `write` could not put `text` into the file at `path`. Nothing is changed or left behind."""
    with _written_beside(path, text):
        pass


@contextlib.contextmanager
def _written_beside(path: str | os.PathLike[str], text: str) -> Iterator[tuple[Path, Path]]:
    """`text` safe on the disk, in a temporary file beside the target that `path` stands for: these two."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, NO_FILE, str(target))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected", str(target))
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary, target
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error  # the temporary file's name says nothing
    finally:
        with contextlib.suppress(OSError):  # as a rule it has taken the target's name and is gone
            temporary.unlink()
