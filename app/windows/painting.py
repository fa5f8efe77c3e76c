"""Painting own points on the map, while it trains too: the brush, its tools, and what a stroke does to the data."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor

from app import numbers
from app.model.document import Document
from app.model.limits import MAX_OBSERVATIONS
from app.model.work import Work
from app.training.controller import Controller
from app.training.snapshot import Snapshot
from app.views.map_brush import FIRST_SIZE, SIZES, MapBrush
from app.windows.gallery import Gallery
from app.windows.paint_strip import PaintStrip, Tool
from app.windows.point_edits import TWO, plotted, points_of, with_places, without_near
from nncore import SpecError, datasets
from nncore.own_points import MAX_CLASSES, MAX_VALUE, Point

SEND_MS = 60  # between two sets of points that the training is given during a stroke

Places = tuple[tuple[float, float], ...]


class Painting(QObject):
    """One stroke is one step of undo. What it does is seen at once; the training follows as fast as it can.

    The plane stays that of the data that were there first, as long as they are not exchanged by other hands.
    """

    notice = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, controller: Controller, gallery: Gallery, paint: QAction) -> None:
        super().__init__(gallery)
        self._document = document
        self._controller = controller
        self._gallery = gallery
        self._map = gallery.map
        self._paint = paint
        self._points: tuple[Point, ...] = ()
        self._tool = Tool(TWO, 1.0, FIRST_SIZE)
        self._before: tuple[Point, ...] = ()  # when the stroke began
        self._strokes = self._sent = 0  # the last of which something was sent
        self._text = ""
        self._unsent = False
        self._sending = False
        self.brush = MapBrush(self._map)
        self.strip = PaintStrip()
        gallery.map_panel.set_strip(self.strip)
        self._send_later = QTimer(self, singleShot=True, interval=SEND_MS)
        self._connect()

    def _connect(self) -> None:
        brush, strip = self.brush, self.strip
        for signal, slot in (
            (self._paint.toggled, self._on_toggled),
            (self._document.changed, self._on_work_changed),
            (self._document.started_over, self._on_started_over),
            (self._controller.snapshot_ready, self._on_snapshot),
            (self._gallery.scale_changed, self._on_scale_changed),
            (self._send_later.timeout, self._send),
            (brush.stroke_begun, self._on_stroke_begun),
            (brush.painted, self._on_painted),
            (brush.erased, self._on_erased),
            (brush.stroke_ended, self._on_stroke_ended),
            (brush.class_asked, self._on_class_asked),
            (brush.eraser_asked, self._on_eraser_asked),
            (brush.size_asked, self._on_size_asked),
            (brush.leave_asked, partial(self._paint.setChecked, False)),
            (strip.leave_asked, partial(self._paint.setChecked, False)),
            (strip.class_chosen, self._on_class_asked),
            (strip.class_added, self._on_class_added),
            (strip.value_chosen, self._on_value_chosen),
            (strip.eraser_toggled, self._on_eraser_toggled),
            (strip.size_chosen, self._on_size_chosen),
            (strip.cleared, self._on_cleared),
        ):
            signal.connect(slot)

    # On and off.

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self._gallery.map_panel.show_strip(on)
        if on:
            self._read()
            self.brush.begin()
            return
        self.brush.end()
        self._map.hold_plane(None)
        if not self._points:
            self._map.show_draft(None)
            self.notice.emit("There must be points to learn from: those that were there before are back.")

    def _read(self) -> None:
        """Begin with the points that the document has now."""
        data = self._document.experiment.data
        self._points, self._unsent = points_of(data), False
        classes = datasets.classes(data)
        alike = bool(classes) == bool(self._tool.classes)  # a value is no class, though it may be as small
        fits = alike and (not classes or self._tool.target < classes)
        target = self._tool.target if fits else (1.0 if classes else datasets.target_range(data)[1])
        ends = (0.0, 1.0) if classes else datasets.target_range(data)
        self._map.show_draft(None)
        self._map.hold_plane(datasets.domain(data))
        self._use(replace(self._tool, classes=classes, target=target, ends=ends, axes=self._map.axes))

    def _use(self, tool: Tool) -> None:
        """Paint with `tool` from now on."""
        if tool.classes != self._tool.classes:
            self.strip.set_colors(self._class_colors(tool.classes))
        self._tool = tool
        self.strip.show_tool(tool, len(self._points))
        self.brush.set_tool(self._color(), SIZES[tool.size], erasing=tool.erasing)

    def _class_colors(self, classes: int) -> list[QColor]:
        scale = self._map.scale
        return [scale.color(float(i)) if classes == TWO else scale.classes.color(i) for i in range(MAX_CLASSES)]

    def _color(self) -> QColor:
        scale, tool = self._map.scale, self._tool
        if tool.classes > TWO:
            return scale.classes.color(int(tool.target))
        low, high = tool.ends
        return scale.color(tool.target, low, high)

    # A stroke.

    @Slot()
    def _on_stroke_begun(self) -> None:
        self._strokes += 1
        self._before = self._points

    @Slot(object)
    def _on_painted(self, places: Places) -> None:
        more = with_places(self._points, places, self._tool.target, MAX_OBSERVATIONS)
        if len(more) < len(self._points) + len(places):
            self.notice.emit(f"There can be {numbers.grouped(MAX_OBSERVATIONS)} points at most.")
        self._change(more, "Paint points")

    @Slot(float, float, float)
    def _on_erased(self, x: float, y: float, reach: float) -> None:
        self._change(without_near(self._points, x, y, reach), "Erase points")

    @Slot()
    def _on_stroke_ended(self) -> None:
        self._send_later.stop()
        if not self._points and self._sent == self._strokes:
            # Nothing can be learned from no points, and what was left at some moment of the stroke is nothing to keep.
            self._give(self._before)
        self._send()

    @Slot()
    def _on_cleared(self) -> None:
        """Nothing can be learned from no points: the training keeps those that it has until there is a new one."""
        self._points, self._unsent = (), False
        self._show_draft()
        tool = replace(self._tool, erasing=False)
        self._use(replace(tool, classes=TWO, target=min(tool.target, 1.0)) if tool.classes else tool)
        self.brush.setFocus()

    def _change(self, points: tuple[Point, ...], text: str) -> None:
        if len(points) == len(self._points):
            return
        self._points, self._text, self._unsent = points, text, True
        self._show_draft()
        self.strip.show_tool(self._tool, len(points))
        # Another number of classes takes another network, which is made once, when the stroke is done.
        if self._tool.classes == self._document.experiment.classes and not self._send_later.isActive():
            self._send_later.start()

    def _show_draft(self) -> None:
        self._map.show_draft(plotted(self._document.experiment.data, self._points, self._tool.classes))

    @Slot()
    def _send(self) -> None:
        """Let the training have the points."""
        if self._unsent and self._points:
            self._give(self._points)

    def _give(self, points: tuple[Point, ...]) -> None:
        self._unsent, self._sending, self._sent = False, True, self._strokes
        try:
            self._controller.by_hand.set_points(points, self._tool.classes, self._text, drag=self._strokes)
        except SpecError as error:
            self.failed.emit(str(error))
            self._read()
        finally:
            self._sending = False

    # What else happens.

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        settled = self._points and not (self._unsent or self.brush.busy)
        if settled and snapshot.experiment.data == self._document.experiment.data:
            self._map.show_draft(None)

    @Slot(object, object)
    def _on_work_changed(self, old: Work, new: Work) -> None:
        if self._paint.isChecked() and not self._sending and old.experiment.data != new.experiment.data:
            self._read()

    @Slot()
    def _on_started_over(self) -> None:
        """Whoever begins anew, or opens a file, wants to look at it first."""
        self._paint.setChecked(False)

    @Slot()
    def _on_scale_changed(self) -> None:
        self.brush.set_theme(self._map.theme)
        self.strip.set_colors(self._class_colors(self._tool.classes))
        self.brush.set_tool(self._color(), SIZES[self._tool.size], erasing=self._tool.erasing)

    # The tools.

    @Slot(int)
    def _on_class_asked(self, number: int) -> None:
        if number < self._tool.classes:
            self._use(replace(self._tool, target=float(number), erasing=False))

    @Slot()
    def _on_class_added(self) -> None:
        classes = self._tool.classes + 1
        self._use(replace(self._tool, classes=classes, target=classes - 1.0, erasing=False))

    @Slot(float)
    def _on_value_chosen(self, value: float) -> None:
        if abs(value) > MAX_VALUE:
            self.failed.emit(f"The value must be between ±{numbers.grouped(round(MAX_VALUE))}.")
            value = self._tool.target
        self._use(replace(self._tool, target=value, erasing=False))

    @Slot()
    def _on_eraser_asked(self) -> None:
        self._on_eraser_toggled(not self._tool.erasing)

    @Slot(bool)
    def _on_eraser_toggled(self, on: bool) -> None:
        self._use(replace(self._tool, erasing=on))

    @Slot(int)
    def _on_size_asked(self, steps: int) -> None:
        self._on_size_chosen(min(max(self._tool.size + steps, 0), len(SIZES) - 1))

    @Slot(int)
    def _on_size_chosen(self, size: int) -> None:
        self._use(replace(self._tool, size=size))
