"""From which losses on a training is judged, through changes of its experiment and jumps back and on."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nncore as nn
from app.training.course import Course
from nncore import Experiment, Trainer, surgery
from tests.app.test_health import FIRST, varied

FASTER = varied(optimizer=nn.Adam(0.1))
SLOWER = varied(optimizer=nn.Adam(0.001))


@pytest.fixture
def trainer() -> Trainer:
    trainer = Trainer(FIRST)
    trainer.advance(epochs=5)
    return trainer


def going_on(trainer: Trainer, experiment: Experiment) -> Trainer:
    """Another trainer that goes on as `experiment` from where `trainer` is."""
    successor = Trainer(experiment)
    successor.restore(trainer.state())
    return successor


def test_at_first_all_losses_count(trainer: Trainer) -> None:
    course = Course()
    assert not course.follow(trainer)
    assert course.since == 0.0
    trainer.advance(epochs=3)
    assert course.follow(trainer)
    assert course.since == 0.0


def test_those_before_a_change_do_not_count(trainer: Trainer) -> None:
    course = Course()
    course.follow(trainer)
    trainer.adopt(FASTER)
    assert not course.follow(trainer)
    assert course.since == 5.0


def test_the_loss_on_other_data_does_not_count_either(trainer: Trainer) -> None:
    course = Course()
    course.follow(trainer)
    noisy = replace(FIRST, data=replace(FIRST.data, noise=0.3))
    painted = Trainer(noisy)
    painted.restore(surgery.with_data(trainer.state(), FIRST, noisy))
    assert not course.follow(painted)
    assert painted.history.epochs[-1] == 5.0
    assert 5.0 < course.since < 5.001
    painted.advance(epochs=2)
    painted.adopt(replace(noisy, training=FASTER.training))
    course.follow(painted)
    assert course.since == 7.0


def test_a_change_that_is_replaced_before_it_has_told_is_forgotten(trainer: Trainer) -> None:
    course = Course()
    for experiment in (FIRST, FASTER, SLOWER, FIRST):
        trainer.adopt(experiment)
        course.follow(trainer)
    assert course.since == 0.0


def test_a_change_that_is_taken_back_later_is_a_change(trainer: Trainer) -> None:
    course = Course()
    for experiment in (FIRST, FASTER, FIRST):
        trainer.adopt(experiment)
        course.follow(trainer)
        trainer.advance(epochs=2)
    assert course.since == 9.0


def test_a_jump_back_takes_later_changes_back(trainer: Trainer) -> None:
    course, early = Course(), trainer.state()
    course.follow(trainer)
    trainer.advance(epochs=3)
    trainer.adopt(FASTER)
    course.follow(trainer)
    assert course.since == 8.0
    trainer.adopt(FIRST)
    trainer.restore(early)
    assert not course.follow(trainer)
    assert course.since == 0.0


def test_another_trainer_may_go_on(trainer: Trainer) -> None:
    course = Course()
    course.follow(trainer)
    trainer.adopt(FASTER)
    course.follow(trainer)
    trainer.advance(epochs=3)
    assert course.follow(going_on(trainer, FASTER))
    assert course.since == 5.0


def test_thinned_out_losses_are_the_same_losses(trainer: Trainer) -> None:
    course, early = Course(), trainer.state()
    course.follow(trainer)
    trainer.advance(epochs=600)
    assert trainer.history.stride == 2
    assert course.follow(trainer)
    trainer.restore(early)
    assert course.follow(trainer)


@pytest.mark.parametrize("experiment", [FIRST, varied(hidden_layers=(nn.Layer(3),))])
def test_another_training_is_judged_from_its_own_start(trainer: Trainer, experiment: Experiment) -> None:
    course, other = Course(), Trainer(experiment)
    other.advance(epochs=2)
    other.adopt(varied(experiment, optimizer=nn.Adam(0.1)))
    other.advance(epochs=9)
    course.follow(trainer)
    trainer.adopt(FASTER)
    course.follow(trainer)
    assert not course.follow(other)
    assert course.since == 0.0
