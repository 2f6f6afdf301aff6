"""Reading again what somebody had to stand in for: what was read before makes room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.memory import Memory
from quipu.graph.regrouping import Regrouping, state_with
from quipu.graph.settling import Batch, anchored, change_set, records_of
from quipu.graph.vectors import fact_vectors
from quipu.schema.identity import ClaimId, EpisodeId, Scope, derived_id
from quipu.schema.knowledge import Claim, Episode, Reading
from quipu.schema.ports import Extractor
from quipu.schema.readings import EpisodeRead

BATCH = 24  # a model's failure in between leaves what came before it read


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading again did: episodes read, those still waiting, fact rows learned and retired."""

    read: int = 0
    waiting: int = 0
    facts_learned: int = 0
    facts_retired: int = 0

    def __add__(self, other: Reread) -> Reread:
        return Reread(
            self.read + other.read,
            self.waiting + other.waiting,
            self.facts_learned + other.facts_learned,
            self.facts_retired + other.facts_retired,
        )


async def reread(
    memory: Memory, extractor: Extractor, scope: Scope, waiting: Sequence[EpisodeRead]
) -> Reread:
    """Read episodes of this exact scope again, and settle what is said there now.

    Those for which somebody has to stand in once more stay as they are, and waiting. What a person
    took back is not read again. Raises `Conflict` where a worker settled the same slots meanwhile:
    nothing of that batch has happened then, and it can be read again.
    """
    done = Reread()
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        done += await _batch_reread(memory, extractor, scope, batch)
    return done


async def _batch_reread(
    memory: Memory, extractor: Extractor, scope: Scope, batch: Sequence[EpisodeRead]
) -> Reread:
    held = await memory.store.episodes(scope, [one.episode for one in batch])
    own = [one for one in held if one.scope == scope and not one.given]
    before: dict[EpisodeId, list[Claim]] = {one.id: [] for one in own}
    for claim in await memory.store.claims_of(scope, list(before)):
        before[claim.episode].append(claim)
    to_read = [one for one in own if not _is_taken_back(before[one.id])]
    readings = await extractor.read(to_read) if to_read else []
    pairs = [
        (episode, reading)
        for episode, reading in zip(to_read, readings, strict=True)
        if not reading.stood_in_because
    ]
    left_alone = {one.id for one in own} - {one.id for one in to_read}
    records = [replace(one, stood_in_because="") for one in batch if one.episode in left_alone]
    changed = await _settled_anew(memory, scope, pairs, before, records)
    return replace(changed, read=len(pairs), waiting=len(to_read) - len(pairs))


async def _settled_anew(
    memory: Memory,
    scope: Scope,
    pairs: Sequence[tuple[Episode, Reading]],
    before: dict[EpisodeId, list[Claim]],
    records: Sequence[EpisodeRead],
) -> Reread:
    episodes, readings = [one for one, _ in pairs], [one for _, one in pairs]
    if not episodes and not records:
        return Reread()
    found = await anchored(memory, Batch(scope, tuple(episodes)), readings)
    claims, resolved = found.claims, found.resolved
    old = [claim for one in episodes for claim in before[one.id]]
    fresh, gone = exchanged(old, claims)
    touched = [*fresh, *(claim for claim in old if claim.id in gone)]
    state = await state_with(memory.store, scope, touched, Regrouping())
    decision = consolidate(fresh, state, memory.ontology, resolved.at, retracted=gone)
    changes = replace(
        change_set(decision, replace(found, claims=fresh), episodes),
        reason=f"read {len(episodes)} episodes again",
        retracted=tuple(gone),
        read=(*records_of(episodes, readings, decision.at), *records),
    )
    vectors = await fact_vectors(memory.embedder, decision.learned)
    await memory.store.apply(scope, changes, vectors)
    return Reread(facts_learned=len(decision.learned), facts_retired=len(decision.retired))


def exchanged(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[list[Claim], list[ClaimId]]:
    """The claims to add, and the ids of those that no longer count.

    What both readings say stays as it is. What an earlier reading said, was given up, and is said
    once more comes under a new id, because a claim that was given up never counts again.
    """
    counting = {claim.id for claim in old if not claim.is_retracted}
    given_up = {claim.id for claim in old if claim.is_retracted}
    said = {claim.id for claim in new}
    fresh = [
        replace(claim, id=ClaimId(derived_id("cl", claim.id, "again", len(given_up))))
        if claim.id in given_up
        else claim
        for claim in new
        if claim.id not in counting
    ]
    return fresh, sorted(counting - said)


def _is_taken_back(claims: Sequence[Claim]) -> bool:
    return bool(claims) and all(claim.is_retracted for claim in claims)
