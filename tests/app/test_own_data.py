"""Own data in the whole window: dropped, pasted, learned, undone, written and read back, while it trains."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.context import Context
from app.model import csv_export
from app.model.axes import PLAIN
from app.panels.elided import ElidedLabel
from app.training.snapshot import Phase
from app.windows.own_data.feature import OwnData
from app.windows.own_data.importing import ImportDialog
from nncore.own_points import EXAMPLE
from tests.app.own_data_kit import ANIMALS as SCALED_ANIMALS
from tests.app.own_data_kit import FIRST, SCALED

ANIMALS = "height;weight;animal\n180;70,5;cat\n150;50,2;dog\n165;60;dog\nabc;1;dog\n"
POINTS = ((5.0, 5.0, 0.0), (-5.0, -5.0, 1.0))


def own(parts: Context) -> OwnData:
    return parts.window.features.own_data


def dialog(parts: Context) -> ImportDialog:
    """The import window that is open."""
    found = own(parts).dialog
    assert found is not None
    return found


def table(tmp_path: Path, text: str = ANIMALS, name: str = "animals.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["animals.csv", "ANIMALS.TSV", "animals.txt"])
def test_a_table_dropped_on_the_window_is_previewed(parts: Context, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table(tmp_path, name=name)))])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(parts.window, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(parts.window, QDropEvent(QPointF(5, 5), *how))
    qtbot.waitUntil(lambda: own(parts).dialog is not None)
    assert dialog(parts).windowTitle() == f"Import {name}"
    assert parts.document.experiment == FIRST, "nothing is imported before it was seen"
    dialog(parts).reject()
    assert parts.document.experiment == FIRST


def test_a_table_is_imported_learned_and_undone_as_one_step(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    parts.controller.play()
    qtbot.waitUntil(lambda: parts.controller.latest is not None and parts.controller.latest.phase is Phase.TRAINING)
    own(parts).open_path(table(tmp_path))
    dialog(parts).accept()
    data = parts.document.experiment.data
    assert (data.dataset, data.points[:2], data.classes) == ("custom", POINTS, 2)
    assert parts.window.status.notice == "Imported 3 rows from animals.csv."
    assert parts.document.undo_stack.undoText() == "Import animals.csv"
    qtbot.waitUntil(
        lambda: (
            parts.controller.latest is not None
            and parts.controller.latest.experiment.data == data
            and parts.controller.latest.state.observations_seen > 0
        ),
        timeout=20_000,
    )
    assert parts.window.gallery.map.plane.axes.x.name == "height"
    assert "animals.csv" in [label.text() for label in parts.window.panels[0].findChildren(ElidedLabel)]
    parts.window.named_actions["undo"].trigger()
    assert parts.document.experiment == FIRST
    assert own(parts).axes.current == PLAIN


def test_what_the_axes_stand_for_is_kept_in_the_file(parts: Context, tmp_path: Path) -> None:
    own(parts).edits.take(SCALED_ANIMALS, "Import")
    assert parts.document.undo_stack.count() == 1
    assert parts.window.files.save_to(tmp_path / "animals.json")
    parts.window.files.new("first-run")
    assert own(parts).axes.current == PLAIN
    assert parts.window.files.load(tmp_path / "animals.json")
    assert own(parts).axes.current == SCALED
    assert not parts.document.unsaved


def test_cells_of_a_spreadsheet_are_pasted_by_a_key(parts: Context, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("0\t0\tno\n1\t1\tyes\n")
    with qtbot.waitActive(parts.window):
        parts.window.activateWindow()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(parts.window, Qt.Key.Key_V, modifiers)
    assert dialog(parts).windowTitle() == "Import pasted data"
    dialog(parts).accept()
    assert parts.document.experiment.data.points == ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
    assert own(parts).axes.current.labels == ("no", "yes")


def test_cells_are_added_to_own_points_and_the_training_goes_on(parts: Context, qtbot: QtBot) -> None:
    own(parts).edits.take(SCALED_ANIMALS, "Import")
    QGuiApplication.clipboard().setText("174\t76\tcat\n")
    parts.window.named_actions["paste_data"].trigger()
    qtbot.mouseClick(dialog(parts).add, Qt.MouseButton.LeftButton)
    assert parts.window.status.notice == "Added 1 row from pasted data."
    assert parts.document.experiment.data.points == (*SCALED_ANIMALS.points, (1.0, 1.0, 0.0))
    parts.window.named_actions["undo"].trigger()
    assert parts.document.experiment.data.points == SCALED_ANIMALS.points


def test_an_empty_clipboard_is_said(parts: Context) -> None:
    QGuiApplication.clipboard().clear()
    parts.window.named_actions["paste_data"].trigger()
    assert own(parts).dialog is None
    assert parts.window.status.notice == (
        "Nothing was pasted: there is no text on the clipboard. Copy cells in a spreadsheet first."
    )


def test_a_file_that_cannot_be_read_is_said(parts: Context, tmp_path: Path) -> None:
    own(parts).open_path(tmp_path / "gone.csv")
    assert parts.window.status.notice == "gone.csv was not imported: there is no such file or folder"
    own(parts).open_path(tmp_path)
    assert "This is a folder or a device, not a file." in parts.window.status.notice
    assert own(parts).dialog is None


def test_the_window_of_own_data_opens_by_a_key_and_follows(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitActive(parts.window):
        parts.window.activateWindow()
    qtbot.keyClick(parts.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window = own(parts).table
    assert window is not None
    assert window.isVisible()
    assert window.model.rowCount() == len(EXAMPLE)
    own(parts).open_path(table(tmp_path))
    dialog(parts).accept()
    assert window.model.rowCount() == 3
    assert window.model.index(0, 2).data() == "cat"
    parts.window.named_actions["undo"].trigger()
    assert window.model.rowCount() == len(EXAMPLE)


def test_an_edit_in_the_table_keeps_the_network_and_its_training(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    own(parts).open_path(table(tmp_path))
    dialog(parts).accept()
    parts.window.named_actions["step_epoch"].trigger()
    qtbot.waitUntil(lambda: parts.controller.latest is not None and parts.controller.latest.state.epoch == 1)
    own(parts).edits.set_cell(0, 0, 172)
    qtbot.waitUntil(
        lambda: parts.controller.latest is not None and parts.controller.latest.experiment == parts.document.experiment
    )
    assert parts.controller.latest is not None
    assert parts.controller.latest.state.epoch == 1
    assert own(parts).edits.real(0, 0) == 172


def test_what_is_exported_comes_back_by_the_import(parts: Context, tmp_path: Path) -> None:
    own(parts).open_path(table(tmp_path))
    dialog(parts).accept()
    before, axes = parts.document.experiment.data.points, own(parts).axes.current
    path = tmp_path / "out.csv"
    own(parts).export_to(path, csv_export.COMMA)
    assert parts.window.status.notice == "Exported 3 rows to out.csv"
    assert path.read_text(encoding="utf-8").splitlines()[:2] == ["height;weight;animal;split", "180;70,5;cat;train"]
    own(parts).edits.start_from("and_table")
    own(parts).open_path(path)
    dialog(parts).accept()
    assert parts.document.experiment.data.points == before
    assert own(parts).axes.current == axes


@pytest.mark.parametrize(
    ("chosen", "first"),
    [
        ("CSV with commas and 1.5 (*.csv)", "x,y,target,split"),
        ("CSV with semicolons and 1,5 (*.csv)", "x;y;target;split"),
    ],
)
def test_the_way_it_is_written_is_chosen_where_it_is_saved(
    parts: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, first: str
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _self: [str(tmp_path / "data.csv")])
    monkeypatch.setattr(QFileDialog, "selectedNameFilter", lambda _self: chosen)
    parts.window.named_actions["export_csv"].trigger()
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8").splitlines()
    assert (lines[0], len(lines)) == (first, 501)


def test_the_file_to_import_is_asked_for(parts: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path)
    asked: list[str] = []
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))

    def answer(_parent: object, _title: str, folder: str, _filter: str) -> tuple[str, str]:
        asked.append(folder)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    parts.window.named_actions["import_csv"].trigger()
    dialog(parts).reject()
    parts.window.named_actions["import_csv"].trigger()
    assert dialog(parts).windowTitle() == "Import animals.csv"
    assert asked == [str(documents), str(tmp_path)], "the folder is remembered"
    dialog(parts).reject()


def test_a_place_that_cannot_be_written_is_said_and_harms_nothing(parts: Context, tmp_path: Path) -> None:
    own(parts).export_to(tmp_path / "no" / "data.csv", csv_export.POINT)
    assert parts.window.status.notice == "data.csv was not exported: there is no such file or folder"
    own(parts).export_to(tmp_path, csv_export.POINT)
    assert parts.window.status.notice.endswith("this is a folder or a device, not a file")
    assert list(tmp_path.iterdir()) == []
