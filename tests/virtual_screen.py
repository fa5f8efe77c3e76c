"""A virtual screen (Xvfb) that is special in some way; packaging/screen.py brings the ordinary one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

AVAILABLE = sys.platform.startswith("linux") and shutil.which("Xvfb") is not None


@contextmanager
def virtual_screen(size: str, *options: str) -> Iterator[str]:
    """The name of the display of a screen of `size` (1280x800), with more `options` of Xvfb."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            number = server.stdout.readline().strip() if server.stdout else ""
            if not number:
                raise RuntimeError("The virtual screen did not start.")
            yield f":{number}"
        finally:
            server.terminate()
