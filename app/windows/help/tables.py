"""What the help says from the program's own tables: it cannot disagree with what the program does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QAction, QKeySequence

from app.figures import THIN_SPACE
from nncore import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
    PRESETS,
    SCHEDULES,
    BatchGrowth,
    Preset,
)

CURVED = ("activations", "losses", "schedules")  # whose entries have a picture


def entries(table: str, items: Iterable[Any]) -> str:
    """A heading and a few lines for each entry of a table, and its curve where there is one."""
    return "".join(_entry(table, item) for item in items)


def _entry(table: str, item: Any) -> str:
    curve = f'<p class="picture"><img src="curve:{table}/{item.name}"></p>' if table in CURVED else ""
    span = getattr(item, "range", "")
    lines = [item.formula, getattr(item, "derivative_formula", "")]
    formula = "<br>".join(text(line).replace("  ", "&nbsp; ") for line in lines if line)
    words = " ".join(part for part in (f"Values from {span}." if span else "", item.about, _condition(item)) if part)
    anchor = getattr(item, "name", table)
    return f'<h3 id="{anchor}">{text(item.title)}</h3><p class="formula">{formula}</p><p>{text(words)}</p>{curve}'


def _condition(item: Any) -> str:
    outputs = [ACTIVATIONS[name].title for name in getattr(item, "outputs", ())]
    return f"It goes with the output activation {' or '.join(outputs)} only: {item.reason}." if outputs else ""


def features() -> str:
    rows = [(f"<b>{text(feature.title)}</b>", text(feature.about)) for feature in FEATURES.values()]
    return table(("Input", "What it is good for"), rows)


def datasets() -> str:
    return "".join(
        f'<h3 id="{item.name}">{text(item.title)}</h3><p class="formula">{text(item.formula)}</p>'
        f"<p>{text(f'{_kind(item.classes)} {item.about}')}</p>"
        for item in DATASETS.values()
    )


def _kind(classes: int) -> str:
    return f"{classes} classes." if classes else "Values."


def presets() -> str:
    return "".join(_preset(preset) for preset in PRESETS.values() if not preset.fails)


def failures() -> str:
    return "".join(_preset(preset) for preset in PRESETS.values() if preset.fails)


def _preset(preset: Preset) -> str:
    look = f"<p><i>Look at it:</i> {text(preset.look_at)}</p>" if preset.look_at else ""
    cure = f"<p><i>The cure:</i> {text(preset.cure.title)}.</p>" if preset.cure else ""
    return f'<h3 id="{preset.name}">{text(preset.title)}</h3><p>{text(preset.paragraph)}</p>{look}{cure}'


def keys(groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
    """The keys of each group: `rows` of keys and what they do."""
    return "".join(
        f"<h2>{text(title)}</h2>{table(('', ''), [(key(keys), text(effect)) for keys, effect in rows])}"
        for title, rows in groups
    )


def key(words: str) -> str:
    """The name of a key, or of several."""
    return f'<span class="key">{THIN_SPACE}{text(words).replace(" ", "&nbsp;")}{THIN_SPACE}</span>'


def key_of(action: QAction) -> str:
    """The keys of an action; its words in the menu where it has none."""
    return key(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or plain(action.text()))


def plain(words: str) -> str:
    """What an action is called, without what only menus need."""
    return words.replace("&", "").rstrip("…")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Cells of HTML in rows, under a row of headings where these are not all empty."""
    top = f"<tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>" if any(head) else ""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table cellspacing="0" cellpadding="5">{top}{body}</table>'


def text(words: str) -> str:
    """`words` with the marks of HTML taken as they are."""
    return escape(words, quote=False)


TABLES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "activations": lambda: entries("activations", ACTIVATIONS.values()),
        "losses": lambda: entries("losses", LOSSES.values()),
        "optimizers": lambda: entries("optimizers", OPTIMIZERS.values()),
        "schedules": lambda: entries("schedules", SCHEDULES.values()),
        "growth": lambda: entries("growth", (BatchGrowth,)),
        "initializers": lambda: entries("initializers", INITIALIZERS.values()),
        "features": features,
        "datasets": datasets,
        "presets": presets,
        "failures": failures,
    }
)
