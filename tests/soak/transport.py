"""Starts and stops: `python -m tests.soak transport [--starts N] [--steps N]`, in a row, and steps of undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from app import bootstrap

bootstrap.before_application()

import nncore as nn  # noqa: E402  the bootstrap comes before Qt and NumPy
from app.context import Context  # noqa: E402
from app.model.document import Document  # noqa: E402
from app.model.work import FULL_SPEED, Work  # noqa: E402
from app.training.controller import Controller  # noqa: E402
from app.training.snapshot import Phase  # noqa: E402
from tests.bench.clock import run_for, run_until  # noqa: E402
from tests.soak.figures import Report, all_of, none  # noqa: E402
from tests.soak.home import own_home  # noqa: E402
from tests.soak.model import difference  # noqa: E402
from tests.soak.program import Hushed, Program, warm_up  # noqa: E402
from tests.soak.resources import Holding, growth_since, holding  # noqa: E402

AGREE_EVERY = 50  # steps: so often the training is asked, too
FIRST = nn.PRESETS["first-run"].experiment


def transport(starts: int, steps: int) -> list[Report]:
    """Everything, in one window."""
    with own_home(), Hushed() as words:
        program = Program("--theme", "light")
        try:
            parts = program.parts
            parts.document.set_speed(FULL_SPEED)
            warm_up(program)
            before = holding()
            return [
                _report("plays and pauses", starts, partial(plays, parts), before, words),
                _report("training threads", starts, threads, before, words),
                _report("steps of undo and redo", 2 * steps, partial(undo_and_redo, parts), before, words),
            ]
        finally:
            program.close()


def _report(
    what: str, count: int, attempt: Callable[[int], tuple[int, list[str]]], before: Holding, words: Hushed
) -> Report:
    done, found = attempt(count)
    said = words.news()
    problems = [*found, *growth_since(before), *([said] if said else [])]
    return Report(f"Transport: {what}", [all_of(what, done, count), none("problems", len(problems))], problems[:20])


def plays(parts: Context, count: int) -> tuple[int, list[str]]:
    """Play and pause; half of them before the training has even heard of it."""
    controller, done = parts.controller, 0
    for number in range(count):
        seen = _seen(parts)
        controller.play()
        if number % 2:
            run_until(lambda: controller.latest is not None and controller.latest.phase is Phase.TRAINING)
        controller.pause()
        run_until(lambda: controller.settle() and not controller.playing)
        stands = _seen(parts)
        run_for(0.001)
        latest = controller.latest
        resting = latest is not None and latest.phase in (Phase.PAUSED, Phase.READY)
        done += resting and _seen(parts) == stands >= seen
    return done, []


def threads(count: int) -> tuple[int, list[str]]:
    """Training threads that are started, and closed at any moment of their lives."""
    rng, done = Random(0), 0
    problems: list[str] = []

    def report(error: BaseException, sentence: str) -> None:
        problems.append(f"{sentence} {error}")

    for _ in range(count):
        controller = Controller(Document(FIRST), report)
        controller.start()
        if rng.random() < 0.5:
            controller.play()
        run_for(rng.choice((0.0, 0.0, 0.001, 0.02)))
        controller.close()
        done += not controller._worker.isRunning()
        controller.deleteLater()
    return done, problems


def undo_and_redo(parts: Context, count: int) -> tuple[int, list[str]]:
    """`count` // 2 edits, all taken back, and all made again: each time exactly the work that was there."""
    document, steps = parts.document, count // 2
    parts.controller.forget()
    document.start_over(FIRST)
    works = [document.work, *(_edited(parts, number) for number in range(steps))]
    done, problems = 0, []
    for number, place in enumerate((*range(steps - 1, -1, -1), *range(1, steps + 1))):
        if number < steps:
            document.undo_stack.undo()
        else:
            document.undo_stack.redo()
        if document.work != works[place]:
            problems.append(f"step {place}: {difference(document.work, works[place])}")
        elif number % AGREE_EVERY == 0 and not _agrees(parts):
            problems.append(f"step {place}: the training is another")
        else:
            done += 1
    return done, problems


def _edited(parts: Context, number: int) -> Work:
    """A live change, one that starts a new run, or one by hand."""
    match number % 3:
        case 0:
            parts.document.edit({"training.l2": (number + 1) / 1e6}, "L2")
        case 1:
            parts.document.edit({"data.seed": number + 1}, "Seed")
        case _:
            parts.controller.by_hand.set_parameter(0, 0, 0, float(number))
    return parts.document.work


def _agrees(parts: Context) -> bool:
    latest = parts.controller.latest if parts.controller.settle() else None
    return latest is not None and latest.experiment == parts.document.experiment


def _seen(parts: Context) -> int:
    return parts.controller.latest.state.observations_seen if parts.controller.latest is not None else 0
