"""From a link to the experiment it describes. What a link does not say is as the Playground begins."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from app.model import limits
from app.model.playground import terms
from app.model.playground.terms import LinkError
from app.numbers import decimal
from nncore import SGD, DataSpec, Experiment, Layer, NetworkSpec, SpecError, TrainingSpec
from nncore.spec import MAX_SEED

MAX_CHARACTERS = 4000  # a link with every setting has 700
_SHOWN = 40  # characters of a value that is repeated in a sentence

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_TWO_SEEDS = re.compile(r"(\d{1,10})-(\d{1,10})", re.ASCII)  # as `write` puts them
_OWN_SEED = re.compile(r"0?\.(\d{1,9})", re.ASCII)  # as the Playground draws them
_AROUND = "\"'`<>()[]“”„‘’«».,;"  # what text puts around an address
_HIDE = "_hide"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a link describes. `not_honoured` names each setting that has no effect here, and why."""

    experiment: Experiment
    not_honoured: tuple[str, ...]
    show_test: bool
    discretize: bool


def is_link(text: str) -> bool:
    """Whether `text` looks like a link to the Playground, be it damaged: an address, or two settings of it."""
    if len(text) > MAX_CHARACTERS:
        return False
    return terms.HOST in text or len(_known(_pairs(text))) > 1


def read(text: str) -> Reading:
    """The experiment that the link `text` describes: a whole address, or the part of it that follows the #.

    Raises LinkError, for the first value in the link that is not allowed, or where there is no link at all.
    """
    if len(text) > MAX_CHARACTERS:
        raise LinkError(f"A link must have at most {MAX_CHARACTERS} characters, this text has {len(text)}.")
    pairs = _pairs(text)
    if terms.HOST not in text and not _known(pairs):
        raise LinkError(f"This is no link to TensorFlow Playground, such as https://{terms.HOST}/#activation=tanh.")
    try:
        values = {key: _CHECKS[key](key, value) for key, value in pairs.items() if key in _CHECKS and _says(key, value)}
        experiment = _experiment(values)
    except SpecError as error:
        raise LinkError(f"{error}.") from None
    return Reading(
        experiment=experiment,
        not_honoured=tuple(_without_effect(pairs)),
        show_test=values.get("showTestData", False),
        discretize=values.get("discretize", False),
    )


def _pairs(text: str) -> dict[str, str]:
    """The settings in the order of the link. Of one that is given twice, the last counts, as there."""
    # Pages write & as &amp;, and take an unescaped &reg for a sign. Mail programs break lines within addresses.
    joined = "".join(text.split()).strip(_AROUND).replace("®", "&reg")
    while "&amp;" in joined:
        joined = joined.replace("&amp;", "&")
    if "#" not in joined:
        joined = unquote(joined)
    before, hashed, after = joined.partition("#")
    settings = before if not hashed and terms.HOST not in before else after
    pairs = (setting.partition("=") for setting in settings.split("&") if setting)
    return {unquote(key): unquote(value) for key, _, value in pairs}


def _known(pairs: Mapping[str, str]) -> list[str]:
    return [key for key in pairs if key in _CHECKS or key in _NO_EFFECT]


def _says(key: str, value: str) -> bool:
    """Whether a value is given at all. No hidden layers are written as nothing."""
    return value != "" or key == "networkShape"


def _without_effect(pairs: Mapping[str, str]) -> list[str]:
    said = []
    for key, value in pairs.items():
        why = ""
        if key in _NO_EFFECT:
            why = _NO_EFFECT[key] if value not in ("", "false") else ""
        elif key.endswith(_HIDE):
            why = "all controls are shown here" if value == "true" else ""
        elif key not in _CHECKS:
            why = "this setting is not known"
        elif key == "seed" and value and not _TWO_SEEDS.fullmatch(value):
            why = "its random numbers cannot be drawn again; it always gives the same start here, but another one"
        if why:
            said.append(f"{_short(key)}={_short(value)}: {why}.")
    return said


_NO_EFFECT: Mapping[str, str] = MappingProxyType(
    {
        "cosX": "the Playground itself has no such input",
        "cosY": "the Playground itself has no such input",
        "collectStats": "nothing is reported to anybody here",
        "tutorial": "the Playground's tutorials are not part of this program",
        "hideText": "there is no article below the network here",
    }
)


