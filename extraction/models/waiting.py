"""When to ask an endpoint again: what it says itself, and what its failures in a row tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from quipu.schema.intervals import utc

FIRST_PAUSE_SECONDS = 0.5  # doubled for each further try
_FAILURES_BORNE = 3
_REST_SECONDS = 60.0  # an endpoint that is away is left alone so long: texts are read without it


def asked_pause(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that a response asks us to wait, from `Retry-After` in either of its forms."""
    for name, per_second in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        seconds = _number(headers.get(name, ""))
        if seconds is not None:
            return max(0.0, seconds / per_second)
    try:
        return max(0.0, (utc(parsedate_to_datetime(headers["retry-after"])) - now).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if found < float("inf") else None  # not a number is never below


def pause_before(attempt: int, asked: float | None) -> float:
    """Seconds to wait before a further try; `attempt` counts from 1."""
    return asked if asked is not None else FIRST_PAUSE_SECONDS * 2.0 ** (attempt - 1)


@dataclass(slots=True)
class Patience:
    """Whether an endpoint is worth asking: after three failures in a row it is left alone.

    Moments are seconds of any clock that only goes forward.
    """

    failures: int = 0
    closed_until: float = 0.0
    reason: str = ""

    def succeeded(self) -> None:
        self.failures, self.closed_until, self.reason = 0, 0.0, ""

    def failed(self, moment: float, reason: str, *, rest_seconds: float = 0.0) -> None:
        """Count a failure; `rest_seconds` is how long the endpoint itself asks to be left alone."""
        self.failures += 1
        self.reason = reason
        if self.failures >= _FAILURES_BORNE:
            rest_seconds = max(rest_seconds, _REST_SECONDS)
        self.closed_until = max(self.closed_until, moment + rest_seconds)

    def complaint(self, moment: float) -> str:
        """Why it is not asked now; "" where it is."""
        left = self.closed_until - moment
        return f"{self.reason}; asked again in {left:.0f} s" if left > 0 else ""
