"""The training loop without a thread: commands, pace, runs that undo brings back, and what a snapshot holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nncore as nn
from app.model.work import FULL_SPEED, Work
from app.training.parking import Parking
from app.training.pictures import MAP_RESOLUTION
from app.training.session import Grain, Session
from app.training.snapshot import Phase, Snapshot
from tests.app.clock import Clock

FIRST = nn.PRESETS["first-run"].experiment


def same(a: Snapshot, b: Snapshot) -> bool:
    return np.array_equal(a.state.parameters, b.state.parameters) and (
        a.state.observations_seen == b.state.observations_seen
    )


def test_a_new_session_stands_ready_at_the_start(session: Session) -> None:
    snapshot = session.snapshot()
    assert snapshot.phase is Phase.READY
    assert snapshot.state.observations_seen == 0
    assert session.seconds_to_wait() is None
    assert not session.work_slice()


@pytest.mark.parametrize(("grain", "observations"), [(Grain.OBSERVATION, 1), (Grain.BATCH, 32), (Grain.EPOCH, 250)])
def test_a_step_goes_as_far_as_its_grain(session: Session, grain: Grain, observations: int) -> None:
    session.step(grain)
    snapshot = session.snapshot()
    assert snapshot.state.observations_seen == observations
    assert snapshot.phase is Phase.PAUSED


def test_play_trains_at_the_chosen_speed_and_pause_keeps_everything(session: Session, clock: Clock) -> None:
    session.play()
    for _ in range(200):
        clock.now += 0.005
        session.work_slice()
    playing = session.snapshot()
    assert playing.phase is Phase.TRAINING
    assert playing.state.observations_seen == pytest.approx(1280, abs=15)
    session.pause()
    clock.now += 5.0
    assert not session.work_slice()
    assert same(session.snapshot(), playing)


def test_pause_and_play_in_mid_batch_change_nothing_of_the_result(session: Session) -> None:
    for _ in range(100):
        session.step(Grain.OBSERVATION)
    straight = nn.Trainer(FIRST)
    straight.advance(observations=100)
    assert np.array_equal(session.snapshot().state.parameters, straight.network.parameters)


def test_a_live_change_goes_on_with_the_same_weights(session: Session) -> None:
    session.step(Grain.EPOCH)
    before = session.snapshot()
    faster = replace(FIRST, training=replace(FIRST.training, optimizer=nn.Adam(0.1)))
    session.apply(Work(faster, 1))
    after = session.snapshot()
    assert same(before, after)
    assert after.experiment == faster


def test_a_new_run_starts_again_and_going_back_brings_the_training_back(session: Session) -> None:
    session.step(Grain.EPOCH)
    trained = session.snapshot()
    wider = replace(FIRST, network=replace(FIRST.network, hidden_layers=(nn.Layer(3),)))
    session.apply(Work(wider, 2))
    assert session.snapshot().state.observations_seen == 0
    assert session.snapshot().neuron_maps[1].shape == (3, MAP_RESOLUTION, MAP_RESOLUTION)
    session.apply(Work(FIRST, 1))
    assert same(session.snapshot(), trained)


def test_a_run_that_comes_back_takes_over_the_rate_of_now(session: Session) -> None:
    slower = replace(FIRST, training=replace(FIRST.training, optimizer=nn.Adam(0.001)))
    session.apply(Work(FIRST, 2))
    session.apply(Work(slower, 1))
    assert session.snapshot().experiment == slower


def test_trained_runs_survive_any_number_of_others(session: Session) -> None:
    session.step(Grain.EPOCH)
    trained = session.snapshot()
    for run in range(2, 150):
        session.apply(Work(FIRST, run))
        if run % 2:
            session.step(Grain.BATCH)
    session.apply(Work(FIRST, 1))
    assert same(session.snapshot(), trained)


def test_where_there_is_too_much_to_keep_the_oldest_goes() -> None:
    states = {}
    for run in range(1, 6):
        trainer = nn.Trainer(FIRST)
        trainer.advance(batches=run)
        states[run] = trainer.state()
    parking = Parking(most_bytes=9000)  # a state takes some 3 kB
    for run, state in states.items():
        parking.keep(run, state)
    assert parking.fetch(1) is None
    assert parking.fetch(5) is states[5]
    assert parking.fetch(5) is None
    for run, state in states.items():
        small = Parking(most_bytes=1)
        small.keep(run, state)
        assert small.fetch(run) is state


def test_what_is_forgotten_begins_again(session: Session) -> None:
    session.step(Grain.EPOCH)
    session.apply(Work(FIRST, 2))
    session.forget()
    session.apply(Work(FIRST, 1))
    assert session.snapshot().state.observations_seen == 0


def test_a_run_that_undo_brings_back_stands_still(session: Session, clock: Clock) -> None:
    session.step(Grain.EPOCH)
    trained = session.snapshot()
    session.apply(Work(FIRST, 2))
    session.play()
    clock.now += 0.1
    session.work_slice()
    session.apply(Work(FIRST, 1))
    clock.now += 0.1
    assert not session.work_slice()
    assert same(session.snapshot(), trained)


class Slow:
    """A clock that runs ahead each time it is read: everything takes long."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.003
        return self.now


