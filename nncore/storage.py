"""Storage: an experiment and the state of its training as one JSON file, read strictly and written atomically."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

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
BYTES_PER_VALUE, BYTES_PER_LIST = 16, 200  # of the most bytes: it would be full before there are more of them

_MANY = 500  # numbers that are encoded at a time: some tenths of a millisecond
_NESTED = (tuple, list, dict, np.ndarray)

UNFINISHED = ".tmp"  # how the names of files end that are being written
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
    return "".join(pieces(experiment, moment, lesson))


def pieces(experiment: Experiment, moment: TrainerState | None = None, lesson: Lesson = NO_LESSON) -> Iterator[str]:
    """The same text in short pieces, for a thread that is to rest in between: encoding keeps all others waiting.

    Raises SpecError, before the first of them, as `dump` does.
    """
    if moment is not None:
        _check_state(experiment, moment)
    taught = {"lesson": _plain_lesson(lesson)} if lesson != NO_LESSON else {}
    parts = {"experiment": experiment, **taught, "state": moment}
    yield from _encoded({"format": FORMAT, "version": VERSION, **parts})
    yield "\n"


def parse(text: str) -> Content:
    """What a file's text holds. Raises FormatError, with the place in the file, where it is not exactly right."""
    return content_of(reader.strict_json(text))


def content_of(content: Any) -> Content:
    """The same for a text that has been read as JSON."""
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


def _encoded(value: Any, indent: str = "") -> Iterator[str]:
    """JSON with an object's fields and a list's lists and objects on lines of their own, and everything else on one."""
    if is_dataclass(value):
        yield from _encoded(reader.members(value), indent)
    elif isinstance(value, dict):
        between = "{"
        for name, item in value.items():
            yield f"{between}\n{indent}  {json.dumps(name)}: "
            yield from _encoded(item, indent + "  ")
            between = ","
        yield f"\n{indent}}}"
    elif isinstance(value, tuple | list) and value and (is_dataclass(value[0]) or isinstance(value[0], _NESTED)):
        between = "["
        for item in value:
            yield f"{between}\n{indent}  "
            yield from _on_one_line(item)
            between = ","
        yield f"\n{indent}]"
    else:
        yield from _on_one_line(value)


def _on_one_line(value: Any) -> Iterator[str]:
    if not isinstance(value, np.ndarray):
        yield json.dumps(reader.plain(value), allow_nan=False)
        return
    yield "["
    for i in range(0, len(value), _MANY):
        numbers = json.dumps(reader.plain(value[i : i + _MANY]), allow_nan=False)[1:-1]
        yield f", {numbers}" if i else numbers
    yield "]"


def read(path: str | os.PathLike[str], most_bytes: int = MAX_BYTES) -> Content:
    """What the file at `path` holds. Raises FormatError as `parse` does, OSError where it cannot be read.

    Who knows that theirs are small says how many bytes there may be: those of larger ones are never held in memory.
    """
    return parse(read_text(path, most_bytes))


def read_text(path: str | os.PathLike[str], most_bytes: int = MAX_BYTES) -> str:
    """The text of the file at `path`. Raises FormatError where it is none, or absurdly large, and OSError as `read`."""
    source = Path(path)
    if source.exists() and not source.is_file():
        raise FormatError("", NO_FILE)
    with source.open("rb") as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise FormatError("", f"the file is larger than {most_bytes // 2**20} MB")
    # As Python's objects, short values take many times the room that they have in a file.
    values, lists = content.count(b","), content.count(b"[") + content.count(b"{")
    if values > most_bytes // BYTES_PER_VALUE or lists > most_bytes // BYTES_PER_LIST:
        raise FormatError("", "the file holds more values or lists than any experiment")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("", f"not a text in UTF-8: byte {error.start} is not") from None


def write(path: str | os.PathLike[str], contents: str | bytes) -> None:
    """Put `contents` into the file at `path`, whole or not at all: whatever fails, an old file stays as it was.

    A text is written in UTF-8. The file's permissions are kept, and a symbolic link is followed. Raises OSError where
    it cannot be written.
    """
    with _written_beside(path, contents) as (temporary, target):
        temporary.replace(target)
        _sync_folder(target.parent)


def rehearse(path: str | os.PathLike[str], text: str) -> None:
    """Raise OSError where `write` could not put `text` into the file at `path`. Nothing is changed or left behind."""
    with _written_beside(path, text):
        pass


@contextlib.contextmanager
def _written_beside(path: str | os.PathLike[str], contents: str | bytes) -> Iterator[tuple[Path, Path]]:
    """`contents` safe on the disk, in a temporary file beside the target that `path` stands for: these two."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, NO_FILE, str(target))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected", str(target))
    temporary = target.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
    try:
        with temporary.open("xb") as stream:
            if target.exists() and _rights(target) != _rights(temporary):  # some places have the same for all files
                shutil.copymode(target, temporary)  # before there is anything in it that not everybody may read
            stream.write(contents.encode() if isinstance(contents, str) else contents)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary, target
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error  # the temporary file's name says nothing
    finally:
        with contextlib.suppress(OSError):  # as a rule it has taken the target's name and is gone
            temporary.unlink()


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too: else a power cut may bring the old file back.

    The file is in its place by now, so what cannot do this, such as Windows, is no failure.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
