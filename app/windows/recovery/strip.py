"""A strip below the run bar that offers work which was not saved when the program ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.model.kept import Moment
from app.numbers import THIN_SPACE, grouped
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.type_size import follow_type
from app.windows.strip import Strip

PICTURE, RADIUS = 48, 4  # pixels
LONGEST_NAME = 60  # characters
UNNAMED = "Untitled experiment"


class RecoveryStrip(Strip):
    """Hidden until something is offered. What is decided is told by its three signals."""

    restore_wanted = Signal()
    delete_wanted = Signal()
    later_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Later", "Decide later: it is offered again at the next start.")
        self._picture = _Picture()
        self._words = label("", "lesson")
        self.restore, self.delete = QPushButton("Restore"), QPushButton("Delete")
        explain(self.restore, "Restore", tip("Go on with this work where it was, to the last bit. Save keeps it."))
        explain(self.delete, "Delete", tip("Delete what was kept of this work."))
        self.arrange((self._words,), (self.restore, self.delete), self._picture)
        self.restore.clicked.connect(self.restore_wanted)
        self.delete.clicked.connect(self.delete_wanted)
        self.dismiss.clicked.connect(self.later_wanted)

    @property
    def text(self) -> str:
        """What it says."""
        return self.accessibleDescription()

    def offer(self, moment: Moment, more: int, now: datetime) -> None:
        """Offer `moment`, and say that there are so many `more`."""
        name = title(moment)
        lost = "had changes that were not saved" if moment.path else "was not saved"
        what = f"from {when(moment.time, now)}, {lost} when the program ended: {trained(moment)}."
        further = f" {more} more will be offered after it." if more else ""
        # In rich text Qt ends lines at the thin spaces of numbers too.
        self._words.setText(f"<b>“{escape(name)}”</b>, {escape(what + further).replace(THIN_SPACE, '&nbsp;')}")
        self._picture.show_png(moment.picture)
        self.setAccessibleName("Work that was not saved")
        self.setAccessibleDescription(f"“{name}”, {what}{further}")
        self.show()


class _Picture(QWidget):
    """A picture with round corners, finer than the screen where that is needed."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        follow_type(self, self.setFixedSize, QSize(PICTURE, PICTURE))

    def show_png(self, contents: Callable[[], bytes]) -> None:
        """Show the picture that a file with these `contents` holds; none at all where it holds none."""
        self._image = QImage.fromData(contents())
        self.setVisible(not self._image.isNull())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's names
        room, outline = QRectF(self.rect()), QPainterPath()
        outline.addRoundedRect(room, RADIUS, RADIUS)
        size = self.size() * self.devicePixelRatioF()
        fitting = self._image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
        with QPainter(self) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(outline)
            painter.drawImage(room, fitting)


def title(moment: Moment) -> str:
    """What the work is called, no longer than a line has room for."""
    name = (moment.path.name if moment.path else moment.name) or UNNAMED
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def trained(moment: Moment) -> str:
    """How far it had come."""
    seen = moment.state.observations_seen if moment.state is not None else 0
    if not seen:
        return "not trained yet"
    return f"{grouped(seen)} observation{'' if seen == 1 else 's'} trained"


def when(time: datetime, now: datetime) -> str:
    """Today 14:32, yesterday 14:32, 3 March 14:32, or with its year where that is another."""
    local, today = time.astimezone(now.tzinfo), now.date()
    if local.date() == today:
        day = "today"
    elif local.date() == today - timedelta(days=1):
        day = "yesterday"
    else:
        month = QLocale(QLocale.Language.English).standaloneMonthName(local.month)
        day = f"{local.day} {month}" + (f" {local.year}" if local.year != today.year else "")
    return f"{day} {local:%H:%M}"
