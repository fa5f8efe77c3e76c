"""e^x, tanh and what is made of them, for one number each and without branches, so that loops over them vectorise.

The C library's are exact to the last bit but one call costs as much as five of these. The errors here are below 3 units
in the last place. NaN stays NaN.
"""

from __future__ import annotations

import math

from nncore.kernels.compiling import bits, exact, greater, lesser, number

_LOG2_E = 1.0 / math.log(2.0)
# ln 2 in two parts: the first has 20 zero bits at its end, so that its product with a small whole number is exact.
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
# Adding it moves a small number's whole part to the last bits, and rounds it.
_SHIFT = 1.5 * 2.0**52
_ONE = 0x3FF0000000000000  # the bits of 1.0
# Taylor's coefficients 1/k!: the terms left out are below 2⁻⁵⁷ for |r| ≤ ½ ln 2.
_C2, _C3, _C4, _C5, _C6, _C7, _C8, _C9, _C10, _C11, _C12, _C13 = (1.0 / math.factorial(k) for k in range(2, 14))


@exact
def _reduced(x: float) -> tuple[float, float]:
    """2ⁿ and e^r − 1, where x = n·ln 2 + r and |r| ≤ ½ ln 2: e^x is 2ⁿ·e^r."""
    shifted = x * _LOG2_E + _SHIFT
    n = shifted - _SHIFT
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (_C2 + _C3 * r) + (_C4 + _C5 * r) * r2
    middle = (_C6 + _C7 * r) + (_C8 + _C9 * r) * r2
    high = (_C10 + _C11 * r) + (_C12 + _C13 * r) * r2
    # n stands in the last bits of `shifted`; a float's exponent is its bits from the 52nd on.
    return number((bits(shifted) << 52) + _ONE), r + r2 * (low + r4 * (middle + r4 * high))


@exact
def exp(x: float) -> float:
    """e^x; below −708 and above 709 it stays what it is there, about 10⁻³⁰⁸ and 10³⁰⁸."""
    x = greater(x, -708.0)
    x = lesser(x, 709.0)
    power, rest = _reduced(x)
    return power * rest + power


@exact
def expm1(x: float) -> float:
    """e^x − 1, exact near 0 too, for x up to 709."""
    power, rest = _reduced(greater(x, -708.0))
    return power * rest + (power - 1.0)


@exact
def sigmoid(z: float) -> float:
    """1 / (1 + e^(−z))."""
    return 1.0 / (1.0 + exp(-z))


@exact
def tanh(z: float) -> float:
    """(e^(2z) − 1) / (e^(2z) + 1)."""
    y = 2.0 * abs(z)
    e = expm1(lesser(y, 44.0))
    return math.copysign(e / (e + 2.0), z)
