"""Which epochs a chart shows: all of them, or a part that was chosen, and the steps back."""

from __future__ import annotations

from app.views.quantities import Limits

IN, OUT = 0.8, 1.25  # what is left of the epochs shown, per step of the wheel or press of a key
_LEAST_SHARE, _LEAST_EPOCHS = 1e-5, 1e-3  # of all epochs, and in any case: fewer are not shown


class Zoom:
    """Each choice goes one step deeper; what is moved or scaled stays at its depth."""

    def __init__(self) -> None:
        self._steps: tuple[Limits, ...] = ()

    @property
    def window(self) -> Limits | None:
        """The first and the last epoch shown; None for all."""
        return self._steps[-1] if self._steps else None

    def choose(self, first: float, last: float, whole: float) -> None:
        """Show `first` to `last` of the epochs 0 to `whole`."""
        self._steps = (*self._steps, _fitted(first, last, whole))

    def scale(self, factor: float, around: float, whole: float) -> None:
        """Show `factor` times as many epochs, with `around` where it is."""
        first, last = self.window or (0.0, whole)
        if factor * (last - first) >= whole:
            self._steps = ()
        else:
            self._exchange(around - factor * (around - first), around + factor * (last - around), whole)

    def move(self, share: float, whole: float) -> None:
        """Show later epochs, by a `share` of those shown; earlier ones where it is negative."""
        if self.window is not None:
            first, last = self.window
            self._exchange(first + share * (last - first), last + share * (last - first), whole)

    def back(self) -> None:
        """Show what was shown before the last choice."""
        self._steps = self._steps[:-1]

    def leave(self) -> None:
        """Show all epochs."""
        self._steps = ()

    def _exchange(self, first: float, last: float, whole: float) -> None:
        self._steps = (*self._steps[:-1], _fitted(first, last, whole))


def _fitted(first: float, last: float, whole: float) -> Limits:
    """The same, moved into 0 to `whole`, and not shorter than can be shown."""
    span = max(last - first, _LEAST_SHARE * whole, _LEAST_EPOCHS)
    first = max(0.0, min(first, whole - span))
    return first, first + span
