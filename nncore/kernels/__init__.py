"""The compiled loops. Importing this package loads them, or compiles them where that has not been done yet."""

import os

# Numba paints the messages of its errors, also of the thousands that it makes in search of a type and throws away.
os.environ.setdefault("NUMBA_DISABLE_ERROR_MESSAGE_HIGHLIGHTING", "1")

from nncore.kernels.cache import cached_by_source, without_collecting

with cached_by_source(), without_collecting():
    from nncore.kernels.passes import run
    from nncore.kernels.single import step

__all__ = ["run", "step"]
