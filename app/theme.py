"""The colours of the window, in one place: two sets of tokens and the style sheet made from them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from string import Template


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb. `negative` and `positive` are the two ends of the scale for 0 and 1, `middle` its centre.

    `classes` are the colours of the classes 0 to 5: the first two are those ends, the others are told from them and
    from each other by colour-blind people too.
    """

    name: str
    ground: str
    card: str
    line: str
    text: str
    quiet: str
    field: str
    accent: str
    negative: str
    positive: str
    middle: str
    good: str
    error: str
    classes: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def style_sheet(self, zoom: float = 1.0) -> str:
        """The window's style sheet with this theme's colours filled in, and all but lines `zoom` times as large."""
        resources = files("app.resources")
        template = (resources / "style.qss").read_text(encoding="utf-8")
        icons = Path(str(resources / "icons")).as_posix()  # Qt reads the drawings itself, and wants / on Windows too
        sheet = Template(template).substitute(asdict(self), icons=icons)
        return sheet if zoom == 1.0 else _enlarged(sheet, zoom)


def _enlarged(sheet: str, zoom: float) -> str:
    """Lines keep their width; and what is round stays so: a radius greater than half the height counts as none."""

    def radius(length: re.Match[str]) -> str:
        return f"radius: {int(int(length[1]) * zoom)}px"

    sheet = re.sub(r"(?<!radius: )(?<!\d)(\d+)px(?! solid)", lambda length: f"{round(int(length[1]) * zoom)}px", sheet)
    return re.sub(r"radius: (\d+)px", radius, sheet)


LIGHT = Theme(
    name="light",
    ground="#f3f5f7",
    card="#ffffff",
    line="#dde2e8",
    text="#1d2733",
    quiet="#647182",
    field="#f7f9fb",
    accent="#1f6feb",
    negative="#e0812a",
    positive="#2a78b8",
    middle="#f1efec",
    good="#2a8f57",
    error="#c4321c",
    classes=("#e0812a", "#2a78b8", "#0a5c33", "#b63c78", "#e3c433", "#55bfe8"),
)

DARK = Theme(
    name="dark",
    ground="#14171b",
    card="#1c2126",
    line="#2e353d",
    text="#e7ebef",
    quiet="#97a3b0",
    field="#171b20",
    accent="#4c8ef7",
    negative="#f0933f",
    positive="#4aa0e0",
    middle="#2c3036",
    good="#4cc38a",
    error="#ff7a66",
    classes=("#f0933f", "#4aa0e0", "#0e7a3c", "#c2528a", "#f7ee5a", "#82eee6"),
)
