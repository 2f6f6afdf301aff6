"""How a search by meaning goes: exactly, or by the index, and how far the index is asked.

A small scope is read as a whole. A large one asks the index for more than it wants, and for still
more where too little is left after dropping what may not be seen; in the end it is read as a whole
as well. So a scope of ten facts beside one of a million gets its ten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SMALL = 3_000  # rows: read whole in 12 ms (5.26, two cores); beyond, the index is faster
_LEAST = 200  # p95 of a whole search was best with this over-fetch (of 50, 100, 200, 400)
_WIDER = 5
_MOST = 20_000
_EVERYTHING = 2**62


@dataclass(frozen=True, slots=True)
class Rung:
    """Up to `small` rows a scope is read whole; otherwise the index gives `fetch` of each kind."""

    small: int
    fetch: int
    words: int

    def wider(self) -> Rung:
        """The next rung: more from the indexes, in the end the whole scope."""
        if self.fetch * _WIDER > _MOST:
            return replace(self, small=_EVERYTHING)
        return replace(self, fetch=self.fetch * _WIDER, words=self.words * _WIDER)

    @property
    def is_last(self) -> bool:
        return self.small == _EVERYTHING


def first_rung(per_arm: int, *, small: int = SMALL) -> Rung:
    wide = max(_LEAST, per_arm + per_arm // 2)
    return Rung(small=small, fetch=wide, words=wide)
