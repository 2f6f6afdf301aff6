"""What waits for a person to decide: two claims that no rule settles for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quipu.schema.changes import Dispute
from quipu.schema.identity import ClaimId, Scope
from quipu.schema.knowledge import Claim, Fact

_PREFIX = "rv"


class ReviewStatus(StrEnum):
    OPEN = "OPEN"
    DECIDED = "DECIDED"
    DISMISSED = "DISMISSED"


class Verdict(StrEnum):
    """What can be decided of two claims; the first is the one that is shown until then."""

    KEEP_FIRST = "KEEP_FIRST"
    KEEP_SECOND = "KEEP_SECOND"
    DISMISS = "DISMISS"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute as the engine keeps it."""

    scope: Scope
    dispute: Dispute
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """A dispute with its claims, and what has become of it.

    `facts` are those believed now that rest on either claim, that of the first one first.
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


def review_id(dispute: Dispute) -> str:
    """The id of a dispute says which claims it is between."""
    return "_".join((_PREFIX, _bare(dispute.holder), _bare(dispute.rival)))


def claims_in(id: str) -> tuple[ClaimId, ClaimId] | None:
    """The claims that a review is about; None for what is no id of one."""
    match id.split("_"):
        case [prefix, first, second] if prefix == _PREFIX:
            return ClaimId(f"cl_{first}"), ClaimId(f"cl_{second}")
        case _:
            return None


def _bare(claim: ClaimId) -> str:
    return claim.partition("_")[2]
