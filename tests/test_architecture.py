"""Who may import whom, and a few habits: read from the source, with a message that says where the code should go."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES, MAX_FUNCTION_LINES = 300, 50


@dataclass(frozen=True)
class Module:
    """A source file: its dotted name, whether it is a package's `__init__`, its text."""

    name: str
    is_package: bool
    source: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    def inside(self, *packages: str) -> bool:
        return any(self.name == package or self.name.startswith(package + ".") for package in packages)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of everything imported, at the top or inside functions: `from a import b` is a.b."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        here = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*here, *([node.module] if node.module else [])])


@dataclass(frozen=True)
class Direction:
    """Modules below `where`, without `but`, must not import what starts with one of `never`; `instead` says why."""

    where: tuple[str, ...]
    never: tuple[str, ...]
    instead: str
    but: tuple[str, ...] = ()

    def __call__(self, module: Module) -> Iterator[str]:
        if not module.inside(*self.where) or module.inside(*self.but):
            return
        for line, name in module.imports():
            if any(name == banned or name.startswith(banned + ".") for banned in self.never):
                yield f"{module.name}:{line} imports {name}: {self.instead}"


QT = ("PySide6", "shiboken6", "pyqtgraph", "OpenGL")
ABOVE_MODEL = ("app.training", "app.panels", "app.views", "app.windows", "app.context", "app.launch")
ABOVE_TRAINING = ABOVE_MODEL[1:]
QT_FREE_TRAINING = tuple(
    f"app.training.{name}"
    for name in (
        *("session", "mailbox", "snapshot", "plan", "pace", "moments", "pictures"),
        *("findings", "health", "symptoms", "unit_symptoms", "vitals", "worked_example", "update_rules"),
    )
)
THREAD_SIDE = ("app.training.worker", "app.training.mailbox")
TOP = ("app.context", "app.launch", "app.__main__")


def model_uses_little_of_qt(module: Module) -> Iterator[str]:
    allowed = ("PySide6.QtCore", "PySide6.QtGui.QUndoStack", "PySide6.QtGui.QUndoCommand")
    for line, name in module.imports() if module.inside("app.model") else ():
        if name.startswith("PySide6") and not name.startswith(allowed):
            yield f"{module.name}:{line} imports {name}: the model has no looks; show it in app.panels or app.views"


def only_the_worker_names_qthread(module: Module) -> Iterator[str]:
    if module.name == "app.training.worker":
        return
    for node in ast.walk(module.tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [node.id] if isinstance(node, ast.Name) else [node.attr] if isinstance(node, ast.Attribute) else []
        if "QThread" in names and isinstance(node, ast.stmt | ast.expr):
            yield f"{module.name}:{node.lineno} names QThread: there is one thread, in app.training.worker"


def no_module_level_mutable_state(module: Module) -> Iterator[str]:
    instead = "give it to an object that app.context builds, or make it a tuple, a frozenset or a MappingProxyType"
    for node in _module_level(module.tree.body):
        if isinstance(node, ast.Assign | ast.AnnAssign) and _mutable(node.value) and "__all__" not in ast.unparse(node):
            yield f"{module.name}:{node.lineno} keeps mutable state in the module: {instead}"
    for statement in ast.walk(module.tree):
        if isinstance(statement, ast.Global):
            yield f"{module.name}:{statement.lineno} writes a global: {instead}"


MUTABLE = ("list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque", "empty", "zeros")


def _module_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _module_level(node.body)


def _mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in MUTABLE
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def no_global_random_generator(module: Module) -> Iterator[str]:
    instead = "draw from a Generator that is handed in, made by np.random.default_rng(seed)"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute):
            continue
        used = ast.unparse(node).removeprefix("numpy.").removeprefix("np.")
        if re.fullmatch(r"random\.(?!default_rng)[a-z_]+", used):
            yield f"{module.name}:{node.lineno} calls the global np.{used}: {instead}"
    for line, name in module.imports():
        if name == "random" or name.startswith("random."):
            yield f"{module.name}:{line} imports random: {instead}"


def no_lambda_in_connect(module: Module) -> Iterator[str]:
    instead = "connect a slot, a method of the object that reacts"
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect"):
            continue
        if any(isinstance(argument, ast.Lambda) for argument in node.args):
            yield f"{module.name}:{node.lineno} connects a lambda, which runs in the thread of the sender: {instead}"


def short_files_and_functions(module: Module) -> Iterator[str]:
    lines = len(module.source.splitlines())
    if lines > MAX_LINES:
        yield f"{module.name} has {lines} lines, {MAX_LINES} are allowed: move one of its nouns to a file of its own"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{module.name}:{node.lineno} {node.name} has {length} lines, {MAX_FUNCTION_LINES} are allowed"


Rule = Callable[[Module], Iterator[str]]

RULES: tuple[Rule, ...] = (
    Direction(("nncore",), ("app", *QT), "the engine stands alone; what needs Qt belongs in app"),
    Direction(
        QT_FREE_TRAINING,
        QT,
        "the training loop is tested without Qt; signals and threads belong in app.training.worker",
    ),
    Direction(("app.model",), ABOVE_MODEL, "the model is below; let it announce a fact by a signal that others follow"),
    Direction(
        ("app.training",),
        ABOVE_TRAINING,
        "the training is below the widgets; announce it by a signal of the controller",
    ),
    Direction(("app",), QT[2:], "only app.views draws with pyqtgraph and OpenGL; put it there", but=("app.views",)),
    Direction(("app.panels",), ("app.views",), "panels edit, views show; what both need belongs beside app.theme"),
    Direction(("app.views",), ("app.panels",), "panels edit, views show; what both need belongs beside app.theme"),
    Direction(
        ("app.panels", "app.views"),
        (*THREAD_SIDE, "app.training.session", "app.windows"),
        "widgets reach the training through app.training.controller, and are built by app.windows",
    ),
    Direction(("app.windows",), THREAD_SIDE, "windows reach the training through app.training.controller"),
    Direction(("app",), TOP, "it is built there and handed over by constructor", but=TOP),
    model_uses_little_of_qt,
    only_the_worker_names_qthread,
    no_module_level_mutable_state,
    no_global_random_generator,
    no_lambda_in_connect,
    short_files_and_functions,
)


