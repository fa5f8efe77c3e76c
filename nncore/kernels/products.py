"""The products of matrices that forward pass and backpropagation are made of.

All matrices lie row by row in flat memory, and are given as pointers to their first number. The loops go through four
rows by four columns at a time: each number that is read serves four times, so that the arithmetic, not the memory, sets
the speed. The innermost runs through consecutive memory and vectorises. What is left over at the edges goes one by one.
"""

from __future__ import annotations

from numba import uint64

from nncore.arrays import Array
from nncore.kernels.compiling import at, part, piece

_0, _1, _2, _3, _4 = uint64(0), uint64(1), uint64(2), uint64(3), uint64(4)


@part
def _add_four_rows(x0: Array, down: int, right: int, w: Array, z0: Array, n_in: int, n_out: int) -> None:
    """Four rows of `add_product`, from those at `x0` and `z0` on."""
    x1, x2, x3 = at(x0, down), at(x0, _2 * down), at(x0, _3 * down)
    z1, z2, z3 = at(z0, n_out), at(z0, _2 * n_out), at(z0, _3 * n_out)
    whole = n_in - n_in % _4
    for i in range(_0, whole, _4):
        w0 = at(w, i * n_out)
        w1, w2, w3 = at(w0, n_out), at(w0, _2 * n_out), at(w0, _3 * n_out)
        i0, i1 = i * right, (i + _1) * right
        i2, i3 = (i + _2) * right, (i + _3) * right
        x00, x01, x02 = x0[i0], x0[i1], x0[i2]
        x10, x11, x12 = x1[i0], x1[i1], x1[i2]
        x20, x21, x22 = x2[i0], x2[i1], x2[i2]
        x30, x31, x32 = x3[i0], x3[i1], x3[i2]
        x03, x13 = x0[i3], x1[i3]
        x23, x33 = x2[i3], x3[i3]
        for j in range(n_out):
            a, b = w0[j], w1[j]
            c, d = w2[j], w3[j]
            z0[j] += x00 * a + x01 * b + x02 * c + x03 * d
            z1[j] += x10 * a + x11 * b + x12 * c + x13 * d
            z2[j] += x20 * a + x21 * b + x22 * c + x23 * d
            z3[j] += x30 * a + x31 * b + x32 * c + x33 * d
    for i in range(whole, n_in):
        w0, i0 = at(w, i * n_out), i * right
        x00, x10 = x0[i0], x1[i0]
        x20, x30 = x2[i0], x3[i0]
        for j in range(n_out):
            z0[j] += x00 * w0[j]
            z1[j] += x10 * w0[j]
            z2[j] += x20 * w0[j]
            z3[j] += x30 * w0[j]


@part
def _add_row(x: Array, right: int, w: Array, z: Array, n_in: int, n_out: int) -> None:
    """One row of `add_product`."""
    whole = n_in - n_in % _4
    for i in range(_0, whole, _4):
        w0 = at(w, i * n_out)
        w1, w2, w3 = at(w0, n_out), at(w0, _2 * n_out), at(w0, _3 * n_out)
        x0, x1 = x[i * right], x[(i + _1) * right]
        x2, x3 = x[(i + _2) * right], x[(i + _3) * right]
        for j in range(n_out):
            z[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j]
    for i in range(whole, n_in):
        w0, x0 = at(w, i * n_out), x[i * right]
        for j in range(n_out):
            z[j] += x0 * w0[j]


@piece
def add_product(x: Array, down: int, right: int, w: Array, z: Array, rows: int, n_in: int, n_out: int) -> None:
    """Z += X·W, where X is (rows, n_in), W (n_in, n_out) and Z (rows, n_out).

    From one row of X to the next it is `down` numbers, from one column to the next `right`: a transposed matrix has the
    two exchanged.
    """
    whole = rows - rows % _4
    for r in range(_0, whole, _4):
        _add_four_rows(at(x, r * down), down, right, w, at(z, r * n_out), n_in, n_out)
    for r in range(whole, rows):
        _add_row(at(x, r * down), right, w, at(z, r * n_out), n_in, n_out)


@part
def _four_rows_with_transposed(d0: Array, w: Array, e0: Array, n_in: int, n_out: int) -> None:
    """Four rows of `product_with_transposed`, from those at `d0` and `e0` on."""
    d1, d2, d3 = at(d0, n_out), at(d0, _2 * n_out), at(d0, _3 * n_out)
    e1, e2, e3 = at(e0, n_in), at(e0, _2 * n_in), at(e0, _3 * n_in)
    whole = n_in - n_in % _4
    for i in range(_0, whole, _4):
        w0 = at(w, i * n_out)
        w1, w2, w3 = at(w0, n_out), at(w0, _2 * n_out), at(w0, _3 * n_out)
        s00 = s01 = s02 = s03 = s10 = s11 = s12 = s13 = 0.0
        s20 = s21 = s22 = s23 = s30 = s31 = s32 = s33 = 0.0
        for j in range(n_out):
            a, b = w0[j], w1[j]
            c, f = w2[j], w3[j]
            s00 += d0[j] * a
            s01 += d0[j] * b
            s02 += d0[j] * c
            s03 += d0[j] * f
            s10 += d1[j] * a
            s11 += d1[j] * b
            s12 += d1[j] * c
            s13 += d1[j] * f
            s20 += d2[j] * a
            s21 += d2[j] * b
            s22 += d2[j] * c
            s23 += d2[j] * f
            s30 += d3[j] * a
            s31 += d3[j] * b
            s32 += d3[j] * c
            s33 += d3[j] * f
        i1, i2, i3 = i + _1, i + _2, i + _3
        e0[i], e0[i1] = s00, s01
        e0[i2], e0[i3] = s02, s03
        e1[i], e1[i1] = s10, s11
        e1[i2], e1[i3] = s12, s13
        e2[i], e2[i1] = s20, s21
        e2[i2], e2[i3] = s22, s23
        e3[i], e3[i1] = s30, s31
        e3[i2], e3[i3] = s32, s33
    for i in range(whole, n_in):
        w0 = at(w, i * n_out)
        s00 = s10 = s20 = s30 = 0.0
        for j in range(n_out):
            s00 += d0[j] * w0[j]
            s10 += d1[j] * w0[j]
            s20 += d2[j] * w0[j]
            s30 += d3[j] * w0[j]
        e0[i], e1[i] = s00, s10
        e2[i], e3[i] = s20, s30


@piece
def product_with_transposed(d: Array, w: Array, e: Array, rows: int, n_in: int, n_out: int) -> None:
    """E = D·Wᵀ, where D is (rows, n_out), W (n_in, n_out) and E (rows, n_in)."""
    whole = rows - rows % _4
    for r in range(_0, whole, _4):
        _four_rows_with_transposed(at(d, r * n_out), w, at(e, r * n_in), n_in, n_out)
    for r in range(whole, rows):
        d0 = at(d, r * n_out)
        for i in range(n_in):
            w0, total = at(w, i * n_out), 0.0
            for j in range(n_out):
                total += d0[j] * w0[j]
            e[r * n_in + i] = total
