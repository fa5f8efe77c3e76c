"""Surgery: changes by hand to a network that has learned, as pure functions: the state before, the state after.

Columns are layers of units, as one sees them: 0 is the inputs, 1 the first hidden layer. What a change does not touch
keeps its value: weights, biases, the optimizer's averages, what is frozen or switched off. Raises SpecError for what
does not exist or is not allowed; every result is a state of its experiment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from nncore import checks, datasets, engine, places
from nncore.arrays import Array, Integers, read_only
from nncore.errors import SpecError
from nncore.layers import Layers
from nncore.optimizers import Optimizer
from nncore.progress import Progress
from nncore.schedules import PlateauState
from nncore.spec import Experiment, Layer, NetworkSpec
from nncore.state import SwitchedOff, TrainerState, random_state, set_random_state

MAX_VALUE = 1e6  # of a weight or bias that is set by hand

NEW = -1  # in place of the number that a unit, or a parameter, had before

# A column of a network that is being changed: which column it was, and which unit in it each of its units was.
Column = tuple[int, list[int]]


def index_of(network: NetworkSpec, layer: int, source: int | None, target: int) -> int:
    """The place among the parameters of the weight from unit `source` of column `layer` to `target` of the next column.

    `source` None stands for the bias of `target`.
    """
    sizes = network.sizes
    checks.integer("layer", layer, 0, len(sizes) - 2)
    checks.integer("target", target, 0, sizes[layer + 1] - 1)
    row = sizes[layer] if source is None else checks.integer("source", source, 0, sizes[layer] - 1)
    return int(places.matrices(np.arange(network.parameters), sizes)[layer][row, target])


def with_parameter(state: TrainerState, index: int, value: float) -> TrainerState:
    """The parameter at `index` is `value`, between ±MAX_VALUE; the optimizer's averages of it are forgotten."""
    k = checks.integer("index", index, 0, len(state.parameters) - 1)
    number = checks.number("value", value, -MAX_VALUE, MAX_VALUE)
    return replace(
        state,
        parameters=_changed(state.parameters, k, number),
        buffers=tuple(_changed(buffer, k, 0.0) for buffer in state.buffers),
    )


def with_optimizer(state: TrainerState, optimizer: Optimizer) -> TrainerState:
    """The same network before the first step of `optimizer`."""
    nothing = read_only(np.zeros(len(state.parameters)))
    return replace(state, optimizer_steps=0, buffers=(nothing,) * optimizer.buffers)


def with_frozen(state: TrainerState, index: int, on: bool) -> TrainerState:
    """Training leaves the parameter at `index` alone, or, where not `on`, moves it again."""
    k = checks.integer("index", index, 0, len(state.parameters) - 1)
    return replace(state, frozen=_changed(state.frozen, k, checks.flag("on", on)))


def check_on(state: TrainerState, layer: int, source: int | None, target: int) -> None:
    """Raise SpecError where the weight or bias that `index_of` finds is that of a neuron that is switched off."""
    for off in state.switched_off:
        if (off.layer, off.unit) in ((layer - 1, source), (layer, target)):
            neuron = f"neuron {off.unit + 1} of hidden layer {off.layer + 1}"
            raise SpecError("index", "a weight or bias of neurons that are switched on", f"one of {neuron}")


def _changed(values: Array, where: int | Array, value: float | Sequence[float]) -> Array:
    result = values.copy()
    result[where] = value
    return read_only(result)


def switched(state: TrainerState, experiment: Experiment, column: int, unit: int, on: bool) -> TrainerState:
    """Neuron `unit` of hidden `column` is off: its answer counts nowhere, it learns nothing; or on, as it was."""
    layer = _hidden(experiment.network.hidden_layers, column)
    checks.integer("unit", unit, 0, experiment.network.hidden_layers[layer].size - 1)
    off = next((off for off in state.switched_off if (off.layer, off.unit) == (layer, unit)), None)
    if checks.flag("on", on) == (off is None):
        return state
    sizes = experiment.network.sizes
    return _off(state, sizes, layer, unit) if off is None else _on(state, sizes, off)


