"""What a listing or a walk asks of an engine."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts to list. Empty collections and None mean "any".

    A fact that holds both ways is listed whichever end is asked for as its subject.
    """

    view: AsOf
    include_stale: bool = False
    predicates: frozenset[str] = frozenset()
    inverses: frozenset[str] = frozenset()  # asked for from their other end: object to subject
    subject: EntityId | None = None
    object: EntityId | None = None
    either: EntityId | None = None  # subject or object
    min_confidence: float = 0.0
    inherit: bool = True


@dataclass(frozen=True, slots=True)
class EntityQuery:
    """Which entities to list; values are left out."""

    name_contains: str = ""
    kinds: frozenset[str] = frozenset()
    inherit: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A keyset page: at most `first` items after the item `after`, in the list's own order."""

    first: int
    after: str = ""  # id of the last item of the page before; "" for the first page


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
