"""Paints the network diagram as a snapshot has it: lines, neurons as pictures of what they answer, biases, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QImage, QPainter, QPen

from app.ranges import bounds
from app.theme import Theme
from app.training.snapshot import Snapshot, share
from app.views.colors import ColorScale
from app.views.diagram import marks, words
from app.views.diagram import weights as lines
from app.views.diagram.key import Key
from app.views.diagram.layout import Column
from app.views.diagram.moment import Meaning
from app.views.diagram.parts import Unit
from app.views.diagram.scene import Scene, zoomed
from app.views.text import SMALL, inside
from nncore import ACTIVATIONS

Array = NDArray[Any]

_SMALL = 10.0  # pixels: a picture of which a frame would hide too much
_DIM = 0.35  # opacity of a neuron that is switched off
_EDGE, _TOP = 12.0, 2.0  # from the border to what is said above
_BESIDE = 3.0  # from a picture to its number
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """All that one picture of the diagram needs."""

    snapshot: Snapshot
    scene: Scene
    meaning: Meaning
    gaps: tuple[lines.Gap, ...]
    status: marks.Status
    theme: Theme
    scale: ColorScale
    font: QFont  # in the usual size

    def draw(self, painter: QPainter) -> None:
        """Everything, from the back to the front."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(zoomed(self.font, self.scene.layout))
        self._draw_lines(painter)
        for layer, column in enumerate(self.scene.layout.columns):
            if column.is_cells:
                self._draw_cells(painter, layer, column)
            else:
                self._draw_pictures(painter, layer, column)
            if layer > 0:
                self._draw_biases(painter, layer, column)
        self._draw_marks(painter)
        self._draw_words(painter)

    def _draw_lines(self, painter: QPainter) -> None:
        width = lines.widest(self.gaps, self.scene.layout.zoom)
        for gap, dotted in zip(self.gaps, self.status.dotted, strict=True):
            lines.draw(painter, gap, width, self.theme, self.meaning.full, dotted)

    def _draw_pictures(self, painter: QPainter, layer: int, column: Column) -> None:
        maps = _shares(self.snapshot, layer)[:, ::-1]
        colors = np.ascontiguousarray(self._colors(layer, maps))
        height, width = maps.shape[1:]
        frame = QPen(QColor(self.theme.text), 1.5 if layer == len(self.scene.layout.columns) - 1 else 1.0)
        for unit in range(len(maps)):
            image = QImage(colors[unit].data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
            off = Unit(layer, unit) in self.status.off
            painter.setOpacity(_DIM if off else 1.0)
            painter.drawImage(column.rect(unit), image)
            if column.side > _SMALL:
                painter.setOpacity(0.7)
                painter.setPen(frame)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(column.rect(unit).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setOpacity(1.0)

    def _draw_cells(self, painter: QPainter, layer: int, column: Column) -> None:
        """One image for the whole column: hundreds of small ones would take too long. A cell has four colours."""
        maps = _shares(self.snapshot, layer)
        quarters = np.array([maps.shape[1] // 4, 3 * maps.shape[1] // 4])
        colors = self._colors(layer, maps[:, quarters[::-1, np.newaxis], quarters])
        for unit, off in enumerate(Unit(layer, unit) in self.status.off for unit in range(len(maps))):
            if off:
                colors[unit, ..., 3] = round(255 * _DIM)
        half = int(column.side / 2)
        tops = np.array([round(column.rect(unit).top()) for unit in range(len(maps))])
        rows = (tops - tops[0])[:, np.newaxis] + np.arange(2 * half)
        strip = np.zeros((int(rows[-1, -1]) + 1, 2, 4), dtype=np.uint8)
        strip[rows] = colors.repeat(half, axis=1)
        strip = strip.repeat(round(column.half_width), axis=1)
        image = QImage(strip.data, strip.shape[1], len(strip), 4 * strip.shape[1], QImage.Format.Format_RGBA8888)
        painter.drawImage(QRectF(column.rect(0).left(), tops[0], strip.shape[1], len(strip)), image)

    def _colors(self, layer: int, shares: Array) -> NDArray[np.uint8]:
        """For the answers of the units of a layer; each output of several classes has the colours of its class."""
        if self.snapshot.classes and layer == len(self.scene.layout.columns) - 1:
            return self.scale.classes.rgba(np.arange(len(shares))[:, np.newaxis, np.newaxis], shares)
        return self.scale.rgba(shares)

    def _draw_biases(self, painter: QPainter, layer: int, column: Column) -> None:
        if column.bias_rect(0).isEmpty():
            return
        for unit, bias in enumerate(self.meaning.biases[layer - 1].tolist()):
            painter.fillRect(column.bias_rect(unit), lines.sign_color(bias, self.theme, self.meaning.full))

    def _draw_marks(self, painter: QPainter) -> None:
        columns = self.scene.layout.columns
        for unit in self.status.off:
            marks.cross(painter, columns[unit.layer].rect(unit.unit), self.theme)
        marks.locks(painter, [self.scene.lock_place(weight) for weight in self.status.frozen], self.theme)
        if self.snapshot.shown_unit is not None:
            layer, number = self.snapshot.shown_unit
            marks.chosen(painter, columns[layer].rect(number), self.theme)

    def _draw_words(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.theme.quiet))
        for word in self.scene.words:
            painter.drawText(word.room, word.flags, word.text)
        for sign, rect in self.scene.signs.items():
            painter.setPen(QColor(self.theme.quiet if words.is_allowed(self.scene.spec, sign) else self.theme.line))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign.kind.value)
        self._draw_key(painter)
        self._draw_title(painter)
        self._draw_numbers(painter)

    def _draw_key(self, painter: QPainter) -> None:
        layout, meaning = self.scene.layout, self.meaning
        metrics, width = painter.fontMetrics(), lines.widest(self.gaps, layout.zoom)
        if self.scene.key_room:
            key = Key.fitting(meaning.noun, meaning.full, metrics, self.scene.key_room)
            place = QPointF(_EDGE, layout.captions_top + layout.text_line)
        else:
            title = metrics.horizontalAdvance(self._title(metrics))
            key = Key.fitting(meaning.noun, meaning.full, metrics, self.scene.size.width() - title - 3 * _EDGE)
            place = QPointF(self.scene.size.width() - _EDGE - key.width(metrics), _TOP)
        key.draw(painter, place, layout.text_line, width, self.theme)

    def _draw_title(self, painter: QPainter) -> None:
        title = self._title(painter.fontMetrics())
        if title:
            painter.setPen(QColor(self.theme.text if self.meaning.titles else self.theme.quiet))
            place = QRectF(_EDGE, _TOP, self._title_room, self.scene.layout.text_line)
            text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(place.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)

    @property
    def _title_room(self) -> float:
        return self.scene.size.width() - 2 * _EDGE

    def _title(self, metrics: QFontMetrics) -> str:
        """What is said above: about the moment, in as many words as there is room for, or about what is not drawn."""
        if self.meaning.titles:
            fitting = (text for text in self.meaning.titles if metrics.horizontalAdvance(text) <= self._title_room)
            return next(fitting, self.meaning.titles[-1])
        drawn, weights = sum(len(gap.sources) for gap in self.gaps), sum(gap.weights.size for gap in self.gaps)
        return words.left_out(drawn, weights) if drawn < weights else ""

    def _draw_numbers(self, painter: QPainter) -> None:
        """What moments add: a short text under each unit, and numbers on the lines."""
        beside: list[QRectF] = []
        for layer, captions in enumerate(self.meaning.captions):
            beside += self._draw_captions(painter, layer, captions)
        if self.meaning.on_lines:
            for gap in self.gaps:
                marks.numbers_on_lines(painter, gap, self.theme, beside)

    def _draw_captions(self, painter: QPainter, layer: int, captions: Sequence[str]) -> list[QRectF]:
        """Under its unit each, or beside it where the next is too near; none where there is not even room for that.

        Returns the rooms of those beside.
        """
        columns, height = self.scene.layout.columns, self.scene.layout.text_line - 2
        column = columns[layer]
        beside: list[QRectF] = []
        if column.slot < height:
            return beside
        everything = QRectF(QPointF(), self.scene.size).adjusted(4, 0, -4, 0)
        is_tight, is_last = column.slot - column.side < height, layer == len(columns) - 1
        is_beside = is_tight and not is_last
        painter.save()
        painter.setPen(QColor(self.theme.text))
        if is_tight:
            free = 0.0 if is_last else columns[layer + 1].left - column.right - 2 * _BESIDE
            painter.setFont(_narrowed(painter.font(), captions, free))
        if is_tight and is_last:  # the sums of outputs are too long to stand anywhere but below them
            height = column.slot - column.side - 1
        for unit, text in enumerate(captions):
            rect, bias = column.rect(unit), column.bias_rect(unit)
            width = painter.fontMetrics().horizontalAdvance(text) + 1.0
            room = QRectF(bias.right() + 3, rect.bottom() + 1, width, height)
            if is_beside:
                room.moveTo(rect.right() + _BESIDE, rect.center().y() - height / 2)
                painter.fillRect(
                    room.adjusted(1 - _BESIDE, 0, 0, 0), QColor(self.theme.card)
                )  # else a line looks like a minus
                beside.append(room)
            elif layer == 0:
                room.moveLeft(rect.center().x() - width / 2)
            painter.drawText(inside(room, everything), _MIDDLE, text)
        painter.restore()
        return beside


def _narrowed(font: QFont, texts: Sequence[str], room: float) -> QFont:
    """`font`, as much smaller as all `texts` need to fit, but no smaller than the small type of usual size."""
    made, widest = QFont(font), max(map(QFontMetricsF(font).horizontalAdvance, texts), default=0.0)
    if widest > room:
        made.setPixelSize(max(min(SMALL, font.pixelSize()), int(font.pixelSize() * room / widest)))
    return made


def _shares(snapshot: Snapshot, layer: int) -> Array:
    """The answers of a layer as shares of what gets the two end colours.

    The output is coloured as in every view, each of several by what it is taught. Where an activation has ends, as
    sigmoid and tanh, these count. All others are coloured around 0, each as far as it goes, as surface and map do when
    it is looked at there: the middle colour means "nothing", as in a ReLU that is off.
    """
    maps, network = snapshot.neuron_maps[layer], snapshot.experiment.network
    if layer == len(snapshot.neuron_maps) - 1:
        targets = ACTIVATIONS[network.output_activation].targets
        scale = snapshot.scale if snapshot.shown_unit is None else snapshot.target_scale
        return share(maps, scale if network.outputs == 1 else targets)
    ends = bounds(network.activations[layer - 1]) if layer > 0 else (-np.inf, np.inf)
    if np.isfinite(ends).all():
        return share(maps, ends)
    largest = np.abs(maps).max(axis=(1, 2), keepdims=True, where=np.isfinite(maps), initial=0.0)
    shares: Array = 0.5 + 0.5 * maps / np.where(largest > 0.0, largest, 1.0)
    return shares
