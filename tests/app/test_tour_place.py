"""Where the card of the tour finds room beside the part it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.windows.tour.place import beside, seen, up_to

ROOM = QRect(0, 0, 1000, 700)
CARD = QSize(300, 150)


@pytest.mark.parametrize(
    ("part", "card"),
    [
        (QRect(0, 60, 270, 400), QRect(278, 60, 300, 150)),  # at its right
        (QRect(600, 60, 400, 640), QRect(292, 60, 300, 150)),  # at its left
        (QRect(0, 0, 1000, 60), QRect(8, 68, 300, 150)),  # below
        (QRect(280, 500, 600, 200), QRect(280, 342, 300, 150)),  # above
        (QRect(280, 100, 420, 300), QRect(280, 408, 300, 150)),  # at its sides there is no room
        (QRect(0, 560, 270, 140), QRect(278, 542, 300, 150)),  # pushed up into the room
    ],
)
def test_it_stands_beside_the_part_where_there_is_room(part: QRect, card: QRect) -> None:
    assert beside(part, ROOM, [CARD]) == card


def test_the_first_size_for_which_there_is_a_place_is_taken() -> None:
    part = QRect(250, 0, 500, 700)
    assert beside(part, ROOM, [QSize(300, 150), QSize(234, 200), QSize(100, 300)]) == QRect(758, 8, 234, 200)


def test_where_there_is_no_room_for_any_size_it_covers_as_little_as_can_be() -> None:
    part = QRect(0, 0, 900, 660)
    card = beside(part, ROOM, [QSize(400, 150), QSize(300, 200)])
    assert card == QRect(692, 492, 300, 200)


coordinate, length = st.integers(0, 900), st.integers(1, 700)


@given(coordinate, coordinate, length, length, length, length)
def test_it_is_always_in_the_room_and_covers_nothing_if_it_can(
    x: int, y: int, width: int, height: int, card_width: int, card_height: int
) -> None:
    part = QRect(x, y, width, height) & ROOM
    card = beside(part, ROOM, [QSize(card_width, min(card_height, 600))])
    assert ROOM.contains(card)
    free = (part.left(), ROOM.right() - part.right(), part.top(), ROOM.bottom() - part.bottom())
    fits = max(free[:2]) >= card.width() + 20 or max(free[2:]) >= card.height() + 20
    assert not (fits and card.intersects(part))


def test_of_what_is_scrolled_only_what_is_in_view_counts(qtbot: QtBot) -> None:
    body = QWidget()
    qtbot.addWidget(body)
    area = QScrollArea(body)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setGeometry(10, 20, 100, 200)
    column = QWidget()
    column.resize(80, 500)
    part = QWidget(column)
    part.setGeometry(5, 150, 60, 100)
    area.setWidget(column)
    body.resize(300, 300)
    body.show()
    assert seen([part], body) == QRect(15, 170, 60, 50)
    area.verticalScrollBar().setValue(200)
    assert seen([part], body) == QRect(15, 20, 60, 50)
    area.verticalScrollBar().setValue(290)
    assert seen([part], body).isEmpty()
    assert list(up_to(body, part)) == [column, area.viewport(), area, body]


def test_what_is_hidden_does_not_count(qtbot: QtBot) -> None:
    body = QWidget()
    qtbot.addWidget(body)
    left, right = QWidget(body), QWidget(body)
    left.setGeometry(0, 0, 50, 50)
    right.setGeometry(100, 20, 50, 50)
    assert seen([left, right], body) == QRect(0, 0, 150, 70).intersected(body.rect())
    right.hide()
    assert seen([left, right], body) == QRect(0, 0, 50, 50).intersected(body.rect())
