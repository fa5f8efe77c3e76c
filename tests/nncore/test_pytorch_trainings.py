"""Whole trainings of 200 updates: they end where PyTorch ends, with every part that has a say in them at work."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore import reference
from tests.nncore.reference import recipes

PYTORCH = reference.load("trainings")


def experiment(case: dict[str, Any]) -> nn.Experiment:
    """What PyTorch trained: its points as they stand, all of them to train on, always in their order."""
    sizes, activations, batches = case["sizes"], case["activations"], case["batch_sizes"]
    return nn.Experiment(
        network=nn.NetworkSpec(
            inputs=("x", "y"),
            hidden_layers=tuple(nn.Layer(*layer) for layer in zip(sizes[1:-1], activations, strict=False)),
            outputs=sizes[-1],
            output_activation=activations[-1],
            center_inputs=False,
        ),
        data=nn.DataSpec(
            dataset="custom",
            points=tuple((x, y, target) for x, y, target in case["points"]),
            classes=case["classes"],
            test_fraction=0.0,
        ),
        training=nn.TrainingSpec(
            loss=case["loss"],
            optimizer=nn.OPTIMIZERS[case["optimizer"]](learning_rate=case["rate"], **case["settings"]),
            batch_size=batches[0],
            epochs=case["epochs"],
            schedule=nn.SCHEDULES[case["schedule"]](**case["schedule_settings"]),
            batch_schedule=nn.BatchGrowth(every=10, factor=2.0, most=batches[-1]) if len(batches) > 1 else None,
            l1=case["l1"],
            l2=case["l2"],
            clip_norm=case["clip_norm"],
            shuffle=False,
        ),
    )


def trained(case: dict[str, Any], *advances: dict[str, int]) -> nn.Trainer:
    trainer = nn.Trainer(experiment(case))
    frozen = np.isin(np.arange(len(case["start"])), case["frozen"])
    trainer.restore(replace(trainer.state(), parameters=np.array(case["start"]), frozen=frozen))
    for amount in advances:
        trainer.advance(**amount)
    return trainer


@pytest.mark.parametrize("case", PYTORCH, ids=lambda case: case["name"])
def test_a_training_ends_where_pytorch_ends(case: dict[str, Any]) -> None:
    trainer = trained(case, {"epochs": 40})
    assert trainer.finished
    assert trainer.updates == case["updates"] == 200
    np.testing.assert_allclose(trainer.network.parameters, case["parameters"], rtol=1e-9, atol=1e-9)
    assert trainer.loss("train") == pytest.approx(case["final_loss"], rel=1e-9)


@pytest.mark.parametrize("case", PYTORCH, ids=lambda case: case["name"])
def test_it_ends_there_too_when_it_goes_by_observations_and_batches(case: dict[str, Any]) -> None:
    trainer = trained(case, {"observations": 13}, {"batches": 7}, {"observations": 1}, {"epochs": 40})
    np.testing.assert_array_equal(trainer.network.parameters, trained(case, {"epochs": 40}).network.parameters)


def test_the_trainings_put_everything_to_work() -> None:
    assert {case["optimizer"] for case in PYTORCH} == set(nn.OPTIMIZERS)
    assert {case["schedule"] for case in PYTORCH} == set(nn.SCHEDULES)
    assert {case["classes"] for case in PYTORCH} == {0, 2, 3}
    assert {len(case["batch_sizes"]) > 1 for case in PYTORCH} == {True, False}
    clipped = [case["clipped"] for case in PYTORCH if case["clip_norm"]]
    assert len(clipped) == 3
    assert {case["optimizer"] for case in PYTORCH if case["frozen"]} == {"sgd", "adam", "adamw"}
    assert all(20 < updates < 180 for updates in clipped)  # some updates are clipped and some are not
    assert any(case["l1"] for case in PYTORCH)
    assert any(case["l2"] for case in PYTORCH)


def test_the_plateau_in_them_reduces_the_rate() -> None:
    (case,) = (case for case in PYTORCH if case["schedule"] == "plateau")
    assert case["rate_at_end"] == case["rate"] / 8


@pytest.mark.parametrize(
    ("name", "asked"),
    [("optimizers", recipes.OPTIMIZERS), ("schedules", recipes.SCHEDULES), ("trainings", recipes.TRAININGS)],
)
def test_the_answers_in_the_files_are_to_the_questions_of_today(name: str, asked: tuple[dict[str, Any], ...]) -> None:
    """Where this fails, the files are to be made anew: see make.py beside them."""
    answered = reference.load(name)
    assert [{field: case[field] for field in asked[0]} for case in answered] == list(asked)
