"""Where compiled code is kept: a folder for each state of the sources, since Numba itself watches one file alone."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from numba import config
from numba.core.caching import UserProvidedCacheLocator

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

    Numba's own place is used where that folder cannot be made. A packaged program has no sources: see `Packaged`.
    """
    before = config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES
    if getattr(sys, "frozen", False):
        config.CACHE_LOCATOR_CLASSES = f"{__name__}.{Packaged.__name__}"
    else:
        sources = [*sorted(_KERNELS.glob("*.py")), *(_KERNELS.parent / name for name in _TABLES)]
        folder = Path(config.CACHE_DIR or _KERNELS / "__pycache__") / f"nncore-{digest(sources)}"
        if _can_write(folder):
            config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = before


class Packaged(UserProvidedCacheLocator):
    """Where a packaged program keeps compiled code: below the folder it was told, for as long as its file is the same.

    Numba knows only where the sources were, which it would look for in whatever folder the program is started from.
    """

    @classmethod
    def from_function(cls, py_func: Callable[..., object], _py_file: str) -> Packaged | None:
        located: Packaged | None = super().from_function(py_func, sys.executable)
        return located

    def get_source_stamp(self) -> tuple[int, int]:
        """Numba's would read the whole file at each start."""
        status = Path(sys.executable).stat()
        return status.st_mtime_ns, status.st_size


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