def test_a_long_step_is_done_in_slices_and_pause_ends_it() -> None:
    session = Session(Work(FIRST, 1), Slow())
    session.step(Grain.EPOCH)
    assert 0 < session.snapshot().state.observations_seen < 250
    assert session.seconds_to_wait() == 0.0
    session.step(Grain.EPOCH)
    assert session.snapshot().stepping
    while session.seconds_to_wait() == 0.0:
        assert session.work_slice()
    assert session.snapshot().state.observations_seen == 250
    assert not session.snapshot().stepping
    session.step(Grain.EPOCH)
    session.pause()
    assert not session.work_slice()
    assert 250 < session.snapshot().state.observations_seen < 500


def test_a_batch_ends_where_the_epoch_does(session: Session) -> None:
    for _ in range(7):
        session.step(Grain.BATCH)
    session.step(Grain.BATCH)
    assert session.snapshot().state.observations_seen == 250
    assert session.snapshot().state.updates == 8


def test_a_run_from_a_file_begins_in_the_state_of_the_file(session: Session) -> None:
    session.step(Grain.EPOCH)
    saved = session.snapshot()
    other = Session(Work(FIRST, 5, start=saved.state))
    assert same(other.snapshot(), saved)
    other.step(Grain.BATCH)
    session.step(Grain.BATCH)
    assert same(other.snapshot(), session.snapshot())


def test_the_training_goes_on_through_a_restart(session: Session, clock: Clock) -> None:
    session.play()
    session.apply(Work(FIRST, 2))
    clock.now += 0.1
    assert session.work_slice()
    assert session.snapshot().phase is Phase.TRAINING


def test_the_last_epoch_finishes_the_training(session: Session) -> None:
    three = replace(FIRST, training=replace(FIRST.training, epochs=3))
    session.apply(Work(three, 1, speed=FULL_SPEED))
    session.play()
    for _ in range(1000):
        session.work_slice()
    snapshot = session.snapshot()
    assert snapshot.phase is Phase.FINISHED
    assert snapshot.state.epoch == 3
    assert snapshot.message == "Finished: 3 epochs are done"
    session.play()
    assert session.snapshot().phase is Phase.FINISHED


def test_a_diverged_training_stops_finite_and_says_so(session: Session) -> None:
    wild = replace(
        FIRST,
        network=replace(FIRST.network, hidden_layers=(nn.Layer(8, "relu"),), output_activation="linear"),
        training=replace(FIRST.training, loss="mse", optimizer=nn.SGD(100.0)),
    )
    session.apply(Work(wild, 2, speed=FULL_SPEED))
    session.play()
    for _ in range(200):
        session.work_slice()
    snapshot = session.snapshot()
    assert snapshot.phase is Phase.DIVERGED
    assert "diverged at update" in snapshot.message
    assert np.isfinite(snapshot.state.parameters).all()
    gentle = replace(wild, training=replace(wild.training, optimizer=nn.SGD(1e-9)))
    session.apply(Work(gentle, 2))
    assert session.snapshot().phase is Phase.PAUSED


def test_a_snapshot_shows_what_the_network_answers(session: Session) -> None:
    session.set_resolution(20)
    session.step(Grain.EPOCH)
    snapshot = session.snapshot()
    trainer = nn.Trainer(FIRST)
    trainer.restore(snapshot.state)
    assert snapshot.surface.shape == (20, 20)
    assert snapshot.surface.dtype == np.float32
    row, column = 3, 17  # y, x
    point = [[column / 19, row / 19]]
    assert snapshot.surface[row, column] == pytest.approx(trainer.network.predict(np.array(point))[0, 0], abs=1e-5)
    assert [maps.shape[0] for maps in snapshot.neuron_maps] == [2, 8, 1]
    assert snapshot.neuron_maps[0][0][0, -1] == pytest.approx(1.0)  # centred x at the right end
    assert snapshot.neuron_maps[0][0][-1, 0] == pytest.approx(-1.0)
    assert snapshot.metrics.train_loss == trainer.loss("train")
    assert snapshot.metrics.test_accuracy == trainer.accuracy("test")


def test_nothing_in_a_snapshot_changes_or_can_be_changed(session: Session) -> None:
    snapshot = session.snapshot()
    before = [array.copy() for array in (snapshot.surface, snapshot.weights[0], snapshot.state.parameters)]
    session.step(Grain.EPOCH)
    for old, array in zip(before, (snapshot.surface, snapshot.weights[0], snapshot.state.parameters), strict=True):
        assert np.array_equal(old, array)
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0
