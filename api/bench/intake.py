"""A set's texts and triples go in by the doors that a user has, and the time is taken."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quipu.api.bench.figures import Figures
from quipu.api.bench.sets import Dated
from quipu.api.cli.ingest import BATCH, Intake, Progress
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.identity import Scope

if TYPE_CHECKING:
    from quipu.api.assemble import Service


async def take_in_drafts(
    service: Service, scope: Scope, drafts: Sequence[EpisodeDraft], *, to: Figures, watch: Progress
) -> None:
    """Remember drafts as `quipu ingest` does, and return when all are settled."""
    started, before = time.perf_counter(), await _facts(service, scope)
    intake = Intake(service, scope, watch)
    async with service.worker.running():
        for place, draft in enumerate(drafts, start=1):
            await intake.add(draft, place)
        await intake.settle()
    to.ingest_seconds += time.perf_counter() - started
    to.messages += len(drafts)
    to.failed += intake.failed
    to.facts += await _facts(service, scope) - before


async def take_in_triples(
    service: Service, scope: Scope, statements: Sequence[Dated], *, to: Figures
) -> None:
    """Add ready-made facts in batches, and return when all are settled."""
    started, before = time.perf_counter(), await _facts(service, scope)
    for first in range(0, len(statements), BATCH):
        batch = statements[first : first + BATCH]
        key = f"bench-{batch[0].id}"
        await service.memory.add_facts(scope, [_fact_draft(one) for one in batch], key)
    await service.worker.drain()
    to.ingest_seconds += time.perf_counter() - started
    to.messages += len(statements)
    to.facts += await _facts(service, scope) - before


def _fact_draft(statement: Dated) -> FactDraft:
    subject, relation, value = statement.triple
    return FactDraft(
        source=EntityRef(name=subject),
        predicate=relation,
        statement=f"{subject} {relation} {value}",
        target=EntityRef(name=value),
        valid_at=statement.at,
        occurred_at=statement.at,
    )


async def _facts(service: Service, scope: Scope) -> int:
    return (await service.memory.store.statistics(scope, service.memory.view())).facts
