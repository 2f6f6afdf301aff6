"""Attempts at tasks and what they teach, under the names of `schema/api.graphql`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExperienceStep:
    """One thing that was done; `succeeded` is None where nobody says."""

    action: str
    observation: str | None
    succeeded: bool | None
    tool: str | None


@dataclass(frozen=True, slots=True)
class Experience:
    """An attempt at a task; `outcome` is SUCCESS, PARTIAL or FAILURE."""

    id: str
    task: str
    outcome: str
    score: float | None
    lesson: str | None
    steps: tuple[ExperienceStep, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Procedure:
    """What attempts at tasks of one sort have in common: what to do, what to avoid,
    what was learned, how sure that is."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]
    avoid: tuple[str, ...]
    lessons: tuple[str, ...]
    successes: int
    failures: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ExperiencePayload:
    """The attempt, and the procedures that rest on it or were followed in it."""

    experience: Experience | None
    updated_procedures: tuple[Procedure, ...]
    replayed: bool
    trust_lowered_to: str | None
