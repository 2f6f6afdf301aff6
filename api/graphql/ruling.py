"""Correct, invalidate and undo: what a person says of what is believed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import moment_from
from quipu.api.graphql.errors import Misplaced, at_path
from quipu.api.graphql.inputs import EntityRefInput, ScopeInput, ref_from, scope_from
from quipu.api.graphql.items import Change, Fact
from quipu.api.graphql.payloads import ChangePayload, FactPayload
from quipu.api.graphql.reviewing import review_by_id
from quipu.api.graphql.types import DateTime
from quipu.api.graphql.user_errors import user_error
from quipu.api.graphql.waiting import until_settled
from quipu.api.rulings import Ruled, outcome
from quipu.api.sequences import sequence_of
from quipu.graph.ruling.amend import corrected, invalidated, undone
from quipu.graph.ruling.reviews import decided
from quipu.schema import identity
from quipu.schema.errors import MemoryFault
from quipu.schema.identity import FactId
from quipu.schema.knowledge import Trust
from quipu.schema.ports import Receipt
from quipu.schema.reviews import Verdict
from quipu.schema.rulings import Correction, Invalidation, Ruling


@strawberry.input
class CorrectFactInput:
    idempotency_key: str
    id: strawberry.ID
    expected_revision: int | None = None
    statement: str | None = None
    predicate: str | None = None
    target: EntityRefInput | None = None
    valid_at: DateTime | None = None
    confidence: float | None = None
    reason: str
    scope: ScopeInput | None = None


@strawberry.input
class InvalidateFactInput:
    idempotency_key: str
    id: strawberry.ID
    expected_revision: int | None = None
    invalid_at: DateTime | None = strawberry.field(
        default=None,
        description="When it ended. Without a date it never held, and is not believed again.",
    )
    reason: str
    scope: ScopeInput | None = None


@strawberry.input
class UndoInput:
    idempotency_key: str
    change: str = strawberry.field(description="The sequence of a change.")
    reason: str
    scope: ScopeInput | None = None


@strawberry.input
class DecideInput:
    idempotency_key: str
    review: strawberry.ID
    decision: Verdict
    reason: str
    scope: ScopeInput | None = None


_Accepting = Callable[[identity.Scope, Ruling], Awaitable[Receipt]]


async def correct_fact(info: Info, given: CorrectFactInput) -> FactPayload:
    async def accepting(scope: identity.Scope, by: Ruling) -> Receipt:
        with at_path("validAt"):
            valid_at = moment_from(given.valid_at)
        wish = Correction(
            FactId(given.id),
            given.statement,
            given.predicate,
            None if given.target is None else ref_from(given.target),
            valid_at,
            given.confidence,
            given.expected_revision,
        )
        return await corrected(info.context.memory, scope, wish, by, given.idempotency_key)

    return await _fact_ruled(info, given, accepting)


async def invalidate_fact(info: Info, given: InvalidateFactInput) -> FactPayload:
    async def accepting(scope: identity.Scope, by: Ruling) -> Receipt:
        with at_path("invalidAt"):
            invalid_at = moment_from(given.invalid_at)
        wish = Invalidation(FactId(given.id), invalid_at, given.expected_revision)
        return await invalidated(info.context.memory, scope, wish, by, given.idempotency_key)

    return await _fact_ruled(info, given, accepting)


async def undo(info: Info, given: UndoInput) -> ChangePayload:
    async def accepting(scope: identity.Scope, by: Ruling) -> Receipt:
        sequence = _sequence(given.change)
        return await undone(info.context.memory, scope, sequence, by, given.idempotency_key)

    try:
        done, receipt, scope = await ruled(info, given, accepting)
    except (MemoryFault, Misplaced) as problem:
        return ChangePayload(user_errors=[user_error(problem, info, given.scope)])
    return ChangePayload(
        changes=[Change.of(line, scope) for line in done.lines], replayed=receipt.is_replay
    )


async def decide(info: Info, given: DecideInput) -> ChangePayload:
    async def accepting(scope: identity.Scope, by: Ruling) -> Receipt:
        memory, key = info.context.memory, given.idempotency_key
        return await decided(memory, scope, given.review, given.decision, by, key)

    try:
        done, receipt, scope = await ruled(info, given, accepting)
    except (MemoryFault, Misplaced) as problem:
        return ChangePayload(user_errors=[user_error(problem, info, given.scope)])
    return ChangePayload(
        review=await review_by_id(info, scope, given.review),
        changes=[Change.of(line, scope) for line in done.lines],
        replayed=receipt.is_replay,
    )


def _sequence(text: str) -> int:
    with at_path("change"):
        return sequence_of(text)


async def _fact_ruled(
    info: Info, given: CorrectFactInput | InvalidateFactInput, accepting: _Accepting
) -> FactPayload:
    try:
        done, receipt, scope = await ruled(info, given, accepting)
    except (MemoryFault, Misplaced) as problem:
        return FactPayload(user_errors=[user_error(problem, info, given.scope)])
    view = info.context.memory.view()
    gone = await info.context.memory.store.facts(scope, [row.id for row in done.gone])
    shown = done.learned[-1:] or gone[-1:]
    return FactPayload(
        fact=Fact.of(shown[0], view, scope) if shown else None,
        superseded=[Fact.of(row, view, scope) for row in gone],
        changes=[Change.of(line, scope) for line in done.lines],
        replayed=receipt.is_replay,
    )


class RulingInput(Protocol):
    """The input of any ruling."""

    reason: str
    scope: ScopeInput | None


async def ruled(
    info: Info, given: RulingInput, accepting: _Accepting
) -> tuple[Ruled, Receipt, identity.Scope]:
    """What a ruling did once it is accepted and settled, its receipt, and where it holds."""
    context = info.context
    with at_path("scope"):
        scope = scope_from(context.scope, given.scope)
    principal = context.principal
    by = Ruling(principal.subject, given.reason, principal.believed(Trust.VERIFIED))
    receipt = await accepting(scope, by)
    job = await until_settled(context, scope, receipt.job)
    return await outcome(context.memory, scope, job), receipt, scope
