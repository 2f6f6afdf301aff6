"""Merge and split entities: what a person says of who is who."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.errors import Misplaced, at_path
from quipu.api.graphql.inputs import ScopeInput
from quipu.api.graphql.items import Change, Entity, item_by_id
from quipu.api.graphql.payloads import EntityPayload
from quipu.api.graphql.ruling import ruled
from quipu.api.graphql.user_errors import user_error
from quipu.graph.ruling.merging import merged, split
from quipu.schema import identity
from quipu.schema.errors import Invalid, MemoryFault
from quipu.schema.identity import EntityId, FactId
from quipu.schema.merging import Merger, Splitting
from quipu.schema.ports import Receipt
from quipu.schema.rulings import Ruling

_MOST = 100


@strawberry.input
class MergeEntitiesInput:
    idempotency_key: str
    keep: strawberry.ID
    merge: list[strawberry.ID]
    reason: str
    insist: bool | None = strawberry.field(
        default=False,
        description="Also where kinds, numbers or dates of birth say that they are two.",
    )
    scope: ScopeInput | None = None


@strawberry.input
class SplitEntityInput:
    idempotency_key: str
    id: strawberry.ID
    new_name: str
    move_facts: list[strawberry.ID]
    reason: str
    scope: ScopeInput | None = None


async def merge_entities(info: Info, given: MergeEntitiesInput) -> EntityPayload:
    async def accepting(scope: identity.Scope, by: Ruling) -> Receipt:
        with at_path("merge"):
            _must_be_few(given.merge)
        ids = tuple(EntityId(one) for one in given.merge)
        wish = Merger(EntityId(given.keep), ids, insists=bool(given.insist))
        return await merged(info.context.memory, scope, wish, by, given.idempotency_key)

    try:
        done, receipt, scope = await ruled(info, given, accepting)
    except (MemoryFault, Misplaced) as problem:
        return EntityPayload(user_errors=[user_error(problem, info, given.scope)])
    gone = {EntityId(one) for one in given.merge}
    moved = [row for row in done.gone if not gone.isdisjoint((row.subject, row.object))]
    return EntityPayload(
        entity=await _standing(info, scope, given.keep),
        moved_facts=len(moved),
        changes=[Change.of(line, scope) for line in done.lines],
        replayed=receipt.is_replay,
    )


async def split_entity(info: Info, given: SplitEntityInput) -> EntityPayload:
    async def accepting(scope: identity.Scope, by: Ruling) -> Receipt:
        with at_path("moveFacts"):
            _must_be_few(given.move_facts)
        facts = tuple(FactId(one) for one in given.move_facts)
        wish = Splitting(EntityId(given.id), given.new_name, facts)
        return await split(info.context.memory, scope, wish, by, given.idempotency_key)

    try:
        done, receipt, scope = await ruled(info, given, accepting)
    except (MemoryFault, Misplaced) as problem:
        return EntityPayload(user_errors=[user_error(problem, info, given.scope)])
    return EntityPayload(
        entity=await _standing(info, scope, given.id),
        created=await _standing(info, scope, done.created),
        moved_facts=len(set(given.move_facts)),
        changes=[Change.of(line, scope) for line in done.lines],
        replayed=receipt.is_replay,
    )


def _must_be_few(ids: list[strawberry.ID]) -> None:
    if not 1 <= len(ids) <= _MOST:
        raise Invalid(f"{len(ids)} ids", hint=f"1 to {_MOST} at once")


async def _standing(info: Info, scope: identity.Scope, id: str) -> Entity | None:
    """Who an entity is now: whom it is taken for, where it is merged."""
    found = await item_by_id(info, scope, id)
    if not isinstance(found, Entity) or found.row.merged_into is None:
        return found if isinstance(found, Entity) else None
    root = await item_by_id(info, scope, found.row.merged_into)
    return root if isinstance(root, Entity) else found
