"""What was tried: attempts at tasks, and the procedures that many of them show.

An attempt is kept as an episode with an id of its own kind, so whatever holds for episodes holds
for it: accepted durably under a key, seen by scope, forgotten with all copies, moved with a tenant.
Its content is the task; all else is its metadata. Procedures are not kept: they are what the
attempts known at a moment say, so none outlives the attempts that it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from quipu.schema.errors import Invalid
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Episode, Trust

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXPERIENCE_PREFIX = "ex"
PROCEDURE_PREFIX = "pr"
_KEY = "experience"


class Outcome(StrEnum):
    SUCCESS = "SUCCESS"
    PARTIAL = "PARTIAL"
    FAILURE = "FAILURE"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, and what came of it; `succeeded` is None where nobody says."""

    action: str
    observation: str = ""
    succeeded: bool | None = None
    tool: str = ""
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ExperienceDraft:
    """An attempt as a caller tells it. `score` is the caller's own measure, 0 to 1; `used` are the
    ids of the procedures that were followed."""

    task: str
    outcome: Outcome
    steps: tuple[Step, ...] = ()
    score: float | None = None
    lesson: str = ""
    used: tuple[str, ...] = ()
    trust: Trust = Trust.OBSERVED


@dataclass(frozen=True, slots=True)
class Experience:
    """One attempt at a task."""

    id: EpisodeId
    scope: Scope
    created_at: datetime
    task: str
    outcome: Outcome
    steps: tuple[Step, ...] = ()
    score: float | None = None
    lesson: str = ""
    used: tuple[str, ...] = ()
    trust: Trust = Trust.OBSERVED
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """What attempts at tasks of one sort have in common: what to do, what to leave, and in the
    words of who tried, what was learned, the newest first.

    `successes` and `failures` count the attempts that went so, or say that they followed it, but
    not those that came out in part; where nothing is to be done, those that did what is to be left.
    Who failed at a step of it counts, too. What speaks against it is heard as far as it is trusted
    like two that bear it out: whoever is trusted less takes nothing from it.
    `confidence`, 0 to 1, is the lower bound of a 95 % interval on the share of them that bears it
    out (Wilson 1927); lessons alone are borne out by every attempt. `created_at` is when the
    second of its `evidence`, oldest first, came.
    """

    id: str
    scope: Scope
    created_at: datetime
    title: str
    when: str
    steps: tuple[str, ...]
    avoid: tuple[str, ...]
    lessons: tuple[str, ...]
    successes: int
    failures: int
    confidence: float
    evidence: tuple[EpisodeId, ...]


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts of some scopes, oldest first in each, and the vectors of their tasks.

    `vectors` has a unit row (d) for each, of zeros where it has none.
    """

    experiences: tuple[Experience, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Advice:
    """What is known for a task: procedures and attempts that bear on it, best first."""

    procedures: tuple[Procedure, ...]
    experiences: tuple[Experience, ...]


class ExperienceStore(Protocol):
    async def attempts(
        self, scope: Scope, known: datetime, limit: int, *, inherit: bool = True
    ) -> tuple[Sequence[Episode], NDArray[np.float32]]:
        """The newest `limit` attempts of each scope of the chain that came up to `known` and have
        been settled, by scope, oldest first, and their tasks' vectors, shape (n, dimensions)."""
        ...


def is_experience(episode: Episode) -> bool:
    """Whether an episode is an attempt. What is remembered as text never is: its ids are others."""
    return episode.id.startswith(f"{EXPERIENCE_PREFIX}_")


def outcome_of(told: str) -> Outcome:
    """An outcome by its name, in any case. Raises Invalid."""
    try:
        return Outcome(told.upper())
    except ValueError as error:
        hint = ", ".join(one.value for one in Outcome)
        raise Invalid(f"unknown outcome {told!r}", hint=hint) from error


def metadata_of(draft: ExperienceDraft, actor: str) -> Mapping[str, object]:
    """What of an attempt is kept besides its task."""
    told = {
        "outcome": draft.outcome.value,
        "steps": [asdict(step) for step in draft.steps],
        "score": draft.score,
        "lesson": draft.lesson,
        "used": list(draft.used),
        "actor": actor,
    }
    return {_KEY: told}


def told_of(episode: Episode) -> Mapping[str, Any]:
    """What of an attempt is kept besides its task; nothing of other episodes and redacted ones."""
    told = episode.metadata.get(_KEY)
    return told if isinstance(told, Mapping) else {}


def experience_of(episode: Episode) -> Experience | None:
    """The attempt that an episode is; None for any other, and for one whose words were redacted."""
    told = told_of(episode)
    if not is_experience(episode) or not told:
        return None
    return Experience(
        id=episode.id,
        scope=episode.scope,
        created_at=episode.created_at,
        task=episode.content,
        outcome=Outcome(told["outcome"]),
        steps=tuple(Step(**step) for step in told["steps"]),
        score=told["score"],
        lesson=told["lesson"],
        used=tuple(told["used"]),
        trust=episode.trust,
        actor=told["actor"],
    )
