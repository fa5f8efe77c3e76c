"""Damaged files: `python -m tests.soak damage [--files N] [--seed S] [--first I]`; also formulas, tables and links.

File number I of a seed is always the same: `--seed S --first I --files 1` looks at one again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from app import bootstrap

bootstrap.before_application()

import nncore as nn  # noqa: E402  the bootstrap comes before Qt and NumPy
from app.context import Context  # noqa: E402
from app.model import limits  # noqa: E402
from nncore import storage  # noqa: E402
from tests.soak import genuine, hostile  # noqa: E402
from tests.soak.damaging import damaged  # noqa: E402
from tests.soak.figures import Figure, Report, all_of, at_most, none  # noqa: E402
from tests.soak.home import own_home  # noqa: E402
from tests.soak.limits import Tally  # noqa: E402

LONGEST_SECONDS = 1.0
MEMORY_MB = 200
WINDOW_EVERY = 50  # files: so often one goes through the window too
REFUSED, HARMLESS = "refused", "harmless"


def read(path: Path) -> str:
    """Refused with a sentence, or harmless: then it is saved again, and trains."""
    try:
        content = storage.read(path, limits.MAX_FILE_BYTES)
        limits.check(content.experiment)
    except (nn.FormatError, nn.SpecError) as error:
        if not (str(error) and str(error).isprintable() and len(str(error)) < 1000):
            raise ValueError(f"no sentence: {str(error)[:300]!r}") from None
        return REFUSED
    again = storage.parse(storage.dump(*content))
    if again[0] != content.experiment or again[2] != content.lesson:
        raise ValueError("it is another one when it has been saved")
    try:
        content.trainer().advance(batches=1)
    except nn.DivergedError:  # what it is told to do may not go well
        return HARMLESS
    return HARMLESS


class Opening:
    """Opens files by the window, whose state a refused one must leave alone."""

    def __init__(self, parts: Context) -> None:
        self._parts = parts
        self._said: list[str] = []
        parts.window.files.failed.connect(self._said.append)

    def open(self, path: Path) -> str:
        """As the window's open does, without the dialog."""
        before = self._state()
        self._said.clear()
        if self._parts.window.files.load(path):
            self._parts.document.start_over(nn.PRESETS["first-run"].experiment)
            return HARMLESS
        if self._state() != before:
            raise ValueError("a refused file changed the window's state")
        if len(self._said) != 1 or not self._said[0].startswith(f"{path.name} was not opened"):
            raise ValueError(f"the window said {self._said}")
        return REFUSED

    def _state(self) -> Sequence[object]:
        document, window = self._parts.document, self._parts.window
        stack = document.undo_stack
        place = (stack.index(), stack.count(), document.path, document.unsaved, self._parts.controller.playing)
        return (id(document.work), window.windowTitle(), *place)


def files(count: int, seed: int, first: int, parts: Context | None) -> Report:
    """Read so many damaged files, some of them by the window of `parts`."""
    originals = genuine.files()
    tally, by_window = Tally(), Tally()
    opening = Opening(parts) if parts is not None else None
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-soak-") as folder:
        path = Path(folder) / "damaged.json"
        for number in range(first, first + count):
            rng = Random(f"{seed} {number}")
            path.write_bytes(damaged(rng.choice(originals), rng))
            name = f"--seed {seed} --first {number} --files 1"
            tally.judge(name, lambda: read(path))
            if opening is not None and number % WINDOW_EVERY == 0:
                by_window.judge(name, lambda: opening.open(path))
            if number % 5000 == 4999:
                print(f"{number + 1} files, {dict(tally.outcomes)}", flush=True)
    refused, harmless = tally.outcomes[REFUSED], tally.outcomes[HARMLESS]
    figures = [
        Figure("genuine files", len(originals)),
        all_of("damaged files refused with a sentence, or harmless and saved again", refused + harmless, count),
        Figure("of these harmless", harmless),
        at_most("the longest", max(tally.longest, by_window.longest), "s", LONGEST_SECONDS),
        at_most("the most memory that one took", max(tally.most_mb, by_window.most_mb), "MB", MEMORY_MB),
        none("other exceptions, hangs, changed states", len(tally.problems) + len(by_window.problems)),
    ]
    if opening is not None:
        figures.append(Figure("of these opened by the window", by_window.outcomes.total()))
    return Report("Damaged files", figures, [*tally.problems, *by_window.problems][:20])


def damage(count: int, seed: int, first: int = 0) -> list[Report]:
    """Files, then everything else that is read; with the window, so that it takes a screen."""
    from tests.soak.program import Hushed, Program

    with own_home(), Hushed():
        program = Program()
        try:
            return [files(count, seed, first, program.parts), *hostile.reports(max(count // 5, 1), seed)]
        finally:
            program.close()
