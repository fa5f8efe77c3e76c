"""The error function, which NumPy lacks: rational approximations by W. J. Cody (Math. Comp. 23, 1969)."""

from __future__ import annotations

import numpy as np

from nncore.arrays import Array

# Up to SPLIT, erf(x) ≈ x · P(x²) / Q(x²); above, 1 − erf(x) ≈ e^(−x²) · R(x) / S(x). Highest powers first.
SPLIT = 0.46875
P = (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3)
Q = (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3)
R = (
    *(2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1),
    *(2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3),
    1.23033935479799725e3,
)
S = (
    *(1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3),
    *(3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3),
)
# Cody has a third piece from 4 on, for the sake of 1 − erf(x). That is so small there that the second serves as well
# for erf, which from here on rounds to 1.
FLAT = 6.0


def erf(x: Array) -> Array:
    """The error function of `x`, of any shape, in the dtype of `x`; in float64 right to 4e-16."""
    size = np.minimum(np.abs(x), FLAT)
    square = size * size
    near = size * _polynomial(P, square) / _polynomial(Q, square)
    far = 1.0 - np.exp(-square) * _polynomial(R, size) / _polynomial(S, size)
    return np.copysign(np.where(size <= SPLIT, near, far), x)


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    # np.polyval would turn float32 into float64.
    result = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        result *= x
        result += coefficient
    return result
