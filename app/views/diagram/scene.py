"""What stands still in the network diagram while the numbers change: places, words, and small signs to press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics

from app.model.axes import PLAIN, Axes
from app.views.diagram import words
from app.views.diagram.captions import Captions, Word
from app.views.diagram.layout import Column, Layout, arrange
from app.views.diagram.parts import Kind, Sign, Space, Unit, Weight
from nncore import NetworkSpec

_WIDEST_NAME = 96  # pixels, of an input or a class
_SIGN = 15.0  # pixels across, of one that shows itself when the pointer comes near
_EDGE = 12.0  # pixels from the border to the legend
_BESIDE = 11.0  # pixels from a bias to its mark
_LEAST_KEY = 120.0  # pixels
_COLUMN_REACH = 12.0  # to each side of the middle of a narrow column


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One network in one size. `signs` can always be seen, `shy_signs` only near the pointer."""

    spec: NetworkSpec
    axes: Axes
    size: QSizeF
    layout: Layout
    words: tuple[Word, ...]
    signs: Mapping[Sign, QRectF]
    shy_signs: Mapping[Sign, QRectF]
    key_room: float  # pixels for the legend at the left of the lowest line; 0: it stands above

    @classmethod
    def composed(cls, spec: NetworkSpec, size: QSizeF, font: QFont, axes: Axes = PLAIN) -> Scene:
        """The scene for a widget of that size. `font` has the usual size and grows with the room."""
        metrics = QFontMetrics(font)
        names = _elided(words.input_names(spec, axes), metrics, _WIDEST_NAME)
        classes = _elided(words.output_names(spec, axes), metrics, _WIDEST_NAME)
        widths = (max(map(metrics.horizontalAdvance, some), default=0) for some in (names, classes))
        layout = arrange(size, spec.sizes, *widths)
        captions = Captions.fitting(spec, layout, QFontMetrics(zoomed(font, layout)), size.width())
        key_room = captions.free_at_left - _EDGE
        return cls(
            spec,
            axes,
            size,
            layout,
            (
                *_input_names(layout, names),
                *_output_names(layout, classes),
                *captions.words(),
            ),
            dict(captions.signs()),
            dict(_shy_signs(layout)),
            key_room if key_room >= _LEAST_KEY * layout.text_zoom else 0.0,
        )

    def sign_at(self, place: QPointF) -> Sign | None:
        """The sign at `place`."""
        everything = (*self.signs.items(), *self.shy_signs.items())
        return next((sign for sign, rect in everything if rect.contains(place)), None)

    def signs_near(self, x: float) -> list[Sign]:
        """The shy ones that show themselves for a pointer anywhere above them."""
        return [sign for sign in self.shy_signs if self._is_near(sign, x)]

    def column_part_at(self, place: QPointF) -> Unit | Weight | None:
        """The unit or the bias at `place`."""
        for layer, column in enumerate(self.layout.columns):
            unit = column.unit_at(place)
            if unit is not None:
                return (
                    Weight(layer - 1, None, unit) if layer and _means_bias(column, unit, place) else Unit(layer, unit)
                )
        return None

    def column_at(self, place: QPointF) -> Space | None:
        """The column that `place` is in, or whose caption it is in."""
        columns = self.layout.columns
        number = min(range(len(columns)), key=lambda i: abs(columns[i].x - place.x()))
        reach = max(columns[number].half_width, _COLUMN_REACH)
        if place.y() >= self.layout.captions_top or abs(place.x() - columns[number].x) <= reach:
            return Space(number)
        return None

    def rect_of(self, part: Unit | Weight | Space) -> QRectF:
        """The room of a part; of a line, a small square on its middle."""
        columns = self.layout.columns
        if isinstance(part, Unit):
            return columns[part.layer].rect(part.unit)
        if isinstance(part, Space):
            column = columns[part.column]
            return column.rect(0).united(column.rect(len(column.ys) - 1))
        left, right = columns[part.layer], columns[part.layer + 1]
        if part.source is None:
            square = right.bias_rect(part.target)
            return square if not square.isEmpty() else right.rect(part.target)
        middle = QPointF(
            (left.x + left.half_width + right.x - right.half_width) / 2,
            (left.ys[part.source] + right.ys[part.target]) / 2,
        )
        return QRectF(middle, QSizeF()).adjusted(-4, -4, 4, 4)

    def place_of(self, part: Unit | Weight | Space) -> QPointF:
        """Its middle."""
        return self.rect_of(part).center()

    def lock_place(self, part: Weight) -> QPointF:
        """Where the mark of what is frozen stands: on the line, or beside the bias."""
        return self.place_of(part) + (QPointF(_BESIDE, 0.0) if part.source is None else QPointF())

    def _is_near(self, sign: Sign, x: float) -> bool:
        right = self.layout.columns[sign.column]
        if sign.kind is Kind.REMOVE:
            return abs(x - right.x) <= max(right.half_width, _COLUMN_REACH)
        left = self.layout.columns[sign.column - 1]
        return left.x + left.half_width < x < right.x - right.half_width


def zoomed(font: QFont, layout: Layout) -> QFont:
    """`font` as large as words are in `layout`."""
    larger = QFont(font)
    larger.setPixelSize(round(font.pixelSize() * layout.text_zoom))
    return larger


def _elided(names: Sequence[str], metrics: QFontMetrics, width: int) -> list[str]:
    """As far as they leave room for the network."""
    return [metrics.elidedText(name, Qt.TextElideMode.ElideRight, width) for name in names]


def _input_names(layout: Layout, names: Sequence[str]) -> Iterator[Word]:
    """Left of the inputs."""
    height, center = layout.text_line, Qt.AlignmentFlag.AlignVCenter
    for unit, name in enumerate(names):
        rect = layout.columns[0].rect(unit)
        place = QRectF(0, rect.center().y() - height / 2, rect.left() - 8, height)
        yield Word(place, Qt.AlignmentFlag.AlignRight | center, name)


def _output_names(layout: Layout, names: Sequence[str]) -> Iterator[Word]:
    """Right of the outputs."""
    height, center = layout.text_line, Qt.AlignmentFlag.AlignVCenter
    for unit, name in enumerate(names):
        rect = layout.columns[-1].rect(unit)
        place = QRectF(rect.right() + 6, rect.center().y() - height / 2, 2 * _WIDEST_NAME, height)
        yield Word(place, Qt.AlignmentFlag.AlignLeft | center, name)


def _shy_signs(layout: Layout) -> Iterator[tuple[Sign, QRectF]]:
    """Just above the captions: × at each hidden column, + between any two columns."""
    for number in range(1, len(layout.columns)):
        left, right = layout.columns[number - 1], layout.columns[number]
        between = (left.x + left.half_width + right.x - right.half_width) / 2
        yield Sign(Kind.INSERT, number), _square(between, layout)
        if number < len(layout.columns) - 1:
            yield Sign(Kind.REMOVE, number), _square(right.x, layout)


def _square(x: float, layout: Layout) -> QRectF:
    side = _SIGN * layout.text_zoom
    return QRectF(round(x - side / 2), round(layout.captions_top - side), side, side)


def _means_bias(column: Column, unit: int, place: QPointF) -> bool:
    """A bias is small: anywhere below the picture is near enough."""
    return place.y() > column.rect(unit).bottom() and not column.bias_rect(unit).isEmpty()
