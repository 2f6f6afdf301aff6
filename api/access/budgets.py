"""How much one caller may ask for: budgets that are spent by asking and fill up with time."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

_SUBJECTS_KEPT = 10_000
_SECONDS = 60.0


@dataclass(slots=True)
class Budget:
    """So many units a minute for each caller; a caller at rest has a whole minute's worth.

    Kept in the memory of one process. 0 units mean no limit.
    """

    per_minute: int
    _levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def spend(self, subject: str, units: float, at: float) -> float:
        """Take units at a moment (seconds, monotonic); 0.0, or the seconds to wait instead.

        What costs more than a whole minute's worth is allowed to a caller at rest, who then
        waits for longer.
        """
        if not self.per_minute:
            return 0.0
        level = self._level(subject, at)
        wanted = min(units, self.per_minute)
        if level < wanted:
            return (wanted - level) * _SECONDS / self.per_minute
        self._keep(subject, level - units, at)
        return 0.0

    def _level(self, subject: str, at: float) -> float:
        level, since = self._levels.get(subject, (float(self.per_minute), at))
        return min(level + (at - since) * self.per_minute / _SECONDS, float(self.per_minute))

    def _keep(self, subject: str, level: float, at: float) -> None:
        self._levels[subject] = (level, at)
        self._levels.move_to_end(subject)
        if len(self._levels) > _SUBJECTS_KEPT:
            self._levels.popitem(last=False)
