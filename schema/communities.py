"""Communities: entities that many facts hold together. Derived, and made anew at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.knowledge import Entity

COMMUNITY_PREFIX = "co"


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that are closer to each other than to the rest, as ids alone.

    Level 0 is the finest; the members of a level lie within those of one community of the next.
    `members` and `facts` begin with what matters most: the members with the most facts, and the
    facts whose sentences stand for the rest. No words are kept, so none outlive their texts.
    """

    id: str
    scope: Scope
    level: int
    members: tuple[EntityId, ...]
    facts: tuple[FactId, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ToldCommunity:
    """A community as a person reads it: names of its first members, sentences of its facts."""

    community: Community
    name: str
    summary: str
    members: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class CommunityQuery:
    """Which communities to list: those with any of `members`, those of some `ids`. None
    and no members or ids mean any; `inherit` looks in the wider scopes, too."""

    level: int | None = None
    members: frozenset[EntityId] = frozenset()
    ids: frozenset[str] = frozenset()
    inherit: bool = True


class CommunityStore(Protocol):
    """Keeps what was last made of each scope."""

    async def keep_communities(self, scope: Scope, found: Sequence[Community]) -> None:
        """Take these for the communities of this exact scope, in place of all that were there."""
        ...

    async def communities(
        self, scope: Scope, query: CommunityQuery, skip: int, limit: int
    ) -> list[Community]:
        """By level, the largest first, then by id. An erasure in a tenant drops all that it had."""
        ...
