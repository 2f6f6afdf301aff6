"""What the memory holds: episodes given, statements read, claims kept, facts believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from quipu.schema.entities import Entity as Entity
from quipu.schema.identity import (
    Anchor,
    ClaimId,
    EntityId,
    EpisodeId,
    FactId,
    Scope,
    SlotKey,
)
from quipu.schema.intervals import ALWAYS, AsOf, Interval, on_clock
from quipu.schema.intervals import shown as shown
from quipu.schema.readers import DECIDED as DECIDED
from quipu.schema.readers import GIVEN as GIVEN
from quipu.schema.readers import REFUSED as REFUSED
from quipu.schema.readers import WITHDRAWN as WITHDRAWN
from quipu.schema.wording import Modality as Modality
from quipu.schema.wording import Temporal as Temporal
from quipu.schema.wording import Tense as Tense


class EpisodeKind(StrEnum):
    MESSAGE = "MESSAGE"
    TEXT = "TEXT"
    JSON = "JSON"
    DOCUMENT = "DOCUMENT"
    EVENT = "EVENT"


class Trust(IntEnum):
    """How far a source is believed, set by its channel; a lower one never closes a higher one."""

    UNTRUSTED = 0
    OBSERVED = 1
    ASSERTED = 2
    VERIFIED = 3


class Nature(StrEnum):
    """What kind of thing a claim says, after `consolidation/validity.py` has dated it."""

    STATE = "STATE"
    PAST_STATE = "PAST_STATE"
    EVENT = "EVENT"
    PLAN = "PLAN"


class FactStatus(StrEnum):
    """Derived at the asked time point, never stored."""

    CURRENT = "CURRENT"
    HISTORICAL = "HISTORICAL"
    PLANNED = "PLANNED"
    INVALIDATED = "INVALIDATED"
    SUPERSEDED = "SUPERSEDED"
    EXPIRED = "EXPIRED"
    QUARANTINED = "QUARANTINED"


STALE = frozenset(
    {FactStatus.SUPERSEDED, FactStatus.INVALIDATED, FactStatus.EXPIRED, FactStatus.QUARANTINED}
)


class Ending(StrEnum):
    """Why a fact's valid time ends where it does."""

    OPEN = "OPEN"
    STATED = "STATED"
    SUPERSEDED = "SUPERSEDED"
    INVALIDATED = "INVALIDATED"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a value as a text has it. `kind` is person, place, organisation, … or "thing"."""

    text: str
    kind: str = "thing"
    is_value: bool = False
    aliases: tuple[str, ...] = ()
    entity: EntityId | None = None  # set where the caller named it by id (addFact)
    form: str = ""  # of a value whose predicate says what kind it is: see schema/literals.py


@dataclass(frozen=True, slots=True)
class When:
    """What a source says about time: bounds it gave, DAWN or DUSK where it gave none.

    `is_recurring` marks "every Tuesday"; `granularity` is day, week, month, season, year, …
    """

    span: Interval = ALWAYS
    granularity: str = ""
    text: str = ""
    is_recurring: bool = False
    is_open: bool = False  # "since 2019", "for three years": begins in the span's start, still on


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as an extractor read it, in names; who they are is decided later."""

    subject: Mention
    predicate: str
    object: Mention
    sentence: str  # the clause with its references resolved: shown, embedded, searched
    quote: str = ""  # the source's own words
    tense: Tense = Tense.PRESENT
    modality: Modality = Modality.ASSERTED
    temporal: Temporal | None = None  # None: ask the predicate registry
    is_negated: bool = False
    is_ending: bool = False  # "left", "no longer", "used to": it stops here
    is_just_now: bool = False  # told as just happened
    when: When | None = None
    confidence: float = 0.5
    attributed_to: str = ""  # "John told me that …"
    reader: str = ""  # who read it: "local-1", GIVEN
    qualifier: str = ""  # what it holds for: "work" of a phone number, a currency, a role
    is_canonical: bool = False  # its predicate is one of ours already: no other way of saying one
    seat: tuple[SlotKey, ...] = ()  # of a ruling: the slot that it is about, and the far one
    is_answer: bool = False  # it rests on the turn before, which it answers or puts right, too


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor found in one episode.

    `reader` is who read it. `stood_in_because` is why that is not who should have: a model that
    did not answer. `dropped` counts statements that the text did not bear out,
    or that were too many.
    """

    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    reader: str = ""
    stood_in_because: str = ""
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Episode:
    """Text or JSON exactly as given. `given` holds statements handed in ready-made (addFact)."""

    id: EpisodeId
    scope: Scope
    content: str
    occurred_at: datetime
    created_at: datetime
    kind: EpisodeKind = EpisodeKind.TEXT
    speaker: str = ""
    source: str = ""  # the conversation or document it belongs to; neighbours share it
    external_id: str = ""
    trust: Trust = Trust.OBSERVED
    metadata: Mapping[str, object] = field(default_factory=dict)
    given: tuple[Statement, ...] = ()
    ordinal: int = 0  # place within its `remember` call
    offset_minutes: int = 0  # by how much the speaker's clock is ahead of UTC
    asked: Episode | None = field(default=None, compare=False)  # told to readers

    @property
    def said_at(self) -> datetime:
        """The moment it was said, as the speaker's own clock writes it."""
        return on_clock(self.occurred_at, self.offset_minutes)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, kept for ever: its names are entities, its time is what its source says.

    `told` is whom it was about before somebody ruled who is who; None where that is as it was.
    """

    id: ClaimId
    scope: Scope
    episode: EpisodeId
    slot: SlotKey
    subject: EntityId
    predicate: str
    object: EntityId
    sentence: str
    quote: str
    nature: Nature
    stated: Interval
    is_start_stated: bool
    is_end_stated: bool
    is_negated: bool
    is_ending: bool
    confidence: float
    trust: Trust
    occurred_at: datetime
    recorded_at: datetime
    reader: str
    attributed_to: str = ""
    is_retracted: bool = False
    qualifier: str = ""
    far_slot: SlotKey | None = None  # where it holds both ways: the slot of its object
    told: Anchor | None = None
    asked: EpisodeId | None = None  # the question that its episode answers, and it rests on


@dataclass(frozen=True, slots=True)
class Fact:
    """What we believe: an edge of the graph with a sentence and two clocks.

    `valid` is when it holds in the world, rivals considered; `known` is when we believed so.
    A change of mind ends `known` and adds another row with the next `revision`.
    """

    id: FactId
    scope: Scope
    slot: SlotKey
    subject: EntityId
    predicate: str
    object: EntityId
    sentence: str
    nature: Nature
    valid: Interval
    known: Interval
    ending: Ending
    claims: tuple[ClaimId, ...]  # the claims it rests on, best first
    episodes: tuple[EpisodeId, ...]  # their episodes, same order, without repeats
    confidence: float
    trust: Trust
    rule: str  # the rule of the timeline that decided its time
    closed_by: ClaimId | None = None  # the claim that ended it, where one did
    revision: int = 1
    is_negated: bool = False
    qualifier: str = ""
    far_slot: SlotKey | None = None  # where it holds both ways: the slot of its object

    @property
    def is_mutual(self) -> bool:
        """It holds both ways, so who is its subject is only how it was told."""
        return self.far_slot is not None

    @property
    def said(self) -> tuple[str, EntityId, bool]:
        """What it says of its slot: predicate, object and denial; of a mutual one, both ends."""
        ends = pair_of(self.subject, self.object) if self.is_mutual else self.object
        return (self.predicate, ends, self.is_negated)

    def other_end(self, here: EntityId) -> EntityId:
        return self.object if here == self.subject else self.subject

    def holds(self, view: AsOf) -> bool:
        return self.valid.overlaps(view.valid) and view.known in self.known


def pair_of(one: EntityId, other: EntityId) -> EntityId:
    """Two ends as one value, in either order."""
    return EntityId(" ".join(sorted((one, other))))


def status_of(fact: Fact, view: AsOf) -> FactStatus:
    """What a fact is at a viewpoint; see the table in ARCHITECTURE.md, "Status"."""
    at = view.valid.start
    if view.known not in fact.known:
        return FactStatus.EXPIRED
    if fact.trust is Trust.UNTRUSTED:
        return FactStatus.QUARANTINED
    if fact.valid.start > at:
        return FactStatus.PLANNED
    if fact.nature is Nature.EVENT:
        return FactStatus.HISTORICAL
    if at in fact.valid:
        return FactStatus.CURRENT
    if fact.nature is Nature.PAST_STATE or fact.ending is Ending.STATED:
        return FactStatus.HISTORICAL
    if fact.ending is Ending.SUPERSEDED:
        return FactStatus.SUPERSEDED
    return FactStatus.INVALIDATED
