"""How entities, facts and episodes look from outside: what has to be read is read in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import cast

import strawberry
from strawberry.scalars import JSON

from quipu.api.graphql import plain, reads, types
from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.inputs import TimePoint, TimeRange, includes_stale, must_hold
from quipu.api.graphql.paging import Found, Listing, PageArguments, checked_size, listing
from quipu.api.graphql.sources import Source
from quipu.api.graphql.types import Connection, Cursor, DateTime, Node, Scope, Size, described
from quipu.schema import identity, knowledge
from quipu.schema.changes import LogEntry
from quipu.schema.experience import is_experience
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.ports import JobStatus
from quipu.schema.profiles import Profile


@strawberry.interface(description="Who may see it, where it came from, when we learned it.")
class MemoryItem(Node):
    read_in: strawberry.Private[identity.Scope]
    scope: Scope
    created_at: DateTime

    @strawberry.field
    async def provenance(
        self, info: Info, first: Size = 5, after: Cursor = None
    ) -> Connection[Provenance]:
        page = listing(info, PageArguments(first, after, 5), None, self.id)
        found = page.cut(await self.sources(info), id_of=reads.source_id)
        shown = partial(Provenance.of, read_in=self.read_in)
        return page.of_rows(found, id_of=reads.source_id, shown=shown)

    async def sources(self, info: Info) -> list[Source]:
        """What it rests on: each kind of item says so for itself, none is only this."""
        raise NotImplementedError(type(self))


@strawberry.type(description="Whose words something rests on, and who read them.")
class Provenance(plain.PlainProvenance):
    @strawberry.field
    def episode(self) -> Episode | None:
        told = self.row.episode
        return None if told is None or is_experience(told) else Episode.of(told, self.read_in)


@strawberry.type
class Entity(plain.PlainEntity, MemoryItem):
    @described("When a name of it, or a fact about it, was last learned or given up.")
    async def updated_at(self, info: Info) -> DateTime:
        return stamp((await self._told(info)).changed_at)

    @described("What holds of it now as a date, a number or a text: by predicate, newest first.")
    async def attributes(self, info: Info) -> JSON:
        return cast(JSON, plain.attributes_of((await self._told(info)).values))

    async def _told(self, info: Info) -> Profile:
        return await reads.profile(info.context, self.row, self.read_in)

    @described("What holds of it now, three sentences at most: extracted, and told when asked.")
    async def summary(self, info: Info) -> str | None:
        return await reads.summary(info.context, self.row, self.read_in)

    @strawberry.field
    async def facts(
        self,
        info: Info,
        direction: types.Direction | None = types.Direction.BOTH,
        predicates: list[str] | None = None,
        at: TimePoint | None = None,
        first: Size = 20,
        after: Cursor = None,
    ) -> FactConnection:
        page = listing(info, PageArguments(first, after), at, self.id, direction, predicates)
        query = reads.about(info.context, self.row.id, direction, predicates, page.view)
        query = replace(query, include_stale=includes_stale(at))
        found = await reads.fact_page(info.context, self.read_in, query, page)
        return fact_connection(page, found, self.read_in)

    @strawberry.field
    async def neighbours(
        self, info: Info, at: TimePoint | None = None, first: Size = 20, after: Cursor = None
    ) -> EntityConnection:
        must_hold(at)
        page = listing(info, PageArguments(first, after), at, self.id)
        everyone = await reads.neighbours(info.context, self.row, self.read_in, page.view)
        return entity_connection(page, page.of_whole(everyone, id_of=reads.row_id), self.read_in)

    @described("Whom it is taken for, where somebody ruled that the two are one.")
    async def merged_into(self, info: Info) -> Entity | None:
        if self.row.merged_into is None:
            return None
        return cast(Entity, await item_by_id(info, self.read_in, self.row.merged_into))

    @described("Changes of the entity and of the facts believed about it now.")
    async def history(
        self, info: Info, range: TimeRange | None = None, first: Size = 50, after: Cursor = None
    ) -> Connection[Change]:
        page = listing(info, PageArguments(first, after, 50), None, self.id, range)
        entries = await reads.log_of_entity(info.context, self.row, self.read_in)
        found = page.cut(reads.within(entries, range), id_of=reads.place_in_log)
        return change_connection(page, found, self.read_in)

    @described("Those it belongs to, the finest first.")
    async def communities(self, info: Info, first: Size = 5) -> list[Community]:
        size = checked_size("first", 5 if first is None else first)
        rows = await info.context.loaders.communities.load((self.read_in, self.row.id))
        return [Community.of(row, self.read_in) for row in (rows or ())[:size]]

    async def sources(self, info: Info) -> list[Source]:
        return await reads.sources_of_entity(info.context, self.row, self.read_in)


@strawberry.type(description="Entities that many facts hold together, as they are told of now.")
class Community(plain.PlainCommunity, Node):
    @described("Those with the most facts in it first.")
    async def members(self, info: Info, first: Size = 20, after: Cursor = None) -> EntityConnection:
        page = listing(info, PageArguments(first, after), None, self.id)
        whole = page.of_whole(self.row.community.members, id_of=str)
        rows = await reads.entities(info.context, self.read_in, whole.rows)
        return entity_connection(page, Found(rows, whole.counted), self.read_in)


@strawberry.type(
    description="A statement as we believe it; [validAt, invalidAt) and [createdAt, expiredAt) are"
    " half-open."
)
class Fact(plain.PlainFact, MemoryItem):
    @strawberry.field
    async def source(self, info: Info) -> Entity:
        return Entity.of(await self._end(info, self.row.subject), self.read_in)

    @described("Null where the object is a date, number or clause: see value.")
    async def target(self, info: Info) -> Entity | None:
        row = await self._end(info, self.row.object)
        return None if row.is_value else Entity.of(row, self.read_in)

    @strawberry.field
    async def value(self, info: Info) -> str | None:
        row = await self._end(info, self.row.object)
        return row.name if row.is_value else None

    async def _end(self, info: Info, id: EntityId) -> knowledge.Entity:
        row = await info.context.loaders.entities.load((self.row.scope, id))
        if row is None:
            raise LookupError(f"fact {self.row.id} points to {id}, which is not there")
        return row

    @strawberry.field
    async def supersedes(self, info: Info) -> list[Fact]:
        return self._beside(await reads.superseded_with(info.context, self.row))

    @strawberry.field
    async def superseded_by(self, info: Info) -> Fact | None:
        found = await reads.superseded_by(info.context, self.row)
        return None if found is None else Fact.of(found, self.view, self.read_in)

    def _beside(self, rows: Sequence[knowledge.Fact]) -> list[Fact]:
        return [Fact.of(row, self.view, self.read_in) for row in rows]

    @described("Of a one-valued predicate: what a narrower scope, from where it is read, has.")
    async def overridden_by(self, info: Info) -> Fact | None:
        found = await info.context.loaders.overriding.load((self.read_in, (self.row, self.view)))
        return None if found is None else self._beside([found])[0]

    @described("Facts believed now that an open dispute sets against it; see reviews as well.")
    async def contradicts(self, info: Info, first: Size = 5) -> list[Fact]:
        size = checked_size("first", 5 if first is None else first)
        found = await info.context.loaders.contradicting.load((self.row.scope, self.row))
        return self._beside((found or ())[:size])

    @described("Why we believe it: words, speaker, date, reading, rivals, rule, how to undo it.")
    async def explanation(self, info: Info) -> Explanation:
        told = await reads.explanation(info.context, self.row)
        own = [claim for claim in told.claims if claim.id in self.row.claims]
        sources = await reads.sources_of(info.context, self.row.scope, own)
        return Explanation(
            text=told.text,
            quotes=[Provenance.of(source, self.read_in) for source in sources],
            rivals=self._beside(told.rivals),
            decided_by=told.decided_by,
            rule=told.rule,
            at=stamp(self.row.known.start),
            undo=told.undo or None,
        )

    @described("Changes of every row that this fact has had, oldest first.")
    async def history(
        self, info: Info, first: Size = 20, after: Cursor = None
    ) -> Connection[Change]:
        page = listing(info, PageArguments(first, after), None, self.id)
        entries = await reads.log_of_fact(info.context, self.row)
        found = page.cut(entries, id_of=reads.place_in_log)
        return change_connection(page, found, self.row.scope)

    async def sources(self, info: Info) -> list[Source]:
        return await reads.sources_of_fact(info.context, self.row)


@strawberry.type
class Explanation:
    text: str
    quotes: list[Provenance]
    rivals: list[Fact]
    decided_by: str
    rule: str
    at: DateTime
    undo: str | None


@strawberry.type(description="Text or JSON exactly as it was given.")
class Episode(plain.PlainEpisode, MemoryItem):
    @described("Whether it has been read: the state of its job.")
    async def status(self, info: Info) -> JobStatus:
        job = await info.context.loaders.jobs.load((self.row.scope, self.row.id))
        return JobStatus.DONE if job is None else job.status

    @strawberry.field
    async def entities(
        self, info: Info, first: Size = 20, after: Cursor = None
    ) -> EntityConnection:
        page = listing(info, PageArguments(first, after), None, self.id)
        found = await reads.entities_of_episode(info.context, self.row)
        return entity_connection(page, page.of_whole(found, id_of=reads.row_id), self.read_in)

    @described("The facts believed now that rest on this episode.")
    async def facts(self, info: Info, first: Size = 20, after: Cursor = None) -> FactConnection:
        page = listing(info, PageArguments(first, after), None, self.id)
        found = await reads.facts_resting_on(info.context, self.row.scope, [self.row.id])
        return fact_connection(page, page.of_whole(found, id_of=reads.row_id), self.read_in)

    async def sources(self, info: Info) -> list[Source]:
        claims = await reads.claims_read_from(info.context, self.row.scope, [self.row.id])
        return [Source.of_claim(claim, self.row) for claim in claims]


@strawberry.type(
    description="One append-only change-log entry. sequence is the resume token for changes()."
)
class Change(plain.PlainChange):
    @strawberry.field
    async def item(self, info: Info) -> MemoryItem | None:
        return await item_by_id(info, self.read_in, self.item_id)


async def item_by_id(info: Info, scope: identity.Scope, id: str) -> MemoryItem | None:
    """The fact, entity or episode of an id; null for a missing and for a foreign one alike."""
    loaders = info.context.loaders
    match id.partition("_")[0]:
        case "fa":
            fact = await loaders.facts.load((scope, FactId(id)))
            return None if fact is None else Fact.of(fact, info.context.memory.view(), scope)
        case "en":
            entity = await reads.entity(info.context, scope, EntityId(id))
            return None if entity is None else Entity.of(entity, scope)
        case "ep":
            episode = await loaders.episodes.load((scope, EpisodeId(id)))
            return None if episode is None else Episode.of(episode, scope)
        case _:
            return None


@strawberry.type(name="FactConnection")
class FactConnection(types.Counted[Fact]):
    pass


@strawberry.type(name="EntityConnection")
class EntityConnection(types.Counted[Entity]):
    pass


def fact_connection(
    page: Listing, found: Found[knowledge.Fact], read_in: identity.Scope
) -> FactConnection:
    shown = partial(Fact.of, view=page.view, read_in=read_in)
    return page.of_found(FactConnection, found, id_of=reads.row_id, shown=shown)


def entity_connection(
    page: Listing, found: Found[knowledge.Entity], read_in: identity.Scope
) -> EntityConnection:
    shown = partial(Entity.of, read_in=read_in)
    return page.of_found(EntityConnection, found, id_of=reads.row_id, shown=shown)


def change_connection(
    page: Listing, found: Sequence[LogEntry], read_in: identity.Scope
) -> Connection[Change]:
    return page.of_rows(found, id_of=reads.place_in_log, shown=lambda row: Change.of(row, read_in))
