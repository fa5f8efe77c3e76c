"""The screen: whether there is one, and the virtual one that stands in for it and is gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest
import screen
from console import Problem

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, []),
        ({"DISPLAY": ""}, []),
        ({"DISPLAY": "nonsense"}, []),
        ({"DISPLAY": ":7"}, ["\0/tmp/.X11-unix/X7", "/tmp/.X11-unix/X7"]),  # noqa: S108
        ({"DISPLAY": "unix:7.0"}, ["\0/tmp/.X11-unix/X7", "/tmp/.X11-unix/X7"]),  # noqa: S108
        ({"DISPLAY": "localhost:10.0"}, [("localhost", 6010)]),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/run/user/1"}, ["/run/user/1/wayland-0"]),
        ({"WAYLAND_DISPLAY": "/there/w1", "XDG_RUNTIME_DIR": "/run/user/1"}, ["/there/w1"]),
    ],
)
def test_where_display_servers_listen(variables: dict[str, str], expected: list[object]) -> None:
    assert screen.addresses(variables) == expected


def test_a_display_that_does_not_answer_is_none(tmp_path: Path) -> None:
    variables = {"WAYLAND_DISPLAY": str(tmp_path / "wayland")}
    assert not screen.usable(variables)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(variables["WAYLAND_DISPLAY"])
        server.listen()
        assert screen.usable(variables)


def test_who_draws_elsewhere_on_purpose_needs_no_display() -> None:
    assert screen.usable({"QT_QPA_PLATFORM": "offscreen"})
    assert not screen.usable({"QT_QPA_PLATFORM": "xcb"})


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb")
def test_a_virtual_screen_answers_while_it_is_used_and_is_gone_afterwards(no_display: None) -> None:
    with screen.screen("640x480") as environment:
        assert screen.usable(environment)
        assert "DISPLAY" not in os.environ
    assert not screen.usable(environment)


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb")
def test_a_virtual_screen_is_gone_after_a_failure_too(no_display: None) -> None:
    with pytest.raises(KeyboardInterrupt), screen.screen("640x480") as environment:
        raise KeyboardInterrupt
    assert not screen.usable(environment)


def test_a_real_display_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "usable", lambda: True)
    with screen.screen("640x480") as environment:
        assert environment == dict(os.environ)


def test_without_xvfb_it_says_what_to_install(no_display: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Problem, match="no display, and Xvfb"), screen.screen("640x480"):
        pass


def test_a_server_that_cannot_start_is_a_sentence(
    no_display: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = tmp_path / "Xvfb"
    server.write_text("#!/bin/sh\nexit 1\n")
    server.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem, match="did not start"), screen.screen("640x480"):
        pass
