"""Query: everything that can be read."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry

from quipu.api.graphql import finding, lists, prompts, reads, walking
from quipu.api.graphql.auditing import AuditEntry, audited
from quipu.api.graphql.bounds import short
from quipu.api.graphql.consolidating import community_by_id, community_page
from quipu.api.graphql.context import Info
from quipu.api.graphql.experiences import LIVED_PREFIXES, lived_by_id
from quipu.api.graphql.inputs import (
    EntityFilter,
    FactFilter,
    ScopeInput,
    SearchInput,
    TimePoint,
    TraverseInput,
    inherits,
    must_inherit,
    scope_from,
)
from quipu.api.graphql.items import (
    Change,
    Community,
    Entity,
    EntityConnection,
    Fact,
    FactConnection,
    change_connection,
    item_by_id,
)
from quipu.api.graphql.paging import PAGE_LIMIT, PageArguments, listing
from quipu.api.graphql.reviewing import ID_PREFIX as REVIEW_PREFIX
from quipu.api.graphql.reviewing import ReviewConnection, review_by_id, review_page
from quipu.api.graphql.standing import Statistics, Viewer, statistics_of, viewer_of
from quipu.api.graphql.types import Connection, Node, described
from quipu.api.graphql.work import Job, job_by_id
from quipu.api.naming import called
from quipu.api.quoting import USUAL_TOKENS
from quipu.schema import identity
from quipu.schema.changes import ChangeKind
from quipu.schema.communities import COMMUNITY_PREFIX
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, FactId
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

    @described(
        "By id, or by name or alias: exactly one of the two. A name that several bear is refused,"
        " with their ids."
    )
    async def entity(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        name: str | None = None,
        scope: ScopeInput | None = None,
    ) -> Entity | None:
        within = scope_from(info.context.scope, scope)
        ref = EntityRef(id=None if id is None else EntityId(id), name=name)
        memory = info.context.memory
        by_name = id is None and name is not None
        row = await (
            called(memory, within, short("name", name)) if by_name else memory.entity(within, ref)
        )
        if row is None or row.is_value or (row.scope != within and not inherits(scope)):
            return None
        return Entity.of(row, within)

    @strawberry.field
    async def entities(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        filter: EntityFilter | None = None,
        first: int | None = 20,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> EntityConnection:
        return await lists.entity_list(
            info, scope, filter, PageArguments(first, after, last=last, before=before)
        )

    @strawberry.field
    async def fact(
        self, info: Info, id: strawberry.ID, scope: ScopeInput | None = None
    ) -> Fact | None:
        must_inherit(scope)
        within = scope_from(info.context.scope, scope)
        row = await info.context.loaders.facts.load((within, FactId(id)))
        return None if row is None else Fact.of(row, info.context.memory.view(), within)

    @strawberry.field
    async def facts(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        at: TimePoint | None = None,
        filter: FactFilter | None = None,
        first: int | None = 20,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> FactConnection:
        return await lists.fact_list(
            info, scope, at, filter, PageArguments(first, after, last=last, before=before)
        )

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

    @described(
        "What memory holds that bears on a text, as a text for a prompt: dated facts and the"
        " passages they rest on, cited, within a budget of 100 to 32,000 tokens."
    )
    async def context(
        self,
        info: Info,
        text: str,
        tokens: int | None = USUAL_TOKENS,
        at: TimePoint | None = None,
        scope: ScopeInput | None = None,
    ) -> prompts.Context:
        return await prompts.context_of(info, text, tokens, at, scope)

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
        if not rows:
            await reads.must_be_reached(store, within, begin)
        return change_connection(page, rows, within)

    @described("Conflicts that wait for a decision, oldest first; status null: all of them.")
    async def reviews(
        self,
        info: Info,
        scope: ScopeInput | None = None,
        status: ReviewStatus | None = ReviewStatus.OPEN,
        first: int | None = 20,
        after: str | None = None,
    ) -> ReviewConnection:
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
    if id.partition("_")[0] in LIVED_PREFIXES:
        return await lived_by_id(info, scope, id)
    return await item_by_id(info, scope, id)
