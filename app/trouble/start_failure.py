"""When the program cannot start: one sentence on the terminal, and the whole of it in the log."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.bootstrap import APPLICATION
from app.trouble import logs

log = logging.getLogger(__name__)

_OBVIOUS = "Could not load the Qt platform plugin"  # said of every way there is to a screen


def tell(error: Exception) -> int:
    """Say why there is no window; returns the exit status."""
    if logs.path() is None:
        logs.keep(_folder())
    log.critical("the program could not start", exc_info=error)
    return _say(f"{APPLICATION} cannot start: {_reason(error)}.{_where_the_rest_is()}")


def no_screen(reasons: Sequence[str]) -> int:
    """The same where Qt finds no screen, for the `reasons` it gives."""
    reason = next((reason for reason in reasons if not reason.startswith(_OBVIOUS)), reasons[0])
    reason = reason.splitlines()[0].strip().rstrip(".")
    return _say(f"{APPLICATION} cannot open a window here: {reason}.{_where_the_rest_is()}")


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split()).rstrip(".")
    if isinstance(error, ImportError):
        return f"a part of it cannot be loaded. {words}. Installing it again may help"
    if isinstance(error, FileNotFoundError):
        return f"a part of it is missing. {words}. Installing it again may help"
    return "something unexpected went wrong. " + ": ".join(filter(None, (type(error).__name__, words)))


def _where_the_rest_is() -> str:
    path = logs.path()
    return f" The log says more: {path}" if path is not None else ""


def _say(sentence: str) -> int:
    sys.stderr.write(f"perceptron-lab: {sentence}\n")
    sys.stderr.flush()
    if sys.platform == "win32" and getattr(sys, "frozen", False):  # there, a window's program has no terminal
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, APPLICATION, 0x10)
    return 1


def _folder() -> Path:
    try:
        from app.folders import state_folder  # Qt, which may be what cannot be loaded
    except ImportError:
        return Path(tempfile.mkdtemp(prefix="perceptron-lab-"))
    return state_folder()
