"""A group of rows under a quiet heading of its own, for what few people need every day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from PySide6.QtWidgets import QWidget

from app.model.document import Document
from app.panels.fields import FieldRow, Read
from app.panels.parts import label
from app.panels.rows import Rows
from app.panels.settings import Setting
from nncore import Experiment, TrainingSpec

ABOVE = 8  # pixels over a heading


class Section(Rows):
    """Rows that a panel shows when it is asked for more."""

    def __init__(self, document: Document, title: str, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.setAccessibleName(title)
        self.body.setContentsMargins(0, ABOVE, 0, 0)
        self.body.addWidget(label(title, "section"))


class RuleSection(Section):
    """The numbers of a rule, one of several that each have some of `settings`: shows those that the present one has.

    `rule` finds it in a training; its numbers are the fields below `path`.
    """

    def __init__(self, document: Document, title: str, path: str, rule: Callable[[TrainingSpec], object]) -> None:
        super().__init__(document, title)
        self._path = path
        self._rule = rule
        self._shown: type | None = None
        self.numbers: dict[str, FieldRow] = {}

    def add_settings(self, settings: Mapping[str, Setting]) -> None:
        """One row for each of `settings`, which are named as the fields of the rules."""
        for field, setting in settings.items():
            path = f"{self._path}.{field}"
            self.numbers[field] = self.add_field(
                setting.label, setting.editor(), path, setting.about, name=setting.name, read=_reader(self._rule, field)
            )

    def re_read(self) -> None:
        super().re_read()
        rule = self._rule(self.document.experiment.training)
        if type(rule) is not self._shown:
            self._shown = type(rule)
            self._show_numbers_of(rule)

    def _show_numbers_of(self, rule: object) -> None:
        names = () if rule is None else [field.name for field in fields(rule)]  # type: ignore[arg-type]
        for name, row in self.numbers.items():
            row.setVisible(name in names)
            row.set_formula(getattr(rule, "formula", ""))


def _reader(rule: Callable[[TrainingSpec], object], field: str) -> Read:
    def read(experiment: Experiment) -> object:
        return getattr(rule(experiment.training), field, 0)  # 0 where the present rule has no such number

    return read
