"""The compiled loops. Importing this package loads them, or compiles them where that has not been done yet."""

from nncore.kernels.cache import cached_by_source, without_collecting

with cached_by_source(), without_collecting():
    from nncore.kernels.passes import run
    from nncore.kernels.single import step

__all__ = ["run", "step"]
