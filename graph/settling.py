"""A batch of episodes becomes knowledge: read → resolve → settle → apply, once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quipu.graph.consolidation.appearances import appearances_of, named_in
from quipu.graph.consolidation.claims import claims_from
from quipu.graph.consolidation.consolidate import Decision, consolidate, slots_of
from quipu.graph.consolidation.marks import mark_slots, marks_of, marks_told
from quipu.graph.consolidation.resolve import Marks, Resolution, forms_in, resolution, unknown_in
from quipu.graph.forgetting.tombstones import left_of
from quipu.graph.memory import Memory
from quipu.graph.vectors import episode_vectors, fact_vectors, together
from quipu.schema.appearances import Appearance
from quipu.schema.changes import ChangeSet
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Claim, Entity, Episode, Reading
from quipu.schema.ports import Extractor, Lease
from quipu.schema.readings import EpisodeRead
from quipu.schema.rulings import is_ruling


@dataclass(frozen=True, slots=True)
class Batch:
    """Episodes of one scope that are settled together, under a lease or not."""

    scope: Scope
    episodes: tuple[Episode, ...]
    lease: Lease | None = None


async def settled(memory: Memory, extractor: Extractor, batch: Batch) -> int:
    """Read, resolve, settle and apply a batch at once; returns how many fact rows were learned.

    With a lease its jobs are done in the same transaction. Doing it again changes nothing.
    """
    # Reading and embedding need nothing of each other, and each leaves a core idle.
    readings, spoken = await asyncio.gather(
        _read(extractor, batch.episodes), episode_vectors(memory.embedder, batch.episodes)
    )
    found = await anchored(memory, batch, readings)
    claims, resolved = found.claims, found.resolved
    state = await memory.store.slots(batch.scope, slots_of(claims))
    decision = consolidate(claims, state, memory.ontology, resolved.at)
    read = records_of(batch.episodes, readings, decision.at)
    changes = replace(change_set(decision, found, batch.episodes), read=read)
    vectors = together(spoken, await fact_vectors(memory.embedder, decision.learned))
    await memory.store.apply(batch.scope, changes, vectors, batch.lease)
    return len(decision.learned)


async def _read(extractor: Extractor, episodes: Sequence[Episode]) -> list[Reading]:
    """Readings in order; statements handed in ready-made need no reader."""
    to_read = [episode for episode in episodes if not episode.given]
    found = iter(await extractor.read(to_read) if to_read else [])
    return [
        Reading(statements=episode.given) if episode.given else next(found) for episode in episodes
    ]


def records_of(
    episodes: Sequence[Episode], readings: Sequence[Reading], at: datetime
) -> tuple[EpisodeRead, ...]:
    """A record for each reading that names its reader, as those around a model do."""
    return tuple(
        EpisodeRead(episode.id, reading.reader, at, reading.stood_in_because, reading.dropped)
        for episode, reading in zip(episodes, readings, strict=True)
        if reading.reader
    )


@dataclass(frozen=True, slots=True)
class Anchored:
    """What a batch says, by entity."""

    resolved: Resolution
    claims: list[Claim]
    appearances: list[Appearance]


async def anchored(memory: Memory, batch: Batch, readings: Sequence[Reading]) -> Anchored:
    """Resolve all mentions of a batch; claims come in the order in which things were said."""
    mentions = [
        mention
        for reading in readings
        for statement in reading.statements
        for mention in (statement.subject, statement.object)
    ]
    pairs = sorted(
        zip(batch.episodes, readings, strict=True),
        key=lambda pair: (pair[0].occurred_at, pair[0].id),
    )
    named = [mention for pair in pairs for mention in named_in(*pair)]
    known = await memory.store.named(batch.scope, forms_in([*mentions, *named]))
    await _must_exist(memory, batch.scope, [m.entity for m in mentions if m.entity is not None])
    alike = await memory.store.alike(batch.scope, unknown_in([*mentions, *named], known))
    resolved = resolution(batch.scope, memory.clock(), known, alike)
    told = [marks_told(episode, reading, memory.ontology) for episode, reading in pairs]
    resolved.marks = await _marks(memory, batch.scope, told, [*known.values(), alike])
    claims = []
    for (episode, reading), resolved.told in zip(pairs, told, strict=True):
        claims += claims_from(episode, reading, resolved, memory.ontology)
    resolved.told = {}
    seen = [one for pair in pairs for one in appearances_of(*pair, resolved)]
    return await _unforgotten(memory, batch.scope, Anchored(resolved, claims, seen))


async def _unforgotten(memory: Memory, scope: Scope, found: Anchored) -> Anchored:
    """The same without claims of what was erased on request, and whom nobody else speaks of."""
    left = await left_of(memory.store, scope, found.claims)
    if len(left) == len(found.claims):
        return found
    named = {end for claim in left for end in (claim.subject, claim.object)}
    named |= {one.entity for one in found.appearances}
    gone = {end for claim in found.claims for end in (claim.subject, claim.object)} - named
    for entity in gone:
        found.resolved.new.pop(entity, None)
    found.resolved.names = [one for one in found.resolved.names if one.entity not in gone]
    return Anchored(found.resolved, left, found.appearances)


async def _marks(
    memory: Memory,
    scope: Scope,
    told: Sequence[Mapping[str, Marks]],
    candidates: Sequence[Sequence[Entity]],
) -> dict[EntityId, dict[str, EntityId]]:
    """What is known of candidates that nobody has two of, of the kinds that a batch tells."""
    predicates = {predicate for some in told for marks in some.values() for predicate in marks}
    if not predicates:
        return {}
    owners = {entity.id for some in candidates for entity in some}
    slots = mark_slots(scope, owners, predicates, memory.ontology)
    return marks_of((await memory.store.slots(scope, slots)).claims)


async def _must_exist(memory: Memory, scope: Scope, ids: Sequence[object]) -> None:
    wanted = {str(one) for one in ids}
    if not wanted:
        return
    from_store = await memory.store.entities(scope, [EntityId(one) for one in wanted])
    missing = wanted - {entity.id for entity in from_store}
    if missing:
        raise Invalid(f"no entity {min(missing)} in this scope")


def change_set(decision: Decision, found: Anchored, episodes: Sequence[Episode]) -> ChangeSet:
    read = f"read {episodes[0].id}" if len(episodes) == 1 else f"read {len(episodes)} episodes"
    actor, reason = ruled_by(episodes) or ("worker", read)
    return ChangeSet(
        at=decision.at,
        actor=actor,
        reason=reason,
        entities=tuple(found.resolved.new.values()),
        names=tuple(found.resolved.names),
        appearances=tuple(found.appearances),
        claims=tuple(found.claims),
        retired=decision.retired,
        learned=decision.learned,
        disputes=decision.disputes,
    )


def ruled_by(episodes: Sequence[Episode]) -> tuple[str, str] | None:
    """Who ruled and why, where a batch is one ruling."""
    if not episodes or not all(is_ruling(one) for one in episodes):
        return None
    told = {(str(one.metadata["actor"]), str(one.metadata["reason"])) for one in episodes}
    return told.pop() if len(told) == 1 else None
