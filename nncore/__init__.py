"""A multi-layer perceptron from scratch: NumPy arrays and loops compiled by Numba, with nothing else underneath.

An `Experiment` is the recipe: frozen, checked, compared by value. A `Trainer` carries it out. The rules:

- The same experiment gives the same numbers, however its training is cut into steps.
- A state that was saved goes on to the last bit.
- Parameters are one flat float64 vector; the layers are views of it.
- Randomness comes from generators that are passed on, never from a global one.
- A recipe that is not allowed raises SpecError, a file that is not ours FormatError, a training that leaves the finite
  numbers DivergedError.
"""

import os

# The matrices are small: more threads cost more than they bring. It counts only before NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

from nncore import surgery
from nncore.activations import ACTIVATIONS, Activation
from nncore.datasets import DATASETS, Dataset, Observations
from nncore.engine import is_warm, warm_up
from nncore.errors import DivergedError, FormatError, SpecError
from nncore.features import FEATURES, Feature
from nncore.history import History
from nncore.initializers import INITIALIZERS, Initializer
from nncore.losses import LOSSES, Loss
from nncore.network import Network
from nncore.optimizers import OPTIMIZERS, SGD, Adagrad, Adam, AdamW, Optimizer, RMSProp
from nncore.perceptron import NeuralNetwork
from nncore.preset import Mended, Preset
from nncore.presets import PRESETS
from nncore.progress import Progress
from nncore.schedules import (
    SCHEDULES,
    BatchGrowth,
    Constant,
    Cosine,
    Exponential,
    OneCycle,
    Plateau,
    PlateauState,
    Schedule,
    StepDecay,
    Warmup,
)
from nncore.scores import Score
from nncore.spec import DataSpec, Experiment, Layer, NetworkSpec, TrainingSpec, is_live_change
from nncore.state import SwitchedOff, TrainerState
from nncore.storage import load, save
from nncore.trainer import Trainer

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "FEATURES",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "PRESETS",
    "SCHEDULES",
    "SGD",
    "Activation",
    "Adagrad",
    "Adam",
    "AdamW",
    "BatchGrowth",
    "Constant",
    "Cosine",
    "DataSpec",
    "Dataset",
    "DivergedError",
    "Experiment",
    "Exponential",
    "Feature",
    "FormatError",
    "History",
    "Initializer",
    "Layer",
    "Loss",
    "Mended",
    "Network",
    "NetworkSpec",
    "NeuralNetwork",
    "Observations",
    "OneCycle",
    "Optimizer",
    "Plateau",
    "PlateauState",
    "Preset",
    "Progress",
    "RMSProp",
    "Schedule",
    "Score",
    "SpecError",
    "StepDecay",
    "SwitchedOff",
    "Trainer",
    "TrainerState",
    "TrainingSpec",
    "Warmup",
    "is_live_change",
    "is_warm",
    "load",
    "save",
    "surgery",
    "warm_up",
]