def _off(state: TrainerState, sizes: Sequence[int], layer: int, unit: int) -> TrainerState:
    leaving, entering = places.of_neuron(sizes, layer, unit)
    own = np.concatenate([leaving, entering])
    frozen = _frozen_by_hand(state, sizes)[own]
    off = SwitchedOff(layer, unit, tuple(state.parameters[leaving].tolist()), tuple(frozen.tolist()))
    return replace(
        state,
        parameters=_changed(state.parameters, leaving, 0.0),
        frozen=_changed(state.frozen, own, True),
        switched_off=(*state.switched_off, off),
    )


def _on(state: TrainerState, sizes: Sequence[int], off: SwitchedOff) -> TrainerState:
    leaving, _entering = places.of_neuron(sizes, off.layer, off.unit)
    others = tuple(other for other in state.switched_off if other is not off)
    frozen = _frozen_by_hand(state, sizes)
    for other in others:
        frozen[np.concatenate(places.of_neuron(sizes, other.layer, other.unit))] = True
    return replace(
        state,
        parameters=_changed(state.parameters, leaving, off.weights),
        frozen=read_only(frozen),
        switched_off=others,
    )


def _frozen_by_hand(state: TrainerState, sizes: Sequence[int]) -> Array:
    """Which parameters would be frozen were all neurons on. A weight between two that are off stands with both."""
    frozen = state.frozen.copy()
    for off in state.switched_off:
        frozen[np.concatenate(places.of_neuron(sizes, off.layer, off.unit))] = off.frozen
    return frozen


def with_neuron(state: TrainerState, experiment: Experiment, column: int) -> tuple[Experiment, TrainerState]:
    """One more neuron, the last of hidden `column`; its weights and its bias are drawn as for a new network."""
    layers, columns = _parts(experiment.network)
    layer = _hidden(layers, column)
    layers[layer] = _resized(layers, layer, 1)
    columns[column][1].append(NEW)
    return _rebuilt(state, experiment, layers, columns)


def without_neuron(
    state: TrainerState, experiment: Experiment, column: int, unit: int
) -> tuple[Experiment, TrainerState]:
    """Hidden `column` without neuron `unit`, which must not be its last one."""
    layers, columns = _parts(experiment.network)
    layer = _hidden(layers, column)
    del columns[column][1][checks.integer("unit", unit, 0, layers[layer].size - 1)]
    layers[layer] = _resized(layers, layer, -1)
    return _rebuilt(state, experiment, layers, columns)


def with_layer(
    state: TrainerState, experiment: Experiment, column: int, layer: Layer
) -> tuple[Experiment, TrainerState]:
    """A new hidden `layer` as `column`; the weights into it and out of it are drawn as for a new network."""
    layers, columns = _parts(experiment.network)
    checks.instance("layer", layer, Layer)
    layers.insert(checks.integer("column", column, 1, len(layers) + 1) - 1, layer)
    columns.insert(column, (NEW, [NEW] * layer.size))
    return _rebuilt(state, experiment, layers, columns)


def without_layer(state: TrainerState, experiment: Experiment, column: int) -> tuple[Experiment, TrainerState]:
    """The network without hidden `column`; the weights between its neighbours are drawn as for a new network."""
    layers, columns = _parts(experiment.network)
    del layers[_hidden(layers, column)], columns[column]
    return _rebuilt(state, experiment, layers, columns)


def _parts(network: NetworkSpec) -> tuple[list[Layer], list[Column]]:
    """The hidden layers, and the columns, in which every unit is its own."""
    return list(network.hidden_layers), [(column, list(range(size))) for column, size in enumerate(network.sizes)]


def _hidden(layers: Sequence[Layer], column: int) -> int:
    """The number of the hidden layer that stands in `column`."""
    if not layers:
        raise SpecError("column", "that of a hidden layer, and there is none", column)
    return checks.integer("column", column, 1, len(layers)) - 1


