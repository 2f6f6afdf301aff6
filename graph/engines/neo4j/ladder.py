"""How a search by meaning goes: exactly, or by the index, and how far the index is asked.

A small scope is read as a whole. A large one asks the index for more than it wants, and for still
more where too little is left after dropping what may not be seen; in the end it is read as a whole
as well. So a scope of ten facts beside one of a million gets its ten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

_ENOUGH = (
    0.75  # of what is wanted: of the last quarter few are shown, and asking again costs double
)
_LEAST = 60  # fewer find a few of the nearest less, and are no faster
_LEAST_BY_WORDS = 200  # read only as far as needed
_WIDER = 5
_MOST = 20_000
_EVERYTHING = 2**62


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to `small` rows a scope is read whole; up to `few` it is if it is less than one in `share`
    of all, for then the index would give mostly rows of others. A row read costs 7 µs.

    spare: how much is asked of an index, in parts of what is wanted. More finds a few more of the
    nearest, and costs 35 µs a row where an index has eight segments.
    """

    small: int
    few: int
    share: int = 10
    spare: float = 1.0


FETCHED = Limits(small=1_000, few=5_000)
FILTERED = Limits(small=300, few=0, spare=1.5)  # the index itself leaves out what may not be seen


@dataclass(frozen=True, slots=True)
class Rung:
    """One try: an index gives so many of what may be seen, as far as one can tell beforehand."""

    limits: Limits
    facts: int
    episodes: int

    def values(self) -> dict[str, int]:
        """As parameters of a search."""
        return {
            "small": self.limits.small,
            "few": self.limits.few,
            "share": self.limits.share,
            "facts_fetched": self.facts,
            "episodes_fetched": self.episodes,
            "words_fetched": max(_LEAST_BY_WORDS, self.facts, self.episodes),
        }

    def wider(self) -> Rung:
        """The next rung: more from the indexes, in the end the whole scope."""
        if max(self.facts, self.episodes) * _WIDER > _MOST:
            return replace(self, limits=replace(self.limits, small=_EVERYTHING))
        return replace(self, facts=self.facts * _WIDER, episodes=self.episodes * _WIDER)

    @property
    def is_last(self) -> bool:
        return self.limits.small == _EVERYTHING


# What a search with a sieve asks at once: an index cannot say how many of what it gives pass.
LAST_RUNG = Rung(Limits(small=_EVERYTHING, few=0), _MOST, _MOST)


def first_rung(limits: Limits, *, facts: int, episodes: int) -> Rung:
    """The first try for so many facts and episodes that an arm is to bring."""
    return Rung(limits, *(max(_LEAST, int(limits.spare * one)) for one in (facts, episodes)))


def is_short(found: int, wanted: int) -> bool:
    """Whether an index gave so few of what it could have given that more should be asked of it."""
    return found < _ENOUGH * wanted
