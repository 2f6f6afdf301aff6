"""Carries a change set out inside one transaction: rows, log, vectors, the lease's jobs.

The first statement locks the scope, so what it finds stays true until the end; the rest writes.
Slots belong to one exact scope, so this is also the lock under which slots are settled.
"""

from __future__ import annotations

from quipu.graph.engines.checks import check_ownership, check_unchanged
from quipu.graph.engines.neo4j.database import Unit
from quipu.graph.engines.neo4j.leases import finish
from quipu.graph.engines.neo4j.plan import Plan, planned
from quipu.graph.engines.neo4j.properties import entry_values, keys_of, vector_values
from quipu.graph.engines.neo4j.standing import asked, standing
from quipu.schema.changes import ChangeSet
from quipu.schema.identity import Scope
from quipu.schema.intervals import micros
from quipu.schema.ports import Lease, Vectors

_BEFORE = (
    "add_entities",
    "add_aliases",
    "respell",
    "add_claims",
    "redirect_entities",
    "move_claims",
    "add_appearances",
)
_AFTER = (
    "add_facts",
    "add_past_facts",
    "add_conflicts",
    "set_fact_vectors",
    "settle_episodes",
    "note_readings",
)


async def apply(
    unit: Unit, scope: Scope, changes: ChangeSet, vectors: Vectors, lease: Lease | None
) -> int:
    """All of `GraphStore.apply` but the transaction around it; returns the last sequence."""
    check_ownership(scope, changes, lease)
    found = await unit.one("open_scope", **asked(scope, changes, vectors))
    check_unchanged(found["revision"], changes)
    sent = vector_values(vectors, as_vectors=unit.takes_vectors)
    plan = planned(scope, changes, sent, standing(found, scope))
    await _write(unit, plan, _BEFORE)
    if plan.retracted:
        await unit.run("retract_claims", scope=scope.key, ids=plan.retracted)
    if plan.ended:
        at = micros(changes.at)
        await unit.run("retire_facts", scope=scope.key, ids=plan.ended, at=at)
    await _write(unit, plan, _AFTER)
    sequence = await _log(unit, plan)
    if lease is not None:
        await finish(unit, scope, lease, changes.at)
    return sequence


async def _write(unit: Unit, plan: Plan, steps: tuple[str, ...]) -> None:
    for step in steps:
        if plan.steps[step]:
            await unit.run(step, scope=plan.scope.key, rows=plan.steps[step])


async def _log(unit: Unit, plan: Plan) -> int:
    """Write the lines and the tallies. The tenant's counter is locked last, and so only briefly:
    numbers come in the order in which transactions end, and no reader misses one."""
    done = await unit.one(
        "add_changes",
        tenant=plan.scope.tenant,
        scope=plan.scope.key,
        chain=keys_of(plan.scope.chain()),
        entries=[entry_values(entry, plan.scope) for entry in plan.entries],
        facts=plan.facts,
        episodes=plan.episodes,
    )
    sequence: int = done["sequence"]
    return sequence
