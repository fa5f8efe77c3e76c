"""Makes an exception in a method that Qt calls, such as a `paintEvent`, an error that is told and not the end.

Two things about PySide6 make this necessary. Before Python 3.12 an exception that Python itself raised (a KeyError)
kills the process where Qt was called by Python: in `grab()`, `resize()`, or `super().event()`. And everywhere it is
kept until the call returns, together with a painter that should be gone by then, to appear in code that is innocent.
"""

from __future__ import annotations

import functools
import re
import sys
import traceback
from collections.abc import Callable
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

_TOLD_ONLY = re.compile(r"\w+Event|paint\w*|draw\w+")  # Qt's names of methods that return nothing


def guard() -> None:
    """Guard every class derived from one of Qt's, of whatever module, that is made from now on."""
    setattr(Shiboken.Object, "__init_subclass__", classmethod(_on_class_made))  # noqa: B010  the stubs know no such method


def unguard() -> None:
    """Leave the classes that are made from now on as they are."""
    delattr(Shiboken.Object, "__init_subclass__")


def _on_class_made(cls: type[Any], /, **options: Any) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**options)
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and _is_known_to_qt(cls, name):
            setattr(cls, name, _guarded(method))


def _is_known_to_qt(cls: type, name: str) -> bool:
    """Whether one of the base classes has a method `name` that is not written in Python."""
    return any(name in vars(base) and not isinstance(vars(base)[name], FunctionType) for base in cls.__mro__[1:])


def _answers(method: FunctionType) -> bool:
    """Whether somebody may wait for what it returns. Those that say nothing about it, in libraries, may do."""
    told_only = _TOLD_ONLY.fullmatch(method.__name__) is not None
    return not told_only and method.__annotations__.get("return", "") not in ("None", None)


def _guarded(method: FunctionType) -> Callable[..., Any]:
    answers = _answers(method)

    @functools.wraps(method)
    def guarded(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except Exception as error:
            if error.__traceback__ is not None:
                traceback.clear_frames(error.__traceback__.tb_next)  # a painter must end before the painting does
            if answers:
                raise  # caught once, it is whole, and PySide6 can pass it on
            sys.excepthook(type(error), error, error.__traceback__)
            return None

    return guarded
