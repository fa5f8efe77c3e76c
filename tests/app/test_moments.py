"""Slow motion: the four moments of an update, against the network's own gradient and the update that follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nncore as nn
from app.model.work import Work
from app.training.moments import MOMENT_SECONDS, MomentName, first_moment
from app.training.session import Grain, Session
from app.training.snapshot import Phase
from tests.app.clock import Clock

FIRST = nn.PRESETS["first-run"].experiment


def test_the_four_moments_come_in_their_order_and_then_the_weights_change(session: Session) -> None:
    before = session.snapshot().state.parameters
    names = []
    for _ in range(4):
        session.step(Grain.MOMENT)
        snapshot = session.snapshot()
        assert snapshot.moment is not None
        names.append(snapshot.moment.name)
        assert np.array_equal(snapshot.state.parameters, before)
    assert names == [MomentName.FORWARD, MomentName.ERROR, MomentName.BACKWARD, MomentName.UPDATE]
    moment = snapshot.moment
    assert moment is not None
    session.step(Grain.MOMENT)
    after = session.snapshot()
    assert after.state.updates == 1
    change = np.concatenate([part.ravel() for layer in moment.change for part in layer])
    assert np.array_equal(after.state.parameters, before + change)
    assert after.moment is not None
    assert after.moment.name is MomentName.FORWARD


def test_of_a_training_that_is_finished_no_moment_is_shown() -> None:
    session = Session(Work(replace(FIRST, training=replace(FIRST.training, epochs=1)), 1))
    session.step(Grain.EPOCH)
    assert session.snapshot().phase is Phase.FINISHED
    session.step(Grain.MOMENT)
    assert session.snapshot().phase is Phase.FINISHED
    assert session.snapshot().moment is None


def test_a_moment_holds_the_numbers_of_the_batch_that_comes() -> None:
    experiment = replace(FIRST, training=replace(FIRST.training, optimizer=nn.SGD(learning_rate=0.5), batch_size=10))
    trainer = nn.Trainer(experiment)
    trainer.advance(observations=13)
    moment = first_moment(trainer)
    assert moment.batch.tolist() == trainer.state().order[10:20].tolist()
    first = moment.batch[:1]
    point, target = trainer.observations.train_points[first], trainer.observations.train_targets[first]
    answer = trainer.network.predict(point)[0]
    assert moment.units[-1] == pytest.approx(answer)
    assert moment.errors == pytest.approx(answer - target[0])
    gradient = np.concatenate([part.ravel() for layer in moment.gradient for part in layer])
    change = np.concatenate([part.ravel() for layer in moment.change for part in layer])
    assert change == pytest.approx(-0.5 * gradient, abs=1e-15)
    assert moment.learning_rate == 0.5


def test_looking_ahead_leaves_the_training_as_it_was() -> None:
    looked, straight = nn.Trainer(FIRST), nn.Trainer(FIRST)
    for _ in range(3):
        looked.advance(epochs=1)
        first_moment(looked)
        looked.advance(observations=7)
        first_moment(looked)
    straight.advance(observations=3 * 250 + 7 * 3)
    looked.advance(observations=3 * 250 + 7 * 3 - looked.observations_seen)
    assert np.array_equal(looked.network.parameters, straight.network.parameters)


def test_in_slow_motion_each_moment_stays_long_enough_to_be_read(session: Session, clock: Clock) -> None:
    session.set_slow(True)
    session.play()
    assert session.seconds_to_wait() == 0.0
    assert session.work_slice()
    assert session.seconds_to_wait() == MOMENT_SECONDS
    clock.now += 0.9 * MOMENT_SECONDS
    assert not session.work_slice()
    clock.now += 0.1 * MOMENT_SECONDS
    assert session.work_slice()
    snapshot = session.snapshot()
    assert snapshot.phase is Phase.TRAINING
    assert snapshot.moment is not None
    assert snapshot.moment.name is MomentName.ERROR
    for _ in range(3):
        clock.now += MOMENT_SECONDS
        session.work_slice()
    assert session.snapshot().state.updates == 1


def test_leaving_slow_motion_in_the_middle_stands_still(session: Session) -> None:
    session.set_slow(True)
    session.play()
    session.work_slice()
    session.set_slow(False)
    assert session.snapshot().phase is not Phase.TRAINING
    session.play()
    session.set_slow(False)
    assert session.snapshot().phase is Phase.TRAINING


def test_training_on_or_another_rate_ends_a_moment(session: Session) -> None:
    session.step(Grain.MOMENT)
    session.step(Grain.BATCH)
    assert session.snapshot().moment is None
    session.step(Grain.MOMENT)
    faster = replace(FIRST, training=replace(FIRST.training, optimizer=nn.Adam(learning_rate=0.1)))
    session.apply(Work(faster, 1))
    assert session.snapshot().moment is None


def test_an_update_that_diverges_is_said_and_not_made(clock: Clock) -> None:
    training = replace(FIRST.training, optimizer=nn.SGD(learning_rate=1000.0), loss="mse")
    network = replace(FIRST.network, output_activation="linear", hidden_layers=(nn.Layer(4, "relu"),) * 6)
    session = Session(Work(replace(FIRST, training=training, network=network), 1), clock)
    for _ in range(800):
        session.step(Grain.MOMENT)
        if session.snapshot().phase is Phase.DIVERGED:
            break
    snapshot = session.snapshot()
    assert snapshot.phase is Phase.DIVERGED
    assert snapshot.message
    assert np.isfinite(snapshot.state.parameters).all()


def test_the_observations_under_way_are_told_while_they_can_be_followed(session: Session) -> None:
    assert len(session.snapshot().batch) == 0
    order = session.snapshot().state.order
    session.step(Grain.OBSERVATION)
    assert session.snapshot().batch.tolist() == order[:1].tolist()
    session.step(Grain.BATCH)
    assert session.snapshot().batch.tolist() == order[1:32].tolist()
    session.step(Grain.EPOCH)
    assert len(session.snapshot().batch) == 0


@pytest.mark.parametrize(("speed", "followed"), [(60.0, 1), (1280.0, 0)])
def test_while_training_they_are_told_only_if_it_is_slow_enough_to_follow(
    clock: Clock, speed: float, followed: int
) -> None:
    session = Session(Work(FIRST, 1, speed), clock)
    session.play()
    session.work_slice()
    assert len(session.snapshot().batch) == followed


@pytest.mark.parametrize("unit", [(0, 1), (1, 5)])
def test_the_surface_shows_the_unit_that_is_asked_for(session: Session, unit: tuple[int, int]) -> None:
    session.set_resolution(24)  # that of the thumbnails
    session.show_unit(unit)
    snapshot = session.snapshot()
    assert snapshot.shown_unit == unit
    assert np.array_equal(snapshot.surface, snapshot.neuron_maps[unit[0]][unit[1]])
    assert snapshot.scale == (-1.0, 1.0)
    assert snapshot.target_scale == (0.0, 1.0)
    session.show_unit(None)
    assert np.array_equal(session.snapshot().surface, session.snapshot().neuron_maps[2][0])


def test_a_unit_that_is_no_longer_there_is_not_shown(session: Session) -> None:
    session.show_unit((1, 7))
    smaller = replace(FIRST, network=replace(FIRST.network, hidden_layers=(nn.Layer(4),)))
    session.apply(Work(smaller, 2))
    assert session.snapshot().shown_unit is None


def test_of_several_classes_each_has_its_own_surface() -> None:
    session = Session(Work(nn.PRESETS["three-blobs"].experiment, 1))
    session.set_resolution(24)
    snapshot = session.snapshot()
    assert len(snapshot.class_surfaces) == 3
    for surface, thumbnail in zip(snapshot.class_surfaces, snapshot.neuron_maps[-1], strict=True):
        assert np.allclose(surface, thumbnail, atol=1e-6)
    assert np.array_equal(np.argmax(snapshot.class_surfaces, axis=0), snapshot.surface)
