"""Makes the JSON files of this folder: what PyTorch, in float64 on a CPU, answers to the questions of the tests.

Where PyTorch is installed, from the top of the project: `python -m tests.nncore.reference.make`. The tests themselves
need none of it. Nothing here uses nncore, and every question is written beside its answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  its usual name
from numpy.random import Generator

from tests.nncore.reference import FOLDER
from tests.nncore.reference.recipes import OPTIMIZERS, SCHEDULES, TRAININGS, bumpy_losses, points

HIDDEN: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": F.relu,
        "leaky_relu": F.leaky_relu,
        "elu": F.elu,
        "selu": F.selu,
        "softplus": F.softplus,
        "softsign": F.softsign,
        "swish": F.silu,
        "gelu": F.gelu,
        "sine": torch.sin,
        "linear": lambda z: z,
    }
)
ACTIVATIONS = MappingProxyType({**HIDDEN, "softmax": lambda z: F.softmax(z, dim=-1)})
ANSWER_LOSSES: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "mse": F.mse_loss,
        "half_mse": lambda o, t: 0.5 * F.mse_loss(o, t),
        "mae": F.l1_loss,
        "huber": F.huber_loss,
    }
)
SUM_LOSSES: Mapping[str, tuple[str, Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        "bce": ("sigmoid", F.binary_cross_entropy_with_logits),
        "cross_entropy": ("softmax", F.cross_entropy),
    }
)
OPTIMIZER_CLASSES = MappingProxyType(
    {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
        "adamw": torch.optim.AdamW,
    }
)
SHAPES = ((2, 2), (2, 3, 1), (2, 3, 2), (3, 4, 3, 2))


def tensor(values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64)


def leaf(values: Any) -> Any:
    return tensor(values).requires_grad_()


def layers(w: Any, sizes: Sequence[int]) -> Iterator[tuple[Any, Any]]:
    """Weights (inputs, outputs) and biases (outputs,) of each layer, slices of the vector `w`."""
    start = 0
    for n_in, n_out in pairwise(sizes):
        end = start + n_in * n_out
        yield w[start:end].reshape(n_in, n_out), w[end : end + n_out]
        start = end + n_out


def loss(w: Any, sizes: Sequence[int], names: Sequence[str], name: str, x: Any, t: Any) -> Any:
    a = z = x
    for (weights, biases), activation in zip(layers(w, sizes), names, strict=True):
        z = a @ weights + biases
        a = ACTIVATIONS[activation](z)
    return SUM_LOSSES[name][1](z, t) if name in SUM_LOSSES else ANSWER_LOSSES[name](a, t)


def some(rng: Generator, shape: Sequence[int] | int, low: float, high: float) -> Any:
    """Numbers of three decimals between `low` and `high`."""
    return np.round(low + (high - low) * rng.random(shape), 3)


# gradients.json


def gradients() -> Iterator[dict[str, Any]]:
    for sizes in SHAPES:
        for hidden in HIDDEN if len(sizes) > 2 else [""]:
            yield {**problem(sizes), "hidden": hidden}


def problem(sizes: Sequence[int]) -> dict[str, Any]:
    rng = np.random.default_rng(list(sizes))
    size = sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
    probabilities = some(rng, (5, sizes[-1]), 0.1, 0.9)
    probabilities[:, -1] = np.round(1.0 - probabilities[:, :-1].sum(axis=1), 3)
    return {
        "sizes": list(sizes),
        "parameters": some(rng, size, -1.5, 1.5).tolist(),
        "direction": some(rng, size, -1.0, 1.0).tolist(),
        "x": some(rng, (5, sizes[0]), -2.0, 2.0).tolist(),
        "values": some(rng, (5, sizes[-1]), -1.5, 2.0).tolist(),
        "shares": some(rng, (5, sizes[-1]), 0.0, 1.0).tolist(),
        "probabilities": probabilities.tolist(),
    }


def targets_for(output: str, name: str) -> str:
    if output == "softmax":
        return "probabilities"
    return "shares" if name == "bce" else "values"


def answered(case: dict[str, Any]) -> dict[str, Any]:
    """The case with the loss, and its slope along the direction, for every output and loss."""
    sizes, answers = case["sizes"], {}
    pairs = [(output, name) for output in ACTIVATIONS for name in ANSWER_LOSSES]
    pairs += [(output, name) for name, (output, _) in SUM_LOSSES.items()]
    for output, name in pairs:
        if output == "softmax" and sizes[-1] == 1:
            continue
        w, names = leaf(case["parameters"]), [case["hidden"]] * (len(sizes) - 2) + [output]
        value = loss(w, sizes, names, name, tensor(case["x"]), tensor(case[targets_for(output, name)]))
        value.backward()
        answers[f"{output} {name}"] = [value.item(), (w.grad @ tensor(case["direction"])).item()]
    return {**case, "answers": answers}


# optimizers.json


def optimizer_path(recipe: dict[str, Any]) -> dict[str, Any]:
    """Where 25 steps lead, the rate 0.1 and from the 11th step on 0.02."""
    w, path = leaf([0.5, -1.25, 2.0, -0.1]), []
    optimizer = make_optimizer(recipe, [w], 0.1)
    for t in range(25):
        optimizer.param_groups[0]["lr"] = 0.1 if t < 10 else 0.02
        v = w.detach()
        w.grad = tensor([1.0, 0.5, 0.25, 3.0]) * (v * v * v) + v - tensor([0.3, -0.2, 1.5, 0.7])
        optimizer.step()
        path.append(w.tolist())
    return {**recipe, "path": path}


def make_optimizer(recipe: dict[str, Any], parameters: list[Any], rate: float) -> Any:
    settings = dict(recipe["settings"])
    if "decay" in settings:
        settings["weight_decay"] = settings.pop("decay")
    if recipe["optimizer"].startswith("adam"):
        settings["betas"] = (settings.pop("beta1", 0.9), settings.pop("beta2", 0.999))
    if "epsilon" in settings:
        settings["eps"] = settings.pop("epsilon")
    return OPTIMIZER_CLASSES[recipe["optimizer"]](parameters, lr=rate, **settings)


# schedules.json


def make_schedule(optimizer: Any, name: str, settings: dict[str, Any], base: float) -> Any:
    s, kinds = settings, torch.optim.lr_scheduler
    if name == "step":
        return kinds.StepLR(optimizer, s["every"], s["factor"])
    if name == "exponential":
        return kinds.ExponentialLR(optimizer, s["factor"])
    if name == "cosine":
        return kinds.CosineAnnealingLR(optimizer, s["epochs"], s["lowest"])
    if name == "warmup":
        return kinds.LinearLR(optimizer, s.get("start", 1 / 3), 1.0, s.get("epochs", 5))
    if name == "one_cycle":
        return kinds.OneCycleLR(
            optimizer,
            max_lr=base,
            total_steps=s["epochs"],
            pct_start=s.get("rising", 0.3),
            div_factor=s.get("start_divisor", 25.0),
            final_div_factor=s.get("end_divisor", 1e4),
            cycle_momentum=False,
        )
    if name == "plateau":
        return kinds.ReduceLROnPlateau(optimizer, **{"min_lr" if key == "lowest" else key: s[key] for key in s})
    return kinds.ConstantLR(optimizer, factor=1.0)


def schedule_rates(recipe: dict[str, Any]) -> dict[str, Any]:
    optimizer = torch.optim.SGD([leaf([0.0])], lr=recipe["base"])
    schedule = make_schedule(optimizer, recipe["schedule"], recipe["settings"], recipe["base"])
    losses = bumpy_losses(recipe["length"]) if recipe["schedule"] == "plateau" else []
    rates = []
    for epoch in range(recipe["length"]):
        if epoch:
            schedule.step(*losses[epoch - 1 : epoch])
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
    return {**recipe, "losses": losses, "rates": rates}


# trainings.json


def training_end(recipe: dict[str, Any]) -> dict[str, Any]:
    """Where the training ends: a fixed order, the last batch of an epoch smaller, penalties on the weights alone."""
    rng = np.random.default_rng(3)
    sizes, names, data = recipe["sizes"], recipe["activations"], points(rng, recipe["classes"])
    start = some(rng, sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes)), -0.8, 0.8).tolist()
    x, t = tensor(data)[:, :2], coded(tensor(data)[:, 2:], recipe)
    moving = torch.tensor([k not in recipe["frozen"] for k in range(len(start))])
    free = leaf(tensor(start)[moving].tolist())
    optimizer = make_optimizer(recipe, [free], recipe["rate"])
    schedule = make_schedule(optimizer, recipe["schedule"], recipe["schedule_settings"], recipe["rate"])
    clipped = updates = 0
    for epoch in range(recipe["epochs"]):
        batch = recipe["batch_sizes"][min(epoch // 10, len(recipe["batch_sizes"]) - 1)]
        for first in range(0, len(x), batch):
            optimizer.zero_grad()
            part, w = slice(first, first + batch), joined(start, moving, free)
            total = loss(w, sizes, names, recipe["loss"], x[part], t[part]) + penalty(w, sizes, recipe)
            total.backward()
            if recipe["clip_norm"] is not None:
                clipped += int(torch.nn.utils.clip_grad_norm_([free], recipe["clip_norm"]) > recipe["clip_norm"])
            optimizer.step()
            updates += 1
        w = joined(start, moving, free)
        value = loss(w, sizes, names, recipe["loss"], x, t).item()
        schedule.step(*([value] if recipe["schedule"] == "plateau" else []))
    end = {"clipped": clipped, "updates": updates, "final_loss": value, "rate_at_end": optimizer.param_groups[0]["lr"]}
    return {**recipe, "points": data, "start": start, **end, "parameters": w.tolist()}


def joined(start: list[float], moving: Any, free: Any) -> Any:
    """All parameters: those that are frozen as at the start, which PyTorch never hears of, and the `free` ones."""
    w = tensor(start)
    w[moving] = free
    return w


def coded(targets: Any, recipe: dict[str, Any]) -> Any:
    """The targets as the network learns them: one hot for three classes, −1 and 1 for a tanh."""
    if recipe["classes"] > 2:
        return F.one_hot(targets[:, 0].long(), recipe["classes"]).double()
    return 2.0 * targets - 1.0 if recipe["activations"][-1] == "tanh" else targets


def penalty(w: Any, sizes: Sequence[int], recipe: dict[str, Any]) -> Any:
    weights = [w for w, _ in layers(w, sizes)]
    return sum(recipe["l1"] * w.abs().sum() + 0.5 * recipe["l2"] * (w * w).sum() for w in weights)


def write(name: str, cases: list[dict[str, Any]]) -> None:
    """One case on each line."""
    text = "[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in cases) + "\n]\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write("gradients", [answered(case) for case in gradients()])
    write("optimizers", [optimizer_path(recipe) for recipe in OPTIMIZERS])
    write("schedules", [schedule_rates(recipe) for recipe in SCHEDULES])
    write("trainings", [training_end(recipe) for recipe in TRAININGS])
