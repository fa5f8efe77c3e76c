"""The engine without a window: train the experiment in a file, check a file, write a preset."""

from __future__ import annotations

import argparse
import io
import math
import secrets
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nncore import checks, datasets, storage
from nncore.arrays import Array
from nncore.errors import DivergedError, FormatError, SpecError
from nncore.lesson import Lesson
from nncore.presets import PRESETS
from nncore.trainer import Trainer

DEFAULT_EPOCHS = 100

OK, DIVERGED, REFUSED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    The exit status is 1 where a training diverged, 2 where what was given is not right, 130 where Ctrl-C ended it.
    """
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
    except KeyboardInterrupt:
        print("Stopped at once.", file=sys.stderr)
        return INTERRUPTED
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
    help_epochs = f"train so many epochs more (default: up to those of the experiment, else {DEFAULT_EPOCHS} more)"
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
    content = storage.read(options.file)
    trainer, experiment = content.trainer(), content.experiment
    if options.epochs is not None:
        goal = trainer.epoch + checks.integer("--epochs", options.epochs, 1, 10**9)
    else:
        goal = experiment.training.epochs or trainer.epoch + DEFAULT_EPOCHS
    if options.output:  # to learn after hours of training that it cannot be kept would be bitter
        storage.rehearse(options.output, storage.dump(experiment, trainer.state(), content.lesson))
    trainer.adopt(replace(experiment, training=replace(experiment.training, epochs=None)))
    with _interrupts() as interrupted:
        status, reason = _advance(trainer, goal, interrupted)
        trainer.adopt(experiment)
        try:
            if options.output:
                _save(options.output, trainer, content.lesson)
            elif status == INTERRUPTED:
                print("Nothing was saved: with -o OUT.json what is reached is kept.", file=sys.stderr)
        finally:
            print(*_report(trainer, reason), sep="\n")
    return status


def _advance(trainer: Trainer, goal: int, interrupted: threading.Event) -> tuple[int, str]:
    """Train up to the epoch `goal`, with a progress bar: the exit status so far, and why it stopped."""
    end = goal * len(trainer.observations.train_points)
    slice_ = max(1, 20_000_000 // trainer.experiment.network.parameters)  # a fraction of a second
    progress = _Progress(trainer.observations_seen, end)
    try:
        progress.show(trainer)
        while trainer.observations_seen < end and not trainer.finished:
            trainer.advance(observations=min(slice_, end - trainer.observations_seen))
            progress.show(trainer)
            if interrupted.is_set():
                return INTERRUPTED, "Ctrl-C was pressed"
    except DivergedError as error:
        progress.end()
        print(error, file=sys.stderr)
        return DIVERGED, "it diverged"
    finally:
        progress.end()
    return OK, trainer.stop_reason or f"{trainer.epoch} epochs are done"


@contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets: the training ends between two steps. Pressed again, it ends everything at once."""
    event = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def on_interrupt(*_: object) -> None:
        event.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


class _Progress:
    """How far a training is, on stderr: on a terminal one line that changes, in a log a new line for every tenth."""

    def __init__(self, start: int, end: int) -> None:
        self._start, self._total = start, end - start
        self._on_terminal = sys.stderr.isatty()
        self._shown = ""
        self._tenths = -1

    def show(self, trainer: Trainer) -> None:
        """Tell where `trainer` stands, if that is news."""
        done = trainer.observations_seen - self._start
        percent = 100 * done // self._total if self._total > 0 else 100
        text = f"{percent:3} %  epoch {trainer.epoch}, training loss {trainer.history.train_loss[-1]:.4g}"
        if self._on_terminal:
            line = f"[{'#' * (percent * 30 // 100):30}] {text}"
            if line != self._shown:
                print(f"\r{line:{len(self._shown)}}", end="", file=sys.stderr, flush=True)
                self._shown = line
        elif percent // 10 > self._tenths:
            print(text, file=sys.stderr, flush=True)
            self._tenths = percent // 10

    def end(self) -> None:
        """Leave the line as it is: what is printed next begins another."""
        if self._shown:
            print(file=sys.stderr)
            self._shown = ""


def _save(path: str, trainer: Trainer, lesson: Lesson) -> None:
    """Save at `path`, or, if that fails in spite of the rehearsal, in the folder for temporary files, and say so."""
    try:
        storage.save(path, trainer, lesson)
    except OSError as error:
        refuge = Path(tempfile.gettempdir()) / f"perceptron-lab-{secrets.token_hex(4)}.json"
        try:
            storage.save(refuge, trainer, lesson)
        except OSError:
            raise error from None
        problem = f"{error.strerror}; what was reached is in {refuge}"
        raise OSError(error.errno, problem, error.filename) from None


def _report(trainer: Trainer, reason: str) -> Iterator[str]:
    """What was reached, line by line."""
    training = trainer.experiment.training
    yield _row("epoch", trainer.epoch)
    yield _row("stopped because", reason)
    for split, name in (("train", "training"), ("test", "test")):
        score = trainer.evaluate(split)
        if math.isnan(score.loss):
            continue
        yield _row(f"{name} loss", f"{score.loss:.6g}")
        if training.l1 or training.l2:
            yield _row("  with penalty", f"{score.loss + trainer.penalty:.6g}")
        if not math.isnan(score.r_squared):
            yield _row(f"{name} R²", f"{score.r_squared:.6g}")
        if score.confusion is not None:
            yield _row(f"{name} accuracy", f"{100 * score.accuracy:.1f} %")
            yield from _confusion_rows(name, score.confusion)


def _row(label: str, value: object) -> str:
    return f"{label:18} {value}"


def _confusion_rows(name: str, confusion: Array) -> Iterator[str]:
    """For each class, as which its observations were answered."""
    width = max(len(str(confusion.max())), len("class 0")) + 2
    yield _row(f"{name} answers", "".join(f"{f'class {k}':>{width}}" for k in range(len(confusion))))
    for k, counts in enumerate(confusion):
        yield _row(f"  of class {k}", "".join(f"{count:{width}}" for count in counts))


def _check(options: argparse.Namespace) -> int:
    experiment, state, _lesson = storage.read(options.file)
    network, data, observations = experiment.network, experiment.data, datasets.make(experiment.data)
    sizes = "-".join(str(units) for units in network.sizes)
    hidden = "".join(f"{name}, " for name in dict.fromkeys(layer.activation for layer in network.hidden_layers))
    kind = f"{experiment.classes} classes" if experiment.classes else "values"
    counts = f"{len(observations.train_points)} observations to train on, {len(observations.test_points)} to test with"
    reached = f"trained for {state.updates} updates" if state and state.updates else "not trained yet"
    print(
        f"{options.file}: valid, a {sizes} network ({hidden}output {network.output_activation}; {network.parameters} "
        f"parameters) for the data set {data.dataset} ({kind}; {counts}), {reached}"
    )
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
