"""What callers hand in, and what it means in our vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from quipu.api.auth import narrowed
from quipu.api.graphql.bounds import LISTS_ARE_BOUNDED
from quipu.api.graphql.convert import moment_from, written_from
from quipu.api.graphql.errors import at_path
from quipu.api.graphql.types import DateTime, Direction, Durability
from quipu.graph.memory import Memory
from quipu.schema import drafts, identity
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, EpisodeId
from quipu.schema.intervals import ALWAYS, DAWN, DUSK, AsOf, Interval
from quipu.schema.knowledge import EpisodeKind, FactStatus, Trust
from quipu.schema.recall import Channel, Fusion, ItemKind


@strawberry.input(description="All null = the caller's own scope. The tenant is never an argument.")
class ScopeInput:
    user: str | None = None
    agent: str | None = None
    session: str | None = None
    inherit: bool | None = True


@strawberry.input(
    description="asOf = valid time (true in the world), knownAt = transaction time (what we had"
    " recorded). Default: now, as believed now. Stale facts (SUPERSEDED, INVALIDATED, EXPIRED,"
    " QUARANTINED) are hidden unless includeInvalidated, and so is what began only after asOf:"
    " it neither held then nor is it ahead. HISTORICAL and PLANNED ones come back, marked by"
    " their status; a filter by status brings whatever has it."
)
class TimePoint:
    as_of: DateTime | None = None
    known_at: DateTime | None = None
    include_invalidated: bool | None = False


@strawberry.input(description="Half-open: [from, to). A bound left out is open.")
class TimeRange:
    from_: DateTime | None = strawberry.field(name="from", default=None)
    to: DateTime | None = None


@strawberry.input(description=LISTS_ARE_BOUNDED)
class EntityFilter:
    name_contains: str | None = strawberry.field(
        default=None, description="What stands in any name of it."
    )
    types: list[str] | None = None
    created_between: TimeRange | None = strawberry.field(
        default=None, description="When we first heard of it."
    )


@strawberry.input(description=LISTS_ARE_BOUNDED)
class FactFilter:
    predicates: list[str] | None = None
    source: strawberry.ID | None = None
    target: strawberry.ID | None = None
    between: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Facts whose two ends are both among these, 2 to 50."
    )
    status: list[FactStatus] | None = None
    min_confidence: float | None = None
    min_trust: Trust | None = None
    valid_during: TimeRange | None = strawberry.field(
        default=None,
        description="Facts that hold at some time of the range. What has been superseded since is"
        " hidden as elsewhere: includeInvalidated shows it.",
    )


@strawberry.input(description="An arm left out keeps the weight of the product's own recipe.")
class ChannelWeights:
    vector: float | None = None
    fulltext: float | None = None
    graph: float | None = None
    recency: float | None = None


@strawberry.input(description=LISTS_ARE_BOUNDED)
class SearchFilter:
    kinds: list[ItemKind] | None = None
    predicates: list[str] | None = None
    about_entities: list[strawberry.ID] | None = None
    entity_types: list[str] | None = strawberry.field(
        default=None,
        description="Entities of these types, facts with one at an end, episodes about one.",
    )
    min_confidence: float | None = None
    min_trust: Trust | None = strawberry.field(
        default=None, description="Of facts and episodes; an entity has no trust of its own."
    )
    status: list[FactStatus] | None = None
    created_between: TimeRange | None = strawberry.field(
        default=None, description="When we heard of it."
    )


@strawberry.input
class SearchInput:
    text: str
    scope: ScopeInput | None = None
    at: TimePoint | None = None
    filter: SearchFilter | None = None
    expand_depth: int | None = 0
    weights: ChannelWeights | None = None
    fusion: Fusion | None = Fusion.AUTO
    rerank: bool | None = strawberry.field(
        default=False,
        description="The reranker of the settings reads the best 50 again, and scores are then its"
        " own; refused where none is named. If it does not answer, explain warns of that.",
    )
    min_score: float | None = None


@strawberry.input(description=LISTS_ARE_BOUNDED)
class TraverseInput:
    from_: list[strawberry.ID] = strawberry.field(name="from")
    depth: int | None = 2
    direction: Direction | None = Direction.BOTH
    predicates: list[str] | None = None
    at: TimePoint | None = None
    max_nodes: int | None = 100
    max_fanout: int | None = 25
    scope: ScopeInput | None = None


@strawberry.input
class EpisodeInput:
    content: str
    kind: EpisodeKind | None = strawberry.field(
        default=None,
        description="Else JSON where it is JSON of objects without a speaker, TEXT with a source"
        " and no speaker, and otherwise MESSAGE, in which I is the speaker, or the user.",
    )
    occurred_at: DateTime | None = None
    speaker: str | None = None
    external_id: str | None = None
    source: str | None = None
    trust: Trust | None = Trust.OBSERVED
    metadata: JSON | None = None


@strawberry.input
class RememberInput:
    idempotency_key: str
    episodes: list[EpisodeInput]
    scope: ScopeInput | None = None
    wait_for: Durability | None = Durability.ACCEPTED
    timeout_ms: int | None = strawberry.field(
        default=0,
        description="How long EXTRACTED waits, at most 120000; 0 means 30000.",
    )


@strawberry.input(one_of=True, name="EntityRef")
class EntityRefInput:
    id: strawberry.ID | None = strawberry.UNSET
    name: str | None = strawberry.UNSET


@strawberry.input
class AddFactInput:
    idempotency_key: str
    source: EntityRefInput
    predicate: str
    statement: str
    target: EntityRefInput | None = None
    valid_at: DateTime | None = None
    invalid_at: DateTime | None = None
    confidence: float | None = 1
    scope: ScopeInput | None = None
    evidence: strawberry.ID | None = None
    qualifier: str | None = strawberry.field(
        default=None,
        description="What it holds for, where a predicate holds one value for each: a company of a"
        " role, home or work of a phone number.",
    )


def scope_from(own: identity.Scope, given: ScopeInput | None) -> identity.Scope:
    """The caller's scope, narrowed. Raises Forbidden outside of it, Invalid for a bad level."""
    if given is None:
        return own
    return narrowed(own, user=given.user, agent=given.agent, session=given.session)


