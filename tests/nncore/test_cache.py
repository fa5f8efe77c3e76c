"""Compiled code is kept per state of the sources, and other people's is left alone."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from numba import config

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


def test_a_packaged_program_keeps_its_code_where_it_was_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with cache.cached_by_source():
        assert str(tmp_path) == config.CACHE_DIR


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
