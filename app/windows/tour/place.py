"""Where things are, for the tour: what can be seen of a part of the window, and where a card beside it finds room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

GAP = 8  # between the card and the part it is about, and from the border of the window
FLAT = 2  # so many times as wide as high: what is told about it stands below it rather than beside it


def seen(parts: Iterable[QWidget], body: QWidget) -> QRect:
    """The least rectangle in `body` that holds what can be seen of `parts`."""
    united = QRect()
    for part in parts:
        united = united.united(_seen(part, body))
    return united


def _seen(part: QWidget, body: QWidget) -> QRect:
    """Parents cut off what reaches beyond them, such as a column that is scrolled."""
    if not part.isVisibleTo(body):
        return QRect()
    room, place = part.rect(), part
    for parent in up_to(body, part):
        room = room.translated(place.pos()) & parent.rect()
        place = parent
    return room


def up_to(body: QWidget, part: QWidget) -> Iterator[QWidget]:
    """The parents of `part`, the nearest first, up to `body`."""
    parent = part.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget() if parent is not body else None


def beside(part: QRect, room: QRect, sizes: Sequence[QSize]) -> QRect:
    """Where in `room` a card stands that does not cover `part`, in the first of `sizes` for which there is a place.

    Where there is none for any of them it covers as little as can be.
    """
    inner = room.adjusted(GAP, GAP, -GAP, -GAP)
    for size in sizes:
        for place in _sides(part, size):
            card = _pushed_into(inner, place, size)
            if inner.contains(card) and not card.intersects(part):
                return card
    corners = (_pushed_into(inner, corner, sizes[-1]) for corner in _corners(inner))
    return min(corners, key=lambda card: (card & part).width() * (card & part).height())


def _sides(part: QRect, size: QSize) -> tuple[QPoint, ...]:
    right = QPoint(part.right() + 1 + GAP, part.top())
    left = QPoint(part.left() - GAP - size.width(), part.top())
    below = QPoint(part.left(), part.bottom() + 1 + GAP)
    above = QPoint(part.left(), part.top() - GAP - size.height())
    flat = part.width() > FLAT * part.height()
    return (below, above, right, left) if flat else (right, left, below, above)


def _corners(room: QRect) -> tuple[QPoint, ...]:
    return (room.bottomRight(), room.bottomLeft(), room.topRight(), room.topLeft())


def _pushed_into(room: QRect, place: QPoint, size: QSize) -> QRect:
    """A card of `size` at `place`, or as near to it as `room` lets it."""
    x = max(room.left(), min(place.x(), room.right() - size.width() + 1))
    y = max(room.top(), min(place.y(), room.bottom() - size.height() + 1))
    return QRect(QPoint(x, y), size)
