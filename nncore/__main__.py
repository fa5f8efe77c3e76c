"""The engine without a window: train the experiment in a file, check a file, write a preset."""

from __future__ import annotations

import argparse
import io
import math
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from nncore import checks, storage
from nncore.errors import DivergedError, FormatError, SpecError
from nncore.presets import PRESETS
from nncore.trainer import Trainer

DEFAULT_EPOCHS = 100

OK, DIVERGED, REFUSED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status is 1 where the training diverged, 2 where what was given is not right."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a formula must not end the program on an old console
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except FormatError as error:
        return _refuse(f"{options.file}: {error}")
    except SpecError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return status


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m nncore", description="Train and check experiments without a window."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", help="train the experiment in a file")
    train.add_argument("file", metavar="FILE.json")
    help_epochs = f"train so many epochs now (default: up to those of the experiment, or {DEFAULT_EPOCHS})"
    train.add_argument("--epochs", type=int, metavar="N", help=help_epochs)
    train.add_argument("-o", "--output", metavar="OUT.json", help="save the trained network in this file")
    train.set_defaults(run=_train)

    check = commands.add_parser("check", help="say whether a file is valid")
    check.add_argument("file", metavar="FILE.json")
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="write the experiment of a preset; without PRESET, list the presets")
    new.add_argument("preset", nargs="?", choices=[*PRESETS], metavar="PRESET")
    new.add_argument("-o", "--output", metavar="FILE.json", help="write it to this file")
    new.set_defaults(run=_new)
    return parser


def _train(options: argparse.Namespace) -> int:
    trainer = storage.load(options.file)
    experiment = trainer.experiment
    if options.epochs is not None:
        goal = trainer.epoch + checks.integer("--epochs", options.epochs, 1, 10**9)
        trainer.adopt(replace(experiment, training=replace(experiment.training, epochs=None)))
    else:
        goal = experiment.training.epochs or trainer.epoch + DEFAULT_EPOCHS
    status = _advance(trainer, goal)
    trainer.adopt(experiment)
    _report(trainer)
    if options.output:
        storage.save(options.output, trainer)
    return status


def _advance(trainer: Trainer, goal: int) -> int:
    """Train up to the epoch `goal` with a progress bar; the exit status so far."""
    end = goal * len(trainer.observations.train_points)
    start, shown = trainer.observations_seen, -1
    slice_ = max(1, 20_000_000 // trainer.experiment.network.parameters)  # a fraction of a second
    with _interrupts() as interrupted:
        try:
            while trainer.observations_seen < end and not interrupted.is_set():
                trainer.advance(observations=min(slice_, end - trainer.observations_seen))
                percent = 100 * (trainer.observations_seen - start) // (end - start)
                if percent != shown:
                    shown = percent
                    _show_progress(percent, trainer.epoch)
        except DivergedError as error:
            print(f"\n{error}", file=sys.stderr)
            return DIVERGED
    print(file=sys.stderr)
    return INTERRUPTED if interrupted.is_set() else OK


@contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets: the training ends between two steps and not in the middle of one."""
    event = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: event.set())
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


def _show_progress(percent: int, epoch: int) -> None:
    bar = "#" * (percent * 30 // 100)
    print(f"\r[{bar:30}] {percent:3} %  epoch {epoch}", end="", file=sys.stderr, flush=True)


def _report(trainer: Trainer) -> None:
    print(f"epoch              {trainer.epoch}")
    for split, name in (("train", "training"), ("test", "test")):
        score = trainer.evaluate(split)
        if not math.isnan(score.loss):
            print(f"{name + ' loss':18} {score.loss:.6g}")
            print(f"{name + ' accuracy':18} {100 * score.accuracy:.1f} %")


def _check(options: argparse.Namespace) -> int:
    experiment, state = storage.read(options.file)
    size = "-".join(str(units) for units in experiment.network.sizes)
    reached = f"trained for {state.updates} updates" if state else "not trained yet"
    print(f"{options.file}: valid, a {size} network for the data set {experiment.data.dataset}, {reached}")
    return OK


def _new(options: argparse.Namespace) -> int:
    if options.preset is None:
        for preset in PRESETS.values():
            print(f"{preset.name:18} {preset.caption}")
        return OK
    text = storage.dump(PRESETS[options.preset].experiment)
    if options.output:
        storage.write(options.output, text)
    else:
        print(text, end="")
    return OK


if __name__ == "__main__":
    sys.exit(main())
