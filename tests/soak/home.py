"""A home of its own for what a soak starts. Part of `python -m tests.soak PART`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDERS = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME")


@contextmanager
def own_home() -> Iterator[Path]:
    """An empty folder in which this process, and those that it starts, keep settings, logs and autosaves meanwhile."""
    before = {name: os.environ.get(name) for name in FOLDERS}
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-soak-") as folder:
        os.environ.update(dict.fromkeys(FOLDERS, folder))
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
