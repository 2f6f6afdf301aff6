"""What items rest on, as their provenance tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quipu.schema.experience import Experience
from quipu.schema.knowledge import Claim, Episode
from quipu.schema.readers import GIVEN


@dataclass(frozen=True, slots=True)
class Source:
    """What something rests on: words, who read them, who had them written down and when."""

    id: str
    quote: str
    reader: str
    recorded_at: datetime
    recorded_by: str
    episode: Episode | None = None

    @classmethod
    def of_claim(cls, claim: Claim, episode: Episode | None) -> Source:
        by = claim.scope.user or claim.scope.tenant
        return cls(claim.id, claim.quote, claim.reader, claim.recorded_at, by, episode)

    @classmethod
    def of_attempt(cls, one: Experience) -> Source:
        """An attempt at a task stands for itself: whoever made it told it."""
        return cls(one.id, one.task, GIVEN, one.created_at, one.actor)
