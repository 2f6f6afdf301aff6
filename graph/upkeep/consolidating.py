"""Going over a whole scope: who may be one, what is disputed, and what belongs together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from quipu.graph.consolidation.communities import communities_of
from quipu.graph.consolidation.doubtful import Doubt, possibly_contradicting
from quipu.graph.consolidation.duplicates import likely_pairs
from quipu.graph.consolidation.resolve import Likely
from quipu.graph.listing import every_entity, every_fact
from quipu.graph.memory import Memory
from quipu.graph.ruling.reviews import reviews
from quipu.graph.upkeep.noting import MOST_NOTED, doubted, noted, unasked, undecided
from quipu.schema.changes import ChangeKind, Dispute
from quipu.schema.communities import Community
from quipu.schema.identity import Scope
from quipu.schema.jobs import Lease
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.ports import EntityQuery, FactQuery
from quipu.schema.reviews import Review, ReviewKind, ReviewStatus

_REVIEWS = 1_000  # open disputes that are looked for


class Pass(StrEnum):
    """One thing that is gone over, in the order of their names here."""

    DEDUPLICATE = "DEDUPLICATE"
    CONTRADICTIONS = "CONTRADICTIONS"
    COMMUNITIES = "COMMUNITIES"


ALL = tuple(Pass)
Watch = Callable[[Pass, str, int], None]
"""Told now and then: the pass, what is counted ("entities"), and how many so far."""


@dataclass(frozen=True, slots=True)
class PassReport:
    """What one pass looked at and found, and whether anything was written."""

    name: Pass
    looked_at: int
    found: int
    written: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What going over a scope came to. `entities` are those that the pairs name."""

    scope: Scope
    is_dry_run: bool
    passes: tuple[PassReport, ...] = ()
    pairs: tuple[Likely, ...] = ()
    disputes: tuple[Review, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # about which nobody was asked before
    communities: tuple[Community, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(slots=True)
class _Found:
    """What one pass came to."""

    looked_at: int = 0
    pairs: Sequence[Likely] = ()
    disputes: Sequence[Review] = ()
    communities: Sequence[Community] = ()
    entities: Sequence[Entity] = ()
    written: int = 0
    unasked: Sequence[Likely] = ()  # pairs that do not wait for a decision yet
    doubts: Sequence[tuple[Doubt, Dispute]] = ()
    is_made: bool = False  # whether communities were looked for, so that old ones give way

    @property
    def count(self) -> int:
        return sum(map(len, (self.pairs, self.disputes, self.doubts, self.communities)))


def _unwatched(name: Pass, what: str, count: int) -> None:
    return None


async def consolidated(
    memory: Memory,
    scope: Scope,
    passes: Collection[Pass] = ALL,
    *,
    is_dry_run: bool = False,
    watch: Watch = _unwatched,
    lease: Lease | None = None,
) -> Consolidation:
    """Go over an exact scope. Nothing that is believed changes: likely pairs join the disputes that
    wait for somebody to decide, communities are derived and take the place of those there were.

    A dry run finds the same and writes nothing. Doing it again changes nothing more. A lease, where
    it is given, must still be held for pairs to be noted.
    """
    done: list[_Found] = []
    reports = []
    begun = (await memory.store.statistics(scope, memory.view())).last_sequence
    for name in (one for one in ALL if one in passes):
        started = time.perf_counter()
        found = await _PASSES[name](memory, scope, watch)
        if not is_dry_run:
            found.written = await _kept(memory, scope, found, begun, lease)
        took = time.perf_counter() - started
        reports.append(PassReport(name, found.looked_at, found.count, found.written, took))
        done.append(found)
    return Consolidation(
        scope=scope,
        is_dry_run=is_dry_run,
        passes=tuple(reports),
        pairs=tuple(one for found in done for one in found.pairs),
        disputes=tuple(one for found in done for one in found.disputes),
        doubts=tuple(one for found in done for one, _ in found.doubts),
        communities=tuple(one for found in done for one in found.communities),
        entities=tuple(one for found in done for one in found.entities),
    )


async def _kept(
    memory: Memory, scope: Scope, found: _Found, begun: int, lease: Lease | None
) -> int:
    if found.unasked:
        return await noted(memory, scope, found.unasked[:MOST_NOTED], lease)
    if found.doubts:
        asked = [dispute for _, dispute in found.doubts[:MOST_NOTED]]
        return await doubted(memory, scope, asked, lease)
    if found.is_made:
        return await keep_made(memory, scope, found.communities, begun)
    return 0


async def keep_made(memory: Memory, scope: Scope, made: Sequence[Community], begun: int) -> int:
    """Keep communities made from what stood in the log up to `begun`; returns how many are kept.

    None, where something was forgotten meanwhile: they might name whom nobody may know any more.
    """
    await memory.store.keep_communities(scope, made)
    if not await memory.store.changes(scope, begun, 1, {ChangeKind.FORGOTTEN}):
        return len(made)
    await memory.store.keep_communities(scope, ())
    return 0


async def _duplicates(memory: Memory, scope: Scope, watch: Watch) -> _Found:
    entities = await _entities(memory, scope, Pass.DEDUPLICATE, watch, inherit=False)
    pairs = await asyncio.to_thread(likely_pairs, entities)
    pairs, fresh = await undecided(memory, scope, pairs)
    named = {end for pair in pairs for end in (pair.one, pair.other)}
    there = [one for one in entities if one.id in named]
    return _Found(len(entities), pairs, entities=there, unasked=fresh)


async def _contradictions(memory: Memory, scope: Scope, watch: Watch) -> _Found:
    found = await reviews(memory, scope, ReviewStatus.OPEN, None, _REVIEWS)
    told = [one for _, one in found if one.kind is not ReviewKind.POSSIBLY_SAME_AS]
    own = [one for one in told if one.scope == scope]
    watch(Pass.CONTRADICTIONS, "disputes", len(own))
    facts = await _facts(memory, scope, watch, Pass.CONTRADICTIONS)
    doubts = await asyncio.to_thread(possibly_contradicting, facts, memory.ontology)
    return _Found(len(facts), disputes=own, doubts=await unasked(memory, scope, doubts))


async def _communities(memory: Memory, scope: Scope, watch: Watch) -> _Found:
    entities = await _entities(memory, scope, Pass.COMMUNITIES, watch, inherit=True)
    facts = await _facts(memory, scope, watch)
    ids = {one.id for one in entities}
    made = await asyncio.to_thread(communities_of, scope, facts, ids, memory.clock())
    return _Found(len(facts), communities=made, is_made=True)


async def _entities(
    memory: Memory, scope: Scope, name: Pass, watch: Watch, *, inherit: bool
) -> list[Entity]:
    """All entities of a scope, without values."""
    query = EntityQuery(inherit=inherit)
    counting = partial(watch, name, "entities")
    return await every_entity(memory.store, scope, query, counting=counting)


async def _facts(
    memory: Memory, scope: Scope, watch: Watch, name: Pass = Pass.COMMUNITIES
) -> list[Fact]:
    """All facts of an exact scope that are not stale now."""
    query = FactQuery(memory.view(), inherit=False)
    counting = partial(watch, name, "facts")
    return await every_fact(memory.store, scope, query, counting=counting)


_PASSES = {
    Pass.DEDUPLICATE: _duplicates,
    Pass.CONTRADICTIONS: _contradictions,
    Pass.COMMUNITIES: _communities,
}
