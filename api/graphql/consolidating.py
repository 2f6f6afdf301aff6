"""Going over a scope through GraphQL: what is asked, what came of it, communities as a list."""

from __future__ import annotations

import json

import strawberry

from quipu.api.graphql import reads
from quipu.api.graphql.context import Info
from quipu.api.graphql.errors import Misplaced, at_path
from quipu.api.graphql.inputs import ScopeInput, inherits, scope_from
from quipu.api.graphql.items import Change, Community
from quipu.api.graphql.paging import PageArguments, listing
from quipu.api.graphql.reviewing import Review
from quipu.api.graphql.types import Connection
from quipu.api.graphql.user_errors import UserError, user_error
from quipu.api.graphql.work import ConsolidationStep, Job
from quipu.graph.accept import checked_key
from quipu.graph.consolidation.resolve import Likely
from quipu.graph.upkeep.consolidating import ALL, Consolidation, Pass, consolidated
from quipu.graph.upkeep.going_over import owed
from quipu.schema import identity
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.communities import CommunityQuery
from quipu.schema.errors import MemoryFault
from quipu.schema.knowledge import Entity

_SHOWN = 100  # proposals and reviews that one answer names


@strawberry.input
class ConsolidateInput:
    idempotency_key: str
    scope: ScopeInput | None = None
    passes: list[Pass] | None = strawberry.field(default=None, description="Left out: all.")
    dry_run: bool | None = False


@strawberry.type
class ConsolidatePayload:
    job: Job | None = strawberry.field(
        default=None,
        description="The work, owed to a worker: see its progress and report. Null of a dry run.",
    )
    proposals: list[Change] = strawberry.field(
        default_factory=list,
        description="Of a dry run: entities that may be one, the likeliest first, a hundred at"
        " most. Nothing of it is done, so none has a sequence. A real run lets them wait as"
        " reviews.",
    )
    reviews: list[Review] = strawberry.field(
        default_factory=list,
        description="Of a dry run: what no rule settles, a hundred at most. Else see `reviews`.",
    )
    report: list[ConsolidationStep] = strawberry.field(
        default_factory=list, description="Of a dry run; of a real one the job has it."
    )
    dry_run: bool = False
    user_errors: list[UserError] = strawberry.field(default_factory=list)


async def consolidate(info: Info, given: ConsolidateInput) -> ConsolidatePayload:
    """What the mutation `consolidate` answers."""
    try:
        with at_path("scope"):
            scope = scope_from(info.context.scope, given.scope)
        with at_path("idempotencyKey"):
            checked_key(given.idempotency_key)
        passes = ALL if given.passes is None else given.passes
        if not given.dry_run:
            receipt = await owed(info.context.memory, scope, passes, given.idempotency_key)
            info.context.service.worker.nudge()
            return ConsolidatePayload(job=Job.of(receipt.job))
        done = await consolidated(info.context.memory, scope, passes, is_dry_run=True)
    except (MemoryFault, Misplaced) as problem:
        return ConsolidatePayload(user_errors=[user_error(problem, info, given.scope)])
    return ConsolidatePayload(
        proposals=_proposals(info, done),
        reviews=[Review.of(one, scope) for one in done.disputes[:_SHOWN]],
        report=[ConsolidationStep.of(one) for one in done.passes],
        dry_run=True,
    )


def _proposals(info: Info, done: Consolidation) -> list[Change]:
    names = {one.id: one for one in done.entities}
    now = info.context.memory.clock()
    lines = []
    for pair in done.pairs[:_SHOWN]:
        entry = LogEntry(
            sequence=0,
            at=now,
            actor="rule",
            kind=ChangeKind.MERGED,
            item=pair.one,
            reason=f"{pair.rule} {pair.score:g}",
            after=json.dumps(_merging(pair, names), ensure_ascii=False),
        )
        lines.append(Change.of(entry, done.scope))
        lines[-1].sequence = ""
    return lines


def _merging(pair: Likely, names: dict[identity.EntityId, Entity]) -> dict[str, object]:
    return {
        "keep": {"id": pair.one, "name": names[pair.one].name},
        "merge": {"id": pair.other, "name": names[pair.other].name},
        "score": pair.score,
        "rule": pair.rule,
    }


async def community_page(
    info: Info, scope: ScopeInput | None, level: int | None, asked: PageArguments
) -> Connection[Community]:
    """One page of communities, the finest and largest first."""
    within = scope_from(info.context.scope, scope)
    page = listing(info, asked, None, within, inherits(scope), level)
    query = CommunityQuery(level=level, inherit=inherits(scope))
    skip = 0 if page.start is None else page.start.place
    rows = await reads.communities(info.context, within, query, skip, page.size + 1)
    return page.of_rows(
        rows,
        id_of=lambda row: row.community.id,
        shown=lambda row: Community.of(row, within),
    )


async def community_by_id(info: Info, scope: identity.Scope, id: str) -> Community | None:
    found = await info.context.loaders.told.load((scope, id))
    return None if found is None else Community.of(found, scope)
