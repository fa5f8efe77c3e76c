"""What presets say of themselves, as it is shown."""

from __future__ import annotations

import re

from app.numbers import THIN_SPACE


def unbroken(text: str) -> str:
    """`text` without places in its numbers at which a line could end: 200 000."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", THIN_SPACE, text)
