"""The virtual environment `.venv`: made once, filled by pip, made again when it is broken or something changed."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from console import Problem, say, stream

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "perceptron-lab.json"  # what was installed, so that the second time nothing is
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"

# The first is what the code needs; for the last, wheels of all that it needs exist.
OLDEST, NEWEST = (3, 11), (3, 14)


def check_python(version: tuple[int, int]) -> None:
    """Raises Problem where `version` of Python is not one that this works with."""
    if not OLDEST <= version <= NEWEST:
        allowed = f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}"
        raise Problem(f"Perceptron Lab needs Python {allowed}, this is {version[0]}.{version[1]} ({sys.executable}).")


def can_make() -> bool:
    """Whether this Python has what making a virtual environment takes; Debian's own comes without."""
    importlib.invalidate_caches()  # they may have been installed a moment ago
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def works() -> bool:
    """Whether there is a `.venv` whose Python is one to work with."""
    return OLDEST <= venv_version() <= NEWEST


def prepare(extras: Iterable[str]) -> None:
    """See to it that `.venv` holds the project with `extras` of pyproject.toml. Quick where it does already."""
    if not works():
        _make()
    mark = fingerprint()
    wanted = set(extras)
    have = read_stamp(STAMP, mark)
    if wanted <= have:
        return
    if not _has_pip():
        _make()
    STAMP.unlink(missing_ok=True)
    _install(sorted(wanted | have))
    STAMP.write_text(json.dumps({"fingerprint": mark, "extras": sorted(wanted | have)}), encoding="utf-8")


def fingerprint() -> str:
    """A text that differs when what is to be installed, or where, differs."""
    files = [path.read_bytes() for path in (ROOT / "pyproject.toml", CONSTRAINTS)]
    return hashlib.sha256(b"\0".join([repr(venv_version()).encode(), str(ROOT).encode(), *files])).hexdigest()


def read_stamp(path: Path, mark: str) -> set[str]:
    """The extras that are installed according to the file at `path`; none where it is not for `mark`, or not whole."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
        return set(stamp["extras"]) if stamp["fingerprint"] == mark else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def venv_version() -> tuple[int, int]:
    """The version of the Python in `.venv`; (0, 0) where there is none that runs."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60)
        major, minor = answer.stdout.split()
    except (OSError, ValueError, subprocess.SubprocessError):
        return (0, 0)
    return (int(major), int(minor))


def _has_pip() -> bool:
    return subprocess.run([PYTHON, "-I", "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _make() -> None:
    if not can_make():
        raise Problem("This Python cannot make a virtual environment: it lacks the modules venv and ensurepip.")
    say("Making the virtual environment .venv")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    status, words = stream([sys.executable, "-m", "venv", VENV], lambda _: None)
    if status:
        raise Problem(f"The virtual environment could not be made: {_last_line(words)}")


def _install(extras: list[str]) -> None:
    say(f"Installing into .venv ({', '.join(extras)}); the first time this fetches some 200 MB")
    pip = ["-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    words = ["install", "--retries", "2", "--constraint", str(CONSTRAINTS), "--editable", f".[{','.join(extras)}]"]
    status, output = stream([PYTHON, *pip, *words], shorten, cwd=ROOT)
    if status:
        log = Path(tempfile.gettempdir()) / "perceptron-lab-install.log"
        log.write_text(output, encoding="utf-8")
        raise Problem(f"{explain(output)} (All that pip said: {log})")


def shorten(line: str) -> str | None:
    """The lines of pip that show it is getting on, without the paths and links in them."""
    if line.startswith(("Downloading ", "Using cached ")):
        return re.sub(r"\S*/", "", line)
    if line.startswith("Installing collected packages"):
        return f"Unpacking {line.count(',') + 1} packages"
    return None


def explain(output: str) -> str:
    """Why pip failed, in one sentence made from all that it said."""
    if "No space left on device" in output:
        return "The packages could not be installed: the disk is full."
    if "CERTIFICATE_VERIFY_FAILED" in output:
        return "The package index cannot be trusted: its certificate is not known here (a proxy's? then set PIP_CERT)."
    if "Retrying (" in output or "Temporary failure in name resolution" in output:
        return "The package index could not be reached: check the network connection and run this again."
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    reason = errors[0].removeprefix("ERROR: ") if errors else _last_line(output)
    return f"The packages could not be installed: {reason}"


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"
