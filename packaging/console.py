"""What the commands print: short lines, the progress of long steps, one sentence when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import AnyStr


class Problem(Exception):  # noqa: N818  it is a sentence for the reader, not a fault of the program
    """Why a command cannot go on, and what to do about it, in one line."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


def call(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> int:
    """Run `command` with this terminal and give its exit status, 128 + n where signal n ended it, as shells do."""
    with _started(subprocess.Popen(command, cwd=cwd, env=env)) as process:
        status = process.wait()
    return status if status >= 0 else 128 - status


def stream(
    command: Sequence[str | Path],
    shorten: Callable[[str], str | None],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run `command`, print what `shorten` makes of each line it says, and give its exit status and all its words."""
    words: list[str] = []
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with _started(process), _progress() as show:
        for line in process.stdout or ():
            words.append(line)
            show(shorten(line.strip()))
    return process.returncode, "".join(words)


@contextmanager
def _started(process: subprocess.Popen[AnyStr]) -> Iterator[subprocess.Popen[AnyStr]]:
    """Wait for `process` at the end; where this program is interrupted, see that it does not live on."""
    try:
        yield process
        process.wait()
    except BaseException as reason:
        if not isinstance(reason, KeyboardInterrupt):  # Ctrl-C reached it too, and it may need a moment to close
            process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
    finally:
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def _progress() -> Iterator[Callable[[str | None], None]]:
    """A function that shows how far something is: on a terminal in one line that is overwritten, else line by line."""
    if not sys.stdout.isatty():
        yield lambda text: say(f"  {text}") if text else None
        return
    try:
        yield lambda text: print(f"\r\033[K  {text[:76]}", end="", flush=True) if text else None
    finally:
        print("\r\033[K", end="", flush=True)
