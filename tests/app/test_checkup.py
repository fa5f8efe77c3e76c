"""When a training is examined: now and then while it runs, at once where it rests; and what a snapshot has of it."""

from __future__ import annotations

import nncore as nn
from app.model.remedies import Remedy
from app.model.work import Work
from app.training.findings import Kind, Severity
from app.training.health import LOOK_SECONDS, Checkup
from app.training.session import Grain, Session
from app.training.snapshot import Phase, Snapshot
from nncore import Experiment, Layer, Trainer
from tests.app.clock import Clock
from tests.app.test_health import FIRST, kinds, only, varied, with_history


def dying() -> Trainer:
    """A trainer in which a whole layer is about to die."""
    trainer = Trainer(varied(hidden_layers=(Layer(8, "relu"),)))
    trainer.advance(batches=1)
    return trainer


def test_while_it_trains_it_is_looked_at_now_and_then() -> None:
    clock, trainer = Clock(), dying()
    checkup = Checkup(clock)
    assert checkup.findings(trainer, resting=False) == ()
    trainer.network.biases[0][:] = -100.0
    trainer.advance(batches=1)
    clock.now = 0.9 * LOOK_SECONDS
    assert checkup.findings(trainer, resting=False) == ()
    clock.now = LOOK_SECONDS
    assert kinds(checkup.findings(trainer, resting=False)) == [Kind.DEAD]


def test_where_it_comes_to_rest_it_is_looked_at_at_once() -> None:
    trainer = dying()
    checkup = Checkup(Clock())
    checkup.findings(trainer, resting=False)
    trainer.network.biases[0][:] = -100.0
    trainer.advance(batches=1)
    assert kinds(checkup.findings(trainer, resting=True)) == [Kind.DEAD]


def test_a_change_of_the_experiment_begins_a_new_record() -> None:
    trainer = Trainer(FIRST)
    trainer.advance(batches=1)
    with_history(trainer, [0.69] * 50)
    checkup = Checkup(Clock())
    assert kinds(checkup.findings(trainer, resting=True)) == [Kind.PLATEAU]
    trainer.adopt(varied(optimizer=nn.Adam(0.1)))
    assert checkup.findings(trainer, resting=True) == ()


def on_a_plateau() -> Trainer:
    trainer = Trainer(FIRST)
    trainer.advance(batches=1)
    return with_history(trainer, [0.69] * 50)


def test_a_change_that_is_taken_back_at_once_leaves_what_was_found() -> None:
    trainer, checkup = on_a_plateau(), Checkup(Clock())
    found = checkup.findings(trainer, resting=True)
    trainer.adopt(varied(optimizer=nn.Adam(0.1)))
    assert checkup.findings(trainer, resting=True) == ()
    trainer.adopt(FIRST)
    assert checkup.findings(trainer, resting=True) == found != ()


def test_what_was_found_stays_where_another_trainer_goes_on_from_the_same_moment() -> None:
    trainer, checkup = on_a_plateau(), Checkup(Clock())
    slipping = with_history(trainer, [0.69] * 38 + [0.63] * 13)
    assert checkup.findings(slipping, resting=True) == ()
    with_history(trainer, [0.69] * 38)
    found = checkup.findings(trainer, resting=True)
    successor = Trainer(FIRST)
    successor.restore(slipping.state())
    assert kinds(checkup.findings(with_history(successor, [0.69] * 38 + [0.63] * 13), resting=True)) == kinds(found)


def test_while_it_plays_another_network_is_looked_at_at_once() -> None:
    trainer, checkup = dying(), Checkup(Clock())
    assert checkup.findings(trainer, resting=False) == ()
    trainer.network.biases[0][:] = -100.0
    assert kinds(checkup.findings(trainer, resting=False)) == [Kind.DEAD]


def test_after_a_jump_back_it_is_looked_at_at_once() -> None:
    trainer, checkup = dying(), Checkup(Clock())
    alive = trainer.state()
    trainer.advance(batches=1)
    trainer.network.biases[0][:] = -100.0
    assert kinds(checkup.findings(trainer, resting=False)) == [Kind.DEAD]
    trainer.restore(alive)
    assert checkup.findings(trainer, resting=False) == ()


def test_at_rest_the_same_moment_is_not_looked_at_again() -> None:
    trainer, checkup = on_a_plateau(), Checkup(Clock())
    found = checkup.findings(trainer, resting=True)
    assert checkup.findings(trainer, resting=True) is found


# In the session.


def test_a_snapshot_has_what_was_found() -> None:
    session = Session(Work(nn.PRESETS["all-zero"].experiment, 1))
    assert kinds(session.snapshot().findings) == [Kind.ALIKE]
    session.apply(Work(FIRST, 2))
    assert session.snapshot().findings == ()


def until_it_diverges(experiment: Experiment) -> Snapshot:
    session = Session(Work(experiment, 1))
    snapshot = session.snapshot()
    while snapshot.phase is not Phase.DIVERGED:
        session.step(Grain.EPOCH)
        snapshot = session.snapshot()
    return snapshot


def test_a_training_that_left_all_bounds_says_so_with_the_cure() -> None:
    wild = varied(nn.PRESETS["rate-too-high"].experiment, optimizer=nn.SGD(100.0))
    found = only(until_it_diverges(wild).findings, Kind.DIVERGED)
    assert found.severity is Severity.ERROR
    assert found.sentence.startswith("Training diverged at update ")
    assert found.sentence.endswith(" in the output layer: the learning rate 100 is probably too high.")
    assert found.remedy is Remedy.SMALLER_RATE


def test_a_formula_that_grows_beyond_all_bounds_is_not_blamed_on_the_rate() -> None:
    huge = varied(hidden_layers=(), inputs=("x*1e7",), output_activation="linear", loss="mse", optimizer=nn.SGD(1.0))
    assert only(until_it_diverges(huge).findings, Kind.DIVERGED).remedy is None


def test_just_after_a_change_there_may_be_no_loss_to_judge_by() -> None:
    session = Session(Work(FIRST, 1))
    session.step(Grain.EPOCH)
    session.step(Grain.BATCH)
    session.snapshot()
    session.apply(Work(varied(optimizer=nn.Adam(0.1)), 1))
    session.step(Grain.BATCH)
    assert session.snapshot().findings == ()
