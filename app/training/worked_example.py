"""One training observation, worked through a network: every number of its way forward, back, and into the update."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

import nncore
from app.training.snapshot import Array
from app.training.update_rules import Numbers, step
from nncore import ACTIVATIONS, LOSSES, Activation, Experiment, Loss, Network, TrainerState, features, surgery
from nncore.progress import batch_size

# dL/do of one output. Two losses are not here: with their activation they have a dL/dz that is simpler, and exact.
_SLOPES: Mapping[str, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        "mse": lambda o, t: 2.0 * (o - t),
        "half_mse": lambda o, t: o - t,
        "mae": lambda o, t: np.sign(o - t),
        "huber": lambda o, t: np.clip(o - t, -1.0, 1.0),
    }
)
_CLIP_MARGIN = 1e-6  # as in `nncore`, and in PyTorch


@dataclass(frozen=True, slots=True, eq=False)
class LayerSteps:
    """What happens in one layer, hidden or output: a = f(z) with z = b + Σ w·a of the layer before; then back."""

    activation: Activation
    inputs: Array  # (inputs,) the answers of the layer before
    weights: Array  # (inputs, units)
    biases: Array  # (units,)
    sums: Array  # (units,) z
    answers: Array  # (units,) a
    slopes: Array  # (units,) f′(z); for softmax the matrix ∂aᵢ/∂zⱼ
    deltas: Array  # (units,) δ = dL/dz, which is the gradient of the biases too

    @property
    def weight_gradient(self) -> Array:
        """dL/dw of this observation, (inputs, units)."""
        return np.outer(self.inputs, self.deltas)


@dataclass(frozen=True, slots=True)
class Update:
    """What the update does to one weight, or to the bias where `source` is None. `layer` counts from 0, the inputs."""

    layer: int
    source: int | None
    target: int
    frozen: bool
    before: float
    gradient: float  # of the mean loss of the batch
    penalty: float  # what L1 and L2 add to it
    slope: float  # with the penalty, and shortened where the whole gradient was too long: what the rule is given
    remembered: Numbers  # the optimizer's averages before
    found: Numbers  # what the rule makes of them, in its order
    after: float


@dataclass(frozen=True, slots=True, eq=False)
class WorkedExample:
    """All that there is to say about one observation and one update."""

    experiment: Experiment
    moment: TrainerState
    turn: int  # its place among the observations of this epoch, from the first of the next update on
    turns: int
    domain: tuple[float, float]
    point: tuple[float, float]
    coordinates: tuple[float, float]  # the same as the features see it
    target: float  # a class number or a value
    targets: Array  # (outputs,) what the outputs are taught
    layers: tuple[LayerSteps, ...]
    losses: Array  # (outputs,)
    loss: float
    share: float  # of each output in the loss
    loss_slopes: Array | None  # (outputs,) dL/do; None where dL/dz is found at once
    batch: int  # observations in the update
    in_next_update: bool
    shortened: float  # by this the whole gradient is multiplied
    rate: float
    step: int  # of the optimizer, counted from 1
    updates: tuple[Update, ...]  # of some parameters: of each layer the first weight and the first bias

    @property
    def loss_entry(self) -> Loss:
        return LOSSES[self.experiment.training.loss]


@dataclass(frozen=True, slots=True, eq=False)
class _Pass:
    """Some observations, forward and back: arrays with a row for each."""

    sums: Sequence[Array]
    answers: Sequence[Array]  # inputs first
    slopes: Sequence[Array]
    deltas: Sequence[Array]
    loss_slopes: Array | None

    def gradient(self) -> Array:
        """The gradient of the mean loss, (p,), in the order of the parameters."""
        parts = []
        for a, d in zip(self.answers, self.deltas, strict=False):
            parts += [(a.T @ d).ravel() / len(d), d.mean(axis=0)]
        return np.concatenate(parts)


def work_through(experiment: Experiment, moment: TrainerState, turn: int = 0) -> WorkedExample:
    """Work through the observation that comes `turn` observations after the first one of the next update.

    The update is that of the batch which the observation is in, made from `moment`. Dropout is left out: it is chance.
    """
    trainer = nncore.Trainer(experiment)
    trainer.restore(moment)
    turn %= len(moment.order)
    rows, in_next = _batch(trainer, moment, turn)
    entry, network = LOSSES[experiment.training.loss], trainer.network
    with np.errstate(all="ignore"):  # weights may be huge, and the numbers made from them too
        row = np.roll(moment.order, moment.pending - moment.position)[turn]
        one, targets = _passed(network, entry, trainer, [row])
        losses = entry.value(one.sums[-1], one.answers[-1], targets)[0]
        gradient = _passed(network, entry, trainer, rows)[0].gradient()
        shortened, updates = _updates(trainer, moment, gradient)
    share = _share(entry, network)
    point = trainer.observations.train_points[row]
    return WorkedExample(
        experiment,
        moment,
        turn,
        len(moment.order),
        trainer.domain,
        _pair(point),
        _coordinates(experiment, trainer.domain, point),
        float(trainer.observations.train_targets[row, 0]),
        targets[0],
        _layers(network, one),
        losses,
        float(losses.sum() * share),
        share,
        None if one.loss_slopes is None else one.loss_slopes[0],
        len(rows),
        in_next,
        shortened,
        trainer.learning_rate,
        moment.optimizer_steps + 1,
        updates,
    )


def _batch(trainer: nncore.Trainer, moment: TrainerState, turn: int) -> tuple[Array, bool]:
    """The rows of the batch that the observation is in, and whether that is the next one."""
    order = np.roll(moment.order, moment.pending - moment.position)
    first = moment.pending + trainer.left_in_batch
    if turn < first:
        return order[:first], True
    size = batch_size(trainer.experiment.training, trainer.epoch)
    begin = first + (turn - first) // size * size
    return order[begin : begin + size], False


def _share(entry: Loss, network: Network) -> float:
    return 1.0 if entry.per_observation else 1.0 / network.sizes[-1]


def _passed(network: Network, entry: Loss, trainer: nncore.Trainer, rows: Sequence[int] | Array) -> tuple[_Pass, Array]:
    """The observations `rows` forward and back, and what the outputs are taught for them."""
    data = trainer.observations
    inputs = network.features(data.train_points[rows])
    targets = trainer.coding.encode(data.train_targets[rows])
    steps = network.sums_and_outputs(inputs)
    entries = [ACTIVATIONS[name] for name in network.spec.activations]
    slopes = [activation.derivative(z, a) for activation, (z, a) in zip(entries, steps, strict=True)]
    slope_of = _SLOPES.get(entry.name)
    answers = steps[-1][1]
    if slope_of is None:
        loss_slopes, delta = None, _share(entry, network) * (answers - targets)
    else:
        loss_slopes = _share(entry, network) * slope_of(answers, targets)
        delta = _through(slopes[-1], loss_slopes)
    deltas = [delta]
    for weights, slope in zip(network.weights[:0:-1], slopes[-2::-1], strict=True):
        deltas.insert(0, deltas[0] @ weights.T * slope)
    sums, layers = [z for z, _a in steps], [inputs, *(a for _z, a in steps)]
    return _Pass(sums, layers, slopes, deltas, loss_slopes), targets


def _through(slopes: Array, loss_slopes: Array) -> Array:
    """dL/dz from dL/do: with softmax every output depends on every sum."""
    if slopes.ndim > loss_slopes.ndim:
        return np.asarray((loss_slopes[:, np.newaxis, :] @ slopes)[:, 0, :])
    return loss_slopes * slopes


def _layers(network: Network, one: _Pass) -> tuple[LayerSteps, ...]:
    entries = [ACTIVATIONS[name] for name in network.spec.activations]
    return tuple(
        LayerSteps(entry, a[0], w.copy(), b.copy(), z[0], after[0], slope[0], delta[0])
        for entry, a, w, b, z, after, slope, delta in zip(
            entries,
            one.answers[:-1],
            network.weights,
            network.biases,
            one.sums,
            one.answers[1:],
            one.slopes,
            one.deltas,
            strict=True,
        )
    )


def _updates(trainer: nncore.Trainer, moment: TrainerState, gradient: Array) -> tuple[float, tuple[Update, ...]]:
    """By what the gradient is multiplied to shorten it, and what becomes of the first parameters of each layer."""
    training, spec = trainer.experiment.training, trainer.experiment.network
    parameters = moment.parameters
    is_weight = np.concatenate(
        [
            np.repeat((True, False), (w.size, b.size))
            for w, b in zip(trainer.network.weights, trainer.network.biases, strict=True)
        ]
    )
    penalty = np.where(is_weight, training.l1 * np.sign(parameters) + training.l2 * parameters, 0.0)
    whole = np.where(moment.frozen, 0.0, gradient + penalty)
    shortened = 1.0
    if training.clip_norm is not None:
        shortened = min(1.0, training.clip_norm / (float(np.linalg.norm(whole)) + _CLIP_MARGIN))
    updates = []
    for layer in range(len(spec.sizes) - 1):
        for source in (0, None):
            k = surgery.index_of(spec, layer, source, 0)
            before, slope, frozen = float(parameters[k]), float(shortened * whole[k]), bool(moment.frozen[k])
            averages = [float(buffer[k]) for buffer in moment.buffers]
            remembered, found, after = step(
                training.optimizer, trainer.learning_rate, moment.optimizer_steps + 1, before, slope, averages
            )
            updates.append(
                Update(
                    layer,
                    source,
                    0,
                    frozen,
                    before,
                    float(gradient[k]),
                    float(penalty[k]),
                    slope,
                    remembered,
                    found,
                    before if frozen else after,
                )
            )
    return shortened, tuple(updates)


def _coordinates(experiment: Experiment, domain: tuple[float, float], point: Array) -> tuple[float, float]:
    if not experiment.network.center_inputs:
        return _pair(point)
    return _pair(features.compute(("x", "y"), point[np.newaxis], domain, center=True)[0])


def _pair(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
