"""The output over the plane as a flat map, with the observations on it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.model.axes import PLAIN, Axes
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.type_size import scaled
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.hover import HoverCard
from app.views.map_dots import DotPicture, dot_radius
from app.views.map_field import field_colors
from app.views.map_words import rows_at
from app.views.picturing import draws_lines, pixel_ratio
from app.views.plane import Plane, is_letter
from app.views.points import PlottedData, in_use
from app.views.text import inside, small_font

STEP, FINE_STEP = 8.0, 1.0  # pixels that an arrow key goes
CIRCLE = 5.0  # pixels around where the keys have come to
ARROWS = MappingProxyType(
    {
        Qt.Key.Key_Left: QPointF(-1, 0),
        Qt.Key.Key_Right: QPointF(1, 0),
        Qt.Key.Key_Up: QPointF(0, -1),
        Qt.Key.Key_Down: QPointF(0, 1),
    }
)
_LABEL = QRectF(0, 0, 44, 16)
_FINER = 2.0
_HALO = 1.9  # the radius of the ring around an observation in use, in radii of its dot


class MapView(QWidget):
    """Colour is the prediction, filled dots are for training, rings for testing. The pointer reads the numbers.

    With the keyboard the arrows do, from place to place.
    """

    KEYS = (("Arrows", "Read the map from place to place; with Shift finely"),)  # for the list of shortcuts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.scale = make_scale(SCALE_NAMES[0], LIGHT)
        self.axes = PLAIN
        self._snapshot: Snapshot | None = None
        self._data: PlottedData | None = None
        self._draft: PlottedData | None = None
        self._held: tuple[float, float] | None = None
        self._test_visible = True
        self._discrete = False
        self._dots = DotPicture()
        self._pointer: QPointF | None = None
        self._by_keys = False  # whether the last hand was on the keyboard
        self._card = HoverCard(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(180, 160)
        self.setAccessibleName("Map of the output, with the observations")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._data = PlottedData.of(snapshot)
        self._refresh()

    def set_scale(self, scale: ColorScale) -> None:
        self.scale = scale
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._card.set_theme(theme)
        self._refresh()

    def set_axes(self, axes: Axes) -> None:
        """Say what the numbers of the plane stand for."""
        self.axes = axes
        self._refresh()

    def set_test_visible(self, visible: bool) -> None:
        """Show or hide the observations kept for testing."""
        self._test_visible = visible
        self._refresh()

    def set_discrete(self, on: bool) -> None:
        """Show only which class is answered, or which side of the middle, and not how surely."""
        self._discrete = on
        self._refresh()

    def show_draft(self, data: PlottedData | None) -> None:
        """Show these in place of the snapshot's observations: the training has not answered them yet."""
        if data is not self._draft:
            self._draft = data
            self._refresh()

    def hold_plane(self, domain: tuple[float, float] | None) -> None:
        """Show `domain` × `domain`, whatever the snapshots say, while a hand is at work on it; None ends that."""
        self._held = domain
        self._refresh()

    @property
    def hover_text(self) -> str:
        """What is said about the place under the pointer, "" if nothing."""
        return self._card.text

    @property
    def plane(self) -> Plane:
        """Where on the widget the plane of the data lies."""
        domain = self._held or (self._snapshot.domain if self._snapshot else (0.0, 1.0))
        return Plane.within(QRectF(self.rect()), domain, self.axes)

    def forget_pointer(self) -> None:
        """Say nothing about the place under the pointer until it moves again."""
        self._pointer = None
        self._read_numbers()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        self._point_at(event.position(), by_keys=False)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        if not self._by_keys:
            self.forget_pointer()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        square = self.plane.square
        step = FINE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        begun = self._pointer is not None and square.contains(self._pointer)
        place = self._pointer + way * step if begun and self._pointer is not None else square.center()
        x = min(max(place.x(), square.left()), square.right())
        self._point_at(QPointF(x, min(max(place.y(), square.top()), square.bottom())), by_keys=True)
        self.setAccessibleDescription(self.hover_text.replace("\n", ", "))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self.forget_pointer()
        self.update()

    def _point_at(self, place: QPointF, *, by_keys: bool) -> None:
        self._pointer, self._by_keys = place, by_keys
        self._read_numbers()
        if by_keys:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setFont(small_font(self))
        plane = self.plane
        self._draw_axes(painter, plane)
        data = self._draft or self._data
        if self._snapshot is not None and data is not None:
            self._draw_field(painter, plane, self._snapshot)
            self._draw_dots(painter, plane, data)
            self._draw_halos(painter, plane, self._snapshot, data)
        if self.hasFocus():
            self._draw_focus(painter)

    def _refresh(self) -> None:
        self._read_numbers()
        self.update()

    def _draw_dots(self, painter: QPainter, plane: Plane, data: PlottedData) -> None:
        if draws_lines(painter):
            self._dots.draw(painter, data, plane, self.scale, tested=self._test_visible)
        else:
            size, ratio = self.size(), pixel_ratio(painter)
            dots = self._dots.of(data, plane, self.scale, tested=self._test_visible, size=size, ratio=ratio)
            painter.drawPixmap(0, 0, dots)

    def _draw_field(self, painter: QPainter, plane: Plane, snapshot: Snapshot) -> None:
        # More colours than pixels, so that each pixel of a border has its share of both sides.
        most = _FINER * plane.square.width() * self.devicePixelRatioF()
        colors = field_colors(snapshot, self.scale, discrete=self._discrete, most=most)[::-1].copy()
        n = len(colors)
        image = QImage(colors.data, n, n, 4 * n, QImage.Format.Format_RGBX8888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.setClipRect(plane.square)  # a plane that is held is another than that of the snapshot
        # The outermost points of the grid lie on the border of the plane: half of their pixels lies beyond it.
        painter.drawImage(plane.square_of(snapshot.domain), image, QRectF(0.5, 0.5, n - 1, n - 1))
        painter.restore()

    def _draw_halos(self, painter: QPainter, plane: Plane, snapshot: Snapshot, data: PlottedData) -> None:
        """Rings around the observations that the training is at."""
        places = plane.places(in_use(snapshot)[0])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(places))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = _HALO * dot_radius(data, plane)
        for color, width in ((self.theme.card, 5.0), (self.theme.accent, 2.4)):
            painter.setPen(QPen(QColor(color), width))
            for place in places:
                painter.drawEllipse(place, radius, radius)

    def _draw_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self.theme.accent))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        if self._pointer is not None and self._by_keys:
            for color, width in ((self.theme.card, 4.0), (self.theme.text, 1.5)):
                painter.setPen(QPen(QColor(color), width))
                painter.drawEllipse(self._pointer, CIRCLE, CIRCLE)

    def _draw_axes(self, painter: QPainter, plane: Plane) -> None:
        painter.setPen(QColor(self.theme.quiet))
        for text, below in plane.labels_below():
            self._draw_label(painter, text, QPointF(below.x(), below.y() + scaled(12)), Qt.AlignmentFlag.AlignHCenter)
        for text, beside in plane.labels_beside():
            middle = QPointF(beside.x() - scaled(7) - _LABEL.width() / 2, beside.y())
            self._draw_label(painter, text, middle, Qt.AlignmentFlag.AlignRight)
        painter.setPen(QColor(self.theme.text))
        for text, middle, align in _names(plane):
            self._draw_label(painter, text, middle, align)

    def _draw_label(self, painter: QPainter, text: str, middle: QPointF, align: Qt.AlignmentFlag) -> None:
        box = QRectF(_LABEL)
        box.moveCenter(middle)
        box = inside(painter.boundingRect(box, align | Qt.AlignmentFlag.AlignVCenter, text), QRectF(self.rect()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _read_numbers(self) -> None:
        data, pointer, plane = self._draft or self._data, self._pointer, self.plane
        if self._snapshot is None or data is None or pointer is None or not plane.square.contains(pointer):
            self._card.hide()
        else:
            rows = rows_at(plane, self._snapshot, data, pointer, tested=self._test_visible)
            self._card.show_at(pointer, rows)


def _names(plane: Plane) -> Iterator[tuple[str, QPointF, Qt.AlignmentFlag]]:
    """The names of the axes, at their ends, away from the rows of numbers: they are none of them.

    A longer one of the horizontal axis has a line of its own, one of the vertical axis begins where the square does.
    """
    center, left = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft
    square, axes = plane.square, plane.axes
    end = QPointF(square.right() + scaled(9), square.bottom() - scaled(5))
    below = QPointF(square.center().x(), square.bottom() + scaled(25))
    yield axes.x.name, end if is_letter(axes.x.name) else below, center
    above = QPointF(square.left(), square.top() - scaled(9))
    if is_letter(axes.y.name):
        yield axes.y.name, above, center
    else:
        yield axes.y.name, above + QPointF(_LABEL.width() / 2, 0.0), left
