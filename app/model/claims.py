"""Claims: a folder for each running program, which the system knows to be free again when the program is gone.

The lock is one that the system itself takes back, however the program ended, and not a number of a process, which may
have become that of another by then.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from nncore import storage

_LOCK = "lock"
_FILE = "experiment.json"
ASIDE = ".unreadable"
MOST_ASIDE = 5  # for somebody who knows how to mend them; older ones are deleted
_ATTEMPTS = 10  # to make a folder, where others that start at the same moment take it for one that was left


class Claim:
    """A folder that nobody else touches as long as this holds it."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self._folder = folder
        self._descriptor = descriptor

    @property
    def file(self) -> Path:
        """Where the work is kept."""
        return self._folder / _FILE

    def clear(self) -> None:
        """Delete the work. The folder stays."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)

    def put_aside(self) -> Path:
        """Keep the work, beside the folder, under a name by which it is not taken for work any more. Raises OSError."""
        aside = self._folder.with_suffix(ASIDE)
        self.file.replace(aside)
        self.remove()
        with contextlib.suppress(OSError):
            others = [other for other in aside.parent.glob(f"*{ASIDE}") if other != aside]
            for old in sorted(others, key=_changed, reverse=True)[MOST_ASIDE - 1 :]:
                old.unlink()
        return aside

    def release(self) -> None:
        """Leave the folder to others, as it is."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def remove(self) -> None:
        """Delete the folder with all that was put into it here. What else is in there stays, and so does the folder."""
        self.clear()
        with contextlib.suppress(OSError):
            for unfinished in self._folder.glob(f".*{storage.UNFINISHED}"):
                unfinished.unlink()
        self.release()  # Windows deletes no file that is open
        with contextlib.suppress(OSError):
            (self._folder / _LOCK).unlink()
            self._folder.rmdir()


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns


def new(parent: Path) -> Claim:
    """A new folder in `parent`. Raises OSError where there can be none."""
    parent.mkdir(parents=True, exist_ok=True)
    for _ in range(_ATTEMPTS):
        folder = parent / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        try:
            claim = _claim(folder, os.O_CREAT)
        except FileNotFoundError:  # taken for one that was left empty, and deleted
            continue
        except OSError:  # nothing can be locked here
            with contextlib.suppress(OSError):
                (folder / _LOCK).unlink(missing_ok=True)
                folder.rmdir()
            raise
        if claim is not None:
            return claim
    raise OSError("other programs take every folder away")


def left(parent: Path) -> Iterator[Claim]:
    """The folders in `parent` that were left with work in them, claimed. Those that were left empty are deleted."""
    try:
        folders = [folder for folder in parent.iterdir() if folder.is_dir() and not folder.is_symlink()]
    except OSError:  # there is none, or it cannot be looked at
        return
    for folder in folders:
        try:
            claim = _claim(folder)
        except OSError:  # not one of ours, or in a place where nothing can be written
            with contextlib.suppress(OSError):
                folder.rmdir()  # empty: a program was killed before it had put its lock there
            continue
        if claim is not None and claim.file.is_file():
            yield claim
        elif claim is not None:
            claim.remove()


def _claim(folder: Path, flags: int = 0) -> Claim | None:
    """`folder`, or None where it belongs to another. Raises OSError where that cannot be known."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | flags, 0o600)
    try:
        _lock(descriptor)
        if os.path.samestat(os.fstat(descriptor), (folder / _LOCK).stat()):
            return Claim(folder, descriptor)
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass  # it is held, or was deleted by the one who held it
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _lock(descriptor: int) -> None:
    """Raise BlockingIOError, or PermissionError on Windows, where another holds the file."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
