"""Why a file could not be read or written, for people."""

from __future__ import annotations

import errno
import os

import pytest

from app.disk_words import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "access is not allowed"),
        (errno.ENOENT, "there is no such file or folder"),
        (errno.EIO, "the drive does not answer"),
        (errno.ENODEV, "the drive does not answer"),
    ],
)
def test_what_the_system_says_is_told_in_our_words(number: int, words: str) -> None:
    assert reason(OSError(number, os.strerror(number), "/home/a.json")) == words


def test_what_we_say_ourselves_is_kept() -> None:
    assert reason(PermissionError(errno.EACCES, "the file is write-protected")) == "the file is write-protected"
    assert reason(OSError("nothing to be done")) == "nothing to be done"


def test_for_what_is_rare_the_systems_words_have_to_do() -> None:
    assert reason(OSError(errno.ELOOP, os.strerror(errno.ELOOP))) == os.strerror(errno.ELOOP)


class _WindowsError(OSError):
    """There, an error of the system has another number too."""

    winerror = 3


def test_windows_has_words_of_its_own_for_the_same() -> None:
    error = _WindowsError(errno.ENOENT, "The system cannot find the path specified")
    assert reason(error) == "there is no such file or folder"