def modules(*folders: str) -> list[Module]:
    return [
        Module(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"),
            path.stem == "__init__",
            path.read_text(encoding="utf-8"),
        )
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def broken_by(name: str, source: str) -> str:
    """What all rules have to say about a module `name` with this source."""
    return "\n".join(problem for rule in RULES for problem in rule(Module(name, is_package=False, source=source)))


@pytest.mark.parametrize("module", modules("nncore", "app"), ids=lambda module: module.name)
def test_the_source_keeps_the_rules(module: Module) -> None:
    problems = [problem for rule in RULES for problem in rule(module)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("module", modules("tests", "packaging"), ids=lambda module: module.name)
def test_tests_and_tools_are_short_too(module: Module) -> None:
    assert list(short_files_and_functions(module)) == []


@pytest.mark.parametrize(
    ("name", "source", "complaint"),
    [
        ("nncore.network", "from PySide6.QtCore import QObject", "belongs in app"),
        ("nncore.network", "import app.theme", "belongs in app"),
        ("nncore.network", "def f():\n    import pyqtgraph as pg", "nncore.network:2 imports pyqtgraph"),
        ("app.training.session", "from PySide6 import QtCore", "app.training.worker"),
        ("app.training.snapshot", "from PySide6.QtCore import QObject", "app.training.worker"),
        ("app.training.controller", "from app.views.surface import Surface", "signal of the controller"),
        ("app.training.controller", "from ..views import surface", "imports app.views.surface"),
        ("app.model.document", "from PySide6.QtGui import QColor", "the model has no looks"),
        ("app.model.document", "import PySide6.QtWidgets", "the model has no looks"),
        ("app.model.document", "from app import training", "the model is below"),
        ("app.training.controller", "from PySide6.QtCore import QThread", "app.training.worker"),
        ("app.windows.main_window", "QtCore.QThread.msleep(10)", "app.training.worker"),
        ("app.panels.data", "import pyqtgraph.opengl as gl", "only app.views draws"),
        ("app.launch", "from OpenGL import GL", "only app.views draws"),
        ("app.panels.data", "from app.views.colors import scale", "beside app.theme"),
        ("app.views.map", "from app.panels.fields import Field", "beside app.theme"),
        ("app.views.map", "from app.training.session import Session", "app.training.controller"),
        ("app.panels.run_bar", "from app.training import worker", "app.training.controller"),
        ("app.panels.run_bar", "from app.windows import dialogs", "app.training.controller"),
        ("app.windows.main_window", "from app.training.mailbox import Mailbox", "app.training.controller"),
        ("app.windows.main_window", "from app import context", "handed over by constructor"),
        ("app.theme", "CACHE = {}", "app.context"),
        ("app.theme", "if True:\n    names: list[str] = []", "app.theme:2"),
        ("nncore.losses", "TABLE = dict(a=1)", "MappingProxyType"),
        ("nncore.losses", "import numpy as np\nBUFFER = np.zeros(3)", "MappingProxyType"),
        ("nncore.losses", "def f():\n    global count", "writes a global"),
        ("nncore.datasets", "import numpy as np\nnp.random.seed(1)", "np.random.default_rng(seed)"),
        ("nncore.datasets", "import numpy\nx = numpy.random.uniform()", "np.random.default_rng(seed)"),
        ("app.panels.data", "from random import choice", "np.random.default_rng(seed)"),
        ("app.panels.data", "button.clicked.connect(lambda: self.edit(1))", "connect a slot"),
        ("app.panels.data", "x = 1\n" * 301, "has 301 lines"),
        ("app.panels.data", "def long():\n" + "    pass\n" * 50, "long has 51 lines"),
    ],
)
def test_a_rule_that_is_broken_says_where_the_code_should_go(name: str, source: str, complaint: str) -> None:
    assert complaint in broken_by(name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("nncore.network", "import numpy as np\nfrom numba import njit\nrng = np.random.default_rng(1)"),
        ("nncore.datasets", "from numpy.random import Generator\ndef f(rng: np.random.Generator) -> None: ..."),
        (
            "app.model.document",
            "from PySide6.QtCore import QObject\nfrom PySide6.QtGui import QUndoCommand, QUndoStack",
        ),
        ("app.training.worker", "from PySide6.QtCore import QThread\nfrom app.training.session import Session"),
        ("app.views.surface", "import pyqtgraph.opengl as gl\nfrom app.training.snapshot import Snapshot"),
        ("app.windows.gallery", "from app.views.map import Map\nfrom app.training.controller import Controller"),
        ("app.theme", "NAMES = ('a', 'b')\n__all__ = ['NAMES']\ndef f():\n    return []"),
        ("app.panels.data", "button.clicked.connect(self.on_clicked)\nrows = sorted(x, key=lambda row: row.name)"),
        ("app.launch", "from app import context"),
        ("application", "CACHE = ()\nimport apparatus"),
    ],
)
def test_what_is_allowed_is_not_complained_about(name: str, source: str) -> None:
    assert broken_by(name, source) == ""
