"""What is found in the numbers of a training: every failure by its name, and nothing in those that are well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from app.model.remedies import Remedy
from app.training.findings import Finding, Kind, Severity
from app.training.health import Checkup, examine
from nncore import Experiment, Layer, Trainer

FIRST = nn.PRESETS["first-run"].experiment
HEALTHY = [preset for preset in nn.PRESETS.values() if preset.updates and not preset.fails]
LOOKS = 40


def varied(experiment: Experiment = FIRST, **changes: Any) -> Experiment:
    """`experiment` with other values for fields of its network, data or training."""
    parts = {
        part: replace(
            getattr(experiment, part), **{k: v for k, v in changes.items() if hasattr(getattr(experiment, part), k)}
        )
        for part in ("network", "data", "training")
    }
    return replace(experiment, **parts)


def looked_at(experiment: Experiment, updates: int, seed: int = 7) -> Iterator[tuple[Finding, ...]]:
    """What is found in LOOKS looks at a training of so many updates."""
    trainer = Trainer(replace(experiment, seed=seed))
    found: tuple[Finding, ...] = ()
    for look in range(1, LOOKS + 1):
        due = updates * look // LOOKS - trainer.updates
        if due:
            trainer.advance(batches=due)
        found = examine(trainer, found)
        yield found


def after(experiment: Experiment, updates: int) -> tuple[Finding, ...]:
    *_, last = looked_at(experiment, updates)
    return last


def with_history(trainer: Trainer, train: list[float], test: list[float] | None = None) -> Trainer:
    """`trainer` as if it had these losses behind it, an epoch each."""
    losses = np.array(train)
    history = nn.History(np.arange(len(train), dtype=float), losses, np.array(test) if test else losses)
    trainer.restore(replace(trainer.state(), history=history, epoch=len(train) - 1, updates=8 * (len(train) - 1)))
    return trainer


def kinds(findings: tuple[Finding, ...]) -> list[Kind]:
    return [finding.kind for finding in findings]


def only(findings: tuple[Finding, ...], kind: Kind) -> Finding:
    assert kinds(findings) == [kind]
    return findings[0]


# Trainings that are well.


@pytest.mark.parametrize("preset", HEALTHY, ids=lambda preset: preset.name)
@pytest.mark.parametrize("seed", [7, 0])
def test_a_training_that_goes_well_is_not_complained_about(preset: nn.Preset, seed: int) -> None:
    assert preset.updates is not None
    looks = list(looked_at(preset.experiment, preset.updates, seed))
    warned = [found for found in looks if any(finding.severity > Severity.NOTE for finding in found)]
    assert looks[-1] == ()
    assert warned == []


def test_nothing_is_said_before_the_first_update_of_an_ordinary_training() -> None:
    assert all(examine(Trainer(preset.experiment)) == () for preset in HEALTHY)


# Trainings that fail, on purpose.

LESSONS = {
    "no-hidden-layer": (Kind.TOO_SMALL, Remedy.HIDDEN_LAYER),
    "all-zero": (Kind.ALIKE, Remedy.RANDOM_START),
    "rate-too-high": (Kind.RESTLESS, Remedy.SMALLER_RATE),
    "rate-restless": (Kind.RESTLESS, Remedy.SMALLER_RATE),
    "dead-relu": (Kind.DEAD, Remedy.SMALLER_RATE),
    "saturated": (Kind.SATURATED, Remedy.CENTRE),
    "vanishing": (Kind.VANISHING, Remedy.TANH),
    "over-fitting": (Kind.OVER_FIT, Remedy.PENALTY),
}


@pytest.mark.parametrize("seed", [7, 1])
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_told_by_its_name_with_its_cure(name: str, seed: int) -> None:
    preset = nn.PRESETS[name]
    assert preset.updates is not None
    *_, last = looked_at(preset.experiment, preset.updates, seed)
    finding = only(last, LESSONS[name][0])
    assert finding.remedy is LESSONS[name][1]
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("name", [name for name in LESSONS if name != "rate-restless"])
def test_once_found_it_is_not_lost_again(name: str) -> None:
    preset = nn.PRESETS[name]
    assert preset.updates is not None
    found = [LESSONS[name][0] in kinds(look) for look in looked_at(preset.experiment, preset.updates)]
    assert sorted(found) == found


def test_a_gradient_that_faded_first_stays_the_reason_when_neurons_saturate_over_it() -> None:
    trainer = Trainer(nn.PRESETS["vanishing"].experiment)
    trainer.advance(batches=1)
    with_history(trainer, [0.69] * 20)
    faded = examine(trainer)
    assert kinds(faded) == [Kind.VANISHING]
    trainer.network.biases[4][:] = -5.0
    still = examine(trainer, faded)
    assert kinds(still) == [Kind.VANISHING]
    assert kinds(examine(trainer, still)) == [Kind.VANISHING]
    saturated = examine(trainer)
    assert kinds(saturated) == [Kind.SATURATED]
    assert kinds(examine(trainer, saturated)) == [Kind.SATURATED], "whichever was told first stays"


def test_every_lesson_is_looked_for() -> None:
    assert set(LESSONS) == {preset.name for preset in nn.PRESETS.values() if preset.fails}


# What else can be wrong, and the words.


def test_all_neurons_of_a_layer_are_named_alike_before_the_first_update() -> None:
    found = only(examine(Trainer(nn.PRESETS["all-zero"].experiment)), Kind.ALIKE)
    assert found.sentence == "All 8 neurons of hidden layer 1 have equal weights and stay alike."
    assert (found.layer, found.units) == (1, tuple(range(8)))


def relu_of_which_some_are_dead(dead: int) -> Trainer:
    trainer = Trainer(varied(hidden_layers=(Layer(8, "relu"),)))
    trainer.advance(batches=1)
    trainer.network.biases[0][:dead] = -100.0
    return trainer


def test_dead_neurons_are_counted_once_the_loss_stands_still() -> None:
    trainer = with_history(relu_of_which_some_are_dead(3), [0.7] * 20)
    found = only(examine(trainer), Kind.DEAD)
    assert found.sentence == "3 of 8 neurons of hidden layer 1 answer 0 for every observation."
    assert (found.layer, found.units, found.remedy) == (1, (0, 1, 2), Remedy.LEAKY)


def test_while_the_loss_falls_a_few_dead_neurons_are_nothing_to_speak_of() -> None:
    assert examine(with_history(relu_of_which_some_are_dead(3), [0.7 * 0.9**i for i in range(20)])) == ()


def test_a_layer_that_is_dead_as_a_whole_is_told_at_once() -> None:
    found = only(examine(relu_of_which_some_are_dead(8)), Kind.DEAD)
    assert found.sentence == "All 8 neurons of hidden layer 1 answer 0 for every observation."
    assert found.severity is Severity.WARNING


def test_of_many_observations_some_are_looked_at_and_the_sentence_says_so() -> None:
    trainer = Trainer(varied(hidden_layers=(Layer(4, "relu"),), observations=3000, test_fraction=0.0))
    trainer.advance(batches=1)
    trainer.network.biases[0][:] = -100.0
    assert examine(trainer)[0].sentence.endswith("answer 0 for every observation of 500 looked at.")


def test_a_rate_that_is_far_too_low_is_told_with_how_little_it_did() -> None:
    found = only(after(varied(optimizer=nn.SGD(1e-4)), 400), Kind.SLOW)
    assert found.sentence.startswith("In 400 updates the loss has only come from 0.69")
    assert found.why == "The learning rate 0.0001 makes very small steps."
    assert found.remedy is Remedy.LARGER_RATE


def test_targets_that_the_output_cannot_answer_are_told_before_the_first_update() -> None:
    plane = nn.PRESETS["plane"].experiment
    found = only(examine(Trainer(varied(plane, output_activation="sigmoid"))), Kind.OUT_OF_REACH)
    assert found.sentence.startswith("The output can only answer between 0 and 1, and 5")
    assert found.remedy is Remedy.LINEAR_OUTPUT
    assert examine(Trainer(varied(plane, output_activation="tanh"))) == ()


def test_linear_hidden_layers_are_as_good_as_none() -> None:
    found = only(after(varied(hidden_layers=(Layer(8, "linear"),)), 300), Kind.TOO_SMALL)
    assert found.sentence.startswith("With linear hidden layers the border stays straight, and ")
    assert found.sentence.endswith(" % of the training data are answered wrongly.")


def test_on_a_plateau_the_inputs_are_to_be_centred_where_they_are_not() -> None:
    found = only(after(nn.PRESETS["article"].experiment, 25_000), Kind.PLATEAU)
    assert found.remedy is Remedy.CENTRE
    assert found.sentence.startswith("The loss has hardly moved for 12\u202f000 updates, and ")


@pytest.mark.parametrize(
    ("experiment", "remedy"),
    [
        (varied(hidden_layers=(Layer(2),)), Remedy.WIDER),
        (varied(optimizer=nn.SGD(0.1)), Remedy.ADAM),
        (FIRST, Remedy.ANOTHER_START),
    ],
)
def test_off_a_plateau_leads_what_the_experiment_lacks(experiment: Experiment, remedy: Remedy) -> None:
    trainer = Trainer(experiment)
    trainer.advance(batches=1)
    found = only(examine(with_history(trainer, [0.69] * 50)), Kind.PLATEAU)
    assert (found.remedy, found.severity) == (remedy, Severity.NOTE)


def test_a_plateau_goes_only_when_the_loss_really_falls() -> None:
    trainer = Trainer(FIRST)
    trainer.advance(batches=1)
    found = examine(with_history(trainer, [0.69] * 50))
    slipping = [0.69] * 38 + [0.63] * 13
    assert kinds(examine(with_history(trainer, slipping), found)) == [Kind.PLATEAU]
    assert examine(with_history(trainer, slipping)) == ()
    assert examine(with_history(trainer, [0.69] * 38 + [0.5] * 13), found) == ()


def test_the_losses_before_a_change_say_nothing_about_what_came_after() -> None:
    trainer = Trainer(FIRST)
    trainer.advance(batches=1)
    with_history(trainer, [0.69] * 50)
    assert kinds(examine(trainer, since=0.0)) == [Kind.PLATEAU]
    assert examine(trainer, since=45.0) == ()


DEEP = varied(hidden_layers=(Layer(10), Layer(10)))


def test_a_test_loss_far_above_a_tiny_training_loss_is_told_though_nearly_all_answers_are_right() -> None:
    trainer = Trainer(DEEP)
    trainer.advance(epochs=2500)
    found = only(examine(trainer), Kind.OVER_FIT)
    assert trainer.accuracy("test") > 0.98
    assert trainer.loss("train") < 1e-6 < 0.1 < trainer.loss("test")
    assert found.sentence.startswith("The test loss has risen from 0.04")
    assert found.remedy is Remedy.PENALTY


def test_over_fitting_stays_found_while_the_training_loss_shakes() -> None:
    found = [Kind.OVER_FIT in kinds(look) for look in looked_at(FIRST, 20_000, seed=1)]
    assert found[-1]
    assert sorted(found) == found


def test_another_network_than_the_one_that_was_trained_is_not_called_over_fitted() -> None:
    trainer = Trainer(DEEP)
    trainer.advance(epochs=2500)
    found = examine(trainer)
    trainer.network.parameters = Trainer(DEEP).network.parameters
    assert Kind.OVER_FIT in kinds(found)
    assert Kind.OVER_FIT not in kinds(examine(trainer, found))


def test_weights_beyond_all_measure_are_examined_without_a_warning() -> None:
    trainer = Trainer(varied(hidden_layers=(Layer(8, "softplus"), Layer(8, "relu"))))
    trainer.advance(batches=1)
    trainer.network.parameters = np.full(len(trainer.network.flat), 1e300)
    assert Kind.ALIKE in kinds(Checkup().findings(trainer, resting=True))
