"""A batch of episodes becomes knowledge: read → resolve → settle → apply, once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from quipu.graph.anew import anew
from quipu.graph.aside import aside
from quipu.graph.consolidation.appearances import appearances_of, named_in
from quipu.graph.consolidation.claims import claims_from
from quipu.graph.consolidation.consolidate import Decision, consolidate
from quipu.graph.consolidation.identities import (
    Identities,
    ends_told,
    likely_claim,
    likely_in,
    makes_new,
    seen,
)
from quipu.graph.consolidation.marks import (
    holders,
    is_number,
    mark_slots,
    marks_of,
    marks_told,
    unusual_numbers,
)
from quipu.graph.consolidation.mentioned import forms_in, unknown_in
from quipu.graph.consolidation.relatives import with_relatives
from quipu.graph.consolidation.resolve import (
    Holder,
    Marks,
    Number,
    Resolution,
    resolution,
    rule_of,
)
from quipu.graph.forgetting.tombstones import left_of
from quipu.graph.intake.related import owners_in, relatives_meant
from quipu.graph.intake.turns import Turns, turns_beside, with_questions
from quipu.graph.memory import Memory
from quipu.graph.regrouping import regroup_below, regrouped, state_with
from quipu.graph.renaming import renamed
from quipu.graph.vectors import episode_vectors, fact_vectors, together
from quipu.schema.appearances import Appearance
from quipu.schema.changes import Cause, ChangeSet, Dispute
from quipu.schema.errors import Invalid
from quipu.schema.experience import is_experience
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Claim, Entity, Episode, Reading
from quipu.schema.ports import Extractor, Lease
from quipu.schema.readers import LIKELY
from quipu.schema.readings import EpisodeRead
from quipu.schema.rulings import is_ruling


@dataclass(frozen=True, slots=True)
class Batch:
    """Episodes of one scope that are settled together, under a lease or not."""

    scope: Scope
    episodes: tuple[Episode, ...]
    lease: Lease | None = None
    turns: Turns | None = None  # what stands beside them, where somebody has looked already


async def settled(memory: Memory, extractor: Extractor, batch: Batch) -> int:
    """Read, resolve, settle and apply a batch at once; returns how many fact rows were learned.

    With a lease its jobs are done in the same transaction. Doing it again changes nothing. Where
    somebody else wrote to the scope meanwhile, all but the reading is done anew.
    """
    if batch.turns is None:
        beside = await turns_beside(memory.store, batch.scope, batch.episodes)
        batch = replace(batch, turns=beside)
    batch = replace(batch, episodes=with_questions(batch.episodes, batch.turns or {}))
    # Reading and embedding need nothing of each other, and each leaves a core idle.
    readings, spoken = await asyncio.gather(
        _read(extractor, batch.episodes), episode_vectors(memory.embedder, batch.episodes)
    )

    async def decide(revision: int) -> int:
        changes = await _decided(memory, batch, readings)
        vectors = together(spoken, await fact_vectors(memory.embedder, changes.learned))
        changes = replace(changes, revision=revision)
        await memory.store.apply(batch.scope, changes, vectors, batch.lease)
        return len(changes.learned)

    known = None if batch.lease is None else batch.lease.revision
    return await anew(memory.store, batch.scope, decide, known)


async def _decided(memory: Memory, batch: Batch, readings: Sequence[Reading]) -> ChangeSet:
    """What a batch changes of what its scope holds now."""
    found = await anchored(memory, batch, readings)
    store, ontology, at = memory.store, memory.ontology, found.resolved.at
    group = await regrouped(store, ontology, batch.scope, found.claims)
    who = Identities({**found.resolved.roots, **group.who.roots}, group.who.moves)
    found = replace(found, claims=[seen(one, who, ontology) for one in found.claims])
    cause = Cause(at, *(ruled_by(batch.episodes) or ("worker", "who is who")))
    await regroup_below(store, memory.embedder, ontology, batch.scope, group, cause)
    state = await state_with(store, batch.scope, found.claims, group)
    now = max(at, group.at)
    settle = partial(consolidate, found.claims, state, ontology, now, moved=group.before)
    decision = await aside(len(state.claims) + len(found.claims), settle)
    said = (*state.claims, *found.claims)
    new = found.resolved.new
    learned = await renamed(store, batch.scope, decision.learned, said, who.roots, new)
    decision = replace(decision, learned=learned)
    return replace(
        change_set(decision, found, batch.episodes),
        read=records_of(batch.episodes, readings, decision.at),
        redirects=group.redirects,
        moved=group.moved,
    )


async def _read(extractor: Extractor, episodes: Sequence[Episode]) -> list[Reading]:
    """Readings in order. Statements handed in ready-made need no reader, and an attempt at a task
    says nothing that holds of anybody."""
    to_read = [episode for episode in episodes if _needs_reader(episode)]
    found = iter(await extractor.read(to_read) if to_read else [])
    return [
        next(found) if _needs_reader(episode) else Reading(statements=episode.given)
        for episode in episodes
    ]


def _needs_reader(episode: Episode) -> bool:
    return not episode.given and not is_experience(episode)


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
    pairs: tuple[Dispute, ...] = ()  # who may be whom, for a person to decide


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
    forms = forms_in([*mentions, *named]) | owners_in(mentions, memory.ontology)
    known = await memory.store.named(batch.scope, forms)
    given = await _given(memory, batch.scope, readings)
    alike = await memory.store.alike(batch.scope, unknown_in([*mentions, *named], known))
    resolved = resolution(batch.scope, memory.clock(), known, alike)
    met = [*given, *alike, *(one for some in known.values() for one in some)]
    resolved.roots = {one.id: one.merged_into for one in met if one.merged_into}
    told = [marks_told(episode, reading, memory.ontology) for episode, reading in pairs]
    resolved.marks = await _marks(memory, resolved, told, met)
    resolved.numbered = await _numbered(memory, batch.scope, told)
    resolved.unusual = {id for pair in pairs for id in unusual_numbers(*pair, memory.ontology)}
    claims, seen_in = list[Claim](), list[Appearance]()
    for (episode, read), resolved.told in zip(pairs, told, strict=True):
        asked, resolved.trust = len(resolved.likely), episode.trust
        meant = await relatives_meant(memory, resolved, episode, read, claims)
        reading = with_relatives(read, meant)
        claims += claims_from(episode, reading, resolved, memory.ontology)
        resolved.told = {}
        seen_in += appearances_of(episode, reading, resolved)
        likely = resolved.likely[asked:]
        claims += [likely_claim(episode, pair, resolved.at) for pair in likely]
    who = Identities(resolved.roots)
    claims = [seen(one, who, memory.ontology) for one in claims]
    return await _unforgotten(memory, batch.scope, Anchored(resolved, claims, seen_in))


async def _unforgotten(memory: Memory, scope: Scope, found: Anchored) -> Anchored:
    """The same without claims of what was erased on request, and whom nobody else speaks of."""
    left = await left_of(memory.store, scope, found.claims)
    gone = set[EntityId]()
    if len(left) < len(found.claims):
        named = {end for one in left if one.reader != LIKELY for end in ends_told(one)}
        named |= {one.entity for one in found.appearances}
        gone = {end for claim in found.claims for end in ends_told(claim)} - named
        for entity in gone:
            found.resolved.new.pop(entity, None)
        found.resolved.names = [one for one in found.resolved.names if one.entity not in gone]
        left = [one for one in left if one.reader != LIKELY or one.subject not in gone]
    pairs = [Dispute(c.slot, c.id, c.id, likely_in(c).rule) for c in left if c.reader == LIKELY]
    return replace(found, claims=left, pairs=tuple(pairs))


async def _marks(
    memory: Memory,
    resolved: Resolution,
    told: Sequence[Mapping[str, Marks]],
    candidates: Sequence[Entity],
) -> dict[EntityId, dict[str, EntityId]]:
    """What is known of candidates that nobody has two of, of the kinds that a batch tells."""
    predicates = {predicate for some in told for marks in some.values() for predicate in marks}
    if not predicates:
        return {}
    owners = {resolved.root(entity.id) for entity in candidates}
    slots = mark_slots(resolved.scope, owners, predicates, memory.ontology)
    return marks_of((await memory.store.slots(resolved.scope, slots)).claims)


async def _numbered(
    memory: Memory, scope: Scope, told: Sequence[Mapping[str, Marks]]
) -> dict[Number, Holder]:
    """Whose records the numbers are that a batch tells."""
    every = [marks for some in told for marks in some.values()]
    numbers = {value for marks in every for mark, value in marks.items() if is_number(mark)}
    if not numbers:
        return {}
    held = holders(await memory.store.claims_about(scope, sorted(numbers)))
    ids = {claim.subject for claim in held.values()}
    there = {one.id: one for one in await memory.store.entities(scope, sorted(ids))}
    return {
        number: Holder(there[claim.subject], claim.trust, rule_of(number[0]))
        for number, claim in held.items()
        if claim.subject in there
    }


async def _given(memory: Memory, scope: Scope, readings: Sequence[Reading]) -> list[Entity]:
    """The entities that are named by id; who is parted off is not there yet. Raises Invalid."""
    wanted = {
        side.entity
        for reading in readings
        for one in reading.statements
        for side in ((one.subject,) if makes_new(one) else (one.subject, one.object))
        if side.entity is not None
    }
    found = await memory.store.entities(scope, sorted(wanted)) if wanted else []
    missing = wanted - {entity.id for entity in found}
    if missing:
        raise Invalid(f"no entity {min(missing)} in this scope")
    return found


def change_set(decision: Decision, found: Anchored, episodes: Sequence[Episode]) -> ChangeSet:
    read = f"read {episodes[0].id}" if len(episodes) == 1 else f"read {len(episodes)} episodes"
    actor, reason = ruled_by(episodes) or ("worker", read)
    return ChangeSet(
        at=decision.at,
        actor=actor,
        reason=reason,
        entities=tuple(map(found.resolved.spelled, found.resolved.new.values())),
        names=tuple(found.resolved.further_names()),
        respelled=tuple(found.resolved.respelled()),
        appearances=tuple(found.appearances),
        claims=decision.told,
        retired=decision.retired,
        learned=decision.learned,
        disputes=(*decision.disputes, *found.pairs),
    )


def ruled_by(episodes: Sequence[Episode]) -> tuple[str, str] | None:
    """Who ruled and why, where a batch is one ruling."""
    if not episodes or not all(is_ruling(one) for one in episodes):
        return None
    told = {(str(one.metadata["actor"]), str(one.metadata["reason"])) for one in episodes}
    return told.pop() if len(told) == 1 else None