def inherits(given: ScopeInput | None) -> bool:
    return given is None or given.inherit is not False


def must_inherit(given: ScopeInput | None) -> None:
    """Refuse `inherit: false` where a read always covers the wider scopes."""
    if not inherits(given):
        raise Invalid("inherit: false is not possible here", hint="leave it out")


def view_from(memory: Memory, at: TimePoint | None) -> AsOf:
    return memory.view(*moments_from(at))


def moments_from(at: TimePoint | None) -> tuple[datetime | None, datetime | None]:
    """The moments in the world and in our records that are asked about; None: not given."""
    return (None, None) if at is None else (moment_from(at.as_of), moment_from(at.known_at))


def includes_stale(at: TimePoint | None) -> bool:
    return at is not None and bool(at.include_invalidated)


def must_hold(at: TimePoint | None) -> None:
    """Refuse `includeInvalidated` where the graph is walked: only what holds can be walked."""
    if includes_stale(at):
        raise Invalid("includeInvalidated is not possible here", hint="ask with asOf instead")


def span_from(given: TimeRange | None) -> Interval:
    """A range of time; all of it where none is given. Raises Invalid for one that is empty."""
    if given is None:
        return ALWAYS
    return Interval(moment_from(given.from_) or DAWN, moment_from(given.to) or DUSK)


def weights_from(given: ChannelWeights | None) -> dict[Channel, float]:
    if given is None:
        return {}
    asked = {
        Channel.VECTOR: given.vector,
        Channel.FULLTEXT: given.fulltext,
        Channel.GRAPH: given.graph,
        Channel.RECENCY: given.recency,
    }
    for channel, weight in asked.items():
        if weight is not None and not 0.0 <= weight <= 100.0:
            raise Invalid(f"weight {weight} of {channel.lower()} out of range", hint="0 to 100")
    return {channel: weight for channel, weight in asked.items() if weight is not None}


def draft_of_episode(given: EpisodeInput) -> drafts.EpisodeDraft:
    with at_path("occurredAt"):
        occurred_at = written_from(given.occurred_at)
    with at_path("metadata"):
        metadata = _object(given.metadata)
    return drafts.EpisodeDraft(
        content=given.content,
        kind=given.kind or drafts.kind_of(given.content, given.speaker or "", given.source or ""),
        occurred_at=occurred_at,
        speaker=given.speaker or "",
        external_id=given.external_id or "",
        source=given.source or "",
        trust=Trust.OBSERVED if given.trust is None else given.trust,
        metadata=metadata,
    )


def _object(given: object) -> Mapping[str, object]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise Invalid("metadata is not a JSON object", hint='such as {"channel": "mail"}')
    return given


def draft_of_fact(given: AddFactInput) -> drafts.FactDraft:
    with at_path("validAt"):
        valid_at = moment_from(given.valid_at)
    with at_path("invalidAt"):
        invalid_at = moment_from(given.invalid_at)
    return drafts.FactDraft(
        source=ref_from(given.source),
        predicate=given.predicate,
        statement=given.statement,
        target=None if given.target is None else ref_from(given.target),
        valid_at=valid_at,
        invalid_at=invalid_at,
        confidence=1.0 if given.confidence is None else given.confidence,
        evidence=None if given.evidence is None else EpisodeId(given.evidence),
        qualifier=given.qualifier or "",
    )


def ref_from(given: EntityRefInput) -> drafts.EntityRef:
    return drafts.EntityRef(
        id=EntityId(given.id) if given.id else None,
        name=given.name or None,
    )
