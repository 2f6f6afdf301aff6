"""A clock that does not go back, whatever is done to the clock of the machine (pure)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

log = logging.getLogger(__name__)

MOST_AHEAD = timedelta(days=1)
"""By more than this it is the memory that was written at a wrong time, not the clock that is."""

_PACE = 0.5  # of time while it is ahead, so that the other clock comes up with it


class Onward:
    """Tells the time of a clock, and goes on by itself where that one is put back.

    What was recorded would lie ahead otherwise, and nobody would find it until then. While it is
    ahead it goes at half the pace.
    """

    def __init__(
        self,
        wall: Callable[[], datetime],
        elapsed_seconds: Callable[[], float],
        last_change: datetime | None = None,
    ) -> None:
        self._wall, self._elapsed_seconds = wall, elapsed_seconds
        moment = wall()
        if last_change is not None and last_change >= moment:
            behind = last_change - moment
            verdict = "which goes on from there" if behind <= MOST_AHEAD else "which is too much"
            log.warning("the clock is %s behind the last change of the memory, %s", behind, verdict)
            if behind <= MOST_AHEAD:
                moment = last_change + timedelta.resolution
        self._last = moment, elapsed_seconds()

    def __call__(self) -> datetime:
        wall, elapsed = self._wall(), self._elapsed_seconds()
        then, since = self._last
        onward = then + timedelta(seconds=_PACE * (elapsed - since))
        moment = onward if wall < onward <= wall + MOST_AHEAD else wall
        self._last = moment, elapsed
        return moment
