"""Between the records of a Graphiti database and its vocabulary, with all that may be missing.

Databases written by any release since 2025 are read: properties may be absent or null, moments may
lack a zone or be text, and lists may be no lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from neo4j.time import Date, DateTime

from quipu.schema.graphiti import GraphitiEntity, GraphitiEpisode, GraphitiFact, GraphitiMention
from quipu.schema.intervals import DAWN, DUSK

_ENTITY = {"uuid", "name", "group_id", "summary", "created_at", "name_embedding", "labels"}
_FACT = {
    *("uuid", "name", "group_id", "fact", "fact_embedding", "episodes", "created_at"),
    *("expired_at", "valid_at", "invalid_at", "reference_time"),
    *("source_node_uuid", "target_node_uuid", "source_uuid", "target_uuid"),
}
MARK = "quipu_export"  # what an export has written, and nobody has changed since


@dataclass(slots=True)
class Moments:
    """Reads moments, and counts those that had no zone and those that are none."""

    naive: int = 0
    unreadable: int = 0

    def read(self, value: object) -> datetime | None:
        """A moment in UTC; None where there is none or it cannot be read."""
        try:
            found = _native(value)
        except (ValueError, OverflowError):
            self.unreadable += 1
            return None
        if found is None:
            return None
        if found.tzinfo is None:
            self.naive += 1
            found = found.replace(tzinfo=UTC)
        try:
            moment = found.astimezone(UTC)
        except OverflowError:
            moment = DUSK
        if DAWN < moment < DUSK:
            return moment
        self.unreadable += 1
        return None


def _native(value: object) -> datetime | None:
    match value:
        case None | "":
            return None
        case DateTime():
            return value.to_native()
        case Date():
            return datetime.combine(value.to_native(), time())
        case datetime():
            return value
        case date():
            return datetime.combine(value, time())
        case str():
            return datetime.fromisoformat(value)
    raise ValueError(value)


def entity_of(row: Sequence[Any], group: str, moments: Moments) -> GraphitiEntity:
    _, labels, found = row
    listed = found.get("labels")
    return GraphitiEntity(
        uuid=found["uuid"],
        group_id=group,
        name=_text(found.get("name")),
        labels=tuple({*labels, *(listed if isinstance(listed, list) else ())}),
        summary=_text(found.get("summary")),
        created_at=moments.read(found.get("created_at")),
        attributes=_attributes(found, _ENTITY, moments),
    )


def fact_of(row: Sequence[Any], group: str, moments: Moments) -> GraphitiFact:
    _, source, target, found = row
    return GraphitiFact(
        uuid=found["uuid"],
        group_id=group,
        source=_text(source),
        target=_text(target),
        name=_text(found.get("name")),
        fact=_text(found.get("fact")),
        episodes=_texts(found.get("episodes")),
        created_at=moments.read(found.get("created_at")),
        expired_at=moments.read(found.get("expired_at")),
        valid_at=moments.read(found.get("valid_at")),
        invalid_at=moments.read(found.get("invalid_at")),
        reference_time=moments.read(found.get("reference_time")),
        attributes=_attributes(found, _FACT, moments),
    )


def episode_of(row: Sequence[Any], group: str, moments: Moments) -> GraphitiEpisode:
    _, found, sagas = row
    return GraphitiEpisode(
        uuid=found["uuid"],
        group_id=group,
        name=_text(found.get("name")),
        content=_text(found.get("content")),
        source=_text(found.get("source")) or "text",
        source_description=_text(found.get("source_description")),
        created_at=moments.read(found.get("created_at")),
        valid_at=moments.read(found.get("valid_at")),
        saga=min(_texts(sagas), default=""),
        entity_edges=_texts(found.get("entity_edges")),
    )


def _attributes(found: Mapping[str, Any], known: set[str], moments: Moments) -> dict[str, object]:
    """What Graphiti has no name for, with moments as ours."""
    return {
        key: moments.read(value) if isinstance(value, DateTime | Date) else value
        for key, value in found.items()
        if key not in known and key != MARK and value is not None
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(one) for one in value if one) if isinstance(value, list) else ()


def entity_row(entity: GraphitiEntity, embedding: Sequence[float]) -> dict[str, object]:
    """An entity as `add_entities` writes it, in the properties of Graphiti's bulk path."""
    own = {
        "uuid": entity.uuid,
        "name": entity.name,
        "group_id": entity.group_id,
        "summary": entity.summary,
        "created_at": entity.created_at,
        "labels": list(entity.labels),
        MARK: True,
    }
    return {
        "labels": [label for label in entity.labels if label != "Entity"],
        "properties": {**entity.attributes, **own},
        "embedding": embedding,
    }


def fact_row(fact: GraphitiFact, embedding: Sequence[float]) -> dict[str, object]:
    own = {
        "uuid": fact.uuid,
        "name": fact.name,
        "group_id": fact.group_id,
        "fact": fact.fact,
        "episodes": list(fact.episodes),
        "created_at": fact.created_at,
        "expired_at": fact.expired_at,
        "valid_at": fact.valid_at,
        "invalid_at": fact.invalid_at,
        "reference_time": fact.reference_time,
        "source_node_uuid": fact.source,
        "target_node_uuid": fact.target,
        MARK: True,
    }
    return {
        "source": fact.source,
        "target": fact.target,
        "properties": {**fact.attributes, **own},
        "embedding": embedding,
    }


def episode_row(episode: GraphitiEpisode) -> dict[str, object]:
    return {
        "uuid": episode.uuid,
        "name": episode.name,
        "group_id": episode.group_id,
        "source": episode.source,
        "source_description": episode.source_description,
        "content": episode.content,
        "entity_edges": list(episode.entity_edges),
        "created_at": episode.created_at,
        "valid_at": episode.valid_at,
        MARK: True,
    }


def mention_row(mention: GraphitiMention, group: str) -> dict[str, object]:
    properties = {
        "uuid": mention.uuid,
        "group_id": group,
        "created_at": mention.created_at,
        MARK: True,
    }
    return {"episode": mention.episode, "entity": mention.entity, "properties": properties}
