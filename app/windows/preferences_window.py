"""The window of what holds for every experiment: looks, speed, surface, and the list of recent files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app import numbers
from app.model.settings_keys import RESOLUTIONS
from app.panels.parts import label
from app.panels.speed import SpeedSlider, speed_at
from app.panels.switch import Switch
from app.panels.tips import explain, tip
from app.theme import Theme
from app.type_size import follow_type
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.windows.appearance import CHOICES, SIGNS
from app.windows.gallery import scale_title
from app.windows.looks import SIGN_NAMES
from app.windows.own_data.parts import Chooser, button

LABEL_WIDTH, EDITOR_WIDTH, SPEED_WIDTH = 168, 232, 104
ROW_HEIGHT = 28
SAMPLE = QSize(48, 12)  # of a colour scale
THEME_NAMES = ("As the system", "Light", "Dark")

TOUR = "Tour at the next start"
SPEED_ABOUT = (
    "How many observations a second an experiment plays with when it is opened, from 1 to 1 000 000 on a logarithmic "
    "scale, and at the right end as many as the machine can do. The one that is open keeps the speed it has."
)
TOUR_ABOUT = "Five steps through the window, when the program is started again. They are in the Help menu too."
DEFAULTS_ABOUT = "Everything here as it was at the first start. The recent files stay in their list."


@dataclass(frozen=True, slots=True)
class Choices:
    """What the window shows."""

    theme: str
    large_type: bool
    decimal_sign: str
    colours: str
    speed: float
    tour: bool  # whether it comes at the next start
    resolution: int
    has_recent: bool


class PreferencesWindow(QDialog):
    """Its controls say what is chosen; what becomes of that is shown when `show_choices` is called."""

    def __init__(self, choices: Choices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Preferences")
        self.theme = Chooser("Theme", "Light or dark, or whichever the system has at the moment.")
        self.large_type = _switch("Large type", "All words and numbers large enough for the back of a room.")
        self.decimal_sign = Chooser("Numbers", "How a half is written: 0.5 or 0,5. Both can always be typed.")
        self.colours = Chooser("Colours", "From the lowest answer to the highest, in every view.")
        self.speed = SpeedSlider()
        self.speed_text = label("", "quiet")
        self.tour = _switch(TOUR, TOUR_ABOUT)
        self.resolution = Chooser("Points per side", "How finely the surface is drawn. More points take more time.")
        self.clear_recent = button("Clear the list", "Forget which files were opened and saved. The files stay.")
        self.defaults = button("Restore the defaults", DEFAULTS_ABOUT)
        self._fill(choices)
        self._build()
        self.set_theme(theme)
        self.show_choices(choices)

    def _fill(self, choices: Choices) -> None:
        self.theme.offer(zip(THEME_NAMES, CHOICES, strict=True), choices.theme)
        self.decimal_sign.offer(zip(SIGN_NAMES, SIGNS, strict=True), choices.decimal_sign)
        self.colours.offer(((scale_title(name), name) for name in SCALE_NAMES), choices.colours)
        self.resolution.offer(((f"{points} × {points}", points) for points in RESOLUTIONS), choices.resolution)
        follow_type(self.colours, self.colours.setIconSize, SAMPLE)
        explain(self.speed, "Default speed", tip(SPEED_ABOUT))
        self.speed_text.setToolTip(tip(SPEED_ABOUT))
        self.speed.setTracking(False)  # what is passed in a drag is not chosen
        self.speed.sliderMoved.connect(self._on_speed_moved)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # with larger type it grows
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        follow_type(self.speed_text, self.speed_text.setFixedWidth, SPEED_WIDTH)
        look = (self.theme, self.large_type, self.decimal_sign, self.colours)
        for heading, rows in (
            ("Look", [(editor.accessibleName(), editor) for editor in look]),
            ("Training", [("Default speed", _beside(self.speed, self.speed_text)), (TOUR, self.tour)]),
            ("Surface", [("Points per side", self.resolution)]),
            ("Files", [("Recent files", self.clear_recent)]),
        ):
            column.addLayout(_section(heading, rows))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.defaults, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def show_choices(self, choices: Choices) -> None:
        """Show what holds now."""
        for chooser, value in (
            (self.theme, choices.theme),
            (self.decimal_sign, choices.decimal_sign),
            (self.colours, choices.colours),
            (self.resolution, choices.resolution),
        ):
            chooser.setCurrentIndex(chooser.findData(value))
        self.large_type.show_value(choices.large_type)
        self.tour.show_value(choices.tour)
        self.speed.show_value(choices.speed)
        self.speed_text.setText(numbers.speed(choices.speed))
        self.clear_recent.setEnabled(choices.has_recent)

    def set_theme(self, theme: Theme) -> None:
        """Show the colours as they are in `theme`."""
        for i, name in enumerate(SCALE_NAMES):
            self.colours.setItemIcon(i, _sample(make_scale(name, theme)))

    @Slot(int)
    def _on_speed_moved(self, position: int) -> None:
        self.speed_text.setText(numbers.speed(speed_at(position)))


def _switch(name: str, about: str) -> Switch:
    made = Switch()
    explain(made, name, tip(about))
    return made


def _beside(left: QWidget, right: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(left, 1)
    row.addWidget(right)
    return pair


def _section(heading: str, rows: Sequence[tuple[str, QWidget]]) -> QGridLayout:
    """Rows of words and an editor each, below a heading."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.addWidget(label(heading, "heading"), 0, 0, 1, 2)
    for i, (words, editor) in enumerate(rows, start=1):
        name = label(words, "quiet")
        follow_type(name, name.setFixedWidth, LABEL_WIDTH)
        follow_type(name, name.setMinimumHeight, ROW_HEIGHT)
        follow_type(editor, editor.setFixedWidth, EDITOR_WIDTH)
        name.setToolTip(editor.toolTip())
        grid.addWidget(name, i, 0)
        grid.addWidget(editor, i, 1)
    return grid


def _sample(scale: ColorScale) -> QIcon:
    """The colours of a scale from its lowest value to its highest."""
    table = scale.table
    row = QImage(table.tobytes(), len(table), 1, QImage.Format.Format_RGBA8888)
    return QIcon(QPixmap.fromImage(row.scaled(SAMPLE * 2, Qt.AspectRatioMode.IgnoreAspectRatio)))
