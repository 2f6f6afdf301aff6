"""What wishes to hold a value for some time, and what ends a value without a successor."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from quipu.schema.identity import EntityId
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Claim, Ending

Value = tuple[str, EntityId, bool]  # predicate, object, is_negated


@dataclass(frozen=True, slots=True)
class Bid:
    """One claim's wish to hold a value for some time."""

    claim: Claim
    value: Value
    span: Interval

    @property
    def order(self) -> tuple[datetime, float, datetime, str]:
        return (self.span.start, self.claim.confidence, self.claim.occurred_at, self.claim.id)

    @property
    def is_interruption(self) -> bool:
        """Its own source states both bounds, so what it displaces comes back afterwards."""
        return self.claim.is_start_stated and self.claim.is_end_stated


@dataclass(frozen=True, slots=True)
class Stop:
    """A claim that ends a value at a moment, without a successor; for a while, or for good.

    `is_of_others`: it ends every other value of its predicate instead.
    """

    claim: Claim
    value: Value
    at: datetime
    until: datetime = DUSK
    is_of_others: bool = False

    def ends(self, value: Value) -> bool:
        """Whether it is about a value."""
        if not self.is_of_others:
            return value == self.value
        return value[0] == self.value[0] and not value[2] and value != self.value


Reason = tuple[datetime, int, str, Ending]
"""What may end a bid: when, which kind comes first of several at one moment, whose claim, how."""


class Stopped:
    """The stops of each value, in the order of their time."""

    def __init__(self, stops: Iterable[Stop]) -> None:
        self._by_value: defaultdict[Value, list[tuple[datetime, int, str]]] = defaultdict(list)
        self._of_others: list[Stop] = []
        for stop in stops:
            if stop.is_of_others:
                self._of_others.append(stop)
            else:
                self._by_value[stop.value].append((stop.at, 2, stop.claim.id))
        for some in self._by_value.values():
            some.sort()

    def first(self, bid: Bid) -> list[Reason]:
        """The first stop of a bid's value after it began, if there is one."""
        own = self._by_value.get(bid.value, [])
        place = bisect_right(own, bid.span.start, key=itemgetter(0))
        found = [
            (stop.at, 2, stop.claim.id)
            for stop in self._of_others
            if stop.at > bid.span.start and stop.ends(bid.value)
        ]
        return [(*one, Ending.INVALIDATED) for one in sorted([*found, *own[place : place + 1]])[:1]]
