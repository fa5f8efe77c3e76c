"""The presets keep the promises of their captions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nncore as nn


def trainers(preset: str, starts: int) -> list[nn.Trainer]:
    experiment = nn.PRESETS[preset].experiment
    return [nn.Trainer(replace(experiment, seed=seed)) for seed in range(starts)]


def share_solved(trainer: nn.Trainer) -> float:
    """The share of a 40×40 grid that is answered on the right side of one half."""
    x, y = np.meshgrid(np.linspace(0, 1, 40), np.linspace(0, 1, 40))
    answers = trainer.network.predict(np.stack([x.ravel(), y.ravel()], axis=1))[:, 0]
    return float(((answers >= 0.5) == ((x < 0.5) != (y < 0.5)).ravel()).mean())


def test_the_first_run_is_solved_within_500_updates_from_nearly_every_start() -> None:
    runs = trainers("first-run", 20)
    for trainer in runs:
        trainer.advance(batches=500)
    assert sum(trainer.accuracy("test") >= 0.95 for trainer in runs) >= 19


def test_the_first_run_is_mostly_solved_within_200_updates() -> None:
    runs = trainers("first-run", 20)
    for trainer in runs:
        trainer.advance(batches=200)
    assert sum(share_solved(trainer) >= 0.95 for trainer in runs) >= 18


def test_the_articles_network_needs_the_patience_its_caption_asks_for() -> None:
    runs = trainers("article", 12)
    for trainer in runs:
        trainer.advance(observations=50_000)
    assert not any(share_solved(trainer) >= 0.95 for trainer in runs)
    for trainer in runs:
        trainer.advance(observations=150_000)
    assert 6 <= sum(share_solved(trainer) >= 0.95 for trainer in runs) < 12


def test_centred_it_is_solved_after_50_000_observations() -> None:
    runs = trainers("article-centered", 12)
    for trainer in runs:
        trainer.advance(observations=50_000)
    assert all(share_solved(trainer) >= 0.95 for trainer in runs)


def test_the_two_presets_of_the_article_differ_in_nothing_but_the_centring() -> None:
    article, centred = (nn.PRESETS[name].experiment for name in ("article", "article-centered"))
    assert article != centred
    assert replace(article, network=replace(article.network, center_inputs=True)) == centred


def test_the_articles_preset_is_the_articles_network() -> None:
    experiment = nn.PRESETS["article"].experiment
    assert experiment.network.sizes == (3, 2, 1)
    assert experiment.network.activations == ("sigmoid", "sigmoid")
    assert experiment.training.optimizer == nn.SGD(learning_rate=0.03)
    assert experiment.training.batch_size == 1


@pytest.mark.parametrize("preset", nn.PRESETS.values(), ids=nn.PRESETS)
def test_a_preset_has_a_title_and_a_caption_for_the_menu(preset: nn.Preset) -> None:
    assert 5 < len(preset.title) < 50
    assert preset.caption.endswith(".")
    assert preset.hint.endswith(".")
    assert preset.paragraph == f"{preset.caption} {preset.hint}"
    assert 80 < len(preset.paragraph) < 250


WORKING = [preset for preset in nn.PRESETS.values() if preset.updates and not preset.fails]


@pytest.mark.parametrize("preset", WORKING, ids=lambda preset: preset.name)
def test_a_preset_is_solved_in_the_time_it_promises(preset: nn.Preset) -> None:
    assert preset.updates is not None
    for trainer in trainers(preset.name, 5):
        trainer.advance(batches=preset.updates)
        score = trainer.evaluate("test" if len(trainer.observations.test_points) else "train")
        assert score.accuracy >= 0.95 or score.r_squared >= 0.9


def test_there_is_a_preset_for_every_data_set() -> None:
    assert {preset.experiment.data.dataset for preset in WORKING} == set(nn.DATASETS)


def test_the_playgrounds_spiral_is_learned_as_people_do_it_there() -> None:
    start, spiral = (nn.PRESETS[name].experiment for name in ("playground", "playground-spiral"))
    assert spiral.network.inputs == ("x", "y", "x2", "y2", "xy", "sin_x", "sin_y")
    assert spiral.training == start.training
    assert (spiral.network.initializer, spiral.network.output_activation) == ("playground", "tanh")
