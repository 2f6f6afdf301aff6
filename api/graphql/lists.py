"""The two lists of the graph: what callers ask of them, in our vocabulary."""

from __future__ import annotations

from quipu.api.graphql import reads
from quipu.api.graphql.bounds import few, short
from quipu.api.graphql.context import Info
from quipu.api.graphql.inputs import (
    EntityFilter,
    FactFilter,
    ScopeInput,
    TimePoint,
    includes_stale,
    inherits,
    scope_from,
    span_from,
)
from quipu.api.graphql.items import (
    EntityConnection,
    FactConnection,
    entity_connection,
    fact_connection,
)
from quipu.api.graphql.paging import PageArguments, listing
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Trust
from quipu.schema.ports import EntityQuery, FactQuery

_BETWEEN_LIMIT = 50


async def entity_list(
    info: Info, scope: ScopeInput | None, filter: EntityFilter | None, asked: PageArguments
) -> EntityConnection:
    """One page of the entities that pass a filter, by name."""
    within, wanted = scope_from(info.context.scope, scope), filter or EntityFilter()
    page = listing(info, asked, None, within, inherits(scope), wanted)
    query = EntityQuery(
        name_contains=short("nameContains", wanted.name_contains),
        kinds=frozenset(few("types", wanted.types)),
        created=span_from(wanted.created_between),
        inherit=inherits(scope),
    )
    found = await reads.entity_page(info.context, within, query, page)
    return entity_connection(page, found, within)


async def fact_list(
    info: Info,
    scope: ScopeInput | None,
    at: TimePoint | None,
    filter: FactFilter | None,
    asked: PageArguments,
) -> FactConnection:
    """One page of the facts that pass a filter, by when they begin to hold."""
    within, wanted = scope_from(info.context.scope, scope), filter or FactFilter()
    page = listing(info, asked, at, within, inherits(scope), wanted)
    stale = includes_stale(at) or bool(STALE & set(wanted.status or ()))
    query = _fact_query(info, wanted, page.view, include_stale=stale, inherit=inherits(scope))
    found = await reads.fact_page(info.context, within, query, page)
    return fact_connection(page, found, within)


def _fact_query(
    info: Info, wanted: FactFilter, view: AsOf, *, include_stale: bool, inherit: bool
) -> FactQuery:
    memory, named = info.context.memory, few("predicates", wanted.predicates)
    between = frozenset(EntityId(id) for id in wanted.between or ())
    if wanted.between is not None and not 2 <= len(between) <= _BETWEEN_LIMIT:
        raise Invalid(f"between has {len(between)} ids", hint=f"2 to {_BETWEEN_LIMIT}")
    return FactQuery(
        view,
        include_stale=include_stale,
        predicates=memory.predicates(named),
        inverses=memory.inverses(named),
        subject=None if wanted.source is None else EntityId(wanted.source),
        object=None if wanted.target is None else EntityId(wanted.target),
        between=between,
        statuses=frozenset(wanted.status or ()),
        during=span_from(wanted.valid_during),
        min_trust=Trust.UNTRUSTED if wanted.min_trust is None else wanted.min_trust,
        min_confidence=wanted.min_confidence or 0.0,
        inherit=inherit,
    )
