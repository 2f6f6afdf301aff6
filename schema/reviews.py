"""What waits for a person to decide: two claims that no rule settles for good."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from enum import StrEnum

from quipu.schema.changes import Dispute
from quipu.schema.errors import Invalid
from quipu.schema.identity import ClaimId, Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Claim, Entity, Fact

_PREFIX = "rv"


class ReviewStatus(StrEnum):
    OPEN = "OPEN"
    DECIDED = "DECIDED"
    DISMISSED = "DISMISSED"


class ReviewKind(StrEnum):
    """What waits: two claims that cannot both hold, two that hardly can, or two names that may
    mean one."""

    CONFLICT = "CONFLICT"
    POSSIBLY_CONTRADICTS = "POSSIBLY_CONTRADICTS"
    POSSIBLY_SAME_AS = "POSSIBLY_SAME_AS"


class Verdict(StrEnum):
    """What can be decided of two claims: which one holds (the first is shown until then), or that
    both do, side by side. Of two names: that they mean one, or two for good."""

    KEEP_FIRST = "KEEP_FIRST"
    KEEP_SECOND = "KEEP_SECOND"
    KEEP_BOTH = "KEEP_BOTH"
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    DISMISS = "DISMISS"


def decisions_on_a(kind: ReviewKind) -> tuple[Verdict, ...]:
    """What can be decided of a review."""
    match kind:
        case ReviewKind.CONFLICT | ReviewKind.POSSIBLY_CONTRADICTS:
            return (Verdict.KEEP_FIRST, Verdict.KEEP_SECOND, Verdict.KEEP_BOTH, Verdict.DISMISS)
        case ReviewKind.POSSIBLY_SAME_AS:
            return (Verdict.SAME, Verdict.DIFFERENT, Verdict.KEEP_BOTH, Verdict.DISMISS)


UNUSUAL = "one-value-is-usual"
"""The rule of a dispute between claims that no slot sets against each other."""

APART_VERDICTS = frozenset({Verdict.KEEP_BOTH, Verdict.DIFFERENT})
"""What says of two names that they mean two."""


@dataclass(frozen=True, slots=True)
class DisputePlace:
    """Where a dispute stands among all that were opened, oldest first; what is forgotten beside it
    moves it nowhere."""

    opened: int  # microseconds since 1970
    slot: str
    holder: str
    rival: str

    def written(self) -> str:
        return json.dumps(astuple(self))

    @classmethod
    def read(cls, text: str) -> DisputePlace:
        """The place that `written` gave. Raises `Invalid` for what is none."""
        found = json.loads(text)
        if not isinstance(found, list) or len(found) != len(fields(cls)):
            raise Invalid("a cursor of an earlier version", hint="begin the list anew")
        return cls(*found)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute as the engine keeps it."""

    scope: Scope
    dispute: Dispute
    opened_at: datetime

    @property
    def place(self) -> DisputePlace:
        one = self.dispute
        return DisputePlace(micros(self.opened_at), one.slot, one.holder, one.rival)


@dataclass(frozen=True, slots=True)
class Review:
    """A dispute with its claims, and what has become of it.

    `facts` are those believed now that rest on either claim, that of the first one first. Of two
    names that may mean one there are the `entities`, whom was met first before the other, and
    how likely it is (0 to 1); both claims are the one that says so.
    """

    id: str
    scope: Scope
    status: ReviewStatus
    first: Claim
    second: Claim
    facts: tuple[Fact, ...]
    reason: str
    opened_at: datetime
    decided_by: str = ""
    decision: str = ""
    kind: ReviewKind = ReviewKind.CONFLICT
    entities: tuple[Entity, ...] = ()
    score: float | None = None


def review_id(dispute: Dispute) -> str:
    """The id of a dispute says which claims it is between."""
    return "_".join((_PREFIX, _bare(dispute.holder), _bare(dispute.rival)))


def said_by(review: Review) -> list[str]:
    """What the two say, the first one first; of entities, their names."""
    if review.kind is ReviewKind.POSSIBLY_SAME_AS:
        return [one.name for one in review.entities]
    return [review.first.sentence, review.second.sentence]


def claims_in(id: str) -> tuple[ClaimId, ClaimId] | None:
    """The claims that a review is about; None for what is no id of one."""
    match id.split("_"):
        case [prefix, first, second] if prefix == _PREFIX:
            return ClaimId(f"cl_{first}"), ClaimId(f"cl_{second}")
        case _:
            return None


def _bare(claim: ClaimId) -> str:
    return claim.partition("_")[2]
