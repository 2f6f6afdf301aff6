"""Reading again what somebody had to stand in for: what was read before makes room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from quipu.graph.anew import anew
from quipu.graph.aside import aside
from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.intake.retract import taken_back
from quipu.graph.intake.settling import Batch, anchored, change_set, records_of
from quipu.graph.intake.turns import turns_beside, with_questions
from quipu.graph.memory import Memory
from quipu.graph.regrouping import Regrouping, state_with
from quipu.graph.renaming import renamed
from quipu.graph.vectors import fact_vectors
from quipu.schema.changes import ChangeSet
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
    took back is not read again, and what was forgotten meanwhile stays so.
    """
    done = Reread()
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        ids = [one.episode for one in batch]
        done += await _batch_reread(memory, extractor, scope, ids, batch)
    return done


async def read_anew(
    memory: Memory, extractor: Extractor, scope: Scope, episodes: Sequence[EpisodeId]
) -> None:
    """Read turns again that were read before something came in beside them."""
    for start in range(0, len(episodes), BATCH):
        await _batch_reread(memory, extractor, scope, episodes[start : start + BATCH])


async def _batch_reread(
    memory: Memory,
    extractor: Extractor,
    scope: Scope,
    ids: Sequence[EpisodeId],
    records: Sequence[EpisodeRead] = (),
) -> Reread:
    before = await _told_before(memory, scope, ids)
    left = [one.episode for one in before if not one.is_taken_back]
    to_read = with_questions(left, await turns_beside(memory.store, scope, left))
    readings = await extractor.read(to_read) if to_read else []
    found = {
        episode.id: (episode, reading)
        for episode, reading in zip(to_read, readings, strict=True)
        if not reading.stood_in_because
    }

    async def decide(revision: int) -> Reread:
        told = await _told_before(memory, scope, ids)  # somebody may have taken one back
        answered = await _without_forgotten(memory, scope, found)
        changes = await _settled_anew(memory, scope, records, told, answered)
        if changes is None:
            return Reread()
        vectors = await fact_vectors(memory.embedder, changes.learned)
        await memory.store.apply(scope, replace(changes, revision=revision), vectors)
        return Reread(facts_learned=len(changes.learned), facts_retired=len(changes.retired))

    changed = await anew(memory.store, scope, decide)
    return replace(changed, read=len(found), waiting=len(to_read) - len(found))


_Found = Mapping[EpisodeId, tuple[Episode, Reading]]
"""Episodes as they were handed to a reader, each with what it found."""


async def _without_forgotten(memory: Memory, scope: Scope, found: _Found) -> _Found:
    """Without what was read as the answer to a question that has been forgotten meanwhile."""
    asked = {one.asked.id: one.asked for one, _ in found.values() if one.asked is not None}
    held = await memory.store.episodes(scope, list(asked)) if asked else []
    gone = {id for id, one in asked.items() if one not in held}
    return {
        id: (one, reading)
        for id, (one, reading) in found.items()
        if one.asked is None or one.asked.id not in gone
    }


@dataclass(frozen=True, slots=True)
class Told:
    """An episode that somebody read, and the claims that it was read as; whether all of them count
    no longer because somebody said so."""

    episode: Episode
    claims: Sequence[Claim]
    is_taken_back: bool


async def _told_before(memory: Memory, scope: Scope, ids: Sequence[EpisodeId]) -> list[Told]:
    held = await memory.store.episodes(scope, ids)
    own = [one for one in held if one.scope == scope and not one.given]
    claims: dict[EpisodeId, list[Claim]] = {one.id: [] for one in own}
    every = await memory.store.claims_of(scope, list(claims))
    for claim in every:
        claims[claim.episode].append(claim)
    gone = await taken_back(memory.store, scope, every)
    return [
        Told(one, some := claims[one.id], bool(some) and all(claim.id in gone for claim in some))
        for one in own
    ]


async def _settled_anew(
    memory: Memory,
    scope: Scope,
    waiting: Sequence[EpisodeRead],
    told: Sequence[Told],
    found: _Found,
) -> ChangeSet | None:
    left_alone = {one.episode.id for one in told if one.is_taken_back}
    records = [replace(one, stood_in_because="") for one in waiting if one.episode in left_alone]
    # Of what was forgotten meanwhile, text or words, nothing is left as it was read.
    again = [
        (found[one.episode.id][0], one.claims)
        for one in told
        if one.episode.id in found.keys() - left_alone and found[one.episode.id][0] == one.episode
    ]
    episodes = [one for one, _ in again]
    if not episodes and not records:
        return None
    readings = [found[one.id][1] for one in episodes]
    said = await anchored(memory, Batch(scope, tuple(episodes)), readings)
    old = [claim for _, claims in again for claim in claims]
    fresh, gone = exchanged(old, said.claims)
    touched = [*fresh, *(claim for claim in old if claim.id in gone)]
    state = await state_with(memory.store, scope, touched, Regrouping())
    now = said.resolved.at
    settle = partial(consolidate, fresh, state, memory.ontology, now, retracted=gone)
    decision = await aside(len(state.claims) + len(fresh), settle)
    learned = await renamed(memory.store, scope, decision.learned, (*state.claims, *fresh))
    decision = replace(decision, learned=learned)
    return replace(
        change_set(decision, said, episodes),
        reason=f"read {len(episodes)} episodes again",
        retracted=tuple(gone),
        read=(*records_of(episodes, readings, decision.at), *records),
    )


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
