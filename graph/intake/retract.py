"""Retraction: what episodes claimed counts no longer, by a ruling that is settled at once."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.consolidation.consolidate import slots_of
from quipu.graph.consolidation.rulings import left_standing
from quipu.graph.intake.settling import Batch, settled
from quipu.graph.memory import Memory
from quipu.graph.ruling.acts import Act, retraction
from quipu.graph.ruling.amend import asked_by, must_reach
from quipu.graph.ruling.tellings import told_of
from quipu.schema.errors import Conflict, NotFound
from quipu.schema.identity import ClaimId, EpisodeId, Scope, derived_id
from quipu.schema.jobs import JobStatus
from quipu.schema.knowledge import Claim, Episode, Reading
from quipu.schema.ports import GraphStore
from quipu.schema.rulings import Ruling

_ROUNDS = 5  # each but the first because somebody read a text anew meanwhile


async def retracted(
    memory: Memory, scope: Scope, episodes: Sequence[EpisodeId], by: Ruling, key: str
) -> None:
    """Take what episodes of this exact scope claimed out of belief; what they had ended comes back.

    A ruling like any other, so that it can be undone; but when this returns, it is settled. What
    counts no longer is left as it is. Raises `NotFound` for an unknown episode, `Forbidden` where
    it is trusted more than who rules, and `Conflict` for one that is not read yet: it would be
    believed as soon as it is.
    """
    hashed = asked_by(by, "retract", tuple(sorted(set(episodes))))
    await _must_be_read(memory, scope, episodes)
    for turn in range(_ROUNDS):
        claims = await _counting(memory.store, scope, episodes)
        if not claims:
            return
        must_reach(by, max(one.trust for one in claims))
        told = await told_of(memory.store, memory.ontology, claims)
        own = key if turn == 0 else derived_id("re", key, turn)
        ruling = retraction(scope, told, Act(by, own, memory.clock()))
        await memory.queue.accept(scope, own, hashed.hash, ruling, memory.clock())
        # The worker who is given its job finds it done; if we die here, it does it.
        await settled(memory, _Nobody(), Batch(scope, tuple(ruling)))


async def taken_back(
    store: GraphStore, scope: Scope, claims: Sequence[Claim]
) -> frozenset[ClaimId]:
    """Those of some claims of this exact scope that count no longer, because somebody said so."""
    gone = {one.id for one in claims if one.is_retracted}
    state = await store.slots(scope, slots_of(claims)) if claims else None
    told = () if state is None else state.claims
    left = {one.id for one in left_standing([one for one in told if not one.is_retracted])}
    return frozenset(gone | {one.id for one in claims if one.id not in left})


async def _counting(store: GraphStore, scope: Scope, episodes: Sequence[EpisodeId]) -> list[Claim]:
    claims = await store.claims_of(scope, list(dict.fromkeys(episodes)))
    gone = await taken_back(store, scope, claims)
    return [one for one in claims if one.id not in gone]


async def _must_be_read(memory: Memory, scope: Scope, episodes: Sequence[EpisodeId]) -> None:
    found = await memory.store.episodes(scope, episodes)
    held = {one.id for one in found if one.scope == scope}
    for missing in sorted(set(episodes) - held):
        raise NotFound(f"no episode {missing} in this scope", id=missing)
    for episode, job in (await memory.queue.job_of(scope, episodes)).items():
        if job.status in (JobStatus.QUEUED, JobStatus.RUNNING):
            raise Conflict(f"{episode} is not read yet", hint=f"wait for its job {job.id}")


class _Nobody:
    """Stands where a reader would: what is ruled comes ready-made."""

    name = "nobody"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        raise AssertionError(f"a ruling is not read: {[one.id for one in episodes]}")
