"""Query: everything that can be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import strawberry

from quipu.api.graphql import finding, reads, walking
from quipu.api.graphql.auditing import AuditEntry, audited
from quipu.api.graphql.consolidating import community_by_id, community_page
from quipu.api.graphql.context import Info
from quipu.api.graphql.inputs import (
    EntityFilter,
    FactFilter,
    ScopeInput,
    SearchInput,
    TimePoint,
    TraverseInput,
    includes_stale,
    inherits,
    must_inherit,
    scope_from,
)
from quipu.api.graphql.items import (
    Change,
    Community,
    Entity,
    Fact,
    change_connection,
    entity_connection,
    fact_connection,
    item_by_id,
)
from quipu.api.graphql.paging import PAGE_LIMIT, PageArguments, listing
from quipu.api.graphql.reviewing import ID_PREFIX as REVIEW_PREFIX
from quipu.api.graphql.reviewing import Review, review_by_id, review_page
from quipu.api.graphql.standing import Statistics, Viewer, statistics_of, viewer_of
from quipu.api.graphql.types import Connection, Node, described
from quipu.api.graphql.work import Job, job_by_id
from quipu.schema import identity, knowledge
from quipu.schema.changes import ChangeKind
from quipu.schema.communities import COMMUNITY_PREFIX
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, FactId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, status_of
from quipu.schema.ports import EntityQuery, FactQuery
from quipu.schema.reviews import ReviewStatus

_JOB_PREFIXES = ("jo", "job")


@strawberry.type
class Query:
    @described("Anything with an id; null for a missing and a foreign id alike.")
    async def node(
        self, info: Info, id: strawberry.ID, scope: ScopeInput | None = None
    ) -> Node | None:
        must_inherit(scope)
        return await _node(info, scope_from(info.context.scope, scope), id)

    @strawberry.field
    async def nodes(
        self, info: Info, ids: list[strawberry.ID], scope: ScopeInput | None = None
    ) -> list[Node | None]:
        must_inherit(scope)
        if len(ids) > PAGE_LIMIT:
            raise Invalid(f"{len(ids)} ids at once", hint=f"at most {PAGE_LIMIT}")
        within = scope_from(info.context.scope, scope)
        return await asyncio.gather(*(_node(info, within, id) for id in ids))

    @described("By id, or by name or alias: exactly one of the two.")
    async def entity(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        name: str | None = None,
        scope: ScopeInput | None = None,
    ) -> Entity | None:
        within = scope_from(info.context.scope, scope)
        ref = EntityRef(id=None if id is None else EntityId(id), name=name)
        row = await info.context.memory.entity(within, ref)
        if row is None or row.is_value or (row.scope != within and not inherits(scope)):
            return None
        return Entity.of(row)

    @strawberry.field
    async def entities(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        filter: EntityFilter | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> Connection[Entity]:
        within, wanted = scope_from(info.context.scope, scope), filter or EntityFilter()
        page = listing(info, PageArguments(first, after), None, within, inherits(scope), wanted)
        query = EntityQuery(
            name_contains=wanted.name_contains or "",
            kinds=frozenset(wanted.types or ()),
            inherit=inherits(scope),
        )
        rows, has_more = await reads.entity_page(info.context, within, query, page)
        return entity_connection(page, rows, has_more)

    @strawberry.field
    async def fact(
        self, info: Info, id: strawberry.ID, scope: ScopeInput | None = None
    ) -> Fact | None:
        must_inherit(scope)
        within = scope_from(info.context.scope, scope)
        row = await info.context.loaders.facts.load((within, FactId(id)))
        return None if row is None else Fact.of(row, info.context.memory.view())

    @strawberry.field
    async def facts(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        at: TimePoint | None = None,
        filter: FactFilter | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> Connection[Fact]:
        within, wanted = scope_from(info.context.scope, scope), filter or FactFilter()
        page = listing(info, PageArguments(first, after), at, within, inherits(scope), wanted)
        stale = includes_stale(at) or bool(STALE & set(wanted.status or ()))
        query = replace(
            _fact_query(info, wanted, page.view), include_stale=stale, inherit=inherits(scope)
        )
        passes = _fact_test(wanted, page.view)
        rows, has_more = await reads.fact_page(info.context, within, query, page, passes)
        return fact_connection(page, rows, has_more)

    @strawberry.field
    async def search(
        self, info: Info, input: SearchInput, first: int | None = 10, after: str | None = None
    ) -> finding.SearchConnection:
        return await finding.searched(info, input, first, after)

    @described(
        "Answer a question by the best path of facts. Without asOf, the time that the question"
        " names is meant, or now."
    )
    async def ask(
        self,
        info: Info,
        text: str,
        at: TimePoint | None = None,
        scope: ScopeInput | None = None,
    ) -> finding.Answer:
        return await finding.answered(info, text, at, scope)

    @strawberry.field
    async def traverse(self, info: Info, input: TraverseInput) -> walking.Subgraph:
        return await walking.traversed(info, input)

    @described(
        "How two entities are connected: the shortest chains of facts that hold at the time asked"
        " for, shortest first, whichever way each fact is told. Of several facts between the same"
        " two entities the surest is shown; of a hub the newest facts are looked at."
    )
    async def paths(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from")],
        to: strawberry.ID,
        max_length: int | None = 4,
        limit: int | None = 5,
        at: TimePoint | None = None,
        scope: ScopeInput | None = None,
    ) -> list[walking.Path]:
        return await walking.connected(
            info, walking.sought(from_, to, max_length, limit), at, scope
        )

    @described("The change log after a sequence, oldest first.")
    async def changes(
        self,
        info: Info,
        since: str | None = None,
        scope: ScopeInput | None = None,
        kinds: list[ChangeKind] | None = None,
        first: int | None = 100,
        after: str | None = None,
    ) -> Connection[Change]:
        must_inherit(scope)
        within = scope_from(info.context.scope, scope)
        page = listing(info, PageArguments(first, after, 100), None, since, within, kinds)
        begin = max(reads.sequence_from(since), reads.sequence_from(page.after or None))
        store = info.context.memory.store
        rows = await store.changes(within, begin, page.size + 1, frozenset(kinds or ()))
        return change_connection(page, rows[: page.size], len(rows) > page.size, within)

    @described("Conflicts that wait for a decision, oldest first; status null: all of them.")
    async def reviews(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        status: ReviewStatus | None = ReviewStatus.OPEN,
        first: int | None = 20,
        after: str | None = None,
    ) -> Connection[Review]:
        return await review_page(info, scope, status, PageArguments(first, after))

    @described("Entities that many facts hold together, as they were made last; largest first.")
    async def communities(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        level: int | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> Connection[Community]:
        return await community_page(info, scope, level, PageArguments(first, after))

    @strawberry.field
    async def job(
        self, info: Info, id: strawberry.ID, scope: ScopeInput | None = None
    ) -> Job | None:
        must_inherit(scope)
        return await job_by_id(info, scope_from(info.context.scope, scope), id)

    @strawberry.field
    async def statistics(self, info: Info, scope: ScopeInput | None = None) -> Statistics:
        must_inherit(scope)
        return await statistics_of(info, scope_from(info.context.scope, scope))

    @described("Who did what, oldest first, never content; for auditors and admins.")
    async def audit(
        self, info: Info, first: int | None = 100, after: str | None = None
    ) -> Connection[AuditEntry]:
        return await audited(info, PageArguments(first, after, 100))

    @strawberry.field
    def viewer(self, info: Info) -> Viewer:
        return viewer_of(info)


async def _node(info: Info, scope: identity.Scope, id: str) -> Node | None:
    if id.partition("_")[0] in _JOB_PREFIXES:
        return await job_by_id(info, scope, id)
    if id.partition("_")[0] == REVIEW_PREFIX:
        return await review_by_id(info, scope, id)
    if id.partition("_")[0] == COMMUNITY_PREFIX:
        return await community_by_id(info, scope, id)
    return await item_by_id(info, scope, id)


def _fact_query(info: Info, wanted: FactFilter, view: AsOf) -> FactQuery:
    return FactQuery(
        view,
        predicates=info.context.memory.predicates(wanted.predicates or ()),
        inverses=info.context.memory.inverses(wanted.predicates or ()),
        subject=None if wanted.source is None else EntityId(wanted.source),
        object=None if wanted.target is None else EntityId(wanted.target),
        min_confidence=wanted.min_confidence or 0.0,
    )


def _fact_test(wanted: FactFilter, view: AsOf) -> Callable[[knowledge.Fact], bool] | None:
    """What the engine does not filter; None where there is nothing of that kind."""
    if wanted.status is None and wanted.min_trust is None:
        return None
    statuses = None if wanted.status is None else frozenset(wanted.status)
    floor = knowledge.Trust.UNTRUSTED if wanted.min_trust is None else wanted.min_trust
    return lambda fact: (
        fact.trust >= floor and (statuses is None or status_of(fact, view) in statuses)
    )
