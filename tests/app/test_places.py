"""Where file dialogs open, and the names they suggest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog

import nncore as nn
from app.context import Context
from app.model.document import Document
from app.model.settings import Settings
from app.windows import places

FIRST = nn.PRESETS["first-run"].experiment


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the system says documents are in."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder


def test_beside_the_file_else_where_a_file_was_last_else_with_the_documents(
    qapp: QApplication, tmp_path: Path, documents: Path
) -> None:
    document, settings = Document(FIRST), Settings()
    assert places.folder(document, settings) == documents
    used, own = tmp_path / "used", tmp_path / "own"
    used.mkdir()
    own.mkdir()
    places.remember(settings, used / "a.png")
    assert places.folder(document, settings) == used
    document.mark_saved(own / "lesson.json")
    assert places.folder(document, settings) == own


def test_a_folder_that_is_gone_is_not_suggested(qapp: QApplication, tmp_path: Path, documents: Path) -> None:
    document, settings = Document(FIRST), Settings()
    places.remember(settings, tmp_path / "gone" / "a.png")
    document.mark_saved(tmp_path / "gone as well" / "lesson.json")
    assert places.folder(document, settings) == documents
    documents.rmdir()
    assert places.folder(document, settings) == Path.home()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("The article's network", "the-articles-network"),
        ("The article’s network, inputs centred", "the-articles-network-inputs-centred"),
        ("TensorFlow Playground link", "tensorflow-playground-link"),
        ("Läuft: 100 %!", "lauft-100"),
        ("…", "experiment"),
        ("", "experiment"),
    ],
)
def test_a_file_is_called_as_the_experiment_is(qapp: QApplication, name: str, stem: str) -> None:
    document = Document(FIRST)
    document.start_over(FIRST, name=name)
    assert places.stem(document) == stem
    for file in ("Lesson 1.json", "Lesson 1.perceptron.json", "Lesson 1.Perceptron.JSON"):
        document.mark_saved(Path(file))
        assert places.stem(document) == "Lesson 1"
    document.mark_saved(Path(".perceptron.json"))
    assert places.stem(document) == ".perceptron"


def asked(parts: Context, monkeypatch: pytest.MonkeyPatch, *names: str) -> list[tuple[Path, str]]:
    """The folders in which the dialogs of the actions called `names` open, and which names they suggest."""
    seen: list[tuple[Path, str]] = []

    def cancel(dialog: QFileDialog) -> int:
        seen.append((Path(dialog.directory().path()), Path(dialog.selectedFiles()[0]).name))
        return 0

    monkeypatch.setattr(QFileDialog, "exec", cancel)
    for name in names:
        parts.window.named_actions[name].trigger()
    return seen


SAVING = ("save_as", "picture_map", "export_chart_csv", "export_csv")


def test_all_that_is_saved_is_suggested_in_one_place_under_one_name(
    idle: Context, tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle.window.files.new("article")
    names = [f"the-articles-network{end}" for end in (".json", "-map.png", "-loss.csv", ".csv")]
    assert asked(idle, monkeypatch, *SAVING) == [(documents, name) for name in names]
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    idle.document.mark_saved(lessons / "One.json")
    names = [f"One{end}" for end in (".json", "-map.png", "-loss.csv", ".csv")]
    assert asked(idle, monkeypatch, *SAVING) == [(lessons, name) for name in names]


def test_what_is_opened_is_looked_for_in_the_same_place(
    idle: Context, tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def cancel(_parent: object, _title: str, folder: str, _filter: str) -> tuple[str, str]:
        seen.append(folder)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", cancel)
    for name in ("open", "import_csv"):
        idle.window.named_actions[name].trigger()
    assert seen == [str(documents)] * 2
    nn.save(tmp_path / "a.json", nn.Trainer(FIRST))
    idle.window.files.load(tmp_path / "a.json")
    idle.window.files.new("spiral")
    for name in ("open", "import_csv"):
        idle.window.named_actions[name].trigger()
    assert seen[2:] == [str(tmp_path)] * 2
