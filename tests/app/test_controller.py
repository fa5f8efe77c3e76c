"""The controller with a real training thread: what is asked for arrives, late snapshots do not fool it."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.model.work import FULL_SPEED
from app.training.controller import Controller
from app.training.session import Grain, Session
from app.training.snapshot import Phase, Snapshot

FIRST = nn.PRESETS["first-run"].experiment


def wait_for(qtbot: QtBot, controller: Controller, phase: Phase) -> Snapshot:
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.phase is phase, timeout=20_000)
    assert controller.latest is not None
    return controller.latest


def answered(qtbot: QtBot, controller: Controller, commands: int) -> Snapshot:
    """The snapshot made when so many commands had been carried out."""
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.commands == commands)
    assert controller.latest is not None
    return controller.latest


def test_the_first_snapshot_comes_by_itself(controller: Controller) -> None:
    assert controller.latest is not None
    assert controller.latest.phase is Phase.READY


def test_play_and_pause(controller: Controller, qtbot: QtBot) -> None:
    controller.play()
    assert controller.playing
    wait_for(qtbot, controller, Phase.TRAINING)
    controller.pause()
    assert not controller.playing
    paused = wait_for(qtbot, controller, Phase.PAUSED)
    assert paused.state.observations_seen > 0
    qtbot.wait(50)
    assert controller.latest is paused


def test_a_step_stops_where_it_should(controller: Controller, qtbot: QtBot) -> None:
    controller.step(Grain.BATCH)
    assert wait_for(qtbot, controller, Phase.PAUSED).state.observations_seen == 32
    assert not controller.playing


def test_reset_is_undone_with_the_trained_network(controller: Controller, document: Document, qtbot: QtBot) -> None:
    controller.step(Grain.EPOCH)
    trained = wait_for(qtbot, controller, Phase.PAUSED)
    controller.reset()
    wait_for(qtbot, controller, Phase.READY)
    document.undo_stack.undo()
    back = wait_for(qtbot, controller, Phase.PAUSED)
    assert np.array_equal(back.state.parameters, trained.state.parameters)


def test_an_edit_that_restarts_the_training_says_so(controller: Controller, document: Document, qtbot: QtBot) -> None:
    controller.step(Grain.EPOCH)
    wait_for(qtbot, controller, Phase.PAUSED)
    with qtbot.waitSignal(controller.notice) as notice:
        document.edit({"network.center_inputs": False}, "Centre inputs")
    assert notice.args == ["Training restarted, because the network changed. Undo brings the trained network back."]
    assert controller.latest is None
    assert wait_for(qtbot, controller, Phase.READY).run == document.work.run


def test_undo_of_such_an_edit_says_nothing(controller: Controller, document: Document, qtbot: QtBot) -> None:
    controller.step(Grain.EPOCH)
    wait_for(qtbot, controller, Phase.PAUSED)
    document.edit({"network.center_inputs": False}, "Centre inputs")
    controller.step(Grain.EPOCH)
    wait_for(qtbot, controller, Phase.PAUSED)
    with qtbot.assertNotEmitted(controller.notice):
        document.undo_stack.undo()
        document.undo_stack.redo()


def test_a_drag_of_many_stops_is_undone_with_the_trained_network(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    controller.step(Grain.EPOCH)
    trained = wait_for(qtbot, controller, Phase.PAUSED)
    controller.play()
    for stop in range(1, 60):
        document.edit({"data.noise": stop / 100}, "Noise", merge=True)
        qtbot.wait(2)
    document.undo_stack.undo()
    back = wait_for(qtbot, controller, Phase.PAUSED)
    assert np.array_equal(back.state.parameters, trained.state.parameters)


def test_closing_does_not_wait_for_what_is_still_to_be_done(document: Document, qtbot: QtBot) -> None:
    controller = Controller(document)
    controller.start()
    done: list[int] = []
    begun = threading.Event()
    release = threading.Event()

    def wait(session: Session) -> None:
        begun.set()
        release.wait(10)

    controller._send(wait)
    for _ in range(100):
        controller._send(lambda session: done.append(1))
    assert begun.wait(60)
    controller._worker.requestInterruption()
    release.set()
    controller.close()
    assert done == []


def test_a_file_given_before_the_start_is_what_is_shown_first(document: Document, qtbot: QtBot) -> None:
    controller = Controller(document)
    document.start_over(nn.PRESETS["article"].experiment)
    with qtbot.waitSignal(controller.snapshot_ready) as first:
        controller.start()
    assert first.args is not None
    assert first.args[0].experiment == nn.PRESETS["article"].experiment
    controller.close()


@pytest.mark.parametrize(
    "changes", [{"data.dataset": "xor_table"}, {"data.test_fraction": 0.0}, {"data.observations": 4}]
)
def test_few_or_no_test_data(
    controller: Controller, document: Document, qtbot: QtBot, changes: dict[str, object]
) -> None:
    document.edit(changes, "Data")
    controller.play()
    wait_for(qtbot, controller, Phase.TRAINING)
    document.set_speed(FULL_SPEED)
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.state.epoch > 10, timeout=30_000)


def test_an_edit_before_any_training_says_nothing(controller: Controller, document: Document, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(controller.notice):
        document.edit({"data.seed": 99}, "Seed")


def test_a_rate_changed_while_training_is_taken_over(controller: Controller, document: Document, qtbot: QtBot) -> None:
    controller.play()
    wait_for(qtbot, controller, Phase.TRAINING)
    run = document.work.run
    document.edit({"training.optimizer.learning_rate": 0.3}, "Learning rate")
    qtbot.waitUntil(
        lambda: controller.latest is not None and controller.latest.experiment.training.optimizer.learning_rate == 0.3
    )
    assert controller.latest is not None
    assert controller.latest.run == run
    assert controller.playing


def test_full_speed_learns_xor(controller: Controller, document: Document, qtbot: QtBot) -> None:
    document.set_speed(FULL_SPEED)
    controller.play()
    qtbot.waitUntil(
        lambda: controller.latest is not None and controller.latest.metrics.test_accuracy >= 0.95, timeout=30_000
    )


def test_a_training_that_ends_by_itself_is_not_playing(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    document.edit({"training.epochs": 2}, "Epochs")
    document.set_speed(FULL_SPEED)
    controller.play()
    wait_for(qtbot, controller, Phase.FINISHED)
    assert not controller.playing


def test_the_surface_has_the_resolution_asked_for(controller: Controller, qtbot: QtBot) -> None:
    controller.set_resolution(30)
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.surface.shape == (30, 30))


def test_what_is_saved_before_the_first_snapshot_is_what_was_loaded(qtbot: QtBot) -> None:
    trainer = nn.Trainer(FIRST)
    trainer.advance(epochs=1)
    document = Document(FIRST)
    controller = Controller(document)
    state = trainer.state()
    document.start_over(FIRST, state)
    assert controller.state is state
    controller.close()


def test_closing_while_training_leaves_no_thread(document: Document, qtbot: QtBot) -> None:
    controller = Controller(document)
    controller.start()
    controller.play()
    controller.close()
    assert controller._worker.isFinished()


def test_starting_and_stopping_many_times(controller: Controller, qtbot: QtBot) -> None:
    for _ in range(200):
        controller.play()
        controller.pause()
    assert answered(qtbot, controller, 400).phase in (Phase.READY, Phase.PAUSED)
    assert not controller.playing


def test_steps_sent_at_once_are_all_carried_out(controller: Controller, qtbot: QtBot) -> None:
    controller.step(Grain.EPOCH)
    controller.step(Grain.EPOCH)
    straight = nn.Trainer(FIRST)
    straight.advance(epochs=2)
    assert np.array_equal(answered(qtbot, controller, 2).state.parameters, straight.network.parameters)


def test_while_the_engine_gets_ready_the_window_is_told(
    document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    ready = threading.Event()
    monkeypatch.setattr(nn, "warm_up", lambda: ready.wait(30))
    controller = Controller(document)
    controller.snapshot_ready.connect(lambda snapshot: told.append(snapshot.message))
    controller.start()
    qtbot.waitUntil(lambda: told == ["Getting the engine ready…"])
    ready.set()
    qtbot.waitUntil(lambda: told[-1] == "")
    controller.close()
