"""A made-up world goes into an engine as settled work does: episodes, then one change set each."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from quipu.api.bench.scale_world import BEGINNING, Batch, ScaleWorld
from quipu.schema.changes import ChangeSet
from quipu.schema.errors import Conflict
from quipu.schema.ports import Lease

if TYPE_CHECKING:
    from quipu.api.assemble import Service

BATCH = 999  # facts in one change set
_LEASE_SECONDS = 600.0


@dataclass(slots=True)
class Loading:
    """How long it took: to accept episodes, and to apply what they say."""

    episodes: int = 0
    facts: int = 0
    accept_seconds: float = 0.0
    apply_seconds: float = 0.0

    @property
    def facts_per_second(self) -> float:
        return self.facts / self.apply_seconds if self.apply_seconds else 0.0

    @property
    def episodes_per_second(self) -> float:
        return self.episodes / self.accept_seconds if self.accept_seconds else 0.0


async def load(service: Service, world: ScaleWorld) -> Loading:
    """Everything the world tells, batch by batch, with claims, log and vectors."""
    loading = Loading()
    for number, batch in enumerate(world.batches(BATCH)):
        started = time.perf_counter()
        lease = await _owed(service, batch, number)
        accepted = time.perf_counter()
        changes = ChangeSet(
            at=batch.episodes[-1].created_at,
            actor="bench",
            reason="scale",
            entities=batch.entities,
            claims=batch.claims,
            retired=batch.retired,
            learned=batch.learned,
        )
        await service.memory.store.apply(batch.scope, changes, batch.vectors, lease)
        loading.accept_seconds += accepted - started
        loading.apply_seconds += time.perf_counter() - accepted
        loading.episodes += len(batch.episodes)
        loading.facts += len(batch.learned)
    return loading


async def _owed(service: Service, batch: Batch, number: int) -> Lease:
    """The lease of a batch's episodes. Raises Conflict where another's work came in between."""
    at = _long_ago(number)
    queue = service.memory.queue
    await queue.accept(batch.scope, f"batch {number}", f"{number}", batch.episodes, at)
    lease = await queue.lease(at, _LEASE_SECONDS, len(batch.episodes))
    if lease is None or lease.scope != batch.scope:
        if lease is not None:
            await queue.release(lease)
        raise Conflict(
            "another worker uses this database", hint="measure on a server that nobody else uses"
        )
    return lease


def _long_ago(number: int) -> datetime:
    """Work is leased oldest first: ours comes before what others may have left there."""
    return BEGINNING - timedelta(days=3_650) + timedelta(seconds=number)
