"""Upgrades: files of earlier layouts, brought to today's before they are read, so that the reader knows only one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from nncore import reader
from nncore.arrays import Floats

# The fields that the first files of version 1 did not have yet, and what these files mean by their absence. Written out
# here: they must not change with what is proposed to people who make a new experiment.
_TRAINING: Mapping[str, Any] = MappingProxyType(
    {"clip_norm": None, "batch_schedule": None, "target_loss": None, "target_accuracy": None, "patience": None}
)
_DATA: Mapping[str, Any] = MappingProxyType(
    {
        "formula": "y > sin(3*x) / 2",
        "points": [
            *([-3.0, -2.0, 0.0], [-2.0, 3.0, 0.0], [3.0, 2.5, 0.0], [2.5, -3.0, 0.0]),
            *([0.0, 0.5, 1.0], [1.0, -1.0, 1.0], [-1.0, -0.5, 1.0], [0.5, 1.5, 1.0]),
        ],
        "classes": 2,
    }
)
_LAYER: Mapping[str, Any] = MappingProxyType({"dropout": 0.0})
_WAITING: Mapping[str, Any] = MappingProxyType({"best": None, "bad_epochs": 0, "cooldown_left": 0, "reductions": 0})
_STATE: Mapping[str, Any] = MappingProxyType(
    {"progress": {"plateau": dict(_WAITING), "stall": dict(_WAITING), "stopped_by": None}}
)


def upgrade(content: dict[str, Any]) -> None:
    """Bring `content`, the object in a file, to today's layout, in place. What is of no known layout stays as it is.

    A file of any layout goes through all steps from its own on.
    """
    _add_what_the_first_files_lacked(content)
    _add_frozen_parameters(content)


def _add_what_the_first_files_lacked(content: dict[str, Any]) -> None:
    """All fields or none: where some are there, the file is of today, and the reader will miss the others."""
    experiment, state = _object(content, "experiment"), _object(content, "state")
    layers = _object(experiment, "network").get("hidden_layers")
    grown = [
        (_object(experiment, "training"), _TRAINING),
        (_object(experiment, "data"), _DATA),
        (state, _STATE),
        *((layer, _LAYER) for layer in (layers if isinstance(layers, list) else ()) if isinstance(layer, dict)),
    ]
    if any(name in place for place, added in grown for name in added):
        return
    for place, added in grown:
        place.update(added)
    if content.get("state") is state:  # the gradient of a batch that was not full: today it is computed at its end
        reader.read(Floats, state.pop("gradient", None), "state.gradient")


def _add_frozen_parameters(content: dict[str, Any]) -> None:
    """Both fields or none, as above: nothing could be frozen or switched off then."""
    state = _object(content, "state")
    if "frozen" not in state and "switched_off" not in state:
        parameters = state.get("parameters")
        state["frozen"] = [False] * len(parameters) if isinstance(parameters, list) else []
        state["switched_off"] = []


def _object(parent: dict[str, Any], name: str) -> dict[str, Any]:
    """The object `name` of `parent`; one that belongs to nothing where there is none."""
    value = parent.get(name)
    return value if isinstance(value, dict) else {}
