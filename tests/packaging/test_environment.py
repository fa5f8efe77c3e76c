"""The virtual environment: when it is made, when left alone, what is said when that fails. Nothing is installed."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import environment
import pytest
from console import Problem


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14)])
def test_a_python_that_all_packages_have_wheels_for_is_taken(version: tuple[int, int]) -> None:
    environment.check_python(version)


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_another_python_is_refused_in_one_line_with_what_is_allowed(version: tuple[int, int]) -> None:
    with pytest.raises(
        Problem, match=rf"^Perceptron Lab needs Python 3\.11 to 3\.14, this is {version[0]}\.{version[1]} "
    ):
        environment.check_python(version)


def test_every_file_can_be_read_by_an_old_python_that_is_refused() -> None:
    for path in (environment.ROOT / "packaging").glob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


def stamp(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_what_the_stamp_says_is_installed(tmp_path: Path) -> None:
    path = stamp(tmp_path / "stamp", '{"fingerprint": "abc", "extras": ["app", "test"]}')
    assert environment.read_stamp(path, "abc") == {"app", "test"}


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"extras": ["app"]}', '{"fingerprint": "abc", "extras": 5}'])
def test_a_damaged_stamp_means_that_nothing_is_installed(tmp_path: Path, text: str) -> None:
    assert environment.read_stamp(stamp(tmp_path / "stamp", text), "abc") == set()


def test_an_outdated_or_missing_stamp_means_that_nothing_is_installed(tmp_path: Path) -> None:
    path = stamp(tmp_path / "stamp", '{"fingerprint": "abc", "extras": ["app"]}')
    assert environment.read_stamp(path, "other") == set()
    assert environment.read_stamp(tmp_path / "nowhere", "abc") == set()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder whose `.venv` is this Python's, with nothing installed according to its stamp."""
    for name in ("pyproject.toml", "constraints.txt"):
        stamp(tmp_path / name, name)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "CONSTRAINTS", tmp_path / "constraints.txt")
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    return tmp_path


@pytest.fixture
def installs(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The extras of every installation that would have been made."""
    made: list[list[str]] = []
    monkeypatch.setattr(environment, "_install", made.append)
    return made


def test_the_second_time_nothing_is_installed(installs: list[list[str]]) -> None:
    environment.prepare(["app"])
    environment.prepare(["app"])
    assert installs == [["app"]]


def test_further_extras_are_added_to_those_that_are_there(installs: list[list[str]]) -> None:
    environment.prepare(["app"])
    environment.prepare(["app", "test"])
    environment.prepare(["app"])
    assert installs == [["app"], ["app", "test"]]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed(installs: list[list[str]], project: Path, name: str) -> None:
    environment.prepare(["app"])
    stamp(project / name, "changed")
    environment.prepare(["app"])
    assert installs == [["app"], ["app"]]


def test_an_installation_that_failed_is_tried_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_extras: list[str]) -> None:
        raise Problem("no network")

    environment.STAMP.write_text('{"fingerprint": "old", "extras": ["app"]}', encoding="utf-8")
    monkeypatch.setattr(environment, "_install", fail)
    with pytest.raises(Problem, match="no network"):
        environment.prepare(["app"])
    assert not environment.STAMP.exists()


def test_a_venv_whose_python_is_gone_does_not_work(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.works()
    monkeypatch.setattr(environment, "PYTHON", project / "gone")
    assert not environment.works()


def test_a_python_that_cannot_make_a_venv_says_what_it_lacks(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PYTHON", project / "gone")
    monkeypatch.setattr(environment, "can_make", bool)
    with pytest.raises(Problem, match="lacks the modules venv and ensurepip"):
        environment.prepare(["app"])


@pytest.mark.parametrize(
    ("line", "short"),
    [
        (
            "Downloading https://files.example/a/b/numpy-2.4.6-cp311.whl (16.9 MB)",
            "Downloading numpy-2.4.6-cp311.whl (16.9 MB)",
        ),
        ("Using cached numba-0.68.1.whl (3.8 MB)", "Using cached numba-0.68.1.whl (3.8 MB)"),
        ("Installing collected packages: numpy, llvmlite, numba", "Unpacking 3 packages"),
        ("Requirement already satisfied: numpy in /somewhere", None),
        ("", None),
    ],
)
def test_progress_of_an_installation(line: str, short: str | None) -> None:
    assert environment.shorten(line) == short


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "WARNING: Retrying (Retry(total=1)) after connection broken\nERROR: No matching distribution",
            "check the network",
        ),
        (
            "WARNING: Retrying (Retry(total=1)) after '[SSL: CERTIFICATE_VERIFY_FAILED]'",
            "certificate is not known here",
        ),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        (
            "a\nERROR: No matching distribution found for x\nERROR: more",
            "installed: No matching distribution found for x",
        ),
        ("a\nkilled\n\n", "installed: killed"),
        ("", "no reason was given"),
    ],
)
def test_why_an_installation_failed_in_one_sentence(output: str, sentence: str) -> None:
    assert sentence in environment.explain(output)
    assert "\n" not in environment.explain(output)
