"""Reads that several fields share; they give vocabulary, the types make it visible."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.inputs import TimeRange, span_from
from quipu.api.graphql.paging import Found, Listing
from quipu.api.graphql.sources import Source
from quipu.api.graphql.types import Direction
from quipu.api.sequences import sequence_of
from quipu.graph.communities import as_sentence, told
from quipu.graph.explain import Explanation
from quipu.schema.changes import LogEntry
from quipu.schema.communities import CommunityQuery, ToldCommunity
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId, EpisodeId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Claim, Entity, Episode, Fact, Nature, Trust
from quipu.schema.ports import EntityQuery, FactQuery, GraphStore
from quipu.schema.profiles import Profile
from quipu.schema.readers import LIKELY

_NEIGHBOUR_EDGES = 1_000
_FIRST_FACTS = 1_000  # of an entity, read for several at once; the rest for each by itself
_EVIDENCE_FACTS = 50  # facts whose sources stand for those of an entity


async def fact_page(
    context: RequestContext, scope: Scope, query: FactQuery, page: Listing
) -> Found[Fact]:
    """One page of a list of facts that the store has."""
    store = context.memory.store
    if {query.subject, query.object, query.either} != {None} and page.is_first:
        return await _first_page(context, scope, query, page)
    rows = await store.list_facts(scope, query, page.page)
    return Found(rows, lambda: store.count_facts(scope, query))


async def _first_page(
    context: RequestContext, scope: Scope, query: FactQuery, page: Listing
) -> Found[Fact]:
    """The first page of what is about somebody, read together with those about others."""
    rows = await context.loaders.listed.load((scope, (query, page.size)))

    async def counted() -> int:
        return await context.loaders.counted.load((scope, query)) or 0

    return Found(rows or (), counted)


async def entity_page(
    context: RequestContext, scope: Scope, query: EntityQuery, page: Listing
) -> Found[Entity]:
    """One page of a list of entities that the store has."""
    store = context.memory.store
    rows = await store.list_entities(scope, query, page.page)
    return Found(rows, lambda: store.count_entities(scope, query))


async def entity(context: RequestContext, scope: Scope, id: EntityId) -> Entity | None:
    """An entity; a value has no face of its own, so it is not there."""
    row = await context.loaders.entities.load((scope, id))
    return None if row is None or row.is_value else row


async def profile(context: RequestContext, of: Entity, read_in: Scope) -> Profile:
    """What is told of an entity beside its names."""
    found = await context.loaders.profiles.load((read_in, of.id))
    return Profile(of.created_at) if found is None else found


async def summary(context: RequestContext, of: Entity, read_in: Scope) -> str | None:
    """The sentences that stand for an entity; None where nothing holds of it."""
    said = await context.loaders.summaries.load((read_in, of.id)) or ()
    return " ".join(as_sentence(one) for one in said) or None


async def neighbours(
    context: RequestContext, of: Entity, read_in: Scope, view: AsOf
) -> list[Entity]:
    """The entities one fact away, by name."""
    query = FactQuery(view, min_trust=Trust.OBSERVED, either=of.id)
    facts = await context.loaders.listed.load((read_in, (query, _NEIGHBOUR_EDGES)))
    walked = [one for one in facts or () if _is_walked(one, view)]
    ends = dict.fromkeys(end for one in walked for end in (one.subject, one.object))
    rows = await entities(context, read_in, [end for end in ends if end != of.id])
    others = [row for row in rows if not row.is_value]
    return sorted(others, key=lambda row: (row.name, row.id))


def _is_walked(fact: Fact, view: AsOf) -> bool:
    """Whether the graph is walked along a fact, as `GraphStore.around` has it."""
    began, lasts = fact.valid.start < view.valid.end, fact.valid.end > view.valid.start
    return began and (lasts or fact.nature is Nature.EVENT) and not fact.is_negated


def about(
    context: RequestContext,
    id: EntityId,
    direction: Direction | None,
    predicates: Collection[str] | None,
    view: AsOf,
) -> FactQuery:
    """The query for the facts of one entity."""
    return FactQuery(
        view,
        predicates=context.memory.predicates(predicates or ()),
        inverses=context.memory.inverses(predicates or ()),
        subject=id if direction is Direction.OUT else None,
        object=id if direction is Direction.IN else None,
        either=id if direction in (Direction.BOTH, None) else None,
    )


async def sources_of_fact(context: RequestContext, fact: Fact) -> list[Source]:
    """What a fact rests on, best first."""
    keys = [(fact.scope, claim) for claim in fact.claims]
    claims = [row for row in await context.loaders.claims.load_many(keys) if row is not None]
    return await sources_of(context, fact.scope, claims)


async def sources_of_entity(context: RequestContext, of: Entity, read_in: Scope) -> list[Source]:
    """What the facts of an entity rest on, without repeats."""
    facts = await _timeline(context, of, read_in, _EVIDENCE_FACTS)
    sources = await asyncio.gather(*(sources_of_fact(context, fact) for fact in facts))
    found: dict[str, Source] = {}
    for source in (one for some in sources for one in some):
        found.setdefault(source.id, source)
    return list(found.values())


async def _timeline(context: RequestContext, of: Entity, read_in: Scope, limit: int) -> list[Fact]:
    """The facts about an entity that are believed now, stale ones included, oldest first."""
    query = FactQuery(context.memory.view(), include_stale=True, either=of.id)
    found = await context.loaders.listed.load((read_in, (query, limit)))
    return (found or [])[:limit]


async def sources_of(
    context: RequestContext, scope: Scope, claims: Sequence[Claim]
) -> list[Source]:
    keys = [(scope, claim.episode) for claim in claims]
    episodes = await context.loaders.episodes.load_many(keys)
    return [
        Source.of_claim(claim, episode) for claim, episode in zip(claims, episodes, strict=True)
    ]


async def claims_read_from(
    context: RequestContext, scope: Scope, episodes: Collection[EpisodeId]
) -> list[Claim]:
    keys = [(scope, episode) for episode in episodes]
    lists = await context.loaders.claims_of.load_many(keys)
    # That two names are like is nothing that the text says.
    return [claim for claims in lists for claim in claims or () if claim.reader != LIKELY]


async def facts_resting_on(
    context: RequestContext, scope: Scope, episodes: Collection[EpisodeId]
) -> list[Fact]:
    """The facts believed now that rest on some episodes, oldest first."""
    claims = await claims_read_from(context, scope, episodes)
    slots = dict.fromkeys((scope, claim.slot) for claim in claims)
    lists = await context.loaders.slot_facts.load_many(list(slots))
    wanted = set(episodes)
    found = {f.id: f for facts in lists for f in facts or () if wanted & set(f.episodes)}
    return sorted(found.values(), key=lambda fact: (fact.valid.start, fact.id))


async def entities_of_episode(context: RequestContext, episode: Episode) -> list[Entity]:
    """Who and what an episode speaks of, by name."""
    claims = await claims_read_from(context, episode.scope, [episode.id])
    ids = dict.fromkeys(end for claim in claims for end in (claim.subject, claim.object))
    rows = await context.loaders.entities.load_many([(episode.scope, id) for id in ids])
    found = [row for row in rows if row is not None and not row.is_value]
    return sorted(found, key=lambda row: (row.name, row.id))


async def superseded_by(context: RequestContext, fact: Fact) -> Fact | None:
    """The fact whose claim ended this one."""
    if fact.closed_by is None:
        return None
    rivals = await _rivals(context, fact)
    found = (one for one in rivals if fact.closed_by in one.claims and one.id != fact.id)
    return next(found, None)


async def superseded_with(context: RequestContext, fact: Fact) -> list[Fact]:
    """The facts that a claim of this one ended."""
    rivals = await _rivals(context, fact)
    return [one for one in rivals if one.closed_by in fact.claims and one.id != fact.id]


async def disputed_with(context: RequestContext, fact: Fact) -> list[Fact]:
    """Facts of the slot with another object that claim some of the same time."""
    rivals = await _rivals(context, fact)
    return [one for one in rivals if _clashes(one, fact)]


async def _rivals(context: RequestContext, fact: Fact) -> list[Fact]:
    """The facts believed in the slots where a fact competes, at both its ends if mutual."""
    slots = [slot for slot in dict.fromkeys((fact.slot, fact.far_slot)) if slot is not None]
    keys = [(fact.scope, slot) for slot in slots]
    lists = await context.loaders.slot_facts.load_many(keys)
    return list({one.id: one for facts in lists for one in facts or ()}.values())


def _clashes(one: Fact, other: Fact) -> bool:
    said = one.said[1:] != other.said[1:]
    return said and one.id != other.id and one.valid.overlaps(other.valid)


async def log_of_fact(context: RequestContext, fact: Fact) -> list[LogEntry]:
    """The log of a fact and of all rows before and after it, oldest first."""
    rows = await context.loaders.revisions.load((fact.scope, fact.id)) or ()
    return await _log_of(context, fact.scope, [fact.id, *(row.id for row in rows)])


async def log_of_entity(context: RequestContext, of: Entity, read_in: Scope) -> list[LogEntry]:
    """The log of an entity and of the facts about it that are believed now, oldest first."""
    facts = await _timeline(context, of, read_in, _FIRST_FACTS)
    if len(facts) == _FIRST_FACTS:
        facts += await context.memory.timeline(read_in, of.id, after=facts[-1].id)
    return await _log_of(context, read_in, [of.id, *(fact.id for fact in facts)])


async def _log_of(context: RequestContext, scope: Scope, ids: Sequence[str]) -> list[LogEntry]:
    return await context.loaders.logged.load((scope, frozenset(ids))) or []


async def explanation(context: RequestContext, fact: Fact) -> Explanation:
    """Why a fact is believed. Raises `NotFound` where it was erased meanwhile."""
    told = await context.loaders.explanations.load((fact.scope, fact.id))
    if told is None:
        raise NotFound(f"no fact {fact.id}", hint="list facts to find its id", id=fact.id)
    return told


def sequence_from(text: str | None) -> int:
    """A place in the log. Raises Invalid for what is no sequence."""
    return 0 if text is None else sequence_of(text)


async def must_be_reached(store: GraphStore, scope: Scope, since: int) -> None:
    """Raises Invalid for a place behind the end of the log, from where nobody hears anything."""
    if since and not await store.changes(scope, since - 1, 1):
        hint = "after a restored backup begin anew from statistics { lastSequence }"
        raise Invalid(f"since {since} is behind the end of the log", hint=hint)


def within(entries: Sequence[LogEntry], range: TimeRange | None) -> list[LogEntry]:
    """The log entries of a range of time."""
    span = span_from(range)
    return [entry for entry in entries if entry.at in span]


def row_id(row: Entity | Fact) -> str:
    return row.id


def source_id(source: Source) -> str:
    return source.id


def place_in_log(entry: LogEntry) -> str:
    return str(entry.sequence)


async def entities(context: RequestContext, scope: Scope, ids: Sequence[EntityId]) -> list[Entity]:
    """Entities in the order asked for, without those that are not there."""
    rows = await context.loaders.entities.load_many([(scope, id) for id in ids])
    return [row for row in rows if row is not None]


async def communities(
    context: RequestContext, scope: Scope, query: CommunityQuery, skip: int, limit: int
) -> list[ToldCommunity]:
    """Communities as they are told now."""
    found = await context.memory.store.communities(scope, query, skip, limit)
    return await told(context.memory.store, scope, context.memory.view(), found)
