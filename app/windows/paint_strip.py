"""The tools for painting, in a slim strip on the map: what to paint, the eraser, the size, and how many points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSlider, QToolButton, QWidget

from app import numbers
from app.model.axes import PLAIN, Axes
from app.panels.flow import FlowLayout
from app.panels.notation import multiples_of
from app.panels.number_field import NumberField
from app.panels.parts import chip, label, link
from app.type_size import follow_type, scaled, zoom
from app.views.map_brush import SIZES
from nncore.own_points import MAX_CLASSES

_SWATCH = 12  # pixels
_HEIGHT = 26
_CLASS_WIDTH, _NARROW_CLASS = 38, 26
_SLIDER_WIDTH, _NARROW_SLIDER = 64, 36
_GAP, _NARROW_GAP = 6, 4
_SHORTEST = 6  # how often the tools can be shortened
_VALUE_STEPS = 20  # of the slider for a value
_DENSITIES = 2  # times the pixels that a screen may need


@dataclass(frozen=True, slots=True)
class Tool:
    """What a stroke does: `target` is the class, or the value where there are no `classes`.

    `axes` says what the numbers are called, and what the values stand for, which is what people read and write.
    """

    classes: int
    target: float
    size: int  # index into SIZES
    erasing: bool = False
    ends: tuple[float, float] = (0.0, 1.0)  # of the slider for values
    axes: Axes = PLAIN


class PaintStrip(QWidget):
    """Says what was chosen, and shows what it is told: in one line, as long as words can be shortened for that."""

    class_chosen = Signal(int)
    class_added = Signal()
    value_chosen = Signal(float)
    eraser_toggled = Signal(bool)
    size_chosen = Signal(int)
    cleared = Signal()
    leave_asked = Signal()  # by Escape

    def __init__(self) -> None:
        super().__init__()
        self._colors: Sequence[QColor] = ()
        self._tool = Tool(0, 0.0, 0)
        self._points = 0
        self._fitted: tuple[float, ...] = ()  # what the tools were fitted to
        self.setAccessibleName("Tools for painting points")
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self._group = QButtonGroup(self)
        self.classes = [_class_button(i) for i in range(MAX_CLASSES)]
        for i, button in enumerate(self.classes):
            self._group.addButton(button, i)
        self._group.setExclusive(False)  # none is chosen while the eraser is
        self.more = link("+ class", "One class more. The network gets an output for it with its first point.")
        self.value = NumberField(multiples_of(0.1))
        self.value.setAccessibleName("Value of the points that are painted")
        self.value.set_about("The target of the points that are painted.")
        self.slider = _slider("Value", "The target of the points that are painted.", _VALUE_STEPS)
        self.eraser = chip(
            "eraser", "Eraser", "Take away the points inside the circle (E). The right button does, too."
        )
        self.size_label = label("size", "label")
        self.size_label.setToolTip("The size of brush and eraser ([ and ]).")
        self.size_slider = _slider("Size of the brush", "The size of brush and eraser ([ and ]).", len(SIZES) - 1)
        self.clear = link("clear", "Take all points away, and begin anew with the next one.")
        self.count = label("", "label")
        self._flow = FlowLayout(spacing=_GAP)
        self.setLayout(self._flow)
        tools = (self.more, self.value, self.slider, self.eraser, self.size_label, self.size_slider)
        for part in (*self.classes, *tools, self.clear, self.count):
            follow_type(part, part.setFixedHeight, _HEIGHT)
            self._flow.addWidget(part)

    def _connect(self) -> None:
        self._group.idClicked.connect(self._on_class_clicked)
        self.more.clicked.connect(self.class_added)
        self.value.edited.connect(self._on_value_edited)
        self.slider.valueChanged.connect(self._on_value_slid)
        self.eraser.clicked.connect(self.eraser_toggled)
        self.size_slider.valueChanged.connect(self.size_chosen)
        self.clear.clicked.connect(self.cleared)

    def set_colors(self, colors: Sequence[QColor]) -> None:
        """The colours of the classes."""
        self._colors = colors
        for button, color in zip(self.classes, colors, strict=False):
            button.setIcon(_swatch(color))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave_asked.emit()
        else:
            super().keyPressEvent(event)

    def show_tool(self, tool: Tool, points: int) -> None:
        """Show what is chosen, and that there are so many points."""
        self._tool, self._points = tool, points
        for i, button in enumerate(self.classes):
            button.setVisible(i < tool.classes)
            button.setChecked(i == tool.target and not tool.erasing)
            name = tool.axes.label(i) if tool.axes.labels else f"class {i}"
            button.setToolTip(f"Paint points of {name} ({i + 1}).")
        self.more.setVisible(0 < tool.classes < MAX_CLASSES)
        self.value.setVisible(not tool.classes)
        self.slider.setVisible(not tool.classes)
        self.eraser.setChecked(tool.erasing)
        self.count.setToolTip(f"{self._counted} to learn from and to test with.")
        self.clear.setEnabled(points > 0)
        with QSignalBlocker(self.size_slider), QSignalBlocker(self.slider):
            self.size_slider.setValue(tool.size)
            self.slider.setValue(self._slider_step())
        self.value.show_value(tool.axes.target.real(tool.target))
        self._fit(self.width())
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit(self.width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fitted = ()

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """The height that tools take which are fitted to that width."""
        self._fit(width)
        return self._flow.heightForWidth(width)

    def _fit(self, width: int) -> None:
        """Shorten the tools, what says least first, until they stand in one line."""
        fitted: tuple[float, ...] = (width, self._tool.classes, self._points, zoom())
        if fitted == self._fitted:  # else each layout would ask for the next
            return
        self._fitted = fitted
        for step in range(_SHORTEST + 1):
            self._shorten(step)
            if self._flow.heightForWidth(width) <= scaled(_HEIGHT):
                break

    def _shorten(self, step: int) -> None:
        narrow = step >= 5
        self.more.setText("+ class" if step < 1 else "+")
        self.count.setText(self._counted if step < 2 else numbers.grouped(self._points))
        self.size_label.setVisible(step < 3)
        self.count.setVisible(step < 4)
        for i, button in enumerate(self.classes):
            button.setText("" if narrow else str(i))
            button.setFixedWidth(scaled(_NARROW_CLASS if narrow else _CLASS_WIDTH))
        for slider in (self.slider, self.size_slider):
            slider.setFixedWidth(scaled(_SLIDER_WIDTH if step < _SHORTEST else _NARROW_SLIDER))
        self._flow.setSpacing(_GAP if step < _SHORTEST else _NARROW_GAP)

    @property
    def _counted(self) -> str:
        return "1 point" if self._points == 1 else f"{numbers.grouped(self._points)} points"

    def _slider_step(self) -> int:
        low, high = self._tool.ends
        share = (self._tool.target - low) / (high - low)
        return round(min(max(share, 0.0), 1.0) * _VALUE_STEPS)

    @Slot(int)
    def _on_class_clicked(self, number: int) -> None:
        self.class_chosen.emit(number)

    @Slot(object)
    def _on_value_edited(self, value: object) -> None:
        if isinstance(value, int | float):
            self.value_chosen.emit(self._tool.axes.target.plane(float(value)))
        else:
            self.value.show_value(self._tool.axes.target.real(self._tool.target))

    @Slot(int)
    def _on_value_slid(self, step: int) -> None:
        low, high = self._tool.ends
        self.value_chosen.emit(float(f"{low + (high - low) * step / _VALUE_STEPS:.6g}"))


def _class_button(number: int) -> QToolButton:
    button = chip(str(number), f"Class {number}", f"Paint points of class {number} ({number + 1}).")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(_SWATCH, _SWATCH))
    return button


def _slider(name: str, about: str, steps: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, steps)
    slider.setAccessibleName(name)
    slider.setToolTip(about)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return slider


def _swatch(color: QColor) -> QIcon:
    picture = QPixmap(_SWATCH * _DENSITIES, _SWATCH * _DENSITIES)
    picture.setDevicePixelRatio(_DENSITIES)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(1, 1, _SWATCH - 2, _SWATCH - 2))
    return QIcon(picture)
