"""Formulas in x and y as people type them: read with `ast`, checked word by word, computed by NumPy, never run as code.

    values    numbers, x, y, pi, e
    signs     + - * / ** and brackets; ^ for **, · and × for *, ² and ³, − and π are understood too
    questions < <= > >= == != (also ≤ ≥ ≠), chained as in 0 < x < 1; and, or, not: 1 where they hold, else 0
    functions of FUNCTIONS, such as sin(x) and hypot(x, y)

Python's precedence holds: -x**2 is -(x**2), and 2**3**2 is 2**9.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.errors import SpecError

MAX_LENGTH = 200  # characters
MAX_BRACKETS = 20  # inside each other
MAX_NODES = 100  # values, signs and functions: the parts of a formula

# From x and y, of one shape and dtype, to values of that dtype and shape, or to one number where they are all the same.
Term = Callable[[Array, Array], Any]


class Function(NamedTuple):
    """A function that formulas may use, and how many values it takes."""

    values: int
    compute: Callable[..., Any]


def _sigmoid(z: Any) -> Any:
    # 1 / (1 + exp(-z)), without its overflow.
    return 0.5 * (1.0 + np.tanh(0.5 * z))


FUNCTIONS = MappingProxyType(
    {
        "abs": Function(1, np.abs),
        "atan2": Function(2, np.arctan2),
        "cos": Function(1, np.cos),
        "exp": Function(1, np.exp),
        "floor": Function(1, np.floor),
        "hypot": Function(2, np.hypot),
        "log": Function(1, np.log),
        "max": Function(2, np.maximum),
        "min": Function(2, np.minimum),
        "sigmoid": Function(1, _sigmoid),
        "sign": Function(1, np.sign),
        "sin": Function(1, np.sin),
        "sqrt": Function(1, np.sqrt),
        "tan": Function(1, np.tan),
        "tanh": Function(1, np.tanh),
    }
)


def _constant(value: float) -> Term:
    # As a NumPy number of the same dtype it overflows to infinity where Python's would raise, and widens nothing.
    return lambda x, _y: x.dtype.type(value)


_NAMES = MappingProxyType(
    {"x": lambda x, _y: x, "y": lambda _x, y: y, "pi": _constant(float(np.pi)), "e": _constant(float(np.e))}
)


def _power(base: Any, exponent: Any) -> Any:
    # NumPy squares quickly, but takes 200 times as long for the next powers of negative numbers.
    if np.ndim(exponent) == 0 and exponent in (3, 4):
        square = base * base
        return square * (base if exponent == 3 else square)
    return np.power(base, exponent)


_SIGNS: MappingProxyType[type[ast.AST], Callable[..., Any]] = MappingProxyType(
    {
        ast.UAdd: np.positive,
        ast.USub: np.negative,
        ast.Add: np.add,
        ast.Sub: np.subtract,
        ast.Mult: np.multiply,
        ast.Div: np.divide,
        ast.Pow: _power,
        ast.Lt: np.less,
        ast.LtE: np.less_equal,
        ast.Gt: np.greater,
        ast.GtE: np.greater_equal,
        ast.Eq: np.equal,
        ast.NotEq: np.not_equal,
        ast.And: np.logical_and,
        ast.Or: np.logical_or,
    }
)

_TYPED = MappingProxyType(
    str.maketrans(
        {"−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "^": "**", "²": "**2", "³": "**3"}
        | {"≤": "<=", "≥": ">=", "≠": "!=", "π": "pi"}
    )
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it was typed, `text`, and its values: a call maps arrays x and y of one shape to that shape.

    The dtype, float32 or float64, is that of x. Where the formula has no value it gives NaN or an infinity, silently.
    """

    text: str
    _term: Term = field(repr=False, compare=False)

    def __call__(self, x: Array, y: Array) -> Array:
        values = np.empty_like(x)
        with np.errstate(all="ignore"):
            values[...] = self._term(x, y)
        return values


def parse(name: str, text: str) -> Formula:
    """The formula `text`. Raises SpecError, for the field `name`, where it is none; the error says what is wrong."""
    if not isinstance(text, str):
        raise SpecError(name, "a formula in x and y", text)
    try:
        return Formula(text.strip(), _compiled(text.strip()))
    except _MistakeError as mistake:
        raise SpecError(name, f"a formula in x and y ({mistake})", text) from None


class _MistakeError(Exception):
    """What is wrong with a formula, in words that its writer can use."""


# What the network is told is computed anew for every picture: a formula is read once.
@lru_cache(maxsize=256)
def _compiled(text: str) -> Term:
    if len(text) > MAX_LENGTH:
        raise _MistakeError(f"it has {len(text)} characters, {MAX_LENGTH} are allowed")
    try:
        tree = ast.parse(" ".join(_checked_pieces(text.translate(_TYPED))), mode="eval").body
    except SyntaxError:  # 01, x + not y, and little else
        raise _MistakeError("it is not understood") from None
    nodes = sum(isinstance(node, ast.expr) for node in ast.walk(tree))
    if nodes > MAX_NODES:
        raise _MistakeError(f"it has {nodes} parts, {MAX_NODES} are allowed")
    return _term(tree)