def _resized(layers: Sequence[Layer], layer: int, more: int) -> Layer:
    try:
        return replace(layers[layer], size=layers[layer].size + more)
    except SpecError as error:
        raise error.below(f"network.hidden_layers[{layer}]") from None


def _rebuilt(
    state: TrainerState, experiment: Experiment, layers: Sequence[Layer], columns: Sequence[Column]
) -> tuple[Experiment, TrainerState]:
    """The experiment with these hidden `layers`, and its state: `columns` says which unit was which before."""
    try:
        network = replace(experiment.network, hidden_layers=tuple(layers))
    except SpecError as error:
        raise error.below("network") from None
    after, sizes = replace(experiment, network=network), experiment.network.sizes
    switched_off = state.switched_off
    for off in switched_off:
        state = _on(state, sizes, off)
    rng = _generator(state)
    fresh = Layers(network.sizes, network.activations)
    fresh.initialize(network.initializer, rng)
    before, zeros = _before(sizes, columns), np.zeros(network.parameters)
    state = replace(
        state,
        random=random_state(rng),
        parameters=_carried(state.parameters, before, fresh.flat),
        buffers=tuple(_carried(buffer, before, zeros) for buffer in state.buffers),
        frozen=_carried(state.frozen, before, zeros.astype(np.bool_)),
    )
    now = {(was, unit): (c - 1, k) for c, (was, units) in enumerate(columns) for k, unit in enumerate(units)}
    for off in switched_off:
        if (off.layer + 1, off.unit) in now:
            state = _off(state, network.sizes, *now[off.layer + 1, off.unit])
    return after, state


def _before(sizes: Sequence[int], columns: Sequence[Column]) -> Integers:
    """Which parameter each one was in a network of `sizes` units, or NEW.

    A weight is kept where it joins two units that it joined before, a bias where its neuron was there before.
    """
    old = places.matrices(np.arange(engine.parameter_count(sizes)), sizes)
    result = []
    for (below, inputs), (above, outputs) in pairwise(columns):
        matrix = np.full((len(inputs) + 1, len(outputs)), NEW)
        rows = [i for i, unit in enumerate(inputs) if unit != NEW] if below == above - 1 else []
        taken = [j for j, unit in enumerate(outputs) if unit != NEW]
        if taken:
            old_rows = [*(inputs[i] for i in rows), -1]
            matrix[np.ix_([*rows, -1], taken)] = old[above - 1][np.ix_(old_rows, [outputs[j] for j in taken])]
        result.append(matrix.ravel())
    return np.concatenate(result)


def _carried(values: Array, before: Integers, new: Array) -> Array:
    """`values` where each parameter has gone, and at the new ones `new`."""
    return read_only(np.where(before == NEW, new, values[before]))


def with_data(state: TrainerState, before: Experiment, after: Experiment) -> TrainerState:
    """The state in which the network of `before` goes on with the data of `after`: at the beginning of an epoch.

    Parameters, averages, updates, completed epochs and the losses so far are kept. The order is drawn anew, and the
    best loss, which stop rules and a plateau schedule go by, is forgotten, as it was on other data.
    """
    if after.network.sizes != before.network.sizes:
        raise SpecError("network.sizes", f"{list(before.network.sizes)} as before", list(after.network.sizes))
    observations, rng = len(datasets.make(after.data).train_points), _generator(state)
    order = rng.permutation(observations) if after.training.shuffle else np.arange(observations)
    plateau = PlateauState(reductions=state.progress.plateau.reductions)
    return replace(
        state,
        position=0,
        pending=0,
        random=random_state(rng),
        order=read_only(order),
        progress=Progress(plateau=plateau),
    )


def _generator(state: TrainerState) -> Generator:
    rng = np.random.default_rng(0)
    set_random_state(rng, state.random)
    return rng
