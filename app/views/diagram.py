"""The network as it is now: inputs, neurons as live pictures of what they answer, weights as lines."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ranges import bounds
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot, share
from app.views import diagram_weights as lines
from app.views import diagram_words as words
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.diagram_layout import Column, Layout, arrange
from app.views.hover import HoverCard, Rows
from app.views.text import small_font
from nncore import ACTIVATIONS, NetworkSpec

Array = NDArray[Any]

_WIDEST_NAME = 96  # pixels, of an input
_SMALL = 10.0  # pixels: a picture this small shows no more than every fourth point of its map


class NetworkDiagram(QWidget):
    """Read-only. The pointer reads exact weights and biases."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._snapshot: Snapshot | None = None
        self._layout: Layout | None = None
        self._gaps: list[lines.Gap] = []
        self._picture: QPixmap | None = None
        self._pointer: QPointF | None = None
        self._card = HoverCard(self)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 180)
        self.setAccessibleName("Diagram of the network")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._snapshot is None or snapshot.experiment.network != self._snapshot.experiment.network:
            self.setAccessibleDescription(words.summary(snapshot.experiment.network))
        self._snapshot = snapshot
        self._refresh()

    def set_scale(self, scale: ColorScale) -> None:
        self._scale = scale
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._card.set_theme(theme)
        self._refresh()

    @property
    def hover_text(self) -> str:
        """What is said about the part under the pointer, "" if nothing."""
        return self._card.text

    @property
    def layout_now(self) -> Layout | None:
        """Where the parts stand; None while there is nothing to show."""
        return self._layout

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        self._pointer = event.position()
        self._read_numbers()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        self._pointer = None
        self._read_numbers()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802
        self._refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.FontChange):
            self._refresh()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        if self._snapshot is None or self._layout is None:
            return
        if self._picture is None:
            # Kept, because the card that follows the pointer uncovers a part of it with every movement.
            self._picture = QPixmap(self.size() * self.devicePixelRatioF())
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            self._draw(painter, self._snapshot, self._layout)
            painter.end()
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _refresh(self) -> None:
        self._picture = None
        if self._snapshot is not None:
            spec, weights = self._snapshot.experiment.network, self._snapshot.weights
            metrics = QFontMetrics(small_font(self))
            names_width = max(metrics.horizontalAdvance(name) for name in self._input_names(spec))
            most = lines.most_per_gap(len(weights))
            note = any(w.size > most for w in weights)
            self._layout = arrange(QSizeF(self.size()), spec.sizes, names_width, note=note)
            columns = self._layout.columns
            self._gaps = [
                lines.Gap.between(a, b, w, most) for a, b, w in zip(columns, columns[1:], weights, strict=False)
            ]
        self._read_numbers()
        self.update()

    def _draw(self, painter: QPainter, snapshot: Snapshot, layout: Layout) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(small_font(self, layout.text_zoom))
        lines.draw(painter, self._gaps, layout.zoom, self._theme)
        for layer, column in enumerate(layout.columns):
            self._draw_pictures(painter, snapshot, layer, column)
            if layer > 0:
                self._draw_biases(painter, column, snapshot.biases[layer - 1])
        self._draw_words(painter, snapshot, layout)

    def _draw_pictures(self, painter: QPainter, snapshot: Snapshot, layer: int, column: Column) -> None:
        every = 1 if column.side > _SMALL else 4
        maps = _shares(snapshot, layer)[:, ::-every, ::every]
        colors = np.ascontiguousarray(self._scale.rgba(maps))
        height, width = maps.shape[1:]
        frame = QPen(QColor(self._theme.text), 1.5 if layer == len(snapshot.neuron_maps) - 1 else 1.0)
        for unit in range(len(maps)):
            image = QImage(colors[unit].data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
            painter.drawImage(column.rect(unit), image)
            if column.side > _SMALL:
                self._draw_frame(painter, column.rect(unit), frame)

    def _draw_frame(self, painter: QPainter, rect: QRectF, pen: QPen) -> None:
        painter.setOpacity(0.7)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setOpacity(1.0)

    def _draw_biases(self, painter: QPainter, column: Column, biases: Array) -> None:
        for unit, bias in enumerate(biases.tolist()):
            painter.fillRect(column.bias_rect(unit), lines.sign_color(bias, self._theme))

    def _draw_words(self, painter: QPainter, snapshot: Snapshot, layout: Layout) -> None:
        painter.setPen(QColor(self._theme.quiet))
        spec = snapshot.experiment.network
        inputs = layout.columns[0]
        for unit, name in enumerate(self._input_names(spec)):
            rect = inputs.rect(unit)
            place = QRectF(0, rect.center().y() - layout.text_line / 2, rect.left() - 8, layout.text_line)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        for unit, name in enumerate(words.output_names(spec)):
            rect = layout.columns[-1].rect(unit)
            place = QRectF(rect.right() + 6, rect.center().y() - layout.text_line / 2, 20, layout.text_line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        for column, caption in zip(layout.columns, words.captions(spec, self._fits), strict=True):
            for line, text in enumerate(caption):
                top = layout.captions_top + line * layout.text_line
                place = QRectF(column.x - 150, top, 300, layout.text_line)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, text)
        drawn, weights = sum(len(gap.sources) for gap in self._gaps), sum(gap.weights.size for gap in self._gaps)
        if drawn < weights:
            place = QRectF(12, 2, self.width() - 24, layout.text_line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, words.left_out(drawn, weights))

    def _input_names(self, spec: NetworkSpec) -> list[str]:
        """As far as they leave room for the network."""
        metrics = QFontMetrics(small_font(self))
        shortened = (
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_NAME) for name in words.input_names(spec)
        )
        return list(shortened)

    def _fits(self, captions: list[words.Caption]) -> bool:
        """Whether captions touch neither each other nor the border."""
        if self._layout is None:
            return False
        metrics = QFontMetrics(small_font(self, self._layout.text_zoom))
        halves = [max(metrics.horizontalAdvance(text) for text in caption) / 2 for caption in captions]
        first, last = self._layout.columns[0].x, self._layout.columns[-1].x
        inside = halves[0] < first and halves[-1] < self.width() - last
        return inside and all(a + b + 8 < self._layout.pitch for a, b in pairwise(halves))

    def _read_numbers(self) -> None:
        rows = self._rows(self._pointer) if self._pointer is not None else []
        if rows and self._pointer is not None:
            self._card.show_at(self._pointer, rows)
        else:
            self._card.hide()

    def _rows(self, place: QPointF) -> Rows:
        if self._snapshot is None or self._layout is None:
            return []
        spec = self._snapshot.experiment.network
        for layer, column in enumerate(self._layout.columns):
            unit = column.unit_at(place)
            if unit is not None:
                bias = float(self._snapshot.biases[layer - 1][unit]) if layer > 0 else None
                return words.unit_rows(spec, layer, unit, bias, _span(self._snapshot.neuron_maps[layer][unit]))
        layer_before = self._layout.gap_at(place.x())
        pair = None if layer_before is None else self._gaps[layer_before].line_at(place)
        if layer_before is None or pair is None:
            return []
        return words.weight_rows(spec, layer_before, *pair, float(self._snapshot.weights[layer_before][pair]))


