"""How the loops are compiled: the flags, the types of their arguments, and the few things that Numba has no word for.

Numbers are handed on as pointers: to hand on an array takes as long as the sums of a small layer. Indices are unsigned:
a signed one might count from the end, and that test costs the loops their vectorisation.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import Any

import llvmlite.ir
from numba import boolean, float64, int64, njit, types, uint64
from numba.extending import intrinsic

from nncore.engine import Memory, Recipe, Report
from nncore.kernels.fragments import FragmentCompiler

# Sums may be reordered and multiplications fused with additions, which lets the loops run on vectors; infinities and
# NaN keep their meaning. A division by zero gives infinity: Python's test before each division costs a third.
_FLAGS = MappingProxyType({"error_model": "numpy", "fastmath": {"reassoc", "contract", "nsz"}})
# Without wrappers for Python and without counting references: within the loops nothing is made and nothing let go.
_INNER = MappingProxyType(
    {"pipeline_class": FragmentCompiler, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False}
)

# Callable from Python: compiled code that is kept on disk and lets other threads run.
entry = partial(njit, cache=True, nogil=True, no_cfunc_wrapper=True, **_FLAGS)
# A function within: there once, unless LLVM thinks it better put in its callers' places.
piece = njit(forceinline=False, **_FLAGS, **_INNER)
# Always put in its caller's place: right for what is short or has one caller.
part = njit(forceinline=True, **_FLAGS, **_INNER)
# A function of one number in which the order of additions is the point.
exact = njit(forceinline=True, error_model="numpy", fastmath={"contract", "nsz"}, **_INNER)

vector, counts, rows, count_rows = float64[::1], uint64[::1], float64[:, ::1], uint64[:, ::1]
given_rows = types.Array(float64, 2, "C", readonly=True)
memory = types.NamedTuple((vector, vector, rows, counts, counts, rows, counts, vector), Memory)
recipe = types.NamedTuple(
    (
        *(count_rows, vector, int64, int64, vector),
        *(float64, float64, float64, boolean, boolean, boolean, float64, uint64),
    ),
    Recipe,
)
report = types.NamedTuple((vector, rows, count_rows), Report)


@intrinsic
def bits(_context: Any, _number: Any) -> Any:
    """The 64 bits of a float64, as a whole number."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], llvmlite.ir.IntType(64))

    return int64(float64), generate


@intrinsic
def number(_context: Any, _bits: Any) -> Any:
    """The float64 that has these 64 bits."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], llvmlite.ir.DoubleType())

    return float64(int64), generate


@intrinsic
def address(_context: Any, array: Any) -> Any:
    """A pointer to the first number of an array."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    return types.CPointer(array.dtype)(array), generate


@intrinsic
def at(_context: Any, pointer: Any, distance: Any) -> Any:
    """A pointer to the number that stands `distance` further on."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.gep(arguments[0], [arguments[1]], inbounds=True)

    return pointer(pointer, distance), generate


def _choice(operator: str) -> Any:
    """A function of two numbers of one type: the second where it is `operator` than the first, else the first."""

    @intrinsic
    def choose(_context: Any, one: Any, other: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            first, second = arguments
            compare = builder.fcmp_ordered if one == float64 else builder.icmp_unsigned
            return builder.select(compare(operator, second, first), second, first)

        return one(one, other), generate

    return choose


# Numba's own min and max are functions to be compiled, for every pair of types. These keep a NaN that comes first.
lesser, greater = _choice("<"), _choice(">")
