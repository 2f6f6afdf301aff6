"""The only way in which a memory changes: one set of changes, with the log it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quipu.schema.appearances import Appearance
from quipu.schema.identity import ClaimId, EntityId, FactId, SlotKey
from quipu.schema.knowledge import Claim, Entity, Fact
from quipu.schema.readings import EpisodeRead


class ChangeKind(StrEnum):
    CREATED = "CREATED"
    UPDATED = "UPDATED"
    INVALIDATED = "INVALIDATED"
    SUPERSEDED = "SUPERSEDED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    FORGOTTEN = "FORGOTTEN"


@dataclass(frozen=True, slots=True)
class Cause:
    """Who changes something, why, and when."""

    at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entity is known by one more name."""

    entity: EntityId
    alias: str


@dataclass(frozen=True, slots=True)
class Respelled:
    """A name that an entity of this exact scope has already is shown in another spelling."""

    entity: EntityId
    name: str


@dataclass(frozen=True, slots=True)
class Retired:
    """A fact row is believed no longer; `successor` is the row that says it better, if any."""

    fact: Fact  # as it stood before, its `known` still open
    kind: ChangeKind
    successor: FactId | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An entity is taken for another from now on, or for itself again (`into` is None)."""

    entity: EntityId
    into: EntityId | None
    before: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that cannot both hold and that no rule settles for good: a person may decide."""

    slot: SlotKey
    holder: ClaimId
    rival: ClaimId
    rule: str


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that happen together, at one moment, for one reason, or not at all.

    `revision` is how often their scope had changed before what they were decided on was read: they
    are refused where it is another one by then. None says that they hold whatever is there.
    """

    at: datetime
    actor: str
    reason: str
    entities: tuple[Entity, ...] = ()
    names: tuple[Named, ...] = ()
    respelled: tuple[Respelled, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    claims: tuple[Claim, ...] = ()
    retracted: tuple[ClaimId, ...] = ()
    retired: tuple[Retired, ...] = ()
    learned: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    read: tuple[EpisodeRead, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    moved: tuple[Claim, ...] = ()  # claims there already, as they stand now: about somebody else
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the append-only log; `before` and `after` are rows as JSON, "" where none."""

    sequence: int
    at: datetime
    actor: str
    kind: ChangeKind
    reason: str
    item: str  # id of the fact, entity or episode
    before: str = ""
    after: str = ""
