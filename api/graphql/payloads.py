"""What mutations answer: what came of them, and what the caller can mend."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.items import Change, Entity, Episode, Fact
from quipu.api.graphql.reviewing import Review
from quipu.api.graphql.user_errors import UserError
from quipu.api.graphql.work import Job
from quipu.schema import knowledge


@strawberry.type
class RememberPayload:
    job: Job | None = None
    episodes: list[Episode] = strawberry.field(default_factory=list)
    facts: list[Fact] = strawberry.field(
        default_factory=list, description="What is believed of these episodes; empty until read."
    )
    forgotten: list[int] = strawberry.field(
        default_factory=list,
        description="Which of the given episodes, from 0, are left out: erased on request.",
    )
    replayed: bool = False
    trust_lowered_to: knowledge.Trust | None = strawberry.field(
        default=None, description="The caller's own level, where more trust was asked for."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list)


@strawberry.type
class FactPayload:
    fact: Fact | None = None
    superseded: list[Fact] = strawberry.field(default_factory=list)
    contradictions: list[Fact] = strawberry.field(default_factory=list)
    changes: list[Change] = strawberry.field(
        default_factory=list, description="Of a ruling, what the log says; any of them undoes it."
    )
    replayed: bool = False
    trust_lowered_to: knowledge.Trust | None = strawberry.field(
        default=None, description="The caller's own level, where more trust was asked for."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list)


@strawberry.type
class EntityPayload:
    entity: Entity | None = strawberry.field(
        default=None, description="Who stands for all that are merged, or who was split."
    )
    created: Entity | None = strawberry.field(
        default=None, description="Of a split, who is new by it."
    )
    moved_facts: int = 0
    changes: list[Change] = strawberry.field(
        default_factory=list, description="What the log says; any of them undoes it."
    )
    replayed: bool = False
    user_errors: list[UserError] = strawberry.field(default_factory=list)


@strawberry.type
class ChangePayload:
    review: Review | None = None
    changes: list[Change] = strawberry.field(default_factory=list)
    replayed: bool = False
    user_errors: list[UserError] = strawberry.field(default_factory=list)
