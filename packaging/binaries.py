"""What Linux binaries ask of the system that loads them, read with objdump."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path


def headers(binary: Path) -> str:
    """What the file says about itself."""
    words = ["objdump", "-p", str(binary.resolve())]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def needs(binary: Path) -> list[str]:
    """The names of the libraries that it is linked to."""
    return needed(headers(binary))


def needed(text: str) -> list[str]:
    """The names of libraries in `text`, the headers of a binary."""
    return re.findall(r"^\s+NEEDED\s+(\S+)$", text, re.MULTILINE)


def glibc(text: str) -> tuple[int, int]:
    """The oldest version of the C library, such as (2, 34), that has all which `text`, the headers, asks for."""
    versions = re.findall(r"\bGLIBC_(\d+)\.(\d+)", text)
    return max(((int(major), int(minor)) for major, minor in versions), default=(0, 0))


def inside(folder: Path) -> Iterator[Path]:
    """All binaries in `folder`."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _starts_with(path, b"\x7fELF"):
            yield path


def _starts_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic
