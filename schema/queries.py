"""What a listing or a walk asks of an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quipu.schema.appearances import Appearance
from quipu.schema.identity import EntityId, EpisodeId
from quipu.schema.intervals import ALWAYS, AsOf, Interval
from quipu.schema.knowledge import FactStatus, Trust


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts to list. Empty collections and None mean "any".

    A fact that holds both ways is listed whichever end is asked for as its subject. `statuses` are
    as seen from `view`; stale ones among them are listed only with `include_stale`. What began
    after the asked time (`AsOf.is_later`) is listed with either.
    """

    view: AsOf
    include_stale: bool = False
    predicates: frozenset[str] = frozenset()
    inverses: frozenset[str] = frozenset()  # asked for from their other end: object to subject
    subject: EntityId | None = None
    object: EntityId | None = None
    either: EntityId | None = None  # subject or object
    between: frozenset[EntityId] = frozenset()  # subject and object
    statuses: frozenset[FactStatus] = frozenset()
    during: Interval = ALWAYS  # holds at some time of it
    min_trust: Trust = Trust.UNTRUSTED
    min_confidence: float = 0.0
    inherit: bool = True


@dataclass(frozen=True, slots=True)
class EntityQuery:
    """Which entities to list; values are left out."""

    name_contains: str = ""
    kinds: frozenset[str] = frozenset()
    created: Interval = ALWAYS  # when we first heard of it
    inherit: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A keyset page: at most `first` items between two others, in the list's own order."""

    first: int
    after: str = ""  # id of the item just before the page; "" for the beginning of the list
    before: str = ""  # id of the item just after it; "" for the end of the list
    from_end: bool = False  # those nearest to `before`, as opposed to `after`


@dataclass(frozen=True, slots=True)
class Reach:
    """How far `around` may go: hops, edges in all, and edges for one entity.

    A fact that holds both ways leaves and arrives at either end.
    """

    hops: int = 1
    max_edges: int = 200
    max_fanout: int = 50
    outgoing: bool = True
    incoming: bool = True
    predicates: frozenset[str] = frozenset()
    inverses: frozenset[str] = frozenset()  # walked the other way: in where `outgoing`, and back
    include_past: bool = False  # also states that are over by their own source's word


@dataclass(frozen=True, slots=True)
class AppearanceQuery:
    """Which episodes tell of the same: those of `episodes`, and of the entities in them."""

    episodes: tuple[EpisodeId, ...]
    entities: tuple[EntityId, ...]  # further ones
    known: datetime  # episodes that came later are left out
    fanout: int = 10  # episodes that one entity may bring
    inherit: bool = True


@dataclass(frozen=True, slots=True)
class Appearances:
    """Who is named where, and in how many episodes that can be seen each entity is named."""

    found: tuple[Appearance, ...] = ()
    counts: Mapping[EntityId, int] = field(default_factory=dict)
