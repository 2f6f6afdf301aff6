"""Forgetting for good: what is chosen, what goes, what has to stay, and what an engine promises."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from quipu.schema.changes import ChangeSet
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.vectors import Vectors

REDACTED = "[redacted]"
"""What stands where the words of a text were."""


class ForgetMode(StrEnum):
    ERASE = "ERASE"
    REDACT = "REDACT"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which episodes of one exact scope are meant: all that any of the fields means."""

    episodes: tuple[EpisodeId, ...] = ()
    before: datetime | None = None  # those that happened earlier
    entities: tuple[EntityId, ...] = ()  # those that tell of one of these
    names: tuple[str, ...] = ()  # those that have one of these, word for word
    # Those that one called so says, in lower case; with "", messages that name no speaker.
    speakers: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """What one exact scope has from some episodes, and what stands beside it, at one moment.

    `claims` and `rows` are all of the slots where those episodes' claims compete, believed or not,
    and the rows elsewhere that rest on these claims or were ended by them, with all their claims: a
    claim competed somewhere else before it was ruled who is who.
    `entities` are those of this scope that the episodes speak of, with the names learned in it;
    `elsewhere` holds, for those of them that other episodes of the tenant speak of too, the texts
    of these.
    """

    revision: int
    episodes: tuple[Episode, ...] = ()
    claims: tuple[Claim, ...] = ()
    rows: tuple[Fact, ...] = ()
    entities: tuple[Entity, ...] = ()
    elsewhere: Mapping[EntityId, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Why somebody ruled, as it stands with all that was written for it between two moments, in the
    scope of the ruling and the narrower ones."""

    reason: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Erasure:
    """Rows that go, and rows that stay otherwise, in one exact scope, decided at `revision`.

    `reduced` rests on other episodes too and is written over as given here: the one exception to
    "nothing is edited". `items` are those whose lines in the log lose their words, `reasons` are
    taken out of everybody's lines, and from beside the names that came with them. `digests` are
    what must not be told again, hashed with `key`, which the scope keeps from its first erasure on.
    `receipt` stands in the log under the erasure's id. `spoken` says of whom something goes, and
    how many other texts of the tenant spoke of each as this was decided.
    """

    id: str
    revision: int
    episodes: tuple[EpisodeId, ...] = ()
    redacted: tuple[EpisodeId, ...] = ()
    claims: tuple[ClaimId, ...] = ()
    facts: tuple[FactId, ...] = ()
    reduced: tuple[Fact, ...] = ()
    entities: tuple[EntityId, ...] = ()
    names: tuple[tuple[EntityId, str], ...] = ()  # further names of entities that stay
    items: tuple[str, ...] = ()
    reasons: tuple[Words, ...] = ()
    digests: tuple[str, ...] = ()
    key: str = ""
    receipt: str = ""
    spoken: tuple[tuple[EntityId, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Residue:
    """What an engine cannot reach at once, in words; `due` is when it is gone by itself."""

    lines: tuple[str, ...] = ()
    due: datetime | None = None


class Erasing(Protocol):
    """What forgetting needs of a store. A scope here is exact: nothing is inherited."""

    async def scopes_of(self, tenant: str) -> list[Scope]:
        """Every scope of a tenant that was ever written to, by key."""
        ...

    async def chosen(self, scope: Scope, choice: Choice) -> list[EpisodeId]:
        """The episodes that a choice means, oldest first; an unknown id means none."""
        ...

    async def holdings(self, scope: Scope, episodes: Collection[EpisodeId]) -> Holdings: ...

    async def erase(
        self, scope: Scope, erasure: Erasure, changes: ChangeSet, vectors: Vectors
    ) -> int:
        """Carry out an erasure and what settling without it changes, all or nothing.

        Vectors are those of `changes` and of reduced rows. Whoever holds a lease of the scope
        loses it. Raises `Overtaken` where the scope has changed since `erasure.revision`, or where
        other texts speak of somebody in `spoken` by now: a narrower scope has its own revision.
        """
        ...

    async def erasure_keys(self, scope: Scope) -> dict[Scope, str]:
        """The keys of the scopes in the chain in which something was erased."""
        ...

    async def buried(self, scope: Scope, digests: Collection[str]) -> frozenset[str]:
        """Which of some digests were erased in a scope of the chain."""
        ...

    async def scrub(self, at: datetime) -> Residue:
        """Take what was erased out of files that still hold it unseen, as far as possible."""
        ...
