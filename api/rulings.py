"""What a ruling changed, once it is settled: facts given up, facts believed instead, log lines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from quipu.graph.consolidation.consolidate import slots_of
from quipu.graph.consolidation.identities import is_identity, makes_new, ruled_on
from quipu.graph.consolidation.rulings import of_review
from quipu.graph.listing import every_fact
from quipu.graph.memory import Memory
from quipu.schema.changes import LogEntry
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import INSTANT, AsOf
from quipu.schema.knowledge import DECIDED, Fact
from quipu.schema.ports import FactQuery, Job

_LINES = 1_000  # of the log, that one answer tells


@dataclass(frozen=True, slots=True)
class Ruled:
    """Facts believed no longer, facts believed instead, and the lines of the log that say so."""

    gone: tuple[Fact, ...] = ()
    learned: tuple[Fact, ...] = ()
    lines: tuple[LogEntry, ...] = ()
    created: str = ""  # of a split, who is new by it


async def outcome(memory: Memory, scope: Scope, job: Job) -> Ruled:
    """What a settled ruling did at its own moment, whatever came after."""
    store = memory.store
    claims = await store.claims_of(scope, job.episodes)
    if not claims:
        return Ruled()
    at, slots = max(one.recorded_at for one in claims), set(slots_of(claims))
    who = ruled_on(claims)
    subjects = {one.subject for one in claims if not is_identity(one)} | who
    roots = {one.merged_into for one in await store.entities(scope, sorted(who))} if who else set()
    subjects |= {one for one in roots if one is not None}
    before = await _rows(memory, scope, subjects, at - INSTANT)
    after = await _rows(memory, scope, subjects, at)
    kept = {row.id for row in after}
    gone = [row for row in before if (who or row.slot in slots) and row.id not in kept]
    had = {row.id for row in before}
    learned = [row for row in after if (who or row.slot in slots) and row.id not in had]
    decided = [of_review(one) for one in claims if one.reader == DECIDED]
    changed = [*(row.id for row in (*gone, *learned)), *decided, *sorted(who)]
    lines = await store.changes_of(scope, changed, _LINES) if changed else []
    return Ruled(
        gone=tuple(gone),
        learned=tuple(learned),
        lines=tuple(line for line in lines if line.at == at),
        created=next((one.object for one in claims if makes_new(one)), ""),
    )


async def _rows(
    memory: Memory, scope: Scope, subjects: Collection[EntityId], known: datetime
) -> list[Fact]:
    view = AsOf(memory.view().valid, known)
    found: dict[str, Fact] = {}
    for subject in sorted(subjects):
        query = FactQuery(view, include_stale=True, either=subject)
        for row in await every_fact(memory.store, scope, query):
            found[row.id] = row
    return list(found.values())
