"""What ranking asks of a fact, so that only what is shown need be a whole one."""

from __future__ import annotations

from typing import NamedTuple

from quipu.schema.identity import EntityId, FactId, Scope, SlotKey
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Fact, FactStatus, status_of


class Outline(NamedTuple):
    """A fact as one viewpoint sees it. A tuple, for a search makes a hundred of them."""

    id: FactId
    scope: Scope
    slot: SlotKey
    subject: EntityId
    predicate: str
    object: EntityId
    confidence: float
    status: FactStatus
    is_held: bool  # the asked moment lies in its valid time


def outline_of(fact: Fact, view: AsOf) -> Outline:
    return Outline(
        fact.id,
        fact.scope,
        fact.slot,
        fact.subject,
        fact.predicate,
        fact.object,
        fact.confidence,
        status_of(fact, view),
        view.valid.start in fact.valid,
    )
