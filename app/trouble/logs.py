"""The log file: what happened, for those who are asked to mend it. It is small, and never in the way."""

from __future__ import annotations

import contextlib
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "perceptron-lab.log"
MAX_BYTES = 1 << 20
OLD_FILES = 2
IN_FULL = 3  # times that the same is written, before it is only counted


class _SharedFile(RotatingFileHandler):
    """A file that several running programs may write to, and that may be lost at any time."""

    def doRollover(self) -> None:  # noqa: N802  logging's name
        # Another program may have it open, which Windows does not like, or be moving it at the same moment:
        # then it grows on, until the next try.
        with contextlib.suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """A full disk is told where work is saved. That a line of the log is missing, nobody needs to know."""


def keep(folder: Path) -> None:
    """Write to a file in `folder` from now on, or nowhere where that cannot be."""
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _SharedFile(folder / NAME, maxBytes=MAX_BYTES, backupCount=OLD_FILES, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("app")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def path() -> Path | None:
    """The file that is written to, if there is one."""
    files = (handler for handler in logging.getLogger("app").handlers if isinstance(handler, _SharedFile))
    return next((Path(file.baseFilename) for file in files), None)


def is_worth_a_line(count: int) -> bool:
    """Whether what happens for the `count`th time is to be written: the first times, then the 10th, 100th, 1000th."""
    return count <= IN_FULL or str(count).rstrip("0") == "1"
