"""Why a file could not be read or written, in words for people: the system's own are short and in any language."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from types import MappingProxyType

_WORDS: Mapping[int | None, str] = MappingProxyType(
    {
        errno.ENOENT: "there is no such file or folder",
        errno.ENOTDIR: "there is no such folder",
        errno.EACCES: "access is not allowed",
        errno.EPERM: "access is not allowed",
        errno.EROFS: "the disk is read-only",
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your share of the disk is full",
        errno.EFBIG: "the disk takes no file that large",
        errno.EIO: "the drive does not answer",
        errno.ENXIO: "the drive does not answer",
        errno.ENODEV: "the drive does not answer",
        errno.ESTALE: "the drive does not answer",
        errno.ENAMETOOLONG: "the name is too long",
    }
)


def reason(error: OSError) -> str:
    """What stood in the way. What was not said by the system, but here, is kept."""
    by_system = getattr(error, "winerror", None) or (error.errno and error.strerror == os.strerror(error.errno))
    return (by_system and _WORDS.get(error.errno)) or error.strerror or str(error)
