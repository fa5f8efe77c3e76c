"""Cures: the edit that each remedy means for an experiment, one step of undo, and what they do to the lessons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import nncore as nn
from app.model import cures
from app.model.cures import Cure, cure, cure_of, differences, without_rule
from app.model.document import Document, replaced
from app.model.remedies import Remedy
from nncore import Experiment, Layer, SpecError

FIRST = nn.PRESETS["first-run"].experiment
PLANE = nn.PRESETS["plane"].experiment
FAILURES = [preset for preset in nn.PRESETS.values() if preset.fails]


def edited(changes: dict[str, object], experiment: Experiment = FIRST) -> Experiment:
    result: Experiment = replaced(experiment, changes)
    return result


def found(remedy: Remedy, experiment: Experiment) -> Cure:
    cured = cure(remedy, experiment)
    assert cured is not None
    return cured


# What a remedy means.


@pytest.mark.parametrize(
    ("remedy", "before", "title", "after"),
    [
        (
            Remedy.SMALLER_RATE,
            {"training.optimizer": nn.Adam(0.03)},
            "Use a smaller learning rate: 0.03 → 0.003",
            {"training.optimizer": nn.Adam(0.003)},
        ),
        (
            Remedy.SMALLER_RATE,
            {"training.optimizer": nn.SGD(100.0, momentum=0.9)},
            "Use a smaller learning rate: 100 → 0.1",
            {"training.optimizer": nn.SGD(0.1, momentum=0.9)},
        ),
        (
            Remedy.SMALLER_RATE,
            {"training.optimizer": nn.RMSProp(3.0)},
            "Use a smaller learning rate: 3 → 0.03",
            {"training.optimizer": nn.RMSProp(0.03)},
        ),
        (
            Remedy.LARGER_RATE,
            {"training.optimizer": nn.SGD(0.0001)},
            "Use a larger learning rate: 0.0001 → 0.001",
            {"training.optimizer": nn.SGD(0.001)},
        ),
        (
            Remedy.ADAM,
            {"training.optimizer": nn.SGD(0.03)},
            "Use Adam instead of plain gradient descent",
            {"training.optimizer": nn.Adam(0.03)},
        ),
        (
            Remedy.LEAKY,
            {"network.hidden_layers": (Layer(8, "relu", 0.1), Layer(4, "tanh"))},
            "Use leaky ReLU instead of ReLU",
            {"network.hidden_layers": (Layer(8, "leaky_relu", 0.1), Layer(4, "tanh"))},
        ),
        (
            Remedy.TANH,
            {"network.hidden_layers": (Layer(8, "sigmoid"), Layer(4, "sigmoid"))},
            "Use tanh in all hidden layers",
            {"network.hidden_layers": (Layer(8), Layer(4))},
        ),
        (Remedy.CENTRE, {"network.center_inputs": False}, "Centre the inputs", {"network.center_inputs": True}),
        (
            Remedy.RANDOM_START,
            {"network.initializer": "zeros"},
            "Start from random weights (Xavier)",
            {"network.initializer": "xavier_uniform"},
        ),
        (
            Remedy.RANDOM_START,
            {"network.initializer": "zeros", "network.hidden_layers": (Layer(8, "relu"),)},
            "Start from random weights (He)",
            {"network.initializer": "he_uniform", "network.hidden_layers": (Layer(8, "relu"),)},
        ),
        (Remedy.ANOTHER_START, {"seed": 7}, "Try another random start", {"seed": 8}),
        (Remedy.ANOTHER_START, {"seed": 2**32 - 1}, "Try another random start", {"seed": 0}),
        (
            Remedy.HIDDEN_LAYER,
            {"network.hidden_layers": ()},
            "Add a hidden layer of 8 neurons",
            {"network.hidden_layers": (Layer(8),)},
        ),
        (
            Remedy.HIDDEN_LAYER,
            {"network.hidden_layers": (Layer(3, "linear"),)},
            "Use tanh in all hidden layers",
            {"network.hidden_layers": (Layer(3),)},
        ),
        (
            Remedy.WIDER,
            {"network.hidden_layers": (Layer(2), Layer(16))},
            "Give each hidden layer 8 neurons or more",
            {"network.hidden_layers": (Layer(8), Layer(16))},
        ),
        (Remedy.PENALTY, {"training.l2": 0.0}, "Add an L2 penalty of 0.0004", {"training.l2": 0.0004}),
        (Remedy.PENALTY, {"training.l2": 0.0001}, "Raise the L2 penalty: 0.0001 → 0.0004", {"training.l2": 0.0004}),
        (Remedy.PENALTY, {"training.l2": 0.01}, "Raise the L2 penalty: 0.01 → 0.03", {"training.l2": 0.03}),
    ],
)
def test_a_remedy_is_an_edit_with_a_title(
    remedy: Remedy, before: dict[str, object], title: str, after: dict[str, object]
) -> None:
    experiment = edited(before)
    cured = found(remedy, experiment)
    assert cured.title == title
    assert edited(dict(cured.changes), experiment) == edited(after)


def test_a_linear_output_brings_a_loss_that_goes_with_it() -> None:
    squashed = edited({"network.output_activation": "sigmoid", "training.loss": "bce"})
    cured = edited(dict(found(Remedy.LINEAR_OUTPUT, squashed).changes), squashed)
    assert (cured.network.output_activation, cured.training.loss) == ("linear", "mse")


@pytest.mark.parametrize("remedy", [Remedy.CENTRE, Remedy.TANH, Remedy.RANDOM_START, Remedy.LEAKY, Remedy.WIDER])
def test_what_is_done_already_is_not_offered(remedy: Remedy) -> None:
    assert cure(remedy, FIRST) is None


def test_what_is_not_allowed_is_not_offered() -> None:
    assert cure(Remedy.LARGER_RATE, edited({"training.optimizer": nn.SGD(500.0)})) is None
    assert cure(Remedy.LINEAR_OUTPUT, PLANE) is None


def test_every_remedy_can_be_asked_about_every_preset() -> None:
    for preset in nn.PRESETS.values():
        for remedy in Remedy:
            cured = cure(remedy, preset.experiment)
            assert cured is None or edited(dict(cured.changes), preset.experiment) != preset.experiment


# The lessons.


@pytest.mark.parametrize("preset", FAILURES, ids=lambda preset: preset.name)
def test_the_cure_of_a_lesson_makes_the_experiment_that_works(preset: nn.Preset) -> None:
    cured = cure_of(preset)
    assert cured is not None
    assert preset.cure is not None
    assert edited(dict(cured.changes), preset.experiment) == preset.cure.experiment
    assert cured.restart


def test_a_cure_leaves_alone_what_was_changed_besides() -> None:
    cured = cure_of(nn.PRESETS["no-hidden-layer"])
    assert cured is not None
    assert [*cured.changes] == ["network.hidden_layers"]


def test_an_ordinary_preset_has_no_cure() -> None:
    assert cure_of(nn.PRESETS["first-run"]) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {}),
        ({"seed": 8}, {"seed": 8}),
        ({"training.optimizer.learning_rate": 1.0}, {"training.optimizer.learning_rate": 1.0}),
        ({"training.optimizer": nn.SGD(0.03)}, {"training.optimizer": nn.SGD(0.03)}),
        ({"data.noise": 0.5, "training.l2": 0.1}, {"data.noise": 0.5, "training.l2": 0.1}),
    ],
)
def test_differences_are_the_fields_that_differ_as_deep_as_they_lie(change: dict[str, Any], expected: Any) -> None:
    assert differences(FIRST, edited(change)) == expected


# Applied to a document.


def test_a_cure_is_one_step_of_undo_called_by_its_title(qapp: object) -> None:
    document = Document(FIRST)
    cures.apply(document, found(Remedy.SMALLER_RATE, FIRST))
    assert document.experiment.training.optimizer == nn.Adam(0.003)
    assert document.undo_stack.undoText() == "Use a smaller learning rate: 0.03 → 0.003"
    document.undo_stack.undo()
    assert document.experiment == FIRST
    assert not document.undo_stack.canUndo()


def test_where_the_weights_are_spoilt_it_begins_again_and_undo_brings_the_run_back(qapp: object) -> None:
    document = Document(FIRST)
    run = document.work.run
    cures.apply(document, found(Remedy.SMALLER_RATE, FIRST))
    assert document.work.run != run
    document.undo_stack.undo()
    assert document.work.run == run


def test_a_penalty_is_added_while_the_training_goes_on(qapp: object) -> None:
    document = Document(FIRST)
    run = document.work.run
    cures.apply(document, found(Remedy.PENALTY, FIRST))
    assert document.work.run == run
    assert document.experiment.training.l2 == 0.0004


@pytest.mark.parametrize(
    ("data", "penalty"),
    [
        (nn.DataSpec(observations=400, test_fraction=0.9), 0.003),
        (nn.DataSpec(observations=1000, test_fraction=0.5), 0.0002),
        (nn.DataSpec(dataset="custom", points=((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)) * 10, test_fraction=0.5), 0.01),
    ],
)
def test_the_fewer_the_observations_the_larger_is_the_penalty(data: nn.DataSpec, penalty: float) -> None:
    assert found(Remedy.PENALTY, replace(FIRST, data=data)).changes == {"training.l2": penalty}


def test_the_penalty_makes_the_answers_to_test_data_better_and_leaves_the_others_right(qapp: object) -> None:
    learned = nn.Trainer(FIRST)
    learned.advance(epochs=1500)
    cured = nn.Trainer(edited(dict(found(Remedy.PENALTY, FIRST).changes)))
    cured.restore(learned.state())
    cured.advance(epochs=500)
    assert cured.loss("test") < 0.7 * learned.loss("test")
    assert cured.accuracy("test") >= learned.accuracy("test")
    assert cured.accuracy("train") > 0.98


def test_a_cure_that_no_longer_fits_leaves_no_step_behind(qapp: object) -> None:
    document = Document(replace(PLANE, seed=1))
    with pytest.raises(SpecError):
        cures.apply(document, Cure("Use softmax", {"network.output_activation": "softmax"}))
    assert document.undo_stack.count() == 0
    assert document.experiment == replace(PLANE, seed=1)


# What lets a training go on that has finished.


@pytest.mark.parametrize(
    ("rules", "stopped_by", "epoch", "removed"),
    [
        ({"target_accuracy": 0.97}, "target_accuracy", 40, {"target_accuracy"}),
        ({"patience": 3, "epochs": 100}, "patience", 40, {"patience"}),
        ({"epochs": 40}, None, 40, {"epochs"}),
        ({"target_loss": 0.1, "epochs": 40}, "target_loss", 40, {"target_loss", "epochs"}),
        ({"epochs": 40}, "target_loss", 40, {"epochs"}),
    ],
)
def test_the_rules_that_hold_a_training_up_are_removed_and_no_others(
    rules: dict[str, Any], stopped_by: str | None, epoch: int, removed: set[str]
) -> None:
    experiment = edited({f"training.{rule}": value for rule, value in rules.items()})
    way_on = without_rule(experiment, stopped_by, epoch)
    assert way_on is not None
    assert way_on.title == "Remove the rule to go on"
    assert dict(way_on.changes) == dict.fromkeys({f"training.{rule}" for rule in removed})


def test_where_no_rule_holds_it_up_there_is_none_to_remove() -> None:
    assert without_rule(edited({"training.epochs": 41}), None, 40) is None
    assert without_rule(FIRST, "target_loss", 40) is None
