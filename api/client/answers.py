"""What the service answers, under the names of `schema/api.graphql`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from quipu.api.client.lived import Experience, ExperiencePayload, ExperienceStep, Procedure

__all__ = ["Experience", "ExperiencePayload", "ExperienceStep", "Procedure"]


@dataclass(frozen=True, slots=True)
class Entity:
    id: str
    name: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement as it is believed; it holds from `valid_at` until `invalid_at`."""

    id: str
    statement: str
    predicate: str
    source: Entity
    target: Entity | None
    value: str | None
    status: str
    trust: str
    confidence: float
    valid_at: datetime | None
    invalid_at: datetime | None
    created_at: datetime
    expired_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True)
class Episode:
    """A text as it was given."""

    id: str
    content: str | None
    occurred_at: datetime
    speaker: str | None
    source: str | None
    trust: str
    status: str


SearchItem: TypeAlias = Fact | Entity | Episode | Experience | Procedure


@dataclass(frozen=True, slots=True)
class SearchEdge:
    """A hit; `node` is None where a newer service found what this client does not know."""

    node: SearchItem | None
    score: float
    via: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class SearchConnection:
    edges: tuple[SearchEdge, ...]
    page_info: PageInfo


@dataclass(frozen=True, slots=True)
class FactEdge:
    node: Fact


@dataclass(frozen=True, slots=True)
class FactConnection:
    edges: tuple[FactEdge, ...]
    page_info: PageInfo


@dataclass(frozen=True, slots=True)
class Answer:
    """`texts` is empty where the memory does not know; `reason` says why."""

    texts: tuple[str, ...]
    path: tuple[Fact, ...]
    sources: tuple[Episode, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """A text for a prompt; `passages` are what its `[1]`, `[2]` … cite."""

    text: str
    facts: tuple[Fact, ...]
    passages: tuple[Episode, ...]
    tokens: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    status: str
    progress: float
    attempts: int
    last_error: str | None


@dataclass(frozen=True, slots=True)
class ConsolidationStep:
    name: str
    looked_at: int
    found: int
    written: int


@dataclass(frozen=True, slots=True)
class ConsolidatePayload:
    """A dry run has a report, a real one a job: ask again with the same key how it fares."""

    job: Job | None
    report: tuple[ConsolidationStep, ...]
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Change:
    sequence: str
    at: datetime
    actor: str
    kind: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class RememberPayload:
    """`facts` is empty until the text has been read; `replayed` says that the key was known."""

    job: Job | None
    episodes: tuple[Episode, ...]
    facts: tuple[Fact, ...]
    replayed: bool
    trust_lowered_to: str | None


@dataclass(frozen=True, slots=True)
class FactPayload:
    fact: Fact | None
    superseded: tuple[Fact, ...]
    contradictions: tuple[Fact, ...]
    changes: tuple[Change, ...]
    replayed: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """The words that a fact was read from, and by whom."""

    quote: str | None
    extractor: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a fact is believed, for people to read; `undo` says what would take it back."""

    text: str
    quotes: tuple[Provenance, ...]
    rivals: tuple[Fact, ...]
    decided_by: str
    rule: str
    at: datetime
    undo: str | None


@dataclass(frozen=True, slots=True)
class FactInFull(Fact):
    """A fact, and why it is believed."""

    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Subgraph:
    """`truncated`: more lies there; `frontier` is where to go on."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    truncated: bool
    frontier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of facts; it has one entity more than it has facts."""

    length: int
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Two claims in dispute, or two names that may mean one."""

    id: str
    kind: str
    status: str
    reason: str
    statements: tuple[str, ...]
    entities: tuple[Entity, ...]
    score: float | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ReviewEdge:
    node: Review


@dataclass(frozen=True, slots=True)
class ReviewConnection:
    edges: tuple[ReviewEdge, ...]
    page_info: PageInfo


@dataclass(frozen=True, slots=True)
class EntityPayload:
    """Who stands for all that are merged, or who was split; `created` is who is new by a split."""

    entity: Entity | None
    created: Entity | None
    moved_facts: int
    changes: tuple[Change, ...]
    replayed: bool


@dataclass(frozen=True, slots=True)
class ChangePayload:
    changes: tuple[Change, ...]
    replayed: bool


@dataclass(frozen=True, slots=True)
class ForgetReport:
    episodes: int
    entities: int
    facts: int
    facts_kept_with_other_evidence: int
    embeddings: int
    residual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForgetPayload:
    """What goes, or went; `confirm_token` is what a dry run gives to be said back."""

    report: ForgetReport | None
    dry_run: bool
    confirm_token: str | None


@dataclass(frozen=True, slots=True)
class Statistics:
    entities: int
    facts: int
    current_facts: int
    episodes: int
    queued_jobs: int
    failed_jobs: int
    last_sequence: str


@dataclass(frozen=True, slots=True)
class Viewer:
    subject: str
    permissions: tuple[str, ...]
