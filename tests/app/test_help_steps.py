"""The worked example in words: every line with numbers is computed again, as somebody with a calculator would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QLocale

import nncore as nn
from app.model.axes import PLAIN, Axes, AxisScale
from app.training.worked_example import work_through
from app.windows.help import steps as help_steps
from app.windows.help.figures import beside, num, summed
from nncore import formulas

XOR = nn.PRESETS["first-run"].experiment
THREE = nn.PRESETS["three-blobs"].experiment
PLANE = nn.PRESETS["plane"].experiment


def with_training(experiment: nn.Experiment, **changes: Any) -> nn.Experiment:
    return replace(experiment, training=replace(experiment.training, **changes))


def with_network(experiment: nn.Experiment, **changes: Any) -> nn.Experiment:
    return replace(experiment, network=replace(experiment.network, **changes))


def page_of(experiment: nn.Experiment, observations: int = 100, turn: int = 0) -> str:
    trainer = nn.Trainer(experiment)
    trainer.advance(observations=observations)
    return help_steps.page(work_through(experiment, trainer.state(), turn))


def lines(html: str) -> list[str]:
    """What is read, line by line; powers as in formulas."""
    html = re.sub(r"<sup>(\d+)</sup>", r" ** \1", html)
    html = re.sub(r"<sub>(\w+)</sub>", r"_\1", html)
    parts = re.split(r"<br>|</p>|</td>|</h\d>", html)
    return [unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in parts]


def computed(expression: str) -> float:
    """What a calculator makes of it."""
    text = expression.replace("½", "0.5").replace("²", "**2").replace("ln", "log")
    text = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    text = re.sub(r"√([\d.e+\-−]+)", r"sqrt(\1)", text)
    text = re.sub(r"log ([\d.e]+)", r"log(\1)", text)
    text = text.replace(" ", "")  # a formula may have so many signs and no more
    there = np.zeros(1)
    with np.errstate(all="ignore"):
        return float(np.asarray(formulas.parse("line", text)(there, there)).reshape(-1)[0])


def sums(html: str) -> Iterator[tuple[str, float, float]]:
    """Each line that says what some numbers make: these, what they do make, and what is said."""
    for line in lines(html):
        parts = line.split(" = ")
        if len(parts) < 2 or "…" in line:
            continue
        expression, said = parts[-2], re.sub(r" \(.*\)$", "", parts[-1])
        if re.search(r"[^\W\d_]|′", re.sub(r"ln|(?<=\d)e", "", expression)):
            continue  # a name
        yield line, computed(expression), float(said.replace("−", "-"))


def assert_all_right(html: str, least: int) -> None:
    checked = list(sums(html))
    for line, made, said in checked:
        largest = max(abs(float(n)) for n in re.findall(r"\d+\.?\d*(?:e-?\d+)?", line.replace("−", "-")))
        assert made == pytest.approx(said, rel=4e-3, abs=2e-3 * min(largest, 1.0)), line
    assert len(checked) >= least


OPTIMIZERS = (
    nn.SGD(0.1),
    nn.SGD(0.1, momentum=0.8),
    nn.SGD(0.1, momentum=0.8, nesterov=True),
    nn.Adam(0.02),
    nn.AdamW(0.02, decay=0.3),
    nn.RMSProp(0.02),
    nn.Adagrad(0.05),
)


OWN = replace(
    XOR, data=nn.DataSpec("custom", points=((2.0, -4.0, 1.0), (-4.0, 0.5, 0.0)), classes=2, test_fraction=0.0)
)
FISH = Axes(AxisScale("length & tail", 2001.5, 0.25), AxisScale("weight", -0.5, 0.02), AxisScale("kind"))


def test_own_numbers_are_shown_as_they_are_and_scaled() -> None:
    html = help_steps.page(work_through(OWN, nn.Trainer(OWN).state()), FISH)
    assert "In your data x stands for length & tail and y stands for weight." in lines(html)
    scaled = {line for line in lines(html) if re.match(r"[xy] = \(", line)}
    assert scaled in (
        {"x = (2002 − 2001.5) / 0.25 = 2", "y = (−0.58 − (−0.5)) / 0.02 = −4"},
        {"x = (2000.5 − 2001.5) / 0.25 = −4", "y = (−0.49 − (−0.5)) / 0.02 = 0.5"},
    )
    assert_all_right(html, least=21)


def test_values_to_learn_are_scaled_too_and_an_axis_that_is_not_is_only_named() -> None:
    values = replace(OWN, data=replace(OWN.data, classes=0), training=replace(OWN.training, loss="mse"))
    axes = Axes(AxisScale("day"), target=AxisScale("price", 100.0, 10.0))
    html = help_steps.page(work_through(values, nn.Trainer(values).state()), axes)
    assert "In your data x stands for day and t stands for price." in lines(html)
    scaled = [line for line in lines(html) if re.match(r"[xyt] = \(", line)]
    assert scaled in (["t = (110 − 100) / 10 = 1"], ["t = (100 − 100) / 10 = 0"])


@pytest.mark.parametrize(("experiment", "axes"), [(OWN, PLAIN), (XOR, FISH)])
def test_plain_points_and_other_data_stand_for_nothing_else(experiment: nn.Experiment, axes: Axes) -> None:
    assert "your" not in help_steps.page(work_through(experiment, nn.Trainer(experiment).state()), axes).lower()


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
@pytest.mark.parametrize("batch", [1, 32])
def test_every_line_of_every_optimizer_is_right(optimizer: nn.Optimizer, batch: int) -> None:
    assert_all_right(page_of(with_training(XOR, optimizer=optimizer, batch_size=batch)), least=21)


@pytest.mark.parametrize("loss", list(nn.LOSSES))
@pytest.mark.parametrize("turn", [0, 3, 11])
def test_and_of_every_loss(loss: str, turn: int) -> None:
    experiment = with_training(XOR, loss="bce")
    if loss == "cross_entropy":
        experiment = THREE
    elif loss != "bce":
        experiment = with_training(with_network(PLANE, hidden_layers=(nn.Layer(3, "relu"),)), loss=loss)
    assert_all_right(page_of(experiment, turn=turn), least=8)


def test_and_of_several_outputs_without_their_own_loss() -> None:
    for output in ("softmax", "sigmoid"):
        experiment = with_network(with_training(THREE, loss="mse"), output_activation=output)
        assert_all_right(page_of(experiment), least=20)


def test_and_of_penalties_and_a_clipped_gradient() -> None:
    html = page_of(with_training(XOR, optimizer=nn.SGD(0.5), l1=0.01, l2=0.1, clip_norm=0.01))
    assert_all_right(html, least=21)
    assert "g ← g + l1 · sign(w) + l2 · w" in html
    assert "clip norm" in html


def test_the_numbers_are_those_of_the_network() -> None:
    trainer = nn.Trainer(XOR)
    trainer.advance(observations=100)
    html = page_of(XOR)
    assert trainer.state().pending == 4  # observations of the fourth batch, which begins with number 96, were seen
    point = trainer.observations.train_points[trainer.state().order[96]]
    x, y = point
    assert f"x = {x:.4g}, y = {y:.4g}" in html
    answer = float(trainer.network.predict(point[np.newaxis])[0, 0])
    assert f"<b>{answer:.4g}</b>" in html
    trainer.advance(batches=1)
    after = [float(said.replace("−", "-")) for said in re.findall(r"<b>([−\d.]+)</b></td></tr>", html)[-4:]]
    first = [trainer.network.weights[0][0, 0], trainer.network.biases[0][0]]
    last = [trainer.network.weights[1][0, 0], trainer.network.biases[1][0]]
    assert after == pytest.approx([*first, *last], rel=1e-3)


def test_wide_layers_are_shortened_and_deep_networks_too() -> None:
    wide = page_of(with_network(XOR, hidden_layers=(nn.Layer(64),)))
    assert "… 60 more terms" in wide
    assert "The other 56 neurons are computed in the same way." in wide
    deep = page_of(with_network(XOR, hidden_layers=(nn.Layer(64),) * 8))
    assert "The other 61 neurons get theirs in the same way." in deep
    assert len(lines(deep)) < 300


def test_inputs_that_are_centred_are_said_once_where_they_are_all_there_is() -> None:
    assert page_of(XOR).count("x′ = ") == 1
    html = page_of(with_network(XOR, inputs=("x", "xy", "cos(3*x)")))
    assert "x′·y′ = " in html
    assert "cos(3*x′) = " in html
    plain = page_of(with_network(XOR, center_inputs=False))
    assert "x′" not in plain
    assert "centred" not in plain


def test_how_targets_are_coded_is_said_where_it_is_not_plain() -> None:
    assert "taught" not in page_of(XOR)
    assert "They are taught" in page_of(THREE)
    tanh = with_network(with_training(XOR, loss="mse"), output_activation="tanh")
    assert any("The output is taught −1 for this class." in page_of(tanh, turn=turn) for turn in range(6))


def test_dropout_and_frozen_weights_are_told_of() -> None:
    html = page_of(with_network(XOR, hidden_layers=(nn.Layer(4, dropout=0.5),)))
    assert "dropout makes some neurons answer 0" in html
    trainer = nn.Trainer(XOR)
    frozen = nn.surgery.with_frozen(trainer.state(), 0, on=True)
    html = help_steps.page(work_through(XOR, frozen))
    assert "The weight from x to neuron 1 of hidden layer 1 is frozen, so it stays." in html


def test_a_formula_with_signs_of_html_is_read_as_it_is() -> None:
    html = page_of(with_network(XOR, inputs=("x < y", "y"), center_inputs=False))
    assert "x &lt; y = " in html


@pytest.mark.parametrize("preset", list(nn.PRESETS))
def test_every_preset_can_be_worked_through(preset: str) -> None:
    experiment = nn.PRESETS[preset].experiment
    assert_all_right(help_steps.page(work_through(experiment, nn.Trainer(experiment).state(), 1)), least=4)


def test_before_the_first_update_and_for_a_later_observation_it_says_so() -> None:
    start = nn.Trainer(XOR).state()
    assert "before the first update" in help_steps.page(work_through(XOR, start))
    later = help_steps.page(work_through(XOR, start, 70))
    assert "Observation 71 of 250, counted from the next one on, lies at" in later
    assert "a later update" in later


def test_numbers_have_four_figures_or_as_many_as_a_difference_needs() -> None:
    assert [num(v) for v in (0.123456, -3.2e-5, 1.0, 0.0, float("nan"), float("-inf"))] == [
        *("0.1235", "−3.2e−5", "1", "0", "–", "−∞"),
    ]
    assert beside(0.5, 1.0) == "0.5"
    assert beside(0.99998, 1.0) == "0.99998"
    assert beside(-0.9999999, -1.0) == "−0.9999999"
    assert beside(2.0, 2.0) == "2"
    assert beside(float("inf"), 1.0) == "∞"


def test_sums_are_written_out_as_far_as_they_can_be_read() -> None:
    assert summed(0.5, [1.0, -2.0], [3.0, -4.0]) == "0.5 + 1 · 3 + (−2) · (−4)"
    assert summed(None, [1.0] * 8, [2.0] * 8).count("·") == 8
    assert summed(None, [1.0] * 9, [2.0] * 9) == "1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + … 5 more terms"


def test_numbers_have_commas_where_people_write_them_so() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    html = page_of(XOR)
    assert re.search(r"x = 0,\d+, y = 0,\d+\.", html)
    assert not re.search(r"\d\.\d", html)
