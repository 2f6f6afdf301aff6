"""Graphiti's shape of a graph: what is read from such a database, and what is written to one.

Property names are Graphiti's own. A moment is aware UTC or None; `attributes` are the properties
that Graphiti has no name for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VALUE_LABEL = "Value"  # a date, a number or a clause: Graphiti knows only entities
OURS = "quipu_"  # attributes that carry what Graphiti has no property for begin so


@dataclass(frozen=True, slots=True)
class GraphitiEntity:
    """An `:Entity` node."""

    uuid: str
    group_id: str
    name: str
    labels: tuple[str, ...] = ()
    summary: str = ""
    created_at: datetime | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GraphitiFact:
    """A `:RELATES_TO` relationship; `name` is the predicate, `fact` the sentence."""

    uuid: str
    group_id: str
    source: str  # uuid of the entity it leaves
    target: str
    name: str
    fact: str
    episodes: tuple[str, ...] = ()
    created_at: datetime | None = None
    expired_at: datetime | None = None
    valid_at: datetime | None = None
    invalid_at: datetime | None = None
    reference_time: datetime | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GraphitiEpisode:
    """An `:Episodic` node; `source` is message, text or json, `saga` the name of its saga."""

    uuid: str
    group_id: str
    name: str
    content: str
    source: str = "text"
    source_description: str = ""
    created_at: datetime | None = None
    valid_at: datetime | None = None
    saga: str = ""
    entity_edges: tuple[str, ...] = ()  # the facts that rest on it


@dataclass(frozen=True, slots=True)
class GraphitiGroup:
    """Everything of one `group_id`; the rest is counted: communities, mentions, and so on."""

    group_id: str
    entities: tuple[GraphitiEntity, ...] = ()
    facts: tuple[GraphitiFact, ...] = ()
    episodes: tuple[GraphitiEpisode, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    naive_moments: int = 0  # moments without a zone, which were read as UTC


@dataclass(frozen=True, slots=True)
class GraphitiMention:
    """A `:MENTIONS` relationship from an episode to an entity."""

    uuid: str
    episode: str
    entity: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Projection:
    """A group to be written, with its mentions; left out, by reason, is what has no place in it."""

    group: GraphitiGroup
    mentions: tuple[GraphitiMention, ...]
    origin: str  # the key of the scope that it shows
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of a projection: rows in the order of its entities and of its facts."""

    names: NDArray[np.float32]
    facts: NDArray[np.float32]


class GraphitiDatabase(Protocol):
    """A Neo4j database in Graphiti's shape."""

    async def groups(self) -> Sequence[str]:
        """Every group id there is, sorted; the default group is the empty one.

        Raises Invalid where the database holds no graph of Graphiti's.
        """
        ...

    def read(self, group_ids: Collection[str]) -> AsyncIterator[GraphitiGroup]:
        """Those groups, one by one. Nothing is written."""
        ...

    async def write(self, projection: Projection, embedded: Embedded, at: datetime) -> None:
        """Put a projection in the place of what was written of its group or its origin before.

        Raises Conflict, and writes nothing, where the database holds a memory of ours, or what
        was not written by this method.
        """
        ...

    async def close(self) -> None: ...
