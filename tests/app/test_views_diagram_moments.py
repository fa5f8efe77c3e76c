"""What the network diagram shows of a moment in slow motion: its lines, its title, and its numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.numbers import THIN_SPACE
from app.training.moments import MomentName
from app.views.diagram.moment import meaning
from nncore import Layer
from tests.app.diagram_kit import at_moment, made, noted
from tests.app.snapshots import random_network, stripe


def test_all_lines_of_a_moment_are_as_wide_as_their_share_of_the_largest() -> None:
    backward, update = (meaning(at_moment(name)) for name in (MomentName.BACKWARD, MomentName.UPDATE))
    assert (backward.noun, backward.full) == ("gradient", 2.0)
    assert (update.noun, update.full) == ("change", pytest.approx(0.2))
    assert backward.weights[0].tolist() == [[0.5, -0.25], [0.125, 2.0]]
    assert backward.captions == ((), ["0.75", "−0.5"], ["1"])
    assert update.captions == ((), ["−0.075", "0.05"], ["−0.1"])


def test_forward_shows_the_answer_of_each_unit_and_error_what_the_outputs_miss() -> None:
    shown = meaning(at_moment(MomentName.FORWARD), at_moment(MomentName.FORWARD).moment.units)  # type: ignore[union-attr]
    assert shown.captions == (["0.25", "−0.50"], ["0.75", "−0.88"], ["0.62"])
    assert (shown.noun, shown.full) == ("weight", 4.0)
    assert meaning(at_moment(MomentName.ERROR)).captions == ([], [], ["0.62 − 1 = −0.38".replace(" ", THIN_SPACE)])


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        (MomentName.FORWARD, "1  Forward: "),
        (MomentName.ERROR, "2  Error: answer minus target. The loss of the batch is 0.1406."),
        (MomentName.BACKWARD, "3  Backward: "),
        (MomentName.UPDATE, "4  Update: each weight moves against its gradient, at the rate 0.1."),
    ],
)
def test_each_moment_has_a_title(name: MomentName, begin: str) -> None:
    titles = meaning(at_moment(name)).titles
    assert titles[0].startswith(begin)
    assert all(title[:4] == begin[:4] for title in titles)
    assert meaning(stripe()).titles == ()


@pytest.mark.parametrize("name", MomentName)
@pytest.mark.parametrize("width", [300, 380, 440, 586])
def test_the_title_of_a_moment_is_a_whole_sentence_in_every_width(
    name: MomentName, width: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = noted(monkeypatch)
    diagram = made(qtbot, at_moment(name), (width, 386))
    diagram.grab()
    (title,) = {text for text, _room in written if text in meaning(at_moment(name)).titles}
    assert title.endswith(".")
    assert width < 586 or title == meaning(at_moment(name)).titles[0], "as many words as there is room for"


@pytest.mark.parametrize("height", [462, 250, 180])
def test_numbers_of_a_moment_lie_on_no_picture(height: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = random_network([Layer(8)])
    moment = at_moment(MomentName.FORWARD).moment
    assert moment is not None
    units = (np.zeros(2), np.full(8, -0.25), np.zeros(1))
    shown = replace(snapshot, moment=replace(moment, units=units))
    written = noted(monkeypatch)
    diagram = made(qtbot, shown, (436, height))
    written.clear()
    diagram.show_snapshot(shown)
    diagram.grab()
    rooms = [room for text, room in written if text == "−0.25"]
    assert diagram.layout_now is not None
    pictures = [column.rect(i) for column in diagram.layout_now.columns for i in range(len(column.ys))]
    assert len(rooms) == 8
    assert not any(room.intersects(picture) for room in rooms for picture in pictures)


def test_large_networks_show_moments_without_numbers() -> None:
    snapshot = random_network([Layer(9)])
    assert meaning(snapshot, [np.zeros(2), np.zeros(9), np.zeros(1)]).captions == ()
    assert meaning(random_network([Layer(8)]), [np.zeros(2), np.zeros(8), np.zeros(1)]).captions[2] == ["0.00"]
