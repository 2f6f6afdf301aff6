"""What entities, facts, episodes and changes show without asking the store: values, ready made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, cast

import strawberry
from strawberry.scalars import JSON

from quipu.api.graphql.convert import parsed, stamp, stamp_if_known
from quipu.api.graphql.sources import Source
from quipu.api.graphql.types import DateTime, Scope
from quipu.schema import identity, knowledge
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.communities import ToldCommunity
from quipu.schema.identity import content_hash
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import EpisodeKind, FactStatus, Trust, status_of
from quipu.schema.profiles import HeldValue
from quipu.schema.readings import model_of


@strawberry.type
class PlainItem:
    read_in: strawberry.Private[identity.Scope]  # what is below it is read there: not where it lies
    id: strawberry.ID
    scope: Scope
    created_at: DateTime


@strawberry.type
class PlainEntity(PlainItem):
    row: strawberry.Private[knowledge.Entity]
    name: str = strawberry.field(description="The fullest proper name that this scope knows.")
    types: list[str]
    aliases: list[str] = strawberry.field(description="All other names, those of merged ones too.")

    @classmethod
    def of(cls, row: knowledge.Entity, read_in: identity.Scope) -> Self:
        return cls(
            read_in=read_in,
            row=row,
            id=strawberry.ID(row.id),
            scope=Scope.of(row.scope),
            created_at=stamp(row.created_at),
            name=row.name,
            types=[row.kind],
            aliases=list(row.aliases),
        )


def attributes_of(values: Iterable[HeldValue]) -> dict[str, list[str]]:
    """Values as an object: "phone number (work)" where something holds for something."""
    found: dict[str, list[str]] = {}
    for one in values:
        name = f"{one.predicate} ({one.qualifier})" if one.qualifier else one.predicate
        found.setdefault(name, []).append(one.text)
    return found


@strawberry.type
class PlainFact(PlainItem):
    row: strawberry.Private[knowledge.Fact]
    view: strawberry.Private[AsOf]
    statement: str
    predicate: str
    attributes: JSON
    valid_at: DateTime | None
    invalid_at: DateTime | None
    expired_at: DateTime | None
    status: FactStatus
    confidence: float
    trust: Trust
    revision: int

    @classmethod
    def of(cls, row: knowledge.Fact, view: AsOf, read_in: identity.Scope) -> Self:
        return cls(
            read_in=read_in,
            row=row,
            view=view,
            id=strawberry.ID(row.id),
            scope=Scope.of(row.scope),
            created_at=stamp(row.known.start),
            statement=row.sentence,
            predicate=row.predicate,
            attributes=cast(JSON, _attributes(row)),
            valid_at=stamp_if_known(row.valid.start),
            invalid_at=stamp_if_known(row.valid.end),
            expired_at=stamp_if_known(row.known.end),
            status=status_of(row, view),
            confidence=row.confidence,
            trust=row.trust,
            revision=row.revision,
        )


def _attributes(row: knowledge.Fact) -> dict[str, object]:
    found: dict[str, object] = {"nature": row.nature.value, "isNegated": row.is_negated}
    if row.is_mutual:
        found["isMutual"] = True
    return found | ({"qualifier": row.qualifier} if row.qualifier else {})


@strawberry.type
class PlainEpisode(PlainItem):
    row: strawberry.Private[knowledge.Episode]
    occurred_at: DateTime
    kind: EpisodeKind
    speaker: str | None
    external_id: str | None
    content: str | None
    content_sha256: str
    source: str | None
    trust: Trust

    @classmethod
    def of(cls, row: knowledge.Episode, read_in: identity.Scope) -> Self:
        return cls(
            read_in=read_in,
            row=row,
            id=strawberry.ID(row.id),
            scope=Scope.of(row.scope),
            created_at=stamp(row.created_at),
            occurred_at=stamp(row.occurred_at),
            kind=row.kind,
            speaker=row.speaker or None,
            external_id=row.external_id or None,
            content=row.content,
            content_sha256=content_hash(row.content),
            source=row.source or None,
            trust=row.trust,
        )


@strawberry.type
class PlainChange:
    read_in: strawberry.Private[identity.Scope]
    item_id: strawberry.Private[str]
    sequence: str
    at: DateTime
    actor: str
    kind: ChangeKind
    reason: str | None
    before: JSON | None
    after: JSON | None

    @classmethod
    def of(cls, entry: LogEntry, read_in: identity.Scope) -> Self:
        return cls(
            read_in=read_in,
            item_id=entry.item,
            sequence=str(entry.sequence),
            at=stamp(entry.at),
            actor=entry.actor,
            kind=entry.kind,
            reason=entry.reason or None,
            before=parsed(entry.before),
            after=parsed(entry.after),
        )


@strawberry.type
class PlainCommunity:
    read_in: strawberry.Private[identity.Scope]
    row: strawberry.Private[ToldCommunity]
    id: strawberry.ID
    name: str
    summary: str | None
    level: int = strawberry.field(description="0 is the finest.")
    size: int
    made_at: DateTime

    @classmethod
    def of(cls, row: ToldCommunity, read_in: identity.Scope) -> Self:
        made = row.community
        return cls(
            read_in=read_in,
            row=row,
            id=strawberry.ID(made.id),
            name=row.name,
            summary=row.summary or None,
            level=made.level,
            size=len(made.members),
            made_at=stamp(made.made_at),
        )


@strawberry.type
class PlainProvenance:
    read_in: strawberry.Private[identity.Scope]
    row: strawberry.Private[Source]
    quote: str | None
    extractor: str
    model: str | None = strawberry.field(description="The language model that read it, if one did.")
    recorded_at: DateTime
    recorded_by: str

    @classmethod
    def of(cls, source: Source, read_in: identity.Scope) -> Self:
        return cls(
            read_in=read_in,
            row=source,
            quote=source.quote or None,
            extractor=source.reader,
            model=model_of(source.reader),
            recorded_at=stamp(source.recorded_at),
            recorded_by=source.recorded_by,
        )
