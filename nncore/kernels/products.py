"""The products of matrices that forward pass and backpropagation are made of.

All matrices lie row by row in flat memory; `at_x` is where X begins in `x`. The loops go through four rows by four
columns at a time: each number that is read serves four times, so that the arithmetic, not the memory, sets the speed.
The innermost runs through consecutive memory and vectorises. What is left over at the edges goes one by one.
"""

from __future__ import annotations

from numba import uint64

from nncore.arrays import Array
from nncore.kernels.compiling import part, piece

_0, _1, _2, _3, _4 = uint64(0), uint64(1), uint64(2), uint64(3), uint64(4)


@part
def _add_four_rows(
    x: Array, x0: int, down: int, right: int, w: Array, at_w: int, z: Array, z0: int, n_in: int, n_out: int
) -> None:
    """Four rows of `add_product`, from that at `x0` and `z0` on."""
    z1, z2, z3 = z0 + n_out, z0 + _2 * n_out, z0 + _3 * n_out
    x1, x2, x3 = x0 + down, x0 + _2 * down, x0 + _3 * down
    whole = n_in - n_in % _4
    for i in range(_0, whole, _4):
        w0 = at_w + i * n_out
        w1, w2, w3 = w0 + n_out, w0 + _2 * n_out, w0 + _3 * n_out
        i0, i1, i2, i3 = i * right, (i + _1) * right, (i + _2) * right, (i + _3) * right
        x00, x01, x02, x03 = x[x0 + i0], x[x0 + i1], x[x0 + i2], x[x0 + i3]
        x10, x11, x12, x13 = x[x1 + i0], x[x1 + i1], x[x1 + i2], x[x1 + i3]
        x20, x21, x22, x23 = x[x2 + i0], x[x2 + i1], x[x2 + i2], x[x2 + i3]
        x30, x31, x32, x33 = x[x3 + i0], x[x3 + i1], x[x3 + i2], x[x3 + i3]
        for j in range(n_out):
            a, b, c, d = w[w0 + j], w[w1 + j], w[w2 + j], w[w3 + j]
            z[z0 + j] += x00 * a + x01 * b + x02 * c + x03 * d
            z[z1 + j] += x10 * a + x11 * b + x12 * c + x13 * d
            z[z2 + j] += x20 * a + x21 * b + x22 * c + x23 * d
            z[z3 + j] += x30 * a + x31 * b + x32 * c + x33 * d
    for i in range(whole, n_in):
        w0, i0 = at_w + i * n_out, i * right
        x00, x10, x20, x30 = x[x0 + i0], x[x1 + i0], x[x2 + i0], x[x3 + i0]
        for j in range(n_out):
            z[z0 + j] += x00 * w[w0 + j]
            z[z1 + j] += x10 * w[w0 + j]
            z[z2 + j] += x20 * w[w0 + j]
            z[z3 + j] += x30 * w[w0 + j]


@part
def _add_row(x: Array, x0: int, right: int, w: Array, at_w: int, z: Array, z0: int, n_in: int, n_out: int) -> None:
    """One row of `add_product`."""
    whole = n_in - n_in % _4
    for i in range(_0, whole, _4):
        w0 = at_w + i * n_out
        w1, w2, w3 = w0 + n_out, w0 + _2 * n_out, w0 + _3 * n_out
        i0, i1, i2, i3 = i * right, (i + _1) * right, (i + _2) * right, (i + _3) * right
        x00, x01, x02, x03 = x[x0 + i0], x[x0 + i1], x[x0 + i2], x[x0 + i3]
        for j in range(n_out):
            z[z0 + j] += x00 * w[w0 + j] + x01 * w[w1 + j] + x02 * w[w2 + j] + x03 * w[w3 + j]
    for i in range(whole, n_in):
        w0, x00 = at_w + i * n_out, x[x0 + i * right]
        for j in range(n_out):
            z[z0 + j] += x00 * w[w0 + j]


