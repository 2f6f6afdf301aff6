"""Which claims a line of the log was written for, of all that were told at that moment (pure).

A batch is settled at one moment, so many texts may have been told then: only those count that made
the row that the line is about what it is, or ended it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from quipu.graph.consolidation.consolidate import consolidate
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.errors import Invalid
from quipu.schema.identity import FactId
from quipu.schema.knowledge import Claim, Fact
from quipu.schema.ontology import Ontology
from quipu.schema.ports import SlotState

_MOST_TRIED = 100  # values left out one after another; each costs settling the slot once


@dataclass(frozen=True, slots=True)
class Row:
    """The row that a line is about, and the one that took its place, where it was given up."""

    fact: Fact
    heir: Fact | None = None


def rows_named(line: LogEntry) -> list[FactId]:
    """The rows of a line about a fact: its own, and the one that stands there instead."""
    after = json.loads(line.after).get("id") if line.after else None
    return [FactId(one) for one in dict.fromkeys((line.item, after)) if one]


def causes_of(
    line: LogEntry, row: Row, told: Sequence[Claim], state: SlotState, ontology: Ontology
) -> list[Claim]:
    """The claims, of those told with a line, without which it would not have been written.

    What is told of other values of the slot, and by other texts, is left alone. Several that say
    the same of the same time go together. Raises `Invalid` where too much was told to find out.
    """
    is_given_up = row.heir is not None or line.kind is ChangeKind.INVALIDATED
    now = row.heir if is_given_up else row.fact
    own = [] if now is None else [one for one in told if one.id in now.claims]
    closing = [] if now is None else _closing(now, told)
    if is_given_up:
        found = closing or own
    elif line.kind is ChangeKind.CREATED:
        found = own or _before(row.fact, told) or closing
    else:
        found = list({one.id: one for one in (*own, *closing)}.values())
    is_there = _returns if is_given_up else _stands
    return found or _needed(line, partial(is_there, row.fact, ontology), told, state)


def _closing(row: Fact, told: Sequence[Claim]) -> list[Claim]:
    """The claim that ended a row, and those that would have ended it at the same moment."""
    closers = [one for one in told if one.id == row.closed_by]
    return [one for one in told if any(_bound(one) == _bound(closer) for closer in closers)]


def _bound(claim: Claim) -> tuple[object, ...]:
    at = claim.stated.end if claim.is_ending else claim.stated.start
    return (_said(claim), claim.is_ending, at)


def _before(row: Fact, told: Sequence[Claim]) -> list[Claim]:
    """What was over as a row began that has nothing new to rest on: what it came back after."""
    return [one for one in told if one.stated.end == row.valid.start]


def _needed(
    line: LogEntry,
    is_there: Callable[[Sequence[Claim]], bool],
    told: Sequence[Claim],
    state: SlotState,
) -> list[Claim]:
    """The values without which a row would be there that is not, or the other way round. All that
    was told, where that can no longer be seen."""
    groups: defaultdict[object, list[Claim]] = defaultdict(list)
    for one in told:
        groups[_said(one)].append(one)
    if len(groups) == 1:
        return list(told)
    if len(groups) > _MOST_TRIED:
        raise Invalid(
            f"{len(told)} statements came with change {line.sequence}",
            hint="undo the change of one of their facts, or retract its text",
        )
    known = [one for one in state.claims if one.recorded_at <= line.at]
    was_there = is_there(known)
    found = [some for some in groups.values() if is_there(_without(known, some)) != was_there]
    return [one for some in found for one in some] or list(told)


def _stands(row: Fact, ontology: Ontology, claims: Sequence[Claim]) -> bool:
    """Whether some claims come to this very row."""
    return any(_content(one) == _content(row) for one in _rows(row, ontology, claims))


def _returns(row: Fact, ontology: Ontology, claims: Sequence[Claim]) -> bool:
    """Whether some claims come to anything of what a row said, at some of its time."""
    rows = _rows(row, ontology, claims)
    return any(one.said == row.said and one.valid.overlaps(row.valid) for one in rows)


def _rows(row: Fact, ontology: Ontology, claims: Sequence[Claim]) -> Sequence[Fact]:
    state = SlotState(tuple(claims), ())
    return consolidate((), state, ontology, row.known.start).learned


def _without(claims: Sequence[Claim], gone: Iterable[Claim]) -> list[Claim]:
    ids = {one.id for one in gone}
    return [one for one in claims if one.id not in ids]


def _content(row: Fact) -> tuple[object, ...]:
    return (row.said, row.valid, row.ending, row.closed_by, frozenset(row.claims))


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.subject, claim.predicate, claim.object, claim.is_negated)
