"""The colours of the window, in one place: two sets of tokens and the style sheet made from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from string import Template


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb. `negative` and `positive` are the two ends of the scale for 0 and 1, `middle` its centre."""

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

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def style_sheet(self) -> str:
        """The window's style sheet with this theme's colours filled in."""
        resources = files("app.resources")
        template = (resources / "style.qss").read_text(encoding="utf-8")
        icons = Path(str(resources / "icons")).as_posix()  # Qt reads the drawings itself, and wants / on Windows too
        return Template(template).substitute(asdict(self), icons=icons)


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
)
