"""What the public schema is made of, apart from the items of the graph: scalars, enums, pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum
from functools import lru_cache
from typing import Generic, NewType, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types.field import StrawberryField

from quipu.schema import identity
from quipu.schema.changes import ChangeKind
from quipu.schema.experience import Outcome
from quipu.schema.knowledge import EpisodeKind, FactStatus, Trust
from quipu.schema.ports import JobStatus
from quipu.schema.recall import Channel, Fusion, ItemKind

DateTime = NewType("DateTime", str)
Item = TypeVar("Item")
Count: TypeAlias = Callable[[], Awaitable[int]]
Size: TypeAlias = int | None  # of a page; null is the default, as if it were not given
Cursor: TypeAlias = str | None


def _instant(value: object) -> DateTime:
    """Only the type is checked here, so that a wrong date can be told as data, with its path."""
    if not isinstance(value, str):
        raise TypeError(f"a DateTime is a string, not {value!r}")
    return DateTime(value)


DATE_TIME = strawberry.scalar(
    name="DateTime",
    description="RFC 3339 instant. Input needs an offset; output is UTC (Z), microsecond"
    " precision.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
    serialize=str,
    parse_value=_instant,
)


def described(text: str) -> Callable[[Callable[..., object]], StrawberryField]:
    """`strawberry.field` with a description, for resolvers whose type is to be kept."""

    def decorated(resolver: Callable[..., object]) -> StrawberryField:
        return cast(StrawberryField, strawberry.field(description=text)(resolver))

    return decorated


@strawberry.enum
class Direction(Enum):
    OUT = "OUT"
    IN = "IN"
    BOTH = "BOTH"


@strawberry.enum(description="How far a mutation waits: until stored, or until read and settled.")
class Durability(Enum):
    ACCEPTED = "ACCEPTED"
    EXTRACTED = "EXTRACTED"


strawberry.enum(
    FactStatus,
    description="Derived at the asked time point. HISTORICAL: an event, or a state told as past."
    " PLANNED: starts later.",
)
strawberry.enum(Trust, name="TrustLevel", description="How far a source is believed.")
strawberry.enum(EpisodeKind)
strawberry.enum(JobStatus)
strawberry.enum(ChangeKind)
strawberry.enum(ItemKind)
strawberry.enum(Outcome, description="What came of an attempt at a task.")
strawberry.enum(Channel, description="The arms of a search.")
strawberry.enum(Fusion, description="AUTO: the product's own recipe.")


@strawberry.type(description="Whose memory: tenant > user > agent > session.")
class Scope:
    path: str
    tenant: str
    user: str | None
    agent: str | None
    session: str | None

    @classmethod
    @lru_cache(maxsize=256)  # every item of a page has one, and most lie in the same
    def of(cls, scope: identity.Scope) -> Scope:
        return cls(
            path=scope.key.rstrip("/"),
            tenant=scope.tenant,
            user=scope.user or None,
            agent=scope.agent or None,
            session=scope.session or None,
        )


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class Edge(Generic[Item]):
    cursor: str
    node: Item


@strawberry.type
class Connection(Generic[Item]):
    edges: list[Edge[Item]]
    page_info: PageInfo


@strawberry.type
class Counted(Connection[Item]):
    counted: strawberry.Private[Count]

    @described("How many there are on all pages; counted only where it is asked for.")
    async def total_count(self) -> int | None:
        return await self.counted()
