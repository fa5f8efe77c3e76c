"""The tools for painting: class or value, eraser and size, by button and by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.model import fitting
from app.model.axes import PLAIN, AxisScale
from app.theme import DARK, LIGHT
from app.views.map_brush import SIZES
from app.windows.paint_strip import PaintStrip, Tool
from tests.app.studio import Studio, studio

Key = Qt.Key


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Studio]:
    made = studio(qtbot)
    yield made
    made.paint.setChecked(False)


def test_keys_choose_class_eraser_and_size(made: Studio, qtbot: QtBot) -> None:
    brush, strip = made.painting.brush, made.painting.strip
    qtbot.keyClick(brush, Key.Key_1)
    assert strip.classes[0].isChecked()
    made.stroke((0.5, 0.25))
    assert made.points[-1][2] == 0.0
    qtbot.keyClick(brush, Key.Key_3)
    assert strip.classes[0].isChecked(), "there is no third class"
    qtbot.keyClick(brush, Key.Key_E)
    assert strip.eraser.isChecked()
    assert not strip.classes[0].isChecked()
    qtbot.keyClick(brush, Key.Key_2)
    assert not strip.eraser.isChecked()
    for _ in range(9):
        qtbot.keyClick(brush, Key.Key_BracketRight)
    assert strip.size_slider.value() == len(SIZES) - 1
    qtbot.keyClick(brush, Key.Key_BracketLeft)
    assert strip.size_slider.value() == len(SIZES) - 2


def test_enter_paints_and_escape_ends_painting(made: Studio, qtbot: QtBot) -> None:
    qtbot.keyClick(made.painting.brush, Key.Key_Return)
    assert len(made.points) == 41
    qtbot.keyClick(made.painting.brush, Key.Key_Escape)
    assert not made.paint.isChecked()


def test_one_class_more_comes_with_its_first_point(made: Studio) -> None:
    strip = made.painting.strip
    strip.more.click()
    assert strip.classes[2].isChecked()
    assert made.document.experiment.network.outputs == 1
    made.stroke((0.3, 0.3), (0.6, 0.3), (0.9, 0.3))
    assert made.document.experiment.data.classes == 3
    assert made.document.experiment.network.outputs == 3
    assert made.document.undo_stack.count() == 1
    made.document.undo_stack.undo()
    assert made.document.experiment.network.outputs == 1
    assert not strip.classes[2].isVisible()


def test_there_are_six_classes_at_most(made: Studio) -> None:
    strip = made.painting.strip
    for _ in range(4):
        assert strip.more.isVisible()
        strip.more.click()
    assert not strip.more.isVisible()
    assert [button.isVisible() for button in strip.classes] == [True] * 6
    strip.clear.click()
    assert [button.isVisible() for button in strip.classes] == [True] * 2 + [False] * 4


def test_values_are_painted_with_a_number_or_a_slider(qtbot: QtBot) -> None:
    made = studio(qtbot, "plane")
    strip = made.painting.strip
    assert not strip.classes[0].isVisible()
    assert strip.value.isVisible()
    strip.value.edited.emit(0.37)
    made.stroke((0.0, 0.0))
    assert made.points[-1][2] == 0.37
    strip.slider.setValue(5)
    made.stroke((1.0, 1.0))
    assert made.points[-1][2] == -0.5
    strip.value.edited.emit("much")
    assert strip.value.text() == "-0.5"
    assert made.document.experiment.data.classes == 0
    made.paint.setChecked(False)


def test_a_value_does_not_become_a_class_where_the_data_have_classes_now(qtbot: QtBot) -> None:
    made = studio(qtbot, "plane")
    made.painting.strip.value.edited.emit(0.37)
    data = replace(made.document.experiment.data, dataset="xor")
    made.document.edit(fitting.for_data(made.document.experiment, data), "Data")
    made.answer()
    made.stroke((0.0, 0.0))
    assert made.document.experiment.data.classes == 2
    assert made.points[-1][2] == 1.0
    made.paint.setChecked(False)


def test_a_value_that_no_target_can_have_is_refused(qtbot: QtBot) -> None:
    made = studio(qtbot, "plane")
    strip = made.painting.strip
    with qtbot.waitSignal(made.painting.failed) as said:
        strip.value.edited.emit(1e9)
    assert said.args == ["The value must be between ±1\u202f000\u202f000."]
    assert strip.value.text() == "1"
    made.paint.setChecked(False)


def test_every_tool_has_a_name_and_says_what_it_does(made: Studio) -> None:
    strip = made.painting.strip
    for tool in (*strip.classes, strip.more, strip.value, strip.slider, strip.eraser, strip.size_slider, strip.clear):
        assert tool.accessibleName()
        assert tool.toolTip()


def test_the_swatches_have_the_colours_of_the_points(made: Studio) -> None:
    strip = made.painting.strip
    for theme in (LIGHT, DARK):
        made.gallery.set_theme(theme)
        for button, color in zip(strip.classes[:2], (theme.negative, theme.positive), strict=True):
            assert middle_of(button.icon().pixmap(24).toImage()) == QColor(color)
    strip.more.click()
    assert middle_of(strip.classes[2].icon().pixmap(24).toImage()) == QColor(DARK.classes[2])


def middle_of(image: QImage) -> QColor:
    return image.pixelColor(image.width() // 2, image.height() // 2)


@pytest.mark.parametrize(
    ("width", "classes", "count", "labelled"),
    [(560, 2, "40 points", True), (398, 2, "40", True), (398, 6, "", False), (290, 2, "", False)],
)
def test_the_tools_stand_in_one_line_and_are_shortened_for_that(
    made: Studio, width: int, classes: int, count: str, labelled: bool
) -> None:
    for _ in range(classes - 2):
        made.painting.strip.more.click()
    made.gallery.map_card.resize(width, 380)
    QApplication.processEvents()
    strip = made.painting.strip
    parts = strip.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [part for part in parts if part.isVisible()]
    assert strip.height() == 26
    assert {part.y() for part in shown} == {0}
    assert max(part.geometry().right() for part in shown) < strip.width()
    assert strip.count.isVisible() is bool(count)
    assert not count or strip.count.text() == count
    assert strip.count.toolTip() == "40 points to learn from and to test with."
    assert strip.size_label.isVisible() is labelled


def test_with_more_room_they_are_long_again(made: Studio) -> None:
    strip = made.painting.strip
    for width, text in ((300, "+"), (600, "+ class")):
        made.gallery.map_card.resize(width, 380)
        QApplication.processEvents()
        assert strip.more.text() == text


def test_where_no_shortening_helps_they_take_two_lines(made: Studio) -> None:
    for _ in range(4):
        made.painting.strip.more.click()
    made.gallery.map_card.resize(270, 380)
    strip = made.painting.strip
    assert strip.height() >= 2 * 26
    assert strip.rect().contains(strip.clear.geometry())
    assert strip.geometry().bottom() < made.gallery.map.y()


def test_values_are_real_ones_where_the_axes_say_so(qtbot: QtBot) -> None:
    strip = PaintStrip()
    qtbot.addWidget(strip)
    axes = replace(PLAIN, target=AxisScale("price", 100.0, 50.0))
    strip.show_tool(Tool(0, -0.5, 1, ends=(-1.0, 1.0), axes=axes), 3)
    assert strip.value.text() == "75"
    with qtbot.waitSignal(strip.value_chosen) as chosen:
        strip.value.edited.emit(150)
    assert chosen.args == [1.0]


def test_classes_have_their_labels_in_the_tips(qtbot: QtBot) -> None:
    strip = PaintStrip()
    qtbot.addWidget(strip)
    strip.show_tool(Tool(3, 0.0, 1, axes=replace(PLAIN, labels=("setosa", "versicolor", "virginica"))), 3)
    assert "versicolor" in strip.classes[1].toolTip()


def test_what_the_axes_stand_for_is_said_for_own_data_only(qtbot: QtBot) -> None:
    made = studio(qtbot)
    axes = replace(PLAIN, x=AxisScale("height", 170.0, 4.0))
    made.gallery.set_axes(axes)
    made.gallery.show_snapshot(made.answer())
    assert made.gallery.map.axes == PLAIN
    made.stroke((0.5, 0.5))
    made.gallery.show_snapshot(made.answer())
    assert made.gallery.map.axes == axes
    made.gallery.set_axes(PLAIN)
    assert made.gallery.map.axes == PLAIN
    made.paint.setChecked(False)
    qtbot.waitUntil(lambda: not made.gallery._later.isActive())
