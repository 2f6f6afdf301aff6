"""Taking back what episodes claimed, and telling what is believed otherwise since."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quipu.graph.intake.retract import retracted as taken_back
from quipu.graph.memory import Memory
from quipu.schema.identity import EpisodeId, Scope, SlotKey
from quipu.schema.knowledge import Fact
from quipu.schema.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a retraction did: facts believed no longer, and facts believed otherwise than before."""

    gone: tuple[Fact, ...]
    changed: tuple[Fact, ...]


async def retracted(
    memory: Memory, scope: Scope, episodes: Sequence[EpisodeId], reason: str
) -> Retraction:
    """Retract what some episodes of this exact scope claimed, in the name of the scope.

    Raises Invalid without a reason, NotFound for an unknown episode, Conflict for one that is
    not read yet. A ruling, which the log shows, and which can be undone.
    """
    wanted = list(dict.fromkeys(episodes))
    claims = await memory.store.claims_of(scope, wanted)
    slots = {claim.slot for claim in claims}
    before = await _believed(memory, scope, slots)
    by = Ruling(scope.user or scope.tenant, reason)
    await taken_back(memory, scope, wanted, by, uuid.uuid4().hex)
    after = await _believed(memory, scope, slots)
    still = {_said(fact) for fact in after}
    known = {fact.id for fact in before}
    return Retraction(
        gone=tuple(fact for fact in before if _said(fact) not in still),
        changed=tuple(fact for fact in after if fact.id not in known),
    )


async def _believed(memory: Memory, scope: Scope, slots: Collection[SlotKey]) -> Sequence[Fact]:
    return (await memory.store.slots(scope, slots)).facts if slots else ()


def _said(fact: Fact) -> tuple[str, str, str, bool]:
    return (fact.subject, fact.predicate, fact.object, fact.is_negated)
