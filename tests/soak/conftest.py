"""The window for the quick twins of the soak, which looks into /proc: Linux only."""

from __future__ import annotations

import sys

from tests.app.conftest import idle, parts

__all__ = ["idle", "parts"]

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
