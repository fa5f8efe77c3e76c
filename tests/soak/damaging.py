"""Ways in which a file can be damaged, or made up by somebody who means harm. Part of `python -m tests.soak damage`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

NUMBER = re.compile(rb"-?\d+(\.\d+)?([eE][-+]?\d+)?")
NUMBERS: tuple[bytes, ...] = (
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"1e308",
    b"1e309",
    b"-1e400",
    b"1000000000",
    b"9" * 5000,
    b"0.5",
    b"-1",
)
NUMBERS += (b"18446744073709551616", b"1e-400", b"00", b"0x10", b"1_000", b"null", b"true", b'"1"', b"[]", b"{}")
ABSURD: tuple[Any, ...] = (
    10**9,
    2**53,
    -1,
    0,
    1e308,
    -1e308,
    5e-324,
    0.5,
    True,
    None,
    "",
    "xor",
    "x" * 100_000,
    [],
    {},
)
ABSURD += (
    [0] * 20_000,
    {"name": "adam"},
    [[[[]]]],
    "𝟙",
    "\u202e",
    "\0",
    "../../etc/passwd",
    "__import__('os')",
    "9**9**9",
)
ABSURD += ([{"size": 4096, "activation": "tanh", "dropout": 0.0}] * 1000, ["x"] * 1000, [[0.0, 0.0, 0.0]] * 11_000)


def damaged(content: bytes, rng: Random) -> bytes:
    """`content` with one to three damages."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        content = rng.choice(DAMAGES)(content, rng)
    return content


def flip(content: bytes, rng: Random) -> bytes:
    """Some bits are others."""
    result = bytearray(content)
    for _ in range(rng.randrange(1, 5)):
        if result:
            result[rng.randrange(len(result))] ^= 1 << rng.randrange(8)
    return bytes(result)


def cut_off(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def lose(content: bytes, rng: Random) -> bytes:
    """A piece is missing."""
    begin, length = rng.randrange(len(content) + 1), rng.choice((1, 2, 10, 200))
    return content[:begin] + content[begin + length :]


def repeat(content: bytes, rng: Random) -> bytes:
    """A piece is there twice, or a thousand times."""
    begin, length = rng.randrange(len(content) + 1), rng.choice((1, 2, 10, 200))
    return content[:begin] + content[begin : begin + length] * rng.choice((2, 2, 1000)) + content[begin + length :]


def swap_lines(content: bytes, rng: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) > 1:
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[i], lines[j] = lines[j], lines[i]
    return b"".join(lines)


def repeat_line(content: bytes, rng: Random) -> bytes:
    """A field is there twice."""
    lines = content.splitlines(keepends=True)
    if lines:
        i = rng.randrange(len(lines))
        lines.insert(rng.randrange(len(lines)), lines[i])
    return b"".join(lines)


def another_number(content: bytes, rng: Random) -> bytes:
    """One that JSON, or the field, does not allow."""
    found = list(NUMBER.finditer(content))
    if not found:
        return content
    place = rng.choice(found)
    return content[: place.start()] + rng.choice(NUMBERS) + content[place.end() :]


def nest(content: bytes, rng: Random) -> bytes:
    """A value lies deep in lists or objects."""
    found = list(NUMBER.finditer(content))
    depth = rng.choice((10, 900, 100_000))
    opening, closing = rng.choice(((b"[", b"]"), (b'{"a":', b"}")))
    if not found:
        return opening * depth + closing * depth
    place = rng.choice(found)
    return content[: place.start()] + opening * depth + b"1" + closing * depth + content[place.end() :]


def swell(content: bytes, rng: Random) -> bytes:
    """A value is a list or an object of so many small values that they could fill the memory."""
    found = list(NUMBER.finditer(content))
    size = rng.choice((*[1_000] * 20, *[100_000] * 4, 1_000_000))
    names = (f'"a{i}":1' for i in range(size // 10))
    value = rng.choice(
        (b"[" + b"1," * size + b"1]", b"[" + b"[]," * size + b"0]", b"{" + ",".join(names).encode() + b"}")
    )
    if not found:
        return value
    place = rng.choice(found)
    return content[: place.start()] + value + content[place.end() :]


def encode_otherwise(content: bytes, rng: Random) -> bytes:
    """A mark of the byte order, another encoding, bytes that are no text."""
    text = content.decode(errors="replace")
    begin = rng.randrange(len(content) + 1)
    return rng.choice(
        (
            b"\xef\xbb\xbf" + content,
            b"\xef\xbb\xbf" * 2 + content,
            text.encode("utf-16"),
            text.encode("utf-32"),
            content[:begin]
            + rng.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\0", b"\xf4\x90\x80\x80"))
            + content[begin:],
        )
    )


def change_a_value(content: bytes, rng: Random) -> bytes:
    """Something in the right place that is too much, too long, or of another kind."""
    return _with(content, rng, lambda container, key: container.__setitem__(key, rng.choice(ABSURD)))


def lose_a_value(content: bytes, rng: Random) -> bytes:
    return _with(content, rng, lambda container, key: container.__delitem__(key))


def insert_a_value(content: bytes, rng: Random) -> bytes:
    """A list is too long, or an object has a field that nobody knows."""

    def insert(container: Any, key: Any) -> None:
        value = rng.choice((deepcopy(container[key]), rng.choice(ABSURD)))
        if isinstance(container, list):
            container[key:key] = [value] * rng.choice((1, 1, 3))
        else:
            container[rng.choice(("", "more", "name", "__class__", "py/object"))] = value

    return _with(content, rng, insert)


def mix_up_values(content: bytes, rng: Random) -> bytes:
    """The value of one field stands in another."""
    try:
        places = _places(json.loads(content))
    except (ValueError, RecursionError):
        return content
    values = [container[key] for container, key in places]
    return _with(content, rng, lambda container, key: container.__setitem__(key, deepcopy(rng.choice(values))))


def _with(content: bytes, rng: Random, change: Callable[[Any, Any], None]) -> bytes:
    """`content` with a change at one place; as it is where it is no JSON any more."""
    try:
        value = json.loads(content)
        places = _places(value)
        if not places:
            return content
        # By its depth first: else nearly every place would be a number in a long list.
        containers = list({id(container): container for container, _ in places}.values())
        container = rng.choice(containers)
        change(container, rng.choice(list(container) if isinstance(container, dict) else range(len(container))))
        return json.dumps(value).encode()
    except (ValueError, RecursionError):  # numbers of more digits than Python reads are a ValueError
        return content


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Every container below `node` with each of its keys or indices."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [place for key in keys for place in ((node, key), *_places(node[key]))]


DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(
        flip,
        cut_off,
        lose,
        repeat,
        swap_lines,
        repeat_line,
        another_number,
        another_number,
        nest,
        swell,
        encode_otherwise,
    ),
    *(change_a_value, change_a_value, change_a_value, lose_a_value, insert_a_value, mix_up_values, mix_up_values),
)
