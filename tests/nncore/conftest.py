"""For the engine's tests only."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def collected_in_this_thread() -> None:
    """The engine has no widgets: looking for garbage after every test would take seven times as long as the tests."""