_PIECE = re.compile(
    r"(?P<number>([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)|(?P<word>[A-Za-z_][A-Za-z_0-9]*)"
    r"|\*\*|[<>=!]=|[-+*/(),<>]|(?P<other>\S)"
)
_BEFORE_A_VALUE = frozenset({"+", "-", "not"})
_BETWEEN_VALUES = frozenset({"and", "or"})


def _checked_pieces(text: str) -> list[str]:
    """The words, numbers and signs of `text`, where each has a meaning and values and signs take turns.

    What is left for Python's parser has no names but ours and does not nest deeply. Its own complaints would be vague,
    and differ from version to version.
    """
    pieces: list[str] = []
    depth, after_value = 0, False
    for match in _PIECE.finditer(text):
        piece = match.group()
        if match["other"]:
            raise _MistakeError(f"{piece!r} has no meaning")
        if match["word"]:
            _check_word(piece, is_called=text[match.end() :].lstrip().startswith("("))
        starts_value = bool(match["number"]) or piece == "(" or piece in _NAMES or piece in FUNCTIONS
        if after_value and (starts_value or piece == "not"):
            raise _MistakeError(f'a sign such as * is missing between "{pieces[-1]}" and "{piece}"')
        if not after_value and not starts_value and piece not in _BEFORE_A_VALUE:
            raise _MistakeError(f'a value is missing before "{piece}"')
        after_value = bool(match["number"]) or piece == ")" or piece in _NAMES
        depth = _checked_depth(depth + (piece == "(") - (piece == ")"))
        pieces.append(piece)
    if depth or not after_value:
        raise _MistakeError("it is not complete" + (': a ")" is missing' if depth and after_value else ""))
    return pieces


def _checked_depth(depth: int) -> int:
    if depth < 0:
        raise _MistakeError('a ")" has no "("')
    if depth > MAX_BRACKETS:
        raise _MistakeError(f"more than {MAX_BRACKETS} brackets are inside each other")
    return depth


def _check_word(word: str, *, is_called: bool) -> None:
    if word in _NAMES or word in _BEFORE_A_VALUE or word in _BETWEEN_VALUES or (word in FUNCTIONS and is_called):
        return
    if word in FUNCTIONS:
        values = ", ".join("xy"[: FUNCTIONS[word].values])
        raise _MistakeError(f"{word} needs brackets, as in {word}({values})")
    if is_called:
        raise _MistakeError(f'unknown function "{word}"; known are {", ".join(FUNCTIONS)}')
    raise _MistakeError(f'unknown name "{word}"; known are x, y, pi and e, and a product is written x*y')


def _term(node: ast.expr) -> Term:
    """What `node` computes. Only what is listed here is ever computed, whatever the parser lets through."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return _constant(float(value))
        case ast.Name(id=name) if name in _NAMES:
            return _NAMES[name]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _truth(lambda values: np.logical_not(values[0]), [operand])
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _SIGNS:
            return _applied(_SIGNS[type(sign)], [operand])
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return _applied(_SIGNS[type(sign)], [left, right])
        case ast.BoolOp(op=sign, values=values):
            return _truth(lambda truths: reduce(_SIGNS[type(sign)], truths), values)
        case ast.Compare(left=left, ops=signs, comparators=rest) if all(type(sign) in _SIGNS for sign in signs):
            return _truth(_chain([_SIGNS[type(sign)] for sign in signs]), [left, *rest])
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return _called(name, arguments)
    raise _MistakeError(f'"{ast.unparse(node)}" is no value')


def _called(name: str, arguments: Sequence[ast.expr]) -> Term:
    needed = FUNCTIONS[name].values
    if len(arguments) != needed:
        raise _MistakeError(f"{name} takes {needed} value{'s' if needed > 1 else ''}, not {len(arguments)}")
    return _applied(FUNCTIONS[name].compute, arguments)


def _applied(function: Callable[..., Any], operands: Sequence[ast.expr]) -> Term:
    terms = [_term(operand) for operand in operands]
    return lambda x, y: function(*[term(x, y) for term in terms])


def _truth(question: Callable[[list[Any]], Any], operands: Sequence[ast.expr]) -> Term:
    """1 where the answer to `question` is true, else 0: arithmetic goes on with numbers."""
    terms = [_term(operand) for operand in operands]
    return lambda x, y: question([term(x, y) for term in terms]).astype(x.dtype)


def _chain(comparisons: Sequence[Callable[..., Any]]) -> Callable[[list[Any]], Any]:
    def holds(values: list[Any]) -> Any:
        links = zip(comparisons, values, values[1:], strict=False)
        return reduce(np.logical_and, [compare(low, high) for compare, low, high in links])

    return holds
