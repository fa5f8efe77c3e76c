"""How many observations are due: as many as the chosen speed has earned, or as many as fit in one slice of time."""

from __future__ import annotations

import math

from app.model.work import FULL_SPEED

SLICE_SECONDS = 0.008  # the longest the thread trains without looking for a command
LONGEST_GAP = 0.1  # time away (a slow frame, a laptop asleep) earns no more than this, or one observation
SHORTEST_WAIT = 1 / 120
MEASURED_SECONDS = 0.5


class Pace:
    """Credit in observations that grows with time and is spent by training; also the measured speed."""

    def __init__(self) -> None:
        self._credit = 0.0
        self._last = 0.0
        self._fits = 1.0  # observations that take about one slice on this machine
        self._measuring_since = math.nan
        self._counted = 0
        self.measured = math.nan  # observations per second, not a number until there is something to measure

    def start(self, now: float) -> None:
        """Training begins, or goes on after a pause: the first observation is due at once."""
        self._credit = 1.0
        self._last = now
        self._measuring_since = self.measured = math.nan

    def forget(self) -> None:
        """Another network: what fits in a slice has to be found out again."""
        self._fits = 1.0

    def due(self, speed: float, now: float) -> int:
        """The number of observations to train on now."""
        if speed == FULL_SPEED:
            return max(1, int(self._fits))
        self._credit += min(speed * (now - self._last), max(1.0, speed * LONGEST_GAP))
        self._last = now
        # What the machine cannot keep up with is dropped, so that slowing down takes effect at once.
        self._credit = min(self._credit, max(1.0, self._fits))
        return int(self._credit)

    def spent(self, count: int, seconds: float, now: float) -> None:
        """`count` observations were trained in `seconds`, until `now`."""
        self._credit = max(0.0, self._credit - count)
        if count >= int(self._fits):  # short slices are mostly overhead and say little
            self._fits = min(2.0 * self._fits, max(1.0, count * SLICE_SECONDS / max(seconds, 1e-9)))
        self._measure(count, now)

    def _measure(self, count: int, now: float) -> None:
        if math.isnan(self._measuring_since):  # what was done up to here took a time that is not known
            self._measuring_since, self._counted = now, 0
            return
        self._counted += count
        elapsed = now - self._measuring_since
        if elapsed >= MEASURED_SECONDS:
            self.measured = self._counted / elapsed
            self._measuring_since, self._counted = now, 0

    def wait(self, speed: float) -> float:
        """Seconds until something is due again."""
        if speed == FULL_SPEED:
            return 0.0
        return max(SHORTEST_WAIT, (1.0 - self._credit) / speed)
