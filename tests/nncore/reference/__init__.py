"""What PyTorch (2.13) answers, as literal numbers: make.py makes the JSON files, the tests read them through `load`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def load(name: str) -> list[dict[str, Any]]:
    """The cases in the file `name`.json, each an object."""
    cases: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return cases
