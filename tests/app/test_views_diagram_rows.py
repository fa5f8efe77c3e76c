"""What the network diagram says under the pointer: exact numbers, and formulas that can be checked by hand."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.training.moments import MomentName
from app.training.snapshot import Snapshot
from app.views.diagram.marks import Status
from app.views.diagram.moment import answers_at
from app.views.diagram.parts import Kind, Sign, Unit, Weight
from app.views.diagram.rows import Reading
from app.views.diagram.view import NetworkDiagram
from nncore import Layer, surgery
from tests.app.diagram_kit import at_moment, hover, made
from tests.app.snapshots import random_network, stripe


def said(snapshot: Snapshot, part: Unit | Weight) -> str:
    """All rows about a part, a line each."""
    return "\n".join(" ".join(row).strip() for row in Reading(snapshot, Status.of(snapshot)).rows(part))


def uncentred(snapshot: Snapshot) -> Snapshot:
    """`snapshot` as if its network saw the plane as it is."""
    experiment = snapshot.experiment
    network = replace(experiment.network, center_inputs=False)
    return replace(snapshot, experiment=replace(experiment, network=network))


def seen_first(snapshot: Snapshot, place: tuple[float, float]) -> Snapshot:
    """`snapshot` with its first observation at `place`."""
    points = snapshot.observations.train_points.copy()
    points[0] = place
    return replace(snapshot, observations=replace(snapshot.observations, train_points=points))


def test_a_weight_says_its_value_its_ends_and_what_it_multiplies(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    assert hover(diagram, Weight(1, 1, 0)) == (
        "weight w −4.000000\nfrom neuron 2 of hidden layer 1\nto the output\n"
        "multiplies a₂, over the plane −1.00 to 1.00"
    )
    assert hover(diagram, Weight(0, 0, 0)) == (
        "weight w 4.000000\nfrom x\nto neuron 1 of hidden layer 1\nx′ = 2·x − 1\n"
        "multiplies x′, over the plane −1.00 to 1.00"
    )


def test_a_neuron_says_its_formula_with_its_own_numbers(qtbot: QtBot) -> None:
    assert hover(made(qtbot, stripe()), Unit(1, 1)) == (
        "neuron 2 of hidden layer 1 tanh\na = tanh(b + Σ w·a)\n= tanh(−4.000 + 4.000·x′ + 4.000·y′)\n"
        "x′ = 2·x − 1\ny′ = 2·y − 1\nanswers over the plane −1.00 to 1.00"
    )


def test_the_output_says_its_formula_in_the_answers_before_it(qtbot: QtBot) -> None:
    assert "= sigmoid(−4.000 + 4.000·a₁ − 4.000·a₂)" in hover(made(qtbot, stripe()), Unit(2, 0))


def test_a_bias_says_its_value_and_its_neuron(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    assert (
        hover(diagram, Weight(0, None, 0))
        == "bias b of neuron 1 of hidden layer 1 4.000000\nis added to its weighted sum"
    )
    assert hover(diagram, Weight(1, None, 0)).startswith("bias b of the output −4.000000\n")


def test_an_input_has_no_formula(qtbot: QtBot) -> None:
    assert said(uncentred(stripe()), Unit(0, 1)) == "y\nanswers over the plane −1.00 to 1.00"


def test_a_centred_input_says_what_becomes_of_the_coordinate(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    assert hover(diagram, Unit(0, 1)) == "y\na = y′\ny′ = 2·y − 1\nanswers over the plane −1.00 to 1.00"
    diagram.show_place((0.75, 0.5))
    assert hover(diagram, Unit(0, 0)) == ("x\na = x′\nat x = 0.7500, y = 0.5000\nx′ = 2·x − 1 0.5000\nanswer a 0.5000")


def test_inputs_that_are_not_centred_are_called_as_the_axes_are() -> None:
    assert "= tanh(−4.000 + 4.000·x + 4.000·y)\nanswers" in said(uncentred(stripe()), Unit(1, 1))
    assert "multiplies x, over" in said(uncentred(stripe()), Weight(0, 0, 0))


@pytest.mark.parametrize(
    ("name", "symbol"),
    [("xy", "x′·y′"), ("x2", "x′²"), ("sin_y", "sin y′"), ("max(x, exp(2*y))", "(max(x′, exp(2*y′)))")],
)
def test_derived_inputs_are_those_of_the_centred_coordinates(name: str, symbol: str) -> None:
    snapshot = random_network([Layer(1, "relu")], (name,))
    bare = symbol[1:-1] if symbol.startswith("(") else symbol
    assert f"\na = {bare}\n" in said(snapshot, Unit(0, 0))
    assert f"·{symbol})" in said(snapshot, Unit(1, 0))
    assert f"\nmultiplies {symbol}, over the plane" in said(snapshot, Weight(0, 0, 0))


def test_only_the_coordinates_that_go_in_are_explained() -> None:
    rows = said(random_network([Layer(1, "relu")], ("y2", "xy")), Unit(0, 0))
    assert "y′ = 2·y − 1" in rows
    assert "x′ =" not in rows


@pytest.mark.parametrize("place", [(0.3, 0.85), (0.0117, 0.5)])
def test_the_sum_can_be_checked_by_hand(place: tuple[float, float]) -> None:
    snapshot = random_network([Layer(3, "tanh")], ("x", "y", "xy", "y2"))
    rows = dict(Reading(snapshot, Status.of(snapshot), answers_at(snapshot, place), place).rows(Unit(1, 2)))
    x, y = float(rows["x′ = 2·x − 1"].replace("−", "-")), float(rows["y′ = 2·y − 1"].replace("−", "-"))
    assert (x, y) == pytest.approx((2 * place[0] - 1, 2 * place[1] - 1), abs=1e-4)
    filled = "".join(row for row in rows if row.startswith(" ")).replace("−", "-").replace("(-", "-").replace(" ", "")
    bias, *terms = re.findall(r"[-+]?[\d.]+(?:·-?[\d.]+)?", filled)
    factors = [tuple(map(float, term.split("·"))) for term in terms]
    assert [value for _, value in factors] == pytest.approx([x, y, x * y, y * y], abs=2e-4)
    total = float(bias) + sum(weight * value for weight, value in factors)
    assert total == pytest.approx(float(rows["weighted sum z"].replace("−", "-")), abs=5e-4)
    assert math.tanh(total) == pytest.approx(float(rows["answer a"].replace("−", "-")), abs=5e-4)


def test_a_long_sum_is_cut_after_eight_terms_and_says_how_many_more() -> None:
    rows = said(random_network([Layer(32, "relu"), Layer(2, "tanh")]), Unit(2, 0)).split("\n")
    assert [row.count("·a") for row in rows[2:5]] == [3, 3, 2]
    assert rows[4].endswith(" … and 24 more)")
    assert "·a₈" in rows[4]


def test_own_formulas_stand_in_brackets() -> None:
    formula = said(random_network([Layer(1, "relu")], ("x + 2*y", "xy", "x2")), Unit(1, 0)).split("\n")[2]
    assert formula.count("·(x′ + 2*y′) ") == formula.count("·x′·y′ ") == formula.count("·x′²)") == 1


def test_at_the_place_on_the_map_the_numbers_are_filled_in(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    diagram.show_place((0.75, 0.5))  # centred: 0.5, 0
    assert hover(diagram, Unit(1, 1)) == (
        "neuron 2 of hidden layer 1 tanh\na = tanh(b + Σ w·a)\n= tanh(−4.0000 + 4.0000·0.5000 + 4.0000·0.0000)\n"
        "at x = 0.7500, y = 0.5000\nx′ = 2·x − 1 0.5000\ny′ = 2·y − 1 0.0000\nweighted sum z −2.0000\nanswer a −0.9640"
    )
    assert hover(diagram, Weight(1, 1, 0)).endswith(
        "at x = 0.7500, y = 0.5000\nmultiplies a₂ −0.9640\nadds w·a₂ to the sum 3.8561"
    )
    diagram.show_place(None)
    assert hover(diagram, Unit(1, 1)).endswith("answers over the plane −1.00 to 1.00")


def test_the_answers_at_a_place_are_those_of_the_network() -> None:
    inputs, hidden, output = answers_at(stripe(), (0.75, 0.5))
    assert inputs == pytest.approx([0.5, 0.0])
    assert hidden == pytest.approx([0.99998771, -0.96402758])  # tanh 6, tanh −2
    assert output == pytest.approx([0.979287], abs=1e-6)  # the sigmoid of 4 · 0.99998771 + 4 · 0.96402758 − 4


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_what_is_no_number_is_said_without_a_warning(value: float) -> None:
    snapshot = stripe()
    lost = replace(snapshot, weights=tuple(np.full_like(weights, value) for weights in snapshot.weights))
    answers = answers_at(lost, (0.3, 0.4))
    for part in (Unit(1, 0), Unit(2, 0), Weight(1, 0, 0)):
        assert Reading(lost, Status.of(lost), answers, (0.3, 0.4)).rows(part)


def test_a_frozen_weight_says_so_and_how_many_there_are() -> None:
    start = stripe()
    network = start.experiment.network
    state = surgery.with_frozen(start.state, surgery.index_of(network, 0, 1, 0), True)
    snapshot = replace(start, state=surgery.with_frozen(state, surgery.index_of(network, 1, None, 0), True))
    assert said(snapshot, Weight(0, 1, 0)).endswith("\nfrozen: training leaves it alone 2 of 9")
    assert said(snapshot, Weight(1, None, 0)).endswith("\nfrozen: training leaves it alone 2 of 9")
    assert "frozen" not in said(snapshot, Weight(0, 0, 0))


def test_a_neuron_that_is_switched_off_says_so() -> None:
    start = stripe()
    snapshot = replace(start, state=surgery.switched(start.state, start.experiment, 1, 0, False))
    assert said(snapshot, Unit(1, 0)).split("\n")[1] == "switched off: it passes nothing on"
    assert "switched off" not in said(snapshot, Unit(1, 1))
    assert "frozen" not in said(snapshot, Weight(0, 0, 0)), "it is frozen because its neuron is off"


def test_forward_says_the_sum_and_the_answer_for_the_observation(qtbot: QtBot) -> None:
    diagram = made(qtbot, seen_first(at_moment(MomentName.FORWARD), (0.625, 0.25)))
    assert hover(diagram, Unit(1, 0)).split("\n")[2:] == [
        "= tanh(4.0000 + 4.0000·0.2500 + 4.0000·(−0.5000))",
        "for this observation",
        "at x = 0.6250, y = 0.2500",
        "x′ = 2·x − 1 0.2500",
        "y′ = 2·y − 1 −0.5000",
        "weighted sum z 3.0000",
        "answer a 0.7500",
    ]


def test_of_a_batch_it_is_the_first_observation(qtbot: QtBot) -> None:
    diagram = made(qtbot, at_moment(MomentName.FORWARD, batch=8))
    assert "for the first observation of the batch" in hover(diagram, Unit(1, 0))


def test_error_says_target_and_difference_of_the_output(qtbot: QtBot) -> None:
    diagram = made(qtbot, at_moment(MomentName.ERROR))
    assert hover(diagram, Unit(2, 0)).endswith("answer a 0.6250\ntarget t 1\nerror a − t −0.3750")
    assert "target" not in hover(diagram, Unit(1, 0))


def test_backward_says_the_gradient(qtbot: QtBot) -> None:
    diagram = made(qtbot, at_moment(MomentName.BACKWARD))
    assert hover(diagram, Weight(0, 1, 0)).endswith("\ngradient 0.125")
    assert hover(diagram, Weight(0, None, 1)).endswith("\ngradient −0.5")
    assert hover(diagram, Unit(1, 1)).endswith("\ngradient of its bias −0.5")


def test_update_says_weight_change_and_sum_with_the_learning_rate(qtbot: QtBot) -> None:
    diagram = made(qtbot, at_moment(MomentName.UPDATE))
    assert hover(diagram, Weight(0, 1, 0)).split("\n")[-4:] == [
        "gradient 0.125",
        "change −0.0125",
        "after the update 4.000000 − 0.0125 = 3.987500",
        "learning rate 0.1",
    ]
    assert "change of its bias +0.05" in hover(diagram, Unit(1, 1))


@pytest.mark.parametrize(
    ("sign", "sentence"),
    [
        (Sign(Kind.MORE, 1), "Add a neuron to hidden layer 1; the other weights stay"),
        (Sign(Kind.FEWER, 1), "Remove the last neuron of hidden layer 1; the other weights stay"),
        (Sign(Kind.REMOVE, 1), "Remove hidden layer 1"),
        (Sign(Kind.INSERT, 2), "Add a hidden layer here; it becomes hidden layer 2"),
    ],
)
def test_signs_say_what_they_do(sign: Sign, sentence: str, qtbot: QtBot) -> None:
    assert hover(made(qtbot, stripe()), sign) == sentence


@pytest.mark.parametrize(
    ("layers", "sign", "sentence"),
    [
        ([Layer(64)], Sign(Kind.MORE, 1), "A layer has at most 64 neurons"),
        ([Layer(1)], Sign(Kind.FEWER, 1), "A layer has at least one neuron"),
        ([Layer(2)] * 8, Sign(Kind.INSERT, 3), "There are at most 8 hidden layers"),
    ],
)
def test_signs_say_why_they_do_nothing(layers: list[Layer], sign: Sign, sentence: str, qtbot: QtBot) -> None:
    assert hover(made(qtbot, random_network(layers), (900, 460)), sign) == sentence


def test_what_is_said_of_a_weight_stays_in_a_narrow_diagram(qtbot: QtBot) -> None:
    diagram: NetworkDiagram = made(qtbot, at_moment(MomentName.UPDATE), (300, 300))
    hover(diagram, Weight(0, 1, 0))
    assert diagram.rect().contains(diagram._card.geometry())