@piece
def add_product(
    x: Array,
    at_x: int,
    down: int,
    right: int,
    w: Array,
    at_w: int,
    z: Array,
    at_z: int,
    rows: int,
    n_in: int,
    n_out: int,
) -> None:
    """Z += X·W, where X is (rows, n_in), W (n_in, n_out) and Z (rows, n_out).

    From one row of X to the next it is `down` numbers, from one column to the next `right`: a transposed matrix has the
    two exchanged.
    """
    whole = rows - rows % _4
    for r in range(_0, whole, _4):
        _add_four_rows(x, at_x + r * down, down, right, w, at_w, z, at_z + r * n_out, n_in, n_out)
    for r in range(whole, rows):
        _add_row(x, at_x + r * down, right, w, at_w, z, at_z + r * n_out, n_in, n_out)


@piece
def product_with_transposed(
    d: Array, at_d: int, w: Array, at_w: int, e: Array, at_e: int, rows: int, n_in: int, n_out: int
) -> None:
    """E = D·Wᵀ, where D is (rows, n_out), W (n_in, n_out) and E (rows, n_in)."""
    row_end, in_end = rows - rows % _4, n_in - n_in % _4
    for r in range(_0, row_end, _4):
        d0, e0 = at_d + r * n_out, at_e + r * n_in
        d1, d2, d3 = d0 + n_out, d0 + _2 * n_out, d0 + _3 * n_out
        e1, e2, e3 = e0 + n_in, e0 + _2 * n_in, e0 + _3 * n_in
        for i in range(_0, in_end, _4):
            w0, w1 = at_w + i * n_out, at_w + (i + _1) * n_out
            w2, w3 = w0 + _2 * n_out, w1 + _2 * n_out
            s00 = s01 = s02 = s03 = s10 = s11 = s12 = s13 = 0.0
            s20 = s21 = s22 = s23 = s30 = s31 = s32 = s33 = 0.0
            for j in range(n_out):
                a, b, c, f = w[w0 + j], w[w1 + j], w[w2 + j], w[w3 + j]
                s00 += d[d0 + j] * a
                s01 += d[d0 + j] * b
                s02 += d[d0 + j] * c
                s03 += d[d0 + j] * f
                s10 += d[d1 + j] * a
                s11 += d[d1 + j] * b
                s12 += d[d1 + j] * c
                s13 += d[d1 + j] * f
                s20 += d[d2 + j] * a
                s21 += d[d2 + j] * b
                s22 += d[d2 + j] * c
                s23 += d[d2 + j] * f
                s30 += d[d3 + j] * a
                s31 += d[d3 + j] * b
                s32 += d[d3 + j] * c
                s33 += d[d3 + j] * f
            e[e0 + i], e[e0 + i + _1], e[e0 + i + _2], e[e0 + i + _3] = s00, s01, s02, s03
            e[e1 + i], e[e1 + i + _1], e[e1 + i + _2], e[e1 + i + _3] = s10, s11, s12, s13
            e[e2 + i], e[e2 + i + _1], e[e2 + i + _2], e[e2 + i + _3] = s20, s21, s22, s23
            e[e3 + i], e[e3 + i + _1], e[e3 + i + _2], e[e3 + i + _3] = s30, s31, s32, s33
        for i in range(in_end, n_in):
            w0, s00, s10, s20, s30 = at_w + i * n_out, 0.0, 0.0, 0.0, 0.0
            for j in range(n_out):
                s00 += d[d0 + j] * w[w0 + j]
                s10 += d[d1 + j] * w[w0 + j]
                s20 += d[d2 + j] * w[w0 + j]
                s30 += d[d3 + j] * w[w0 + j]
            e[e0 + i], e[e1 + i], e[e2 + i], e[e3 + i] = s00, s10, s20, s30
    for r in range(row_end, rows):
        for i in range(n_in):
            d0, w0, s00 = at_d + r * n_out, at_w + i * n_out, 0.0
            for j in range(n_out):
                s00 += d[d0 + j] * w[w0 + j]
            e[at_e + r * n_in + i] = s00
