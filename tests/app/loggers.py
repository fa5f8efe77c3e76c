"""The program's logger, as it was before a test."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def restored() -> Iterator[None]:
    """Whatever is written to in between is closed, and not written to any more afterwards."""
    logger = logging.getLogger("app")
    handlers, propagates, level = list(logger.handlers), logger.propagate, logger.level
    yield
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = propagates
    logger.setLevel(level)
