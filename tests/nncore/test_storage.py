"""Files: exact to the last bit, strict in what is read, careful in what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import storage
from tests.nncore.examples import OPTIMIZERS, assert_same_moment, experiment


@pytest.fixture(scope="module")
def text() -> str:
    """The file of a training that stands within a batch."""
    trainer = nn.Trainer(experiment())
    trainer.advance(observations=31)
    return storage.dump(trainer.experiment, trainer.state())


@pytest.fixture
def content(text: str) -> Any:
    return json.loads(text)


def refusal(content: Any) -> nn.FormatError:
    with pytest.raises(nn.FormatError) as caught:
        storage.parse(content if isinstance(content, str) else json.dumps(content))
    return caught.value


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=repr)
def test_a_loaded_training_goes_on_to_the_last_bit(optimizer: nn.Optimizer, tmp_path: Path) -> None:
    trainer = nn.Trainer(experiment(optimizer=optimizer, l2=0.01))
    trainer.advance(observations=18 * 3 + 7)
    nn.save(tmp_path / "net.json", trainer)
    loaded = nn.load(tmp_path / "net.json")
    assert loaded.experiment == trainer.experiment
    assert_same_moment(loaded.state(), trainer.state())
    for one in (trainer, loaded):
        one.advance(observations=500)
    assert_same_moment(loaded.state(), trainer.state())


def test_a_training_without_test_data_is_kept_too(tmp_path: Path) -> None:
    trainer = nn.Trainer(nn.Experiment(data=nn.DataSpec("xor_table")))
    trainer.advance(epochs=3)
    nn.save(tmp_path / "net.json", trainer)
    assert '"test_loss": [null, null, null, null]' in (tmp_path / "net.json").read_text(encoding="utf-8")
    assert_same_moment(nn.load(tmp_path / "net.json").state(), trainer.state())


@pytest.mark.parametrize("name", nn.PRESETS)
def test_an_experiment_alone_is_enough_to_start(name: str, tmp_path: Path) -> None:
    preset = nn.PRESETS[name].experiment
    storage.write(tmp_path / "net.json", storage.dump(preset))
    trainer = nn.load(tmp_path / "net.json")
    assert trainer.experiment == preset
    assert trainer.updates == 0


def test_the_field_state_may_be_left_out(content: Any) -> None:
    del content["state"]
    assert storage.parse(json.dumps(content)) == storage.Content(experiment())


ARTICLE = """{
  "format": "perceptron-lab",
  "version": 1,
  "experiment": {
    "network": {
      "inputs": ["x", "y", "xy"],
      "hidden_layers": [
        {"size": 2, "activation": "sigmoid", "dropout": 0.0}
      ],
      "outputs": 1,
      "output_activation": "sigmoid",
      "initializer": "article",
      "center_inputs": false
    },
    "data": {
      "dataset": "xor",
      "observations": 1000,
      "noise": 0.0,
      "test_fraction": 0.5,
      "seed": 1,
      "formula": "y > sin(3*x) / 2",
      "points": [
        [-3.0, -2.0, 0.0],
        [-2.0, 3.0, 0.0],
        [3.0, 2.5, 0.0],
        [2.5, -3.0, 0.0],
        [0.0, 0.5, 1.0],
        [1.0, -1.0, 1.0],
        [-1.0, -0.5, 1.0],
        [0.5, 1.5, 1.0]
      ],
      "classes": 2
    },
    "training": {
      "loss": "half_mse",
      "optimizer": {
        "name": "sgd",
        "learning_rate": 0.03,
        "momentum": 0.0,
        "nesterov": false
      },
      "batch_size": 1,
      "epochs": null,
      "schedule": {
        "name": "constant"
      },
      "l1": 0.0,
      "l2": 0.0,
      "shuffle": true,
      "clip_norm": null,
      "batch_schedule": null,
      "target_loss": null,
      "target_accuracy": null,
      "patience": null
    },
    "seed": 7
  },
  "state": null
}
"""


def test_a_person_can_read_and_edit_the_experiment() -> None:
    assert storage.dump(nn.PRESETS["article"].experiment) == ARTICLE


def test_long_lists_of_numbers_take_one_line_each(text: str) -> None:
    lines = text.splitlines()
    assert sum(line.startswith('    "parameters": [') and line.endswith("],") for line in lines) == 1
    assert len(lines) < 100


def edited(content: Any, path: str, value: Any) -> Any:
    """`content` with `value` at `path`, such as experiment.network.inputs.0; REMOVED takes the field away."""
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = content
    for step in way:
        place = place[step]
    if value is REMOVED:
        del place[last]
    else:
        place[last] = value
    return content


REMOVED = object()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("format", "keras", 'format: this is no Perceptron Lab file: it should hold "format": "perceptron-lab"'),
        ("format", REMOVED, 'format: this is no Perceptron Lab file: it should hold "format": "perceptron-lab"'),
        ("version", 2, "version: the file has version 2, newer than 1, which is the newest known here"),
        ("version", 0, "version: must be 1, got 0"),
        ("version", True, "version: must be a whole number, got true"),
        ("version", REMOVED, "version: must be a whole number, got null"),
        ("experiment", REMOVED, "experiment: is missing"),
        ("experiment", [], "experiment: must be an object, got a list"),
        ("notes", "hello", "notes: unknown field; allowed are format, version, experiment, state"),
        ("experiment.seed", REMOVED, "experiment.seed: is missing"),
        ("experiment.seed", -1, "experiment.seed: must be between 0 and 4294967295, got -1"),
        ("experiment.seed", 1.0, "experiment.seed: must be a whole number, got 1.0"),
        ("experiment.name", "x", "experiment.name: unknown field; allowed are network, data, training, seed"),
        ("experiment.my field", 1, 'experiment["my field"]: unknown field'),
        ("experiment.network.hidden_layers.0.size", 0, "experiment.network.hidden_layers[0].size: must be between 1 "),
        ("experiment.network.hidden_layers.1", 8, "experiment.network.hidden_layers[1]: must be an object, got 8"),
        ("experiment.network.inputs.1", "z", "experiment.network.inputs[1]: must be one of x, y, xy, x2, y2"),
        ("experiment.network.inputs.0", None, "experiment.network.inputs[0]: must be a text, got null"),
        ("experiment.network.inputs", "xy", 'experiment.network.inputs: must be a list, got "xy"'),
        ("experiment.network.center_inputs", 1, "experiment.network.center_inputs: must be true or false, got 1"),
        ("experiment.network.output_activation", "tanh", "experiment.network.output_activation: must be sigmoid with"),
        ("experiment.data.noise", "5 %", 'experiment.data.noise: must be a number, got "5 %"'),
        ("experiment.data.noise", True, "experiment.data.noise: must be a number, got true"),
        (
            "experiment.training.optimizer.name",
            "newton",
            "experiment.training.optimizer.name: must be one of sgd, adam",
        ),
        ("experiment.training.optimizer.momentum", 0, "experiment.training.optimizer.momentum: unknown field; allowed"),
        (
            "experiment.training.optimizer",
            "adam",
            "experiment.training.optimizer.name: must be one of sgd, adam, rmsprop, adagrad, adamw, got null",
        ),
        ("experiment.training.schedule.name", "step", "experiment.training.schedule.every: is missing"),
        (
            "experiment.training.schedule.name",
            "linear",
            "experiment.training.schedule.name: must be one of constant, step, exponential, cosine, warmup, ",
        ),
        ("experiment.training.batch_schedule", {}, "experiment.training.batch_schedule.every: is missing"),
        ("experiment.training.batch_schedule", 2, "experiment.training.batch_schedule: must be an object, got 2"),
        ("experiment.training.clip_norm", 0, "experiment.training.clip_norm: must be between 1e-06 and 1e+06, got 0.0"),
        ("experiment.training.patience", 1.5, "experiment.training.patience: must be a whole number, got 1.5"),
        (
            "experiment.network.hidden_layers.1.dropout",
            1,
            "experiment.network.hidden_layers[1].dropout: must be between ",
        ),
        ("experiment.data.formula", "x +", "experiment.data.formula: must be a formula in x and y ("),
        ("experiment.data.classes", 1, "experiment.data.classes: must be 0, for values, or between 2 and 6, got 1"),
        ("experiment.data.points", "here", 'experiment.data.points: must be a list, got "here"'),
        (
            "experiment.data.points.3",
            [1, 2],
            "experiment.data.points[3]: must be three numbers: x, y and the target, got",
        ),
        ("experiment.data.points.3", 1, "experiment.data.points[3]: must be a list, got 1"),
        ("experiment.data.points.3.1", None, "experiment.data.points[3][1]: must be a number, got null"),
        (
            "experiment.data.points.3.1",
            1e7,
            "experiment.data.points[3][1]: must be between -1e+06 and 1e+06, got 1000000",
        ),
        ("experiment.training.epochs", 0, "experiment.training.epochs: must be between 1 and 1000000000, got 0"),
        ("state.parameters.3", None, "state.parameters[3]: must be a finite number, got nan"),
        ("state.parameters.3", "0.5", 'state.parameters[3]: must be a number, got "0.5"'),
        ("state.parameters", [0.5], "state.parameters: must be a list of 20 numbers, got '1 numbers'"),
        ("state.buffers.1.0", True, "state.buffers[1][0]: must be a number, got true"),
        ("state.order.0", 1.0, "state.order[0]: must be a whole number, got 1.0"),
        ("state.order.0", 18, "state.order: must be each number from 0 to 17 once, got"),
        ("state.position", 99, "state.position: must be between 0 and 17, got 99"),
        ("state.random.state", "-1", "state.random.state: must be a whole number below 2^128 in decimal digits, got"),
        ("state.random.state", 1, "state.random.state: must be a text, got 1"),
        ("state.random.increment", "2", "state.random.increment: must be odd, got '2'"),
        ("state.random.state", str(2**128), "state.random.state: must be a whole number below 2^128"),
        ("state.history.epochs.1", 0.5, "state.history.epochs: must be evenly spaced from 0 to about the epoch 1"),
        ("state.history.epochs", [], "state.history.epochs: must be a list of 1 to 500 epochs, got '0 epochs'"),
        ("state.history.train_loss.0", None, "state.history.train_loss[0]: must be a finite number, got nan"),
        ("state.history.test_loss", [0.5], "state.history.test_loss: must be a list of 2 numbers, got '1 numbers'"),
        ("state.history", REMOVED, "state.history: is missing"),
        ("state.progress", None, "state.progress: must be an object, got null"),
        (
            "state.progress.stopped_by",
            "boredom",
            "state.progress.stopped_by: must be one of patience, target_accuracy, ",
        ),
        ("state.progress.stall.bad_epochs", -1, "state.progress.stall.bad_epochs: must be between 0 and "),
        ("state.progress.plateau.best", "low", 'state.progress.plateau.best: must be a number, got "low"'),
    ],
)
def test_a_damaged_field_is_named(content: Any, path: str, value: Any, message: str) -> None:
    assert str(refusal(edited(content, path, value))).startswith(message)


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        ("", "the file is damaged or cut off: from line 1, column 1 on it is not valid JSON"),
        ('{"format":', "the file is damaged or cut off: from line 1, column 11 on it is not valid JSON"),
        ("[1, 2]", "format: this is no Perceptron Lab file"),
        ('{"format": "perceptron-lab", "seed": NaN}', "NaN is not a number that a file may hold"),
        ('{"format": "perceptron-lab", "seed": -Infinity}', "-Infinity is not a number that a file may hold"),
        ('{"format": "perceptron-lab", "seed": 1e999}', "the number 1e999 is too large"),
        ('{"format": "perceptron-lab", "seed": %s}' % ("9" * 5000), "the number 9999"),
        ('{"format": "perceptron-lab", "format": "x"}', 'the field "format" is there twice'),
        ("[" * 100_000, "lists or objects are nested too deeply"),
        ('{"a":' * 100_000, "lists or objects are nested too deeply"),
    ],
)
def test_what_is_not_strict_json_is_refused(damaged: str, message: str) -> None:
    assert str(refusal(damaged)).startswith(message)


def test_nothing_is_written_that_could_not_be_read(tmp_path: Path) -> None:
    trainer = nn.Trainer(experiment())
    trainer.network.weights[0][0, 0] = np.nan  # the views are not checked
    with pytest.raises(nn.SpecError, match=r"state\.parameters\[0\] must be a finite number, got nan"):
        nn.save(tmp_path / "net.json", trainer)
    assert not list(tmp_path.iterdir())
