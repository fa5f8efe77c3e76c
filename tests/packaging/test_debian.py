"""System libraries on Debian and Ubuntu: what is missing, who may install it, what is said. Nothing is installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import debian
import pytest
from console import Problem


def test_packages_that_are_only_known_or_removed_are_not_installed() -> None:
    listing = "xvfb installed\nlibegl1 config-files\nlibgl1 not-installed\n"
    assert debian.installed(listing) == {"xvfb"}


def fake_dpkg(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    listing = "".join(f"{name} installed\n" for name in names)
    answer = subprocess.CompletedProcess([], 1, listing, "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)


def test_a_renamed_library_counts_as_the_one_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_dpkg(monkeypatch, "libglib2.0-0t64")
    assert debian.missing(["libglib2.0-0", "xvfb"]) == ["xvfb"]


@pytest.fixture
def not_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Somebody who may not install packages, on a machine with package lists."""
    (tmp_path / "debian_Packages.lz4").touch()
    monkeypatch.setattr(debian, "LISTS", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    return tmp_path


def test_who_may_not_install_gets_the_line_to_type(not_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_dpkg(monkeypatch, "libgl1")
    with pytest.raises(Problem, match=r": sudo apt-get install -y --no-install-recommends libegl1 xvfb$"):
        debian.install(["libegl1", "libgl1", "xvfb"])


def test_on_a_machine_without_package_lists_the_line_fetches_them(
    not_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_dpkg(monkeypatch)
    next(not_root.iterdir()).unlink()
    with pytest.raises(Problem, match="sudo apt-get update && sudo apt-get install"):
        debian.install(["libegl1"])


def test_nobody_is_stopped_by_a_missing_font(
    not_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_dpkg(monkeypatch)
    debian.install(["fonts-dejavu-core"])
    assert "sudo apt-get install -y --no-install-recommends fonts-dejavu-core" in capsys.readouterr().out


@pytest.fixture
def apt(not_root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Root on a machine where nothing is installed; the words of every call of apt-get, whose first install fails."""
    calls: list[str] = []

    def answer(command: Sequence[str], *_: object, **__: object) -> tuple[int, str]:
        calls.append(command[3])
        return (100, "E: 404 Not Found\n") if calls.count("install") == 1 and command[3] == "install" else (0, "")

    fake_dpkg(monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian, "stream", answer)
    return calls


def test_root_gets_the_packages_installed_after_a_new_list_where_the_old_one_fails(apt: list[str]) -> None:
    debian.install(["xvfb"])
    assert apt == ["install", "update", "install"]


def test_lists_are_fetched_first_where_there_are_none(apt: list[str], not_root: Path) -> None:
    next(not_root.iterdir()).unlink()
    debian.install(["xvfb"])
    assert apt[:2] == ["update", "install"]


def test_the_first_complaint_of_apt_get_is_the_reason() -> None:
    assert (
        debian.reason("Get:1\nE: Failed to fetch x.deb  404\nE: Unable to fetch some archives.\n")
        == "Failed to fetch x.deb  404."
    )
    assert debian.reason("Killed") == ""
