"""The two lines under each column of the network diagram, and the signs in them: − 8 neurons +."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics

from app.views.diagram import words
from app.views.diagram.layout import Layout
from app.views.diagram.parts import Kind, Sign
from nncore import NetworkSpec

_SIGN = 13.0  # pixels across
_ROOM = 300.0  # for a line of text, whatever it says
_APART, _TIGHTLY_APART = 8.0, 1.0  # the least from caption to caption; from sign to sign


@dataclass(frozen=True, slots=True)
class Word:
    """A text and its room."""

    room: QRectF
    flags: Qt.AlignmentFlag
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Captions:
    """The captions of all columns, which are `layout.pitch` apart, with signs where these have room."""

    layout: Layout
    metrics: QFontMetrics
    texts: Sequence[words.Caption]
    has_signs: bool

    @classmethod
    def fitting(cls, spec: NetworkSpec, layout: Layout, metrics: QFontMetrics, width: float) -> Captions:
        """As many words as there is room for; rather fewer words than no signs."""
        for choice in words.captions(spec):
            captions = cls(layout, metrics, choice, has_signs=len(choice) > 2)
            if captions._fit(width):
                return captions
        for choice in words.captions(spec):
            captions = cls(layout, metrics, choice, has_signs=False)
            if captions._fit(width):
                break
        return captions

    def words(self) -> Iterator[Word]:
        """All lines, each in its room."""
        for column, caption in zip(self.layout.columns, self.texts, strict=True):
            for line, text in enumerate(caption):
                yield Word(self._line(column.x, line, _ROOM), Qt.AlignmentFlag.AlignHCenter, text)

    def signs(self) -> Iterator[tuple[Sign, QRectF]]:
        """The signs beside the numbers of neurons, each with its room."""
        if not self.has_signs:
            return
        side = _SIGN * self.layout.text_zoom
        for number in range(1, len(self.texts) - 1):
            x, beside = self.layout.columns[number].x, self._half(number, 1) - side / 2
            for kind, middle in ((Kind.FEWER, x - beside), (Kind.MORE, x + beside)):
                yield Sign(kind, number), self._line(middle, 1, side)

    @property
    def free_at_left(self) -> float:
        """Pixels in the second line before the caption of the second column."""
        return self.layout.columns[1].x - self._half(1, 1) - _APART

    def _line(self, middle: float, line: int, width: float) -> QRectF:
        height = self.layout.text_line
        return QRectF(middle - width / 2, self.layout.captions_top + line * height, width, height)

    def _fit(self, width: float) -> bool:
        """Whether they touch neither each other nor the border."""
        columns, apart = self.layout.columns, _TIGHTLY_APART if self.has_signs else _APART
        widths = [max(self._half(i, 0), self._half(i, 1)) for i in range(len(columns))]
        texts = [self._text(i, 0) / 2 for i in range(len(columns))]
        inside = widths[0] < columns[0].x and widths[-1] < width - columns[-1].x
        clear = all(a + b + _APART < self.layout.pitch for a, b in pairwise(texts))
        return inside and clear and all(a + b + apart < self.layout.pitch for a, b in pairwise(widths))

    def _half(self, number: int, line: int) -> float:
        """How far a line with its signs reaches to each side of its column."""
        signed = self.has_signs and line == 1 and 0 < number < len(self.texts) - 1
        return self._text(number, line) / 2 + (_SIGN * self.layout.text_zoom if signed else 0.0)

    def _text(self, number: int, line: int) -> float:
        return self.metrics.horizontalAdvance(self.texts[number][line])
