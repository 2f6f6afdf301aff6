"""Disputes that were ever opened, for the review queue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.settled import settled
from quipu.graph.engines.pages import BEFORE_DISPUTES
from quipu.schema.changes import Dispute
from quipu.schema.identity import Scope, SlotKey
from quipu.schema.intervals import moment_of
from quipu.schema.reviews import Disputed, DisputePlace

_LAST = "\uffff"  # sorts after every slot


async def disputes(
    database: Database,
    scope: Scope,
    after: DisputePlace | None,
    limit: int,
    slots: Collection[SlotKey],
) -> list[Disputed]:
    found = await settled(
        database,
        "disputes",
        chain=keys_of(scope.chain()),
        limit=limit,
        **asdict(after or BEFORE_DISPUTES),
        first=min(slots, default=""),
        last=max(slots, default=_LAST),
        slots=list(slots),
    )
    return [
        Disputed(Scope.from_key(key), Dispute(place, holder, rival, rule), moment_of(opened))
        for key, place, holder, rival, rule, opened in found["rows"]
    ]
