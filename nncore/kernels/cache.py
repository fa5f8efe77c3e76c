"""Where compiled code is kept: a folder for each state of the sources, since Numba itself watches one file alone."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from numba import config

_KERNELS = Path(__file__).parent
# The codes and columns that are compiled in.
_TABLES = ("activations.py", "engine.py", "losses.py", "optimizers.py")


def digest(sources: list[Path]) -> str:
    """A name for the present contents of `sources`."""
    content = hashlib.sha256()
    for source in sources:
        content.update(source.read_bytes())
    return content.hexdigest()[:16]


@contextmanager
def cached_by_source() -> Iterator[None]:
    """Functions that are declared meanwhile keep their code under a name of the sources' present contents.

    Numba's own place is used where that folder cannot be made. A packaged program has no sources: there Numba watches
    the program's file.
    """
    before = config.CACHE_DIR
    if not getattr(sys, "frozen", False):
        sources = [*sorted(_KERNELS.glob("*.py")), *(_KERNELS.parent / name for name in _TABLES)]
        folder = (Path(before) if before else _KERNELS / "__pycache__") / f"nncore-{digest(sources)}"
        if _can_write(folder):
            config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR = before


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Compiling makes a million objects that live on; to look through them for garbage takes a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
