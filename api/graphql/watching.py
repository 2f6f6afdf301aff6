"""What stands over an open subscription: its place, its caller's credential, and its budget."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

from graphql import DocumentNode, GraphQLResolveInfo

from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.limits import cost_of
from quipu.schema.errors import RateLimited

Event = TypeVar("Event")


async def watched(
    info: GraphQLResolveInfo[RequestContext], events: AsyncGenerator[Event, None]
) -> AsyncGenerator[Event, None]:
    """The same events, while the credential of the caller holds and its budget pays for each.

    Whoever has spent the budget waits; nothing is left out. Raises RateLimited where the caller
    has too many subscriptions, Unauthenticated once the credential is over.
    """
    context = info.context
    document = DocumentNode(definitions=(info.operation, *info.fragments.values()))
    cost = cost_of(info.schema, document)
    async with aclosing(events):
        with context.streams.subscriptions.one_for(context.principal.caller):
            async for event in events:
                await context.authority.still(context.principal, context.authorization)
                await _paid(context, cost)
                context.loaders.forget()
                yield event


async def _paid(context: RequestContext, cost: int) -> None:
    while True:
        context.streams.go_on()
        try:
            context.authority.spend(context.authority.costs, context.principal, cost)
        except RateLimited as fault:
            await context.streams.rest(fault.retry_after_ms / 1000)
        else:
            return