def _experiment(values: Mapping[str, Any]) -> Experiment:
    problem = values.get("problem", terms.CLASSIFICATION)
    network_seed, data_seed = values.get("seed", (7, 1))
    return Experiment(
        network=_network(values, terms.OUTPUTS[problem]),
        data=DataSpec(
            dataset=_dataset(values, problem),
            observations=terms.OBSERVATIONS[problem],
            noise=values.get("noise", 0.0) / 100,
            test_fraction=round(1 - values.get("percTrainData", 50.0) / 100, 9),
            seed=data_seed,
        ),
        training=_training(values),
        seed=network_seed,
    )


def _dataset(values: Mapping[str, Any], problem: str) -> str:
    if problem == terms.CLASSIFICATION:
        return terms.DATASETS[values.get("dataset", "circle")]
    return terms.VALUE_DATASETS[values.get("regDataset", "reg-plane")]


def _network(values: Mapping[str, Any], output: str) -> NetworkSpec:
    activation = values.get("activation", "tanh")
    inputs = [ours for key, ours in terms.FEATURES.items() if values.get(key, key in terms.FIRST_FEATURES)]
    if not inputs:
        raise LinkError(f"One of {', '.join(terms.FEATURES)} must be true: a network needs at least one input.")
    return NetworkSpec(
        inputs=tuple(inputs),
        hidden_layers=tuple(Layer(size, activation) for size in values.get("networkShape", (4, 2))),
        output_activation=output,
        initializer=terms.ZERO_INITIALIZER if values.get("initZero") else terms.INITIALIZER,
        center_inputs=False,
    )


def _training(values: Mapping[str, Any]) -> TrainingSpec:
    kind, penalty = values.get("regularization", "none"), values.get("regularizationRate", 0.0)
    return TrainingSpec(
        loss=terms.LOSS,
        optimizer=SGD(values.get("learningRate", 0.03)),
        batch_size=values.get("batchSize", 10),
        # Both penalties are as here: rate · Σ|w| and ½ · rate · Σw².
        l1=penalty if kind == "L1" else 0.0,
        l2=penalty if kind == "L2" else 0.0,
        shuffle=False,  # it shuffles the data once, when it draws them
    )


def _choice(key: str, value: str, names: Collection[str]) -> str:
    if value not in names:
        raise SpecError(key, f"one of {', '.join(names)}", value)
    return value


def _flag(key: str, value: str) -> bool:
    return _choice(key, value, ("true", "false")) == "true"


def _number(key: str, value: str, low: float, high: float) -> float:
    number = float(value) if _NUMBER.fullmatch(value) else low - 1
    if not low <= number <= high:
        raise SpecError(key, f"a number between {decimal(low)} and {decimal(high)}", value)
    return number


def _whole(key: str, value: str, low: int, high: int) -> int:
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not low <= int(value) <= high:
        raise SpecError(key, f"a whole number between {low} and {high}", value)
    return int(value)


def _shape(key: str, value: str) -> tuple[int, ...]:
    parts = value.split(",") if value else []
    try:
        sizes = tuple(_whole(key, part, 1, limits.MAX_NEURONS) for part in parts)
    except SpecError as error:
        raise SpecError(key, f"whole numbers between 1 and {limits.MAX_NEURONS} with commas", value) from error
    if len(sizes) > limits.MAX_LAYERS:
        raise SpecError(key, f"the sizes of at most {limits.MAX_LAYERS} layers", value)
    return sizes


def _seeds(_key: str, value: str) -> tuple[int, int]:
    """For the network and for the data. Any text is a seed there; one text always means the same here."""
    if two := _TWO_SEEDS.fullmatch(value):
        network, data = int(two[1]), int(two[2])
        if max(network, data) <= MAX_SEED:
            return network, data
    own = _OWN_SEED.fullmatch(value)
    seed = int(own[1]) if own else zlib.crc32(value.encode("utf-8", "replace"))
    return seed, seed


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"


_CHECKS: Mapping[str, Callable[[str, str], Any]] = MappingProxyType(
    {
        "activation": partial(_choice, names=terms.ACTIVATIONS),
        "regularization": partial(_choice, names=terms.REGULARIZATIONS),
        "batchSize": partial(_whole, low=1, high=1200),
        "dataset": partial(_choice, names=terms.DATASETS),
        "regDataset": partial(_choice, names=terms.VALUE_DATASETS),
        "learningRate": partial(_number, low=1e-6, high=10),
        "regularizationRate": partial(_number, low=0, high=10),
        "noise": partial(_number, low=0, high=80),
        "networkShape": _shape,
        "seed": _seeds,
        "percTrainData": partial(_number, low=10, high=100),
        "problem": partial(_choice, names=terms.PROBLEMS),
        **dict.fromkeys((*terms.FEATURES, "initZero", "showTestData", "discretize"), _flag),
    }
)
