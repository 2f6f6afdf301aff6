"""A batch of episodes becomes knowledge: read → resolve → settle → apply, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from quipu.graph.consolidation.claims import claims_from
from quipu.graph.consolidation.consolidate import Decision, consolidate
from quipu.graph.consolidation.resolve import Resolution, forms_in, resolution
from quipu.graph.memory import Memory
from quipu.graph.vectors import vectors_for
from quipu.schema.changes import ChangeSet
from quipu.schema.errors import Conflict, Invalid, Unavailable
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Claim, Episode, Reading
from quipu.schema.ports import Extractor, Job, Lease

log = logging.getLogger(__name__)

ATTEMPTS = 3  # a job that found the engine away this often is given up, visibly


@dataclass(frozen=True, slots=True)
class SettleReport:
    """What one round of settling did."""

    scope: Scope
    episodes: int
    facts_learned: int
    failed_jobs: int


async def settle_next(
    memory: Memory, extractor: Extractor, *, lease_seconds: float = 120.0, max_episodes: int = 64
) -> SettleReport | None:
    """Settle the oldest open work of one scope; None when there is none.

    A batch that cannot be settled is tried again job by job, so that one poisonous episode
    fails alone and loudly. Raises `Unavailable` when the engine is away: the work stays queued.
    """
    lease = await memory.queue.lease(memory.clock(), lease_seconds, max_episodes)
    if lease is None:
        return None
    try:
        learned = await _settle(memory, extractor, lease)
    except Unavailable:
        await _give_back(memory, lease)
        raise
    except asyncio.CancelledError:  # shutting down: another worker need not wait out the lease
        await memory.queue.release(lease)
        raise
    except Conflict as fault:
        log.warning("batch was settled by someone else: %s", fault)
        await memory.queue.release(lease)
        return SettleReport(lease.scope, 0, 0, 0)
    except Exception as fault:  # noqa: BLE001 - no reader's error may stop the queue
        return await _one_by_one(memory, extractor, lease, fault)
    return SettleReport(lease.scope, len(lease.episodes), learned, 0)


async def _give_back(memory: Memory, lease: Lease) -> None:
    tired = [job for job in lease.jobs if job.attempts >= ATTEMPTS]
    for job in tired:
        await memory.queue.failed(
            lease, job.id, "engine or model away too often", memory.clock(), is_final=True
        )
    await memory.queue.release(lease)


async def _one_by_one(
    memory: Memory, extractor: Extractor, lease: Lease, fault: Exception
) -> SettleReport:
    """Try a poisonous batch job by job: what cannot be settled is FAILED with its error."""
    learned = failed = settled = 0
    for job in lease.jobs:
        alone = _alone(lease, job)
        try:
            learned += await _settle(memory, extractor, alone)
            settled += len(alone.episodes)
        except Conflict as conflict:
            log.warning("job %s: %s", job.id, conflict)
        except Unavailable:
            raise
        except Exception as reason:  # the poison is in this job: it fails alone, visibly
            log.error("job %s cannot be settled", job.id, exc_info=reason)
            told = f"{type(reason).__name__}: {reason}"
            await memory.queue.failed(lease, job.id, told, memory.clock(), is_final=True)
            failed += 1
    if failed == 0:
        log.warning("batch failed as a whole but not job by job: %s", fault)
    return SettleReport(lease.scope, settled, learned, failed)


def _alone(lease: Lease, job: Job) -> Lease:
    mine = set(job.episodes)
    episodes = tuple(episode for episode in lease.episodes if episode.id in mine)
    return Lease(lease.scope, (job,), episodes, lease.token, lease.expires_at)


async def _settle(memory: Memory, extractor: Extractor, lease: Lease) -> int:
    readings = await _read(extractor, lease.episodes)
    resolved, claims = await _anchored(memory, lease, readings)
    state = await memory.store.slots(lease.scope, {claim.slot for claim in claims})
    decision = consolidate(claims, state, memory.ontology, resolved.at)
    changes = _change_set(decision, resolved, claims, lease.episodes)
    vectors = await vectors_for(memory.embedder, decision, lease.episodes)
    await memory.store.apply(lease.scope, changes, vectors, lease)
    return len(decision.learned)


async def _read(extractor: Extractor, episodes: Sequence[Episode]) -> list[Reading]:
    """Readings in order; statements handed in ready-made need no reader."""
    to_read = [episode for episode in episodes if not episode.given]
    found = iter(await extractor.read(to_read) if to_read else [])
    return [
        Reading(statements=episode.given) if episode.given else next(found) for episode in episodes
    ]


async def _anchored(
    memory: Memory, lease: Lease, readings: Sequence[Reading]
) -> tuple[Resolution, list[Claim]]:
    """Resolve all mentions of a batch; claims come in the order in which things were said."""
    mentions = [
        mention
        for reading in readings
        for statement in reading.statements
        for mention in (statement.subject, statement.object)
    ]
    known = await memory.store.named(lease.scope, forms_in(mentions))
    await _must_exist(memory, lease.scope, [m.entity for m in mentions if m.entity is not None])
    resolved = resolution(lease.scope, memory.clock(), known)
    pairs = sorted(
        zip(lease.episodes, readings, strict=True),
        key=lambda pair: (pair[0].occurred_at, pair[0].id),
    )
    claims = [
        claim
        for episode, reading in pairs
        for claim in claims_from(episode, reading, resolved, memory.ontology)
    ]
    return resolved, claims


async def _must_exist(memory: Memory, scope: Scope, ids: Sequence[object]) -> None:
    wanted = {str(one) for one in ids}
    if not wanted:
        return
    from_store = await memory.store.entities(scope, [EntityId(one) for one in wanted])
    missing = wanted - {entity.id for entity in from_store}
    if missing:
        raise Invalid(f"no entity {min(missing)} in this scope")


def _change_set(
    decision: Decision, resolved: Resolution, claims: Sequence[Claim], episodes: Sequence[Episode]
) -> ChangeSet:
    return ChangeSet(
        at=decision.at,
        actor="worker",
        reason=f"read {len(episodes)} episodes" if len(episodes) > 1 else f"read {episodes[0].id}",
        entities=tuple(resolved.new.values()),
        names=tuple(resolved.names),
        claims=tuple(claims),
        retired=decision.retired,
        learned=decision.learned,
        disputes=decision.disputes,
    )
