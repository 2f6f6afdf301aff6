"""What has become of something that waited for a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quipu.graph.consolidation.rulings import verdict_in
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Claim, Episode
from quipu.schema.reviews import ReviewStatus, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a review stands, and who brought it there how."""

    status: ReviewStatus
    by: str = ""
    decision: str = ""


STILL_OPEN = Outcome(ReviewStatus.OPEN)
SETTLED_BY_RULE = Outcome(ReviewStatus.DECIDED, "rule")


def outcome_of(decisions: Sequence[Claim], tellings: Mapping[EpisodeId, Episode]) -> Outcome | None:
    """What the last of some decisions on one review says; None where nobody decided."""
    if not decisions:
        return None
    last = decisions[-1]
    verdict = verdict_in(last)
    is_dismissed = verdict == Verdict.DISMISS
    status = ReviewStatus.DISMISSED if is_dismissed else ReviewStatus.DECIDED
    return Outcome(status, str(tellings[last.episode].metadata.get("actor", "?")), verdict)
