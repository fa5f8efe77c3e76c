"""A place for one value between two threads: the newest replaces an older one that nobody has taken yet."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """`put` and `take` may be called from different threads: the operations of a deque are atomic."""

    def __init__(self) -> None:
        self._slot: deque[T] = deque(maxlen=1)

    @property
    def empty(self) -> bool:
        return not self._slot

    def put(self, value: T) -> None:
        self._slot.append(value)

    def take(self) -> T | None:
        """The value, which is then gone from the box, or None."""
        try:
            return self._slot.pop()
        except IndexError:
            return None
