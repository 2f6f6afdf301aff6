"""What a person says about what is believed: it is wrong, it is otherwise, it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quipu.schema.drafts import EntityRef
from quipu.schema.identity import FactId
from quipu.schema.knowledge import Episode, Trust

CORRECTION = "correctFact"
INVALIDATION = "invalidateFact"
UNDOING = "undo"
DECISION = "decide"
MERGING = "mergeEntities"
SPLITTING = "splitEntity"
RETRACTION = "retract"
_SOURCES = frozenset({CORRECTION, INVALIDATION, UNDOING, DECISION, MERGING, SPLITTING, RETRACTION})


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who rules, why, and how far: claims that are trusted more than `trust` are not touched."""

    actor: str
    reason: str
    trust: Trust = Trust.VERIFIED


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact as it should be; what is None stays as it is.

    `revision` is the revision that the caller has seen; another one is a `Conflict`.
    """

    fact: FactId
    statement: str | None = None
    predicate: str | None = None
    target: EntityRef | None = None
    valid_at: datetime | None = None
    confidence: float | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Invalidation:
    """A fact that ended on a date; without a date it never held, and is not believed again."""

    fact: FactId
    invalid_at: datetime | None = None
    revision: int | None = None


def is_ruling(episode: Episode) -> bool:
    """Whether an episode is a ruling. Texts never are: callers hand in no statements with them."""
    return episode.source in _SOURCES and bool(episode.given)
