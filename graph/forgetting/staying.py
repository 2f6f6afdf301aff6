"""What was erased of somebody does not come back by a merger with whom the same is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quipu.graph.consolidation.identities import identities_in
from quipu.graph.consolidation.rulings import left_standing
from quipu.graph.forgetting.tombstones import left_of
from quipu.graph.memory import Memory
from quipu.graph.regrouping import rulings_about
from quipu.schema.errors import Conflict
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Claim


async def must_stay_erased(
    memory: Memory, scope: Scope, keep: EntityId, others: Sequence[EntityId]
) -> None:
    """Raises `Conflict` where a merger would have something believed of whom it was erased of.

    Its claims would count for the one who is kept, and they are not to be erased unasked.
    """
    who = identities_in(await rulings_about(memory.store, scope, [keep, *others]))
    joining = {id for one in others for id in who.group(one)}
    kept = sorted(who.group(keep))
    for where in await memory.store.scopes_of(scope.tenant):
        if scope not in where.chain():
            continue
        told = await memory.store.claims_about(where, sorted(joining))
        left = left_standing([one for one in told if not one.is_retracted])
        moved = [_about(one, joining, id) for one in left for id in kept]
        if len(await left_of(memory.store, where, moved)) < len(moved):
            raise Conflict(
                f"what was erased of {keep} is told of {' and '.join(others)}",
                hint="forget that as well or take it back, then merge",
            )


def _about(claim: Claim, joining: set[EntityId], keep: EntityId) -> Claim:
    subject = keep if claim.subject in joining else claim.subject
    target = keep if claim.object in joining else claim.object
    return replace(claim, subject=subject, object=target, told=None)
