"""Reader: JSON into frozen dataclasses, led by their type hints: each value exactly right, or a FormatError."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType, UnionType
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

import numpy as np

from nncore.arrays import Flags, Floats, Integers, read_only
from nncore.errors import FormatError, SpecError

_SHOWN = 60  # characters of a name or a value that stands in a sentence


def strict_json(text: str) -> Any:
    """The value that `text` stands for: no NaN, no infinities, no field twice. Raises FormatError for anything else."""
    try:
        return json.loads(
            text, parse_constant=_no_constant, parse_float=_float, parse_int=_integer, object_pairs_hook=_object
        )
    except FormatError:
        raise
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FormatError("", f"the file is damaged or cut off: from {where} on it is not valid JSON") from None
    except RecursionError:
        raise FormatError("", "lists or objects are nested too deeply") from None


def _no_constant(name: str) -> NoReturn:
    raise FormatError("", f"{name} is not a number that a file may hold")


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise FormatError("", f"the number {text[:40]} is too large")
    return value


def _integer(text: str) -> int:
    if len(text) > len(str(2**53)) + 1:  # a sign
        raise FormatError("", f"the number {text[:40]} is too large")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name in counts if counts[name] > 1)
        raise FormatError("", f"the field {json.dumps(twice)[:_SHOWN]} is there twice")
    return result


def member(path: str, name: str) -> str:
    """The path of the field `name` of the object at `path`."""
    if not (name.isascii() and name.isidentifier()) or len(name) > _SHOWN:
        return f"{path}[{json.dumps(name)[:_SHOWN]}]"
    return f"{path}.{name}" if path else name


def check_fields(value: Any, path: str, required: Collection[str], optional: Collection[str] = ()) -> None:
    """Raise FormatError where `value` is no object or its fields are not all of `required` and some of `optional`."""
    if not isinstance(value, dict):
        _refuse(path, "an object", value)
    for name in value:
        if name not in required and name not in optional:
            raise FormatError(member(path, name), f"unknown field; allowed are {', '.join((*required, *optional))}")
    for name in required:
        if name not in value:
            raise FormatError(member(path, name), "is missing")


def read(hint: Any, value: Any, path: str) -> Any:
    """`value`, as it came out of JSON, as what the type `hint` describes. Raises FormatError where it is not that."""
    if hint in _ARRAYS:
        return _array(value, path, *_ARRAYS[hint])
    if hint in _SCALARS:
        allowed, accepted = _SCALARS[hint]
        return hint(value) if type(value) in accepted and _is_text(value) else _refuse(path, allowed, value)
    if get_origin(hint) in (UnionType, Union):
        return _one_of(get_args(hint), value, path)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            _refuse(path, "a list", value)
        # All items are of one type; where their number is fixed, the class that holds them has a better sentence.
        return tuple(read(get_args(hint)[0], item, f"{path}[{i}]") for i, item in enumerate(value))
    return _dataclass(hint, value, path)


_SCALARS: Mapping[Any, tuple[str, tuple[type, ...]]] = MappingProxyType(
    {
        bool: ("true or false", (bool,)),
        int: ("a whole number", (int,)),
        float: ("a number", (int, float)),
        str: ("a text", (str,)),
    }
)


def _is_text(value: Any) -> bool:
    """Whether a str can be written down again: JSON lets halves of surrogate pairs pass, which no file can hold."""
    return not isinstance(value, str) or not any("\ud800" <= letter <= "\udfff" for letter in value)


# What an item must be, as which types it is accepted, the dtype. null stands for NaN, which JSON lacks.
_ARRAYS: Mapping[Any, tuple[str, tuple[type, ...], type]] = MappingProxyType(
    {
        Floats: ("a number", (float, int, type(None)), np.float64),
        Integers: ("a whole number", (int,), np.int64),
        Flags: ("true or false", (bool,), np.bool_),
    }
)


def _array(value: Any, path: str, allowed: str, accepted: tuple[type, ...], dtype: type) -> Any:
    if not isinstance(value, list):
        _refuse(path, "a list", value)
    for i, item in enumerate(value):
        if type(item) not in accepted:
            _refuse(f"{path}[{i}]", allowed, item)
    array: Any = np.array(value, dtype=dtype)
    return read_only(array)


def _one_of(hints: tuple[Any, ...], value: Any, path: str) -> Any:
    """Of a type or null: null if it is that; of several dataclasses: the one whose `name` the object gives."""
    if type(None) in hints:
        return None if value is None else read(next(hint for hint in hints if hint is not type(None)), value, path)
    by_name = {hint.name: hint for hint in hints}
    name = value.get("name") if isinstance(value, dict) else None
    if not isinstance(name, str) or name not in by_name:
        _refuse(member(path, "name"), f"one of {', '.join(by_name)}", name)
    return _dataclass(by_name[name], value, path)


def tag(cls: Any) -> str | None:
    """The name by which a file tells `cls` from its siblings, for classes that have one."""
    return getattr(cls, "name", None) if all(field.name != "name" for field in fields(cls)) else None


def _dataclass(cls: Any, value: Any, path: str) -> Any:
    hints = get_type_hints(cls)
    names = [field.name for field in fields(cls)]
    check_fields(value, path, [*(["name"] if tag(cls) else []), *names])
    if tag(cls) and value["name"] != tag(cls):
        _refuse(member(path, "name"), str(tag(cls)), value["name"])
    parts = {name: read(hints[name], value[name], member(path, name)) for name in names}
    try:
        return cls(**parts)
    except SpecError as error:
        raise FormatError(f"{path}.{error.field}", error.problem) from None


def _refuse(path: str, allowed: str, value: Any) -> NoReturn:
    kinds: dict[Any, str] = {dict: "an object", list: "a list"}
    shown = kinds.get(type(value)) or json.dumps(value)
    raise FormatError(path, f"must be {allowed}, got {shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + '...'}")


def plain(value: Any) -> Any:
    """The reverse of `read`: `value` as objects, lists and numbers that JSON has."""
    if isinstance(value, np.ndarray):
        items = value.tolist()
        return [None if isinstance(item, float) and math.isnan(item) else item for item in items]
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {name: plain(item) for name, item in members(value).items()}
    return value


def members(value: Any) -> dict[str, Any]:
    """What the object for the dataclass `value` holds, as it is."""
    named = {"name": tag(value)} if tag(value) else {}
    return named | {field.name: getattr(value, field.name) for field in fields(value)}
