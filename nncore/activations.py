"""Activation functions a = f(z): what a neuron answers to the weighted sum z of its inputs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nncore.arrays import Array
from nncore.erf import erf

# The compiled loops choose by these numbers: one function for every network, no compilation per choice.
SIGMOID, TANH, RELU, LINEAR, LEAKY_RELU, ELU, SELU, SOFTPLUS, SOFTSIGN, SWISH, GELU, SINE, SOFTMAX = range(13)

LEAKY_SLOPE = 0.01
# With these two, signals of mean 0 and variance 1 keep both from layer to layer (Klambauer et al., 2017).
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


@dataclass(frozen=True, slots=True)
class Activation:
    """One entry of the table.

    `function` maps an array z of any shape to a; `derivative` maps (z, a) to f'(z): both are given because for
    sigmoid and tanh the derivative is cheapest from the answer, for relu from the sum. An `output_only` function takes
    all units of a layer, the last axis, together: its derivative is the matrix ∂aᵢ/∂zⱼ, (…, units, units).
    Both keep float32 and float64, let NaN through, and do not overflow for |z| up to 1e4.

    `targets` are the two values by which an output with this function is taught two classes: 0 and 1, which all but
    those between −1 and 1 read as "no" and "yes", and which those without ends hold too.
    """

    name: str
    code: int
    title: str
    formula: str
    latex: str
    derivative_formula: str
    derivative_latex: str
    range: str
    about: str
    function: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    targets: tuple[float, float] = (0.0, 1.0)
    output_only: bool = False
    function_in_place: Callable[[Array], Array] | None = None

    def overwrite(self, z: Array) -> Array:
        """f(z), in the memory of `z` where there is a way to do so: new memory is what large pictures wait for."""
        return self.function(z) if self.function_in_place is None else self.function_in_place(z)


def _pieces(z: Array, above: Array | float, below: Array | float) -> Array:
    """`above` where z > 0, else `below`; np.where alone would turn float32 into float64."""
    return np.where(z > 0, above, below).astype(z.dtype, copy=False)


def _sigmoid(z: Array) -> Array:
    return _sigmoid_into(np.empty_like(z), z)


def _sigmoid_into(a: Array, z: Array) -> Array:
    np.negative(z, out=a)
    with np.errstate(over="ignore"):  # far below 0 the power becomes infinite, and the answer 0, as it should
        np.exp(a, out=a)
    a += 1.0
    return np.divide(1.0, a, out=a)


def _elu(z: Array) -> Array:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def _selu(z: Array) -> Array:
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def _softplus(z: Array) -> Array:
    return np.asarray(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


def _swish_slope(z: Array, a: Array) -> Array:
    s = _sigmoid(z)
    return s + a * (1.0 - s)


def _below(z: Array) -> Array:
    """Φ(z): how likely a standard normal variable lies below z."""
    return np.asarray(0.5 * (1.0 + erf(math.sqrt(0.5) * z)))


def _gelu_slope(z: Array, _a: Array) -> Array:
    return np.asarray(_below(z) + z * np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi))


def _softmax(z: Array) -> Array:
    # The largest becomes e⁰, so that nothing overflows; the ratios are the same.
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _softmax_slope(_z: Array, a: Array) -> Array:
    return np.asarray(a[..., :, None] * (np.eye(a.shape[-1], dtype=a.dtype) - a[..., None, :]))


_TABLE = (
    Activation(
        name="sigmoid",
        code=SIGMOID,
        title="sigmoid",
        formula="f(z) = 1 / (1 + e^(−z))",
        latex=r"f(z) = \frac{1}{1 + e^{-z}}",
        derivative_formula="f′(z) = f(z) · (1 − f(z))",
        derivative_latex=r"f'(z) = f(z)\,(1 - f(z))",
        range="0 to 1",
        about="A soft switch whose answer reads as a probability. Near 0 and 1 it is saturated and learns slowly.",
        function=_sigmoid,
        function_in_place=lambda z: _sigmoid_into(z, z),
        derivative=lambda _z, a: a * (1.0 - a),
    ),
    Activation(
        name="tanh",
        code=TANH,
        title="tanh",
        formula="f(z) = (e^z − e^(−z)) / (e^z + e^(−z))",
        latex=r"f(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}",
        derivative_formula="f′(z) = 1 − f(z)²",
        derivative_latex=r"f'(z) = 1 - f(z)^2",
        range="−1 to 1",
        about="A sigmoid centred on 0: a good first choice for small networks. It too saturates at its ends.",
        function=np.tanh,
        function_in_place=lambda z: np.tanh(z, out=z),
        derivative=lambda _z, a: 1.0 - a * a,
        targets=(-1.0, 1.0),
    ),
    Activation(
        name="relu",
        code=RELU,
        title="ReLU",
        formula="f(z) = max(0, z)",
        latex=r"f(z) = \max(0, z)",
        derivative_formula="f′(z) = 1 if z > 0, else 0",
        derivative_latex=r"f'(z) = 1 \;\mathrm{if}\; z > 0, \;\mathrm{else}\; 0",
        range="0 to ∞",
        about="Straight pieces, quick to compute, good in deep networks. A unit that is 0 everywhere learns no more.",
        function=lambda z: np.maximum(z, 0),
        function_in_place=lambda z: np.maximum(z, 0, out=z),
        derivative=lambda z, _a: (z > 0).astype(z.dtype),
    ),
    Activation(
        name="leaky_relu",
        code=LEAKY_RELU,
        title="leaky ReLU",
        formula="f(z) = z if z > 0, else 0.01 z",
        latex=r"f(z) = z \;\mathrm{if}\; z > 0, \;\mathrm{else}\; 0.01\,z",
        derivative_formula="f′(z) = 1 if z > 0, else 0.01",
        derivative_latex=r"f'(z) = 1 \;\mathrm{if}\; z > 0, \;\mathrm{else}\; 0.01",
        range="−∞ to ∞",
        about="A ReLU that lets a little through below 0, so no unit stops for good. Below 0 it learns very slowly.",
        function=lambda z: np.maximum(z, LEAKY_SLOPE * z),
        derivative=lambda z, _a: _pieces(z, 1.0, LEAKY_SLOPE),
    ),
    Activation(
        name="elu",
        code=ELU,
        title="ELU",
        formula="f(z) = z if z > 0, else e^z − 1",
        latex=r"f(z) = z \;\mathrm{if}\; z > 0, \;\mathrm{else}\; e^{z} - 1",
        derivative_formula="f′(z) = 1 if z > 0, else e^z",
        derivative_latex=r"f'(z) = 1 \;\mathrm{if}\; z > 0, \;\mathrm{else}\; e^{z}",
        range="−1 to ∞",
        about="A ReLU that bends smoothly to −1, which keeps answers near 0 on average. Far below 0 it is saturated.",
        function=_elu,
        derivative=lambda z, a: _pieces(z, 1.0, a + 1.0),
    ),
    Activation(
        name="selu",
        code=SELU,
        title="SELU",
        formula="f(z) = λ z if z > 0, else λ α (e^z − 1); λ = 1.0507, α = 1.6733",
        latex=r"f(z) = \lambda z \;\mathrm{if}\; z > 0, \;\mathrm{else}\; \lambda \alpha\,(e^{z} - 1);"
        r"\quad \lambda = 1.0507,\ \alpha = 1.6733",
        derivative_formula="f′(z) = λ if z > 0, else λ α e^z",
        derivative_latex=r"f'(z) = \lambda \;\mathrm{if}\; z > 0, \;\mathrm{else}\; \lambda \alpha\,e^{z}",
        range="−1.76 to ∞",
        about="An ELU scaled so that signals keep their size through many layers. It does so only from LeCun normal "
        "weights.",
        function=_selu,
        derivative=lambda z, a: _pieces(z, SELU_SCALE, a + SELU_SCALE * SELU_ALPHA),
    ),
    Activation(
        name="softplus",
        code=SOFTPLUS,
        title="softplus",
        formula="f(z) = ln(1 + e^z)",
        latex=r"f(z) = \ln(1 + e^{z})",
        derivative_formula="f′(z) = 1 / (1 + e^(−z))",
        derivative_latex=r"f'(z) = \frac{1}{1 + e^{-z}}",
        range="0 to ∞",
        about="A ReLU without its corner, for smooth surfaces and answers above 0. As it is never negative, it is slow "
        "in deep networks.",
        function=_softplus,
        derivative=lambda z, _a: _sigmoid(z),
    ),
    Activation(
        name="softsign",
        code=SOFTSIGN,
        title="softsign",
        formula="f(z) = z / (1 + |z|)",
        latex=r"f(z) = \frac{z}{1 + |z|}",
        derivative_formula="f′(z) = 1 / (1 + |z|)²",
        derivative_latex=r"f'(z) = \frac{1}{(1 + |z|)^2}",
        range="−1 to 1",
        about="Like tanh, but it nears its ends gently and saturates less. It needs large weights to answer clearly.",
        function=lambda z: z / (1.0 + np.abs(z)),
        derivative=lambda z, _a: np.square(1.0 / (1.0 + np.abs(z))),
        targets=(-1.0, 1.0),
    ),
    Activation(
        name="swish",
        code=SWISH,
        title="swish",
        formula="f(z) = z / (1 + e^(−z))",
        latex=r"f(z) = \frac{z}{1 + e^{-z}}",
        derivative_formula="f′(z) = σ(z) + f(z) · (1 − σ(z)), σ the sigmoid",
        derivative_latex=r"f'(z) = \sigma(z) + f(z)\,(1 - \sigma(z))",
        range="−0.28 to ∞",
        about="A smooth ReLU that dips a little below 0, also called SiLU: good in deep networks. It costs more than "
        "ReLU and gains little in small ones.",
        function=lambda z: z * _sigmoid(z),
        derivative=_swish_slope,
    ),
    Activation(
        name="gelu",
        code=GELU,
        title="GELU",
        formula="f(z) = z · Φ(z) = ½ z (1 + erf(z / √2))",
        latex=r"f(z) = z\,\Phi(z) = \frac{z}{2}\,(1 + \mathrm{erf}\,\frac{z}{\sqrt{2}})",
        derivative_formula="f′(z) = Φ(z) + z e^(−z²/2) / √(2π)",
        derivative_latex=r"f'(z) = \Phi(z) + \frac{z\,e^{-z^2/2}}{\sqrt{2\pi}}",
        range="−0.17 to ∞",
        about="A smooth ReLU, the usual choice in language models. It costs the most to compute of all here.",
        function=lambda z: z * _below(z),
        derivative=_gelu_slope,
    ),
    Activation(
        name="sine",
        code=SINE,
        title="sine",
        formula="f(z) = sin z",
        latex=r"f(z) = \sin z",
        derivative_formula="f′(z) = cos z",
        derivative_latex=r"f'(z) = \cos z",
        range="−1 to 1",
        about="Waves: a few units draw rings, stripes and spirals. With large weights it wriggles between the points.",
        function=np.sin,
        derivative=lambda z, _a: np.cos(z),
        targets=(-1.0, 1.0),
    ),
    Activation(
        name="linear",
        code=LINEAR,
        title="linear",
        formula="f(z) = z",
        latex=r"f(z) = z",
        derivative_formula="f′(z) = 1",
        derivative_latex=r"f'(z) = 1",
        range="−∞ to ∞",
        about="No bend at all: right for the output of a regression; in hidden layers it adds nothing.",
        function=lambda z: z,
        derivative=lambda z, _a: np.ones_like(z),
    ),
    Activation(
        name="softmax",
        code=SOFTMAX,
        title="softmax",
        formula="fᵢ(z) = e^zᵢ / Σⱼ e^zⱼ",
        latex=r"f_i(z) = \frac{e^{z_i}}{\sum_j e^{z_j}}",
        derivative_formula="∂fᵢ/∂zⱼ = fᵢ · (1 − fᵢ) if i = j, else −fᵢ · fⱼ",
        derivative_latex=r"\frac{\partial f_i}{\partial z_j} = f_i\,(1 - f_i) \;\mathrm{if}\; i = j, "
        r"\;\mathrm{else}\; -f_i f_j",
        range="0 to 1, all outputs together 1",
        about="One probability per class, for an output of several classes. It cannot say “none of these”.",
        function=_softmax,
        derivative=_softmax_slope,
        output_only=True,
    ),
)

ACTIVATIONS = MappingProxyType({entry.name: entry for entry in _TABLE})
