"""Damaged links to TensorFlow Playground: each is refused in one sentence, and nothing else ever happens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.playground import LinkError, is_link, read
from nncore import Experiment

SITE = "https://playground.tensorflow.org/"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("activation=gelu", "activation must be one of relu, tanh, sigmoid, linear, got 'gelu'."),
        ("activation=Tanh", "activation must be one of relu, tanh, sigmoid, linear, got 'Tanh'."),
        ("regularization=l2", "regularization must be one of none, L1, L2, got 'l2'."),
        ("regularization=0.3", "regularization must be one of none, L1, L2, got '0.3'."),
        ("dataset=moons", "dataset must be one of circle, xor, gauss, spiral, got 'moons'."),
        ("dataset=reg-plane", "dataset must be one of circle, xor, gauss, spiral, got 'reg-plane'."),
        ("regDataset=circle", "regDataset must be one of reg-plane, reg-gauss, got 'circle'."),
        ("problem=both", "problem must be one of classification, regression, got 'both'."),
        ("batchSize=0", "batchSize must be a whole number between 1 and 1200, got '0'."),
        ("batchSize=-3", "batchSize must be a whole number between 1 and 1200, got '-3'."),
        ("batchSize=2.5", "batchSize must be a whole number between 1 and 1200, got '2.5'."),
        ("batchSize=many", "batchSize must be a whole number between 1 and 1200, got 'many'."),
        ("batchSize=٣", "batchSize must be a whole number between 1 and 1200, got '٣'."),
        ("learningRate=0", "learningRate must be a number between 1e-6 and 10, got '0'."),
        ("learningRate=-0.03", "learningRate must be a number between 1e-6 and 10, got '-0.03'."),
        ("learningRate=0,03", "learningRate must be a number between 1e-6 and 10, got '0,03'."),
        ("learningRate=NaN", "learningRate must be a number between 1e-6 and 10, got 'NaN'."),
        ("learningRate=1e999", "learningRate must be a number between 1e-6 and 10, got '1e999'."),
        ("regularizationRate=-1", "regularizationRate must be a number between 0 and 10, got '-1'."),
        ("regularizationRate=0x10", "regularizationRate must be a number between 0 and 10, got '0x10'."),
        ("noise=81", "noise must be a number between 0 and 80, got '81'."),
        ("noise=-5", "noise must be a number between 0 and 80, got '-5'."),
        ("noise=loud", "noise must be a number between 0 and 80, got 'loud'."),
        ("networkShape=4,,2", "networkShape must be whole numbers between 1 and 64 with commas, got '4,,2'."),
        ("networkShape=0", "networkShape must be whole numbers between 1 and 64 with commas, got '0'."),
        ("networkShape=4;2", "networkShape must be whole numbers between 1 and 64 with commas, got '4;2'."),
        ("networkShape=65", "networkShape must be whole numbers between 1 and 64 with commas, got '65'."),
        ("networkShape=1,1,1,1,1,1,1,1,1", "networkShape must be the sizes of at most 8 layers, got '1,1,1,1,1,1,1,"),
        ("percTrainData=0", "percTrainData must be a number between 10 and 100, got '0'."),
        ("percTrainData=110", "percTrainData must be a number between 10 and 100, got '110'."),
        ("x=yes", "x must be one of true, false, got 'yes'."),
        ("xTimesY=1", "xTimesY must be one of true, false, got '1'."),
        ("initZero=True", "initZero must be one of true, false, got 'True'."),
        ("showTestData=maybe", "showTestData must be one of true, false, got 'maybe'."),
        ("x=false&y=false", "One of x, y, xTimesY, xSquared, ySquared, sinX, sinY must be true: a network needs at le"),
    ],
)
def test_a_damaged_value_is_refused_in_one_sentence(settings: str, sentence: str) -> None:
    assert is_link(f"{SITE}#{settings}")
    with pytest.raises(LinkError) as caught:
        read(f"{SITE}#dataset=xor&{settings}&networkShape_hide=true")
    assert str(caught.value).startswith(sentence)
    assert len(caught.value.reasons) == 1


def test_of_several_damaged_values_the_first_in_the_link_is_named() -> None:
    with pytest.raises(LinkError, match=r"^noise must be a number between 0 and 80, got 'x'\.$"):
        read(f"{SITE}#activation=tanh&noise=x&activation_hide=&batchSize=y&dataset=z")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "hello",
        "https://example.org/",
        "https://example.org/#top",
        "seed",
        '{"format": "perceptron-lab"}',
        "#&=&",
    ],
)
def test_what_is_no_link_is_told_so(text: str) -> None:
    assert not is_link(text)
    if text != "seed":
        with pytest.raises(LinkError, match=r"^This is no link to TensorFlow Playground"):
            read(text)


def test_an_absurd_length_is_refused_at_once() -> None:
    text = SITE + "#" + "&".join(f"a{i}={i}" for i in range(2000))
    assert not is_link(text)
    with pytest.raises(LinkError, match=r"^A link must have at most 4000 characters, this text has \d+\.$"):
        read(text)


KEYS = (
    *("activation", "regularization", "batchSize", "dataset", "regDataset", "learningRate", "regularizationRate"),
    *("noise", "networkShape", "seed", "showTestData", "discretize", "percTrainData", "x", "y", "xTimesY", "xSquared"),
    *("ySquared", "cosX", "sinX", "cosY", "sinY", "collectStats", "tutorial", "problem", "initZero", "hideText"),
    *("noise_hide", "unknown"),
)
VALUES = (
    *("true", "false", "", "0", "1", "10", "0.3", "-1", "1e5", "4,2", ",", "relu", "L1", "spiral", "reg-gauss"),
    "regression",
)


def outcome(text: str) -> Experiment | str:
    """What becomes of a text: nothing else may happen."""
    try:
        return read(text).experiment
    except LinkError as error:
        (sentence,) = error.reasons
        return sentence


def assert_sound(outcome: Experiment | str) -> None:
    if isinstance(outcome, str):
        assert outcome.endswith(".")
        assert "\n" not in outcome
    else:
        assert outcome.data.observations in (500, 1200)


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES) | st.text(max_size=8)), max_size=12))
def test_any_settings_are_an_experiment_or_one_sentence(pairs: list[tuple[str, str]]) -> None:
    assert_sound(outcome(SITE + "#" + "&".join(f"{key}={value}" for key, value in pairs)))


@given(st.text(alphabet="#&=%;,.0123eE+-xytrufals ®/:\n\x00٣é\ud800", max_size=60) | st.binary().map(str))
def test_any_text_is_an_experiment_or_one_sentence(text: str) -> None:
    for candidate in (text, SITE + "#" + text, "noise=" + text):
        assert_sound(outcome(candidate))


def test_both_outcomes_are_met() -> None:
    assert isinstance(outcome(SITE), Experiment)
    assert outcome("noise=x") == "noise must be a number between 0 and 80, got 'x'."
