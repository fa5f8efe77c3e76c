"""A document that takes up work which was never saved."""

from __future__ import annotations

from pathlib import Path

import nncore as nn
from app.model.document import Document
from app.model.work import Work
from tests.app.keeping_kit import FIRST


def test_recovered_work_is_as_it_was_and_still_not_saved(document: Document, tmp_path: Path) -> None:
    trainer = nn.Trainer(FIRST)
    trainer.advance(observations=40)
    document.edit({"data.noise": 0.5}, "Noise")
    run = document.work.run
    state = trainer.state()
    document.recover(Work(FIRST, 0, 640.0, state), tmp_path / "a.json", "")
    assert (document.work.experiment, document.work.speed, document.work.start) == (FIRST, 640.0, state)
    assert document.work.run > run
    assert (document.path, document.name) == (tmp_path / "a.json", "a.json")
    assert document.unsaved
    assert document.precious
    assert not document.undo_stack.canUndo()
    document.mark_saved(tmp_path / "a.json")
    assert not document.unsaved


def test_recovered_work_that_was_never_edited_is_precious_too(document: Document) -> None:
    document.recover(Work(FIRST, 0), None, "First")
    assert document.precious
