"""What every way into the schema asks first: may this caller? And what it leaves: a trace.

The guard stands at the root fields, so that a field added later is guarded by itself: nothing
below them can be reached without going through one.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from inspect import isawaitable
from typing import cast

from graphql import GraphQLResolveInfo, GraphQLSchema

from quipu.api.access.audit import Deed, ids_of_ours, outcome_of
from quipu.api.access.principal import Permission
from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.errors import Misplaced
from quipu.api.graphql.watching import watched

# What a root field needs where it is not what its kind of operation needs; None: any caller.
NEEDS: dict[str, Permission | None] = {
    "viewer": None,
    "audit": Permission.AUDIT,
    "forget": Permission.ERASE,
}
_DEEPEST = 4
_TELLING = ("job", "fact", "entity", "episodes", "facts", "report", "experience")
_IDS = ("id", "audit_id")
Resolver = Callable[..., object]


def guard(schema: GraphQLSchema) -> None:
    """Have every root field of a schema check its caller and write down what was done."""
    roots = (
        (schema.query_type, Permission.READ),
        (schema.mutation_type, Permission.WRITE),
        (schema.subscription_type, Permission.READ),
    )
    for root, usual in roots:
        for name, field in ({} if root is None else root.fields).items():
            need = NEEDS.get(name, usual)
            if field.subscribe is not None:
                field.subscribe = _watched(_guarded(name, need, field.subscribe))
            elif field.resolve is not None:
                field.resolve = _guarded(name, need, field.resolve)


def _guarded(
    name: str, need: Permission | None, resolve: Resolver
) -> Callable[..., Awaitable[object]]:
    async def resolved(
        source: object, info: GraphQLResolveInfo[RequestContext], **given: object
    ) -> object:
        context = info.context
        try:
            if need is not None:
                context.principal.must(need)
            found = resolve(source, info, **given)
            if isawaitable(found):
                found = await _awaited(found)
        except BaseException as problem:  # whoever goes away may have changed something, too
            fault = problem.fault if isinstance(problem, Misplaced) else problem
            await _note(context, name, need, given, None, outcome_of(fault))
            raise
        finally:
            if need not in (None, Permission.READ, Permission.AUDIT):
                context.service.pulse.beat()
        await _note(context, name, need, given, found, _outcome(found))
        return found

    return resolved


def _watched(subscribe: Callable[..., Awaitable[object]]) -> Resolver:
    """A subscription is asked for once, and watched as long as it lasts."""

    async def opened(
        source: object, info: GraphQLResolveInfo[RequestContext], **given: object
    ) -> AsyncGenerator[object, None]:
        events = cast(AsyncGenerator[object, None], await subscribe(source, info, **given))
        return watched(info, events)

    return opened


async def _awaited(found: Awaitable[object]) -> object:
    return await found


async def _note(
    context: RequestContext,
    name: str,
    need: Permission | None,
    given: Mapping[str, object],
    found: object,
    outcome: str,
) -> None:
    """Changes are always written down; reading, where a credential says who read."""
    principal = context.principal
    if need is None or (need is Permission.READ and not principal.is_credentialed):
        return
    deed = Deed(
        context.memory.clock(),
        principal.subject,
        principal.scope.tenant,
        name,
        ids_of_ours((*_texts_in(given, 0), *_ids(found))),
        outcome,
    )
    await context.authority.audit.noted(deed)


def _outcome(found: object) -> str:
    """A mutation tells what its caller can mend as data."""
    errors = getattr(found, "user_errors", None)
    return str(errors[0].code) if errors else "done"


def _ids(found: object) -> tuple[str, ...]:
    """The ids of what a mutation gave back, one level deep."""
    if not hasattr(found, "user_errors"):
        return ()
    values = [getattr(found, name, None) for name in _TELLING]
    rows = [row for value in values for row in (value if isinstance(value, list) else [value])]
    return tuple(str(getattr(row, key)) for row in rows for key in _IDS if hasattr(row, key))


def _texts_in(given: object, depth: int) -> Iterator[str]:
    """All texts in the arguments; only those that are ids of ours are kept."""
    if isinstance(given, str):
        yield given
    elif depth < _DEEPEST:
        inner = list(given.values()) if isinstance(given, Mapping) else given
        for one in inner if isinstance(inner, list) else ():
            yield from _texts_in(one, depth + 1)
