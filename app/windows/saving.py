"""Asking for the file to save to: of an experiment, a picture or a table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.windows import places


def ask_where(
    window: QWidget, title: str, folder: Path, name: str, kinds: Mapping[str, str], kind: str = ""
) -> tuple[Path, str] | None:
    """The file and its kind, or None where nobody wants to save.

    `kinds` has the ending, without a dot, of the files of each kind, which is called as a dialog's filter is; "" for
    any. `kind`, or else the first, is chosen at first. The dialog itself adds the ending, so that it asks before it
    replaces a file.
    """
    kind = kind or next(iter(kinds))
    dialog = QFileDialog(window, title, str(folder))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds))
    dialog.selectNameFilter(kind)
    dialog.setDefaultSuffix(kinds[kind])
    dialog.filterSelected.connect(partial(_follow, dialog, kinds))
    dialog.selectFile(name)
    chosen = (Path(dialog.selectedFiles()[0]), dialog.selectedNameFilter()) if dialog.exec() else None
    dialog.deleteLater()  # it watches its folder in a thread for as long as it is there
    return chosen


def _follow(dialog: QFileDialog, kinds: Mapping[str, str], kind: str) -> None:
    """Another kind was chosen in `dialog`: the name gets its ending, also where it has one already."""
    ending, names = kinds.get(kind), dialog.selectedFiles()
    if ending:
        dialog.setDefaultSuffix(ending)
        if names:
            dialog.selectFile(f"{places.without_ending(Path(names[0]).name)}.{ending}")
