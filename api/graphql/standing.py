"""How a memory stands, and who asks."""

from __future__ import annotations

from typing import cast

import strawberry
from strawberry.scalars import JSON

from quipu.api.graphql import limits
from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.types import DateTime, Scope
from quipu.schema import identity


@strawberry.type
class Statistics:
    entities: int
    facts: int
    current_facts: int
    episodes: int
    queued_jobs: int
    failed_jobs: int
    last_sequence: str
    as_of: DateTime


@strawberry.type(description="Who asks: from the credential, or the tenant of the settings.")
class Viewer:
    subject: str
    scope: Scope
    permissions: list[str]
    limits: JSON


async def statistics_of(info: Info, scope: identity.Scope) -> Statistics:
    memory = info.context.memory
    view = memory.view()
    found = await memory.store.statistics(scope, view)
    return Statistics(
        entities=found.entities,
        facts=found.facts,
        current_facts=found.current_facts,
        episodes=found.episodes,
        queued_jobs=found.queued_jobs,
        failed_jobs=found.failed_jobs,
        last_sequence=str(found.last_sequence),
        as_of=stamp(view.valid.start),
    )


def viewer_of(info: Info) -> Viewer:
    asks = info.context.principal
    return Viewer(
        subject=asks.subject,
        scope=Scope.of(asks.scope),
        permissions=sorted(asks.role.permissions),
        limits=cast(JSON, limits.as_shown()),
    )
