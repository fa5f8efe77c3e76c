"""What goes wrong in the training thread is told, in which words and with which error, and the thread lives on."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.training.controller import Controller
from app.training.session import Grain


class Complaints:
    """What goes wrong in the training thread, and which thread that is."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, bool]] = []

    def report(self, error: BaseException, sentence: str) -> None:
        here = threading.current_thread() is threading.main_thread()
        self.told.append((type(error).__name__, sentence, here))


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def watched(document: Document, complaints: Complaints, qtbot: QtBot) -> Iterator[Controller]:
    """A controller that is ready to train, and tells what goes wrong."""
    controller = Controller(document, complaints.report)
    with qtbot.waitSignal(controller.snapshot_ready, timeout=20_000):
        controller.start()
    yield controller
    controller.close()


STOPPED = "Training stopped because something unexpected went wrong."


def test_a_snapshot_that_fails_once_is_told_and_the_training_goes_on(
    watched: Controller, complaints: Complaints, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.training.pictures.metrics", lambda trainer: 1 / 0)
        watched.step(Grain.BATCH)
        qtbot.waitUntil(lambda: bool(complaints.told))
        assert complaints.told[0] == ("ZeroDivisionError", STOPPED, False)
    watched.step(Grain.BATCH)
    qtbot.waitUntil(lambda: watched.latest is not None and watched.latest.state.observations_seen == 64)


def test_an_edit_that_cannot_be_applied_is_told(
    watched: Controller, complaints: Complaints, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(work: object, state: object) -> None:
        raise MemoryError

    monkeypatch.setattr("app.training.session._built", no_memory)
    document.edit({"network.center_inputs": False}, "Centre inputs")
    qtbot.waitUntil(lambda: complaints.told == [("MemoryError", STOPPED, False)])


def test_a_run_that_cannot_begin_keeps_nobody_from_saving_and_undo_brings_the_former_one_back(
    watched: Controller, complaints: Complaints, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(work: object, state: object) -> None:
        raise MemoryError

    watched.step(Grain.EPOCH)
    qtbot.waitUntil(lambda: watched.latest is not None and watched.latest.state.epoch == 1)
    with monkeypatch.context() as patch:
        patch.setattr("app.training.session._built", no_memory)
        document.edit({"network.center_inputs": False}, "Centre inputs")
        watched.play()
        qtbot.waitUntil(lambda: bool(complaints.told) and not watched.playing)
        assert watched.settle()
        assert watched.state is None
        watched.play()
        qtbot.waitUntil(lambda: len(complaints.told) > 2 and not watched.playing)
        assert watched.settle()
    document.undo_stack.undo()
    assert watched.settle()
    assert watched.state is not None
    assert watched.state.epoch == 1


def test_a_training_that_cannot_begin_is_told(
    document: Document, complaints: Complaints, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.session.Session.prepare", lambda session: 1 / 0)
    controller = Controller(document, complaints.report)
    controller.start()
    qtbot.waitUntil(lambda: bool(complaints.told))
    sentence = "Training is not possible any more. Save your work, and start the program again."
    assert complaints.told == [("ZeroDivisionError", sentence, False)]
    controller.close()


def test_an_unexpected_error_stops_the_training_with_a_sentence(controller: Controller, qtbot: QtBot) -> None:
    def broken(session: object) -> None:
        raise RuntimeError("a fault of ours")

    controller._send(broken)
    qtbot.waitUntil(lambda: controller.latest is not None and "a fault of ours" in controller.latest.message)
    controller.step(Grain.BATCH)
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.state.observations_seen == 32)
    assert controller.latest is not None
    assert controller.latest.message == ""


def test_an_engine_that_cannot_be_made_ready_is_told(
    document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no room for the cache")

    monkeypatch.setattr(nn, "warm_up", broken)
    controller = Controller(document)
    controller.start()
    qtbot.waitUntil(lambda: controller.latest is not None and "no room for the cache" in controller.latest.message)
    controller.close()