def _shares(snapshot: Snapshot, layer: int) -> Array:
    """The answers of a layer as shares of what gets the two end colours.

    The output is coloured as in every view, each of several by what it is taught. Where an activation has ends, as
    sigmoid and tanh, these count. All others are coloured around 0, so that the middle colour means "nothing", as in a
    ReLU that is off; inputs, which may be of very different size, each by itself.
    """
    maps, network = snapshot.neuron_maps[layer], snapshot.experiment.network
    if layer == len(snapshot.neuron_maps) - 1:
        targets = ACTIVATIONS[network.output_activation].targets
        return share(maps, snapshot.scale if network.outputs == 1 else targets)
    ends = bounds(network.activations[layer - 1]) if layer > 0 else (-np.inf, np.inf)
    if np.isfinite(ends).all():
        return share(maps, ends)
    together = (0, 1, 2) if layer > 0 else (1, 2)
    largest = np.abs(maps).max(axis=together, keepdims=True, where=np.isfinite(maps), initial=0.0)
    shares: Array = 0.5 + 0.5 * maps / np.where(largest > 0.0, largest, 1.0)
    return shares


def _span(answers: Array) -> tuple[float, float]:
    """The least and the greatest of the answers that are numbers; NaN where none is."""
    known = answers[~np.isnan(answers)]
    return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)
