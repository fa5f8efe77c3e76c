"""What is remembered between starts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.model.settings import MAX_RECENT, Settings


def test_recent_files_are_newest_first_without_doubles(tmp_path: Path) -> None:
    settings = Settings()
    settings.clear_recent()
    for name in ("a", "b", "a"):
        settings.add_recent(tmp_path / name)
    assert [path.name for path in settings.recent_files] == ["a", "b"]
    assert Settings().recent_files == settings.recent_files


def test_only_so_many_recent_files(tmp_path: Path) -> None:
    settings = Settings()
    for i in range(2 * MAX_RECENT):
        settings.add_recent(tmp_path / str(i))
    assert len(settings.recent_files) == MAX_RECENT


def test_a_single_recent_file_is_a_list_too(tmp_path: Path) -> None:
    settings = Settings()
    settings.clear_recent()
    settings.add_recent(tmp_path / "only.json")
    assert Settings().recent_files == [(tmp_path / "only.json").resolve()]


def test_a_damaged_settings_file_gives_the_defaults() -> None:
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "perceptron-lab", "perceptron-lab")
    path = Path(store.fileName())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x00\xff[files\nrecent=@Variant(\x00\x00\n[layout]\nwindow=@ByteArray(")
    settings = Settings()
    assert settings.recent_files == []
    assert settings.text("appearance/theme", "system") == "system"
    assert settings.layout("window") == QByteArray()
