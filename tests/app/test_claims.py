"""Folders that belong to one program each, for as long as it lives."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.model import claims
from app.model.claims import Claim


def abandoned(parent: Path, text: str = "work") -> Path:
    """A folder as a program leaves it that is killed."""
    claim = claims.new(parent)
    claim.file.write_text(text)
    claim.release()
    return claim.file.parent


def test_a_folder_in_use_is_not_taken_for_one_that_was_left(tmp_path: Path) -> None:
    mine = claims.new(tmp_path / "deep" / "down")
    mine.file.write_text("work")
    assert list(claims.left(tmp_path / "deep" / "down")) == []
    mine.release()


def test_what_was_left_belongs_to_the_first_who_asks(tmp_path: Path) -> None:
    folder = abandoned(tmp_path)
    (first,) = claims.left(tmp_path)
    assert first.file == folder / "experiment.json"
    assert list(claims.left(tmp_path)) == []
    first.release()
    (again,) = claims.left(tmp_path)
    again.release()


def test_where_nothing_can_be_locked_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(_descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(claims, "_lock", unsupported)
    with pytest.raises(OSError, match="no locks"):
        claims.new(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_each_new_folder_is_another(tmp_path: Path) -> None:
    made = [claims.new(tmp_path) for _ in range(3)]
    assert len({claim.file for claim in made}) == 3
    for claim in made:
        claim.remove()
    assert list(tmp_path.iterdir()) == []


def test_folders_that_were_left_empty_are_deleted_with_what_was_never_finished(tmp_path: Path) -> None:
    folder = abandoned(tmp_path)
    (folder / "experiment.json").rename(folder / ".0123.tmp")
    assert list(claims.left(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_did_not_even_get_its_lock_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "0123").mkdir()
    assert list(claims.left(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_removing_takes_the_work_and_leaves_what_is_not_ours(tmp_path: Path) -> None:
    claim = claims.new(tmp_path)
    claim.file.write_text("work")
    other = claim.file.with_name("holiday.jpg")
    other.write_text("sea")
    claim.remove()
    assert not claim.file.exists()
    assert other.read_text() == "sea"


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "experiment.json").write_text("work")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert list(claims.left(tmp_path)) == []
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = abandoned(tmp_path / "elsewhere")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link").symlink_to(elsewhere)
    assert list(claims.left(tmp_path / "here")) == []


def test_no_folder_at_all_is_nothing_left(tmp_path: Path) -> None:
    assert list(claims.left(tmp_path / "nowhere")) == []


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        claims.new(tmp_path / "file")


@pytest.mark.parametrize("deleted", [True, False])
def test_one_who_comes_between_making_and_claiming_only_costs_another_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deleted: bool
) -> None:
    claim_of = claims._claim
    refused: list[Path] = []

    def deleted_at_first(folder: Path, flags: int = 0) -> Claim | None:
        if refused:
            return claim_of(folder, flags)
        refused.append(folder)
        if deleted:
            folder.rmdir()
            return claim_of(folder, flags)
        return None

    monkeypatch.setattr(claims, "_claim", deleted_at_first)
    claim = claims.new(tmp_path)
    assert claim.file.parent not in refused
    claim.release()


HOLDER = (
    "import sys; from pathlib import Path; from app.model import claims\n"
    "claim = claims.new(Path(sys.argv[1])); claim.file.write_text('work')\n"
    "print('mine', flush=True); sys.stdin.read()"
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_folder_is_free_the_moment_its_program_is_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "mine\n"
    assert list(claims.left(tmp_path)) == []
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=30)
    (claim,) = claims.left(tmp_path)
    assert claim.file.read_text() == "work"
    claim.release()
