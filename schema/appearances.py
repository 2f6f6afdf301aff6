"""Who is named in which document."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.schema.identity import EntityId, EpisodeId


@dataclass(frozen=True, slots=True)
class Appearance:
    """An episode names an entity; `is_topic`: it tells about the entity as a whole."""

    episode: EpisodeId
    entity: EntityId
    is_topic: bool = False
