"""The commands of the project: run, test, bench, soak, build. Needs only Python; sets up what it needs itself."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import debian
import environment
import installers
from console import Problem, call, say, stream
from environment import PYTHON, ROOT
from screen import screen, usable

USAGE = """Usage: python3 packaging/dev.py COMMAND

  run [ARGS]          open Perceptron Lab; ARGS go to it, try --help
  test [ARGS]         check style and types and run all tests; ARGS go to pytest
  bench [ARGS]        print the benchmark tables; ARGS: --only PART, --output FOLDER for plots, --json FILE
  soak [PART] [ARGS]  print how reliable it is; PART: damage, kills, transport, closing or window, ARGS: try --help
  build               make the packaged program in dist/, try it out, and pack it into the files to hand out"""

PICTURE, EXPERIMENT = "perceptron-lab.png", "perceptron-lab.json"
# What `run` does where nobody can look at a window: the first-run experiment, trained and kept.
UNATTENDED = (
    ("--play", ""),
    ("--seconds", "8"),
    ("--size", "1280x800"),
    ("--screenshot", PICTURE),
    ("--save", EXPERIMENT),
)

# Options of the benchmark whose values are paths.
BENCH_PATHS = ("--output", "--json")

# -P: a file app.py in the folder the user stands in is not our package.
APP = (PYTHON, "-P", "-m", "app")

CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
)


def main(words: list[str]) -> int:
    """Carry out the command in `words`; the exit status."""
    commands: Mapping[str, Callable[[list[str]], int]] = {
        "run": run,
        "test": test,
        "bench": bench,
        "soak": soak,
        "build": build,
    }
    if not words or words[0] not in commands:
        say(USAGE)
        return 0 if words in (["-h"], ["--help"]) else 2
    # Ended from outside, it still ends what it started.
    signal.signal(signal.SIGTERM, _on_terminate)
    try:
        environment.check_python(sys.version_info[:2])
        return commands[words[0]](words[1:])
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def run(arguments: list[str]) -> int:
    """Open the program, or, where there is no display, let it do its main job on a virtual screen."""
    attended = usable()
    _set_up("app")
    if attended:
        return call([*APP, *arguments])
    say("There is no display: training on a virtual screen for a few seconds.")
    added = unattended(arguments)
    with screen("1280x800") as env:
        status = call([*APP, *arguments, *added], env=env)
    for name in (PICTURE, EXPERIMENT):
        if status == 0 and name in added:
            say(f"Written: {Path(name).resolve()}")
    return status


def unattended(arguments: list[str]) -> list[str]:
    """What `arguments` lack for the program to train, leave its two files and close by itself."""
    given = {word.partition("=")[0] for word in arguments}
    if given & {"-h", "--help"}:
        return []
    return [word for option, value in UNATTENDED if option not in given for word in (option, value) if word]


def test(arguments: list[str]) -> int:
    """Check style and types and run the tests, all of them even where one fails; 0 if all is well."""
    _set_up("app", "test")
    results = []
    with screen("1600x1000") as env:
        for name, words in (*CHECKS, ("pytest", ("pytest", *arguments))):
            say(f"\n--- {name}")
            start = time.monotonic()
            status = call([PYTHON, "-m", *words], cwd=ROOT, env=env)
            results.append((name, status, time.monotonic() - start))
    say("\n" + summary(results))
    return int(any(status for _, status, _ in results))


def summary(results: list[tuple[str, int, float]]) -> str:
    """One line per (name, exit status, seconds)."""
    outcome = ("ok", "failed")
    return "\n".join(f"{name:<12} {outcome[bool(status)]:<8} {seconds:6.1f} s" for name, status, seconds in results)


def bench(arguments: list[str]) -> int:
    """Print the tables of benchmarks, or of a part; plots and numbers go where `arguments` say."""
    words = bench_words(arguments)
    _set_up("app", "bench", "build", packages=debian.build_packages())  # one part packs a peer of the program
    with screen("1600x1000") as env:
        return call([PYTHON, "-m", "tests.bench", *words], cwd=ROOT, env=env)


def bench_words(arguments: list[str]) -> list[str]:
    """`arguments` of the benchmark, with paths from where the user stands. Raises Problem for others."""
    options, values = arguments[::2], arguments[1::2]
    if len(options) > len(values) or set(options) - {"--only", *BENCH_PATHS}:
        raise Problem(f"bench takes --only PART, --output FOLDER and --json FILE, not: {' '.join(arguments)}")
    words = []
    for option, value in zip(options, values, strict=True):
        words += [option, str(Path(value).resolve()) if option in BENCH_PATHS else value]
    return words


def soak(arguments: list[str]) -> int:
    """Print how reliable the program is, or a part of it; `arguments` go to the soak."""
    _set_up("app")
    with screen("1600x1100") as env:
        return call([PYTHON, "-m", "tests.soak", *arguments], cwd=ROOT, env=env)


def build(arguments: list[str]) -> int:
    """Make the packaged program, start it as a user would who has no Python, and make the files to hand out."""
    if arguments:
        raise Problem(f"build takes no arguments, not: {' '.join(arguments)}")
    _set_up("app", "build", packages=debian.build_packages())
    say("Building dist/perceptron-lab, which takes a minute")
    paths = ["--noconfirm", "--clean", "--distpath", "dist", "--workpath", "build"]
    status, words = stream([PYTHON, "-m", "PyInstaller", *paths, "packaging/app.spec"], build_step, cwd=ROOT)
    if status:
        say(words[-2000:])
        raise Problem("The program could not be built; the last words of PyInstaller are above.")
    say("Starting it in several places, which takes two minutes")
    with screen("1280x800") as env:
        status = call([PYTHON, "-m", "tests.bundle.smoke", "dist/perceptron-lab"], cwd=ROOT, env=env)
    if status == 0:
        say("Packing it, which takes a minute or two")
        installers.make(ROOT / "dist")
    return status


def build_step(line: str) -> str | None:
    """The lines of PyInstaller, such as `1234 INFO: Building PYZ because ...`, that show it is getting on."""
    step, _, reason = line.partition(" INFO: ")[2].partition(" because ")
    return step if reason or step.startswith(("Analyzing", "Looking for dynamic")) else None


def _set_up(*extras: str, packages: tuple[str, ...] = ()) -> None:
    """Install what is missing: libraries of the system where that is Debian's or Ubuntu's, then Python packages."""
    if debian.present():
        screens = () if usable() else debian.VIRTUAL_SCREEN
        python = () if environment.can_make() or environment.works() else debian.python_packages()
        debian.install((*debian.LIBRARIES, *debian.FONTS, *screens, *python, *packages))
    environment.prepare(extras)


def _on_terminate(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
