"""From an experiment to the link that describes it, or to all that keeps it from fitting into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from app.model.playground import terms
from app.model.playground.terms import LinkError
from nncore import ACTIVATIONS, DATASETS, INITIALIZERS, LOSSES, OPTIMIZERS, SGD, Constant, Experiment, Layer

_NEAR = 1e-9
_THEIR_DATASET = MappingProxyType({ours: theirs for theirs, ours in (terms.DATASETS | terms.VALUE_DATASETS).items()})
_THEIR_FEATURE = MappingProxyType({ours: theirs for theirs, ours in terms.FEATURES.items()})
_THEIR_RATE = MappingProxyType({float(text): text for text in terms.RATES})
_THEIR_PENALTY = MappingProxyType({float(text): text for text in terms.PENALTIES})


def write(experiment: Experiment, *, show_test: bool = False, discretize: bool = False) -> str:
    """The link that describes `experiment`; `read` makes the same of it.

    Two things are not in a link: the order of the inputs, and whether the observations are shuffled for every epoch.
    Raises LinkError, with a reason for each thing that the Playground cannot be set to.
    """
    misfits = tuple(_misfits(experiment))
    if misfits:
        raise LinkError(*misfits)
    switches = {"showTestData": show_test, "discretize": discretize}
    settings = {**_learning(experiment), **_data(experiment), **_network(experiment), **switches}
    return f"https://{terms.HOST}/#" + "&".join(f"{key}={_text(value)}" for key, value in settings.items())


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _learning(experiment: Experiment) -> Mapping[str, object]:
    training = experiment.training
    kind = "L1" if training.l1 else "L2" if training.l2 else "none"
    return {
        "regularization": kind,
        "regularizationRate": _THEIR_PENALTY[training.l1 or training.l2],
        "batchSize": training.batch_size,
        "learningRate": _THEIR_RATE[training.optimizer.learning_rate],
        "seed": f"{experiment.seed}-{experiment.data.seed}",
    }


def _data(experiment: Experiment) -> Mapping[str, object]:
    data, problem = experiment.data, _problem(experiment)
    return {
        "problem": problem,
        "dataset" if problem == terms.CLASSIFICATION else "regDataset": _THEIR_DATASET[data.dataset],
        "noise": round(100 * data.noise),
        "percTrainData": round(100 * (1 - data.test_fraction)),
    }


def _network(experiment: Experiment) -> Mapping[str, object]:
    network = experiment.network
    hidden = network.hidden_layers
    return {
        "activation": hidden[0].activation if hidden else "tanh",
        "networkShape": ",".join(str(layer.size) for layer in hidden),
        "initZero": network.initializer == terms.ZERO_INITIALIZER,
        **{theirs: ours in network.inputs for theirs, ours in terms.FEATURES.items()},
    }


def _problem(experiment: Experiment) -> str:
    return terms.CLASSIFICATION if experiment.classes else terms.REGRESSION


def _misfits(experiment: Experiment) -> Iterator[str]:
    yield from _misfits_of_data(experiment)
    yield from _misfits_of_network(experiment)
    yield from _misfits_of_training(experiment)


def _misfits_of_data(experiment: Experiment) -> Iterator[str]:
    data = experiment.data
    if data.dataset not in _THEIR_DATASET:
        yield _misfit("Data", _titles(DATASETS, _THEIR_DATASET), DATASETS[data.dataset].title)
    elif data.observations != terms.OBSERVATIONS[_problem(experiment)]:
        yield _misfit("Observations", terms.OBSERVATIONS[_problem(experiment)], data.observations)
    if not _is_step(100 * data.noise, terms.NOISES):
        yield _misfit("Noise", "0 to 0.5 in steps of 0.05", f"{data.noise:g}")
    if not _is_step(100 * (1 - data.test_fraction), terms.TRAINING_SHARES):
        yield _misfit("Test share", "10 to 90 % in steps of 10 %", f"{100 * data.test_fraction:g} %")


def _misfits_of_network(experiment: Experiment) -> Iterator[str]:
    network = experiment.network
    formulas = [name for name in network.inputs if name not in _THEIR_FEATURE]
    if formulas:
        yield _misfit("Inputs", "no formulas", ", ".join(formulas))
    if network.center_inputs:
        yield _misfit("Centred inputs", "never", "on")
    yield from _misfits_of_layers(network.hidden_layers)
    if network.outputs != 1:
        yield _misfit("Outputs", 1, network.outputs)
    output = terms.OUTPUTS[_problem(experiment)]
    if network.output_activation != output:
        yield _misfit("Output", ACTIVATIONS[output].title, ACTIVATIONS[network.output_activation].title)
    starts = (terms.INITIALIZER, terms.ZERO_INITIALIZER)
    if network.initializer not in starts:
        yield _misfit("First weights", _titles(INITIALIZERS, starts), INITIALIZERS[network.initializer].title)


def _misfits_of_layers(layers: tuple[Layer, ...]) -> Iterator[str]:
    if len(layers) > terms.MOST_LAYERS:
        yield _misfit("Hidden layers", f"at most {terms.MOST_LAYERS}", len(layers))
    for number, layer in enumerate(layers, 1):
        if layer.size > terms.MOST_NEURONS:
            yield _misfit(f"Neurons of hidden layer {number}", f"at most {terms.MOST_NEURONS}", layer.size)
    kinds = tuple(dict.fromkeys(layer.activation for layer in layers))
    if len(kinds) > 1:
        yield _misfit("Activation", "one for all hidden layers", _titles(ACTIVATIONS, kinds))
    elif not set(kinds) <= set(terms.ACTIVATIONS):
        yield _misfit("Activation", _titles(ACTIVATIONS, terms.ACTIVATIONS), ACTIVATIONS[kinds[0]].title)
    if any(layer.dropout for layer in layers):
        yield _misfit("Dropout", "none", ", ".join(f"{layer.dropout:g}" for layer in layers))


def _misfits_of_training(experiment: Experiment) -> Iterator[str]:
    training = experiment.training
    optimizer = training.optimizer
    if training.loss != terms.LOSS:
        yield _misfit("Loss", LOSSES[terms.LOSS].title, LOSSES[training.loss].title)
    if not isinstance(optimizer, SGD):
        yield _misfit("Optimizer", OPTIMIZERS[SGD.name].title, optimizer.title)
    elif optimizer.momentum:
        yield _misfit("Momentum", 0, f"{optimizer.momentum:g}")
    if optimizer.learning_rate not in _THEIR_RATE:
        yield _misfit("Learning rate", ", ".join(terms.RATES), f"{optimizer.learning_rate:g}")
    if training.batch_size > terms.LARGEST_BATCH:
        yield _misfit("Batch size", f"1 to {terms.LARGEST_BATCH}", training.batch_size)
    yield from _misfits_of_penalties(training.l1, training.l2)
    for what, used in (
        ("Schedule of the rate", not isinstance(training.schedule, Constant)),
        ("Growing batches", training.batch_schedule is not None),
        ("Clipped gradients", training.clip_norm is not None),
        ("A rule for stopping", _stops(experiment)),
    ):
        if used:
            yield _misfit(what, "never", "on")


def _misfits_of_penalties(l1: float, l2: float) -> Iterator[str]:
    if l1 and l2:
        yield _misfit("Regularisation", "L1 or L2", "both")
    for name, penalty in (("L1", l1), ("L2", l2)):
        if penalty not in _THEIR_PENALTY:
            yield _misfit(f"{name} rate", ", ".join(terms.PENALTIES), f"{penalty:g}")


def _stops(experiment: Experiment) -> bool:
    rules = experiment.training
    return any(rule is not None for rule in (rules.epochs, rules.target_loss, rules.target_accuracy, rules.patience))


def _is_step(value: float, steps: range) -> bool:
    return abs(value - round(value)) < 100 * _NEAR and round(value) in steps


def _titles(table: Mapping[str, Any], names: Mapping[str, str] | tuple[str, ...]) -> str:
    return "; ".join(table[name].title for name in names)


def _misfit(what: str, possible: object, present: object) -> str:
    return f"{what}: {present} here, there {possible}."
