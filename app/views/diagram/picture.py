"""The network as it is now, to look at: inputs, neurons as live pictures of what they answer, weights as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app import type_size
from app.model.axes import PLAIN, Axes
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, make_scale
from app.views.colors import ColorScale as Scale
from app.views.diagram import marks, words
from app.views.diagram import weights as lines
from app.views.diagram.layout import Layout
from app.views.diagram.moment import answers_at, meaning
from app.views.diagram.paint import Painting
from app.views.diagram.parts import Part, Sign, Space, Unit, Weight
from app.views.diagram.rows import Reading
from app.views.diagram.scene import Scene, zoomed
from app.views.hover import HoverCard, Rows
from app.views.picturing import for_picture
from app.views.text import small_font
from nncore import NetworkSpec

Array = NDArray[Any]


class DiagramPicture(QWidget):
    """Draws snapshots, finds what is at a place, and says the exact numbers of what is pointed at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._axes = PLAIN
        self._snapshot: Snapshot | None = None
        self._painting: Painting | None = None
        self._picture: QPixmap | None = None
        self._place: tuple[float, float] | None = None  # on the map
        self._pointer: QPointF | None = None
        self._hovered: Part | None = None  # under the pointer
        self._held = False  # whether that stays so while the pointer moves on
        self._focused: Unit | Weight | None = None  # where the arrow keys have come to
        self._marked: Weight | None = None  # what is being edited
        self._card = HoverCard(self)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 180)
        self.setAccessibleName("Diagram of the network")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._refresh()

    def set_axes(self, axes: Axes) -> None:
        """Call the inputs as the data do."""
        self._axes = axes
        self._painting = None  # whose scene has the names
        self._refresh()

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._card.set_theme(theme)
        self._refresh()

    def show_place(self, place: tuple[float, float] | None) -> None:
        """Say what each neuron answers at this point of the data, such as the one under the pointer on the map."""
        if place != self._place:
            self._place = place
            self._refresh()

    def mark(self, weight: Weight | None) -> None:
        """Set the weight or bias that is being edited off from the others. Meanwhile nothing is said of others."""
        self._marked = weight
        self._read_numbers()

    @property
    def hover_text(self) -> str:
        """What is said about the part under the pointer, "" if nothing."""
        return self._card.text

    @property
    def snapshot(self) -> Snapshot | None:
        """The one that is shown."""
        return self._snapshot

    @property
    def scene(self) -> Scene | None:
        """Where everything is; None while there is nothing to show."""
        return self._painting.scene if self._painting is not None else None

    @property
    def layout_now(self) -> Layout | None:
        """Where the parts stand; None while there is nothing to show."""
        return self.scene.layout if self.scene is not None else None

    def part_at(self, place: QPointF) -> Part | None:
        """What is at `place`: a sign before a unit or bias, these before a line, that before a column."""
        scene = self.scene
        if self._painting is None or scene is None:
            return None
        part = scene.sign_at(place) or scene.column_part_at(place)
        if part is not None:
            return part
        number = scene.layout.gap_at(place.x())
        pair = None if number is None else self._painting.gaps[number].line_at(place)
        return Weight(number, *pair) if number is not None and pair is not None else scene.column_at(place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802  Qt's names, here and below
        self._refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.FontChange):
            self._painting = None
            self._refresh()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        if self._painting is None:
            return
        with QPainter(self) as painter:
            if for_picture(painter, self):
                self._painting.draw(painter)
            else:
                painter.drawPixmap(0, 0, self._kept(self._painting))
                self._draw_pointed(painter, self._painting)

    def _kept(self, painting: Painting) -> QPixmap:
        """The picture is kept, because the card that follows the pointer uncovers a part of it with every movement."""
        if self._picture is None:
            self._picture = QPixmap(self.size() * self.devicePixelRatioF())
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                painting.draw(painter)
        return self._picture

    def _refresh(self) -> None:
        self._picture = None
        if self._snapshot is not None:
            self._painting = self._compose(self._snapshot)
            self._leave_what_is_gone(self._snapshot.experiment.network.sizes)
        self._read_numbers()

    def _leave_what_is_gone(self, sizes: Sequence[int]) -> None:
        """Another network may lack what was pointed at in the last one."""
        if isinstance(self._hovered, Unit | Weight) and not self._hovered.is_in(sizes):
            self._hovered, self._held = None, False
        if self._focused is not None and not self._focused.is_in(sizes):
            self._focused = None
        if self._marked is not None and not self._marked.is_in(sizes):
            self._marked = None

    def _compose(self, snapshot: Snapshot) -> Painting:
        spec = snapshot.experiment.network
        now = meaning(snapshot, self._answers(snapshot))
        most = lines.most_per_gap(len(now.weights))
        scene = self._scene(spec)
        columns = scene.layout.columns
        gaps = (lines.Gap.between(a, b, w, most) for a, b, w in zip(columns, columns[1:], now.weights, strict=False))
        status = marks.Status.of(snapshot)
        return Painting(snapshot, scene, now, tuple(gaps), status, self._theme, self._scale, self._font)

    def _scene(self, spec: NetworkSpec) -> Scene:
        """The one of the last picture, as long as nothing has moved."""
        old, size = self.scene, QSizeF(self.size())
        if old is not None and (old.spec, old.axes, old.size) == (spec, self._axes, size):
            return old
        return Scene.composed(spec, size, self._font, self._axes)

    @property
    def _font(self) -> QFont:
        """In the usual size: how much larger words are in large type, and in a large window, is the layout's affair."""
        return small_font(self, 1.0 / type_size.zoom())

    def _answers(self, snapshot: Snapshot) -> Sequence[Array]:
        """What all units answer at the place that is looked at, () where none is."""
        if snapshot.moment is not None:
            return snapshot.moment.units
        return answers_at(snapshot, self._place) if self._place is not None else ()

    def _place_meant(self, snapshot: Snapshot) -> tuple[float, float] | None:
        """Where on the plane the answers are: in slow motion those to the first observation of the batch."""
        if snapshot.moment is None:
            return self._place
        x, y = snapshot.observations.train_points[snapshot.moment.batch[0]].tolist()
        return x, y

    def _read_numbers(self) -> None:
        """Find what is pointed at, and say its numbers beside it."""
        if not self._held:
            self._hovered = self.part_at(self._pointer) if self._pointer is not None else None
        place = self._pointer
        part = self._hovered
        if place is None and self._focused is not None and self.scene is not None:
            part, place = self._focused, self.scene.place_of(self._focused)
        rows = self._rows(part) if self._marked is None else []
        if rows and place is not None:
            self._card.show_at(place, rows)
        else:
            self._card.hide()
        self.update()

    def _rows(self, part: Part | None) -> Rows:
        if self._painting is None or part is None or isinstance(part, Space):
            return []
        if isinstance(part, Sign):
            return [(words.sign_words(self._painting.scene.spec, part), "")]
        snapshot = self._painting.snapshot
        place = self._place_meant(snapshot)
        return Reading(snapshot, self._painting.status, self._answers(snapshot), place, self._axes).rows(part)

    def _draw_pointed(self, painter: QPainter, painting: Painting) -> None:
        """What the pointer and the arrow keys add to the picture."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(zoomed(painting.font, painting.scene.layout))
        for part in {self._hovered, self._focused, self._marked}:
            if isinstance(part, Weight) and part.source is not None:
                marks.halo(painter, painting.gaps[part.layer].path(part.source, part.target), self._theme)
            elif isinstance(part, Unit | Weight) and part != self._focused:
                marks.pointed(painter, painting.scene.rect_of(part), self._theme)
        if self._pointer is not None:
            self._draw_signs(painter, painting.scene, self._pointer)
        if self._focused is not None:
            marks.ring(painter, painting.scene.rect_of(self._focused), self._theme)

    def _draw_signs(self, painter: QPainter, scene: Scene, pointer: QPointF) -> None:
        for sign in (*scene.signs, *scene.signs_near(pointer.x())):
            rect = scene.signs.get(sign) or scene.shy_signs[sign]
            if sign == self._hovered or sign in scene.shy_signs:
                strong = sign == self._hovered and words.is_allowed(scene.spec, sign)
                marks.sign(painter, rect, sign.kind, strong=strong, theme=self._theme)
