"""Compiled code is kept per state of the sources, and other people's is left alone."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import FunctionType

import pytest
from numba import config, njit

from nncore.kernels import cache


def test_another_source_is_another_folder(tmp_path: Path) -> None:
    source = tmp_path / "loops.py"
    source.write_text("a = 1", encoding="utf-8")
    before = cache.digest([source])
    assert cache.digest([source]) == before
    source.write_text("a = 2", encoding="utf-8")
    assert cache.digest([source]) != before


def test_code_is_kept_below_the_folder_that_the_person_chose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    with cache.cached_by_source():
        folder = Path(config.CACHE_DIR)
        assert folder.is_dir()
        assert folder.parent == tmp_path
    assert str(tmp_path) == config.CACHE_DIR


def test_where_no_folder_can_be_made_numba_finds_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr(config, "CACHE_DIR", str(blocked))
    with cache.cached_by_source():
        assert str(blocked) == config.CACHE_DIR


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As in a packaged program, whose sources are nowhere; gives the program's file."""
    program = tmp_path / "perceptron-lab"
    program.write_bytes(b"program")
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))  # Numba looks there again whenever it compiles
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def loop() -> int:
    return 1


def was_kept() -> bool:
    """Whether the code of a function, whose source is not there, was found where an earlier one left it."""
    nowhere = FunctionType(loop.__code__.replace(co_filename="nowhere/loops.py"), globals())
    with cache.cached_by_source():
        compiled = njit(cache=True)(nowhere)
    assert compiled() == 1
    return bool(compiled.stats.cache_hits)


def test_a_packaged_program_finds_its_code_wherever_it_is_started_from(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not was_kept()
    assert len(list((tmp_path / "cache").rglob("*.nbi"))) == 1
    monkeypatch.chdir("/")
    assert was_kept()


def test_another_version_of_a_packaged_program_compiles_anew(packaged: Path) -> None:
    assert not was_kept()
    packaged.write_bytes(b"another program")
    assert not was_kept()


def test_numba_s_settings_are_as_before_afterwards(packaged: Path, tmp_path: Path) -> None:
    with cache.cached_by_source():
        assert config.CACHE_LOCATOR_CLASSES == "nncore.kernels.cache.Packaged"
    assert (str(tmp_path / "cache"), "") == (config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES)


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_afterwards_as_before(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with cache.without_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
