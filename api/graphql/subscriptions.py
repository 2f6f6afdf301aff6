"""Subscription: what changes, as it changes. The log in the store is the source, so that nothing
is lost between two subscriptions, nor what another process writes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from functools import partial
from typing import Any, cast

import strawberry
from strawberry.types.field import StrawberryField

from quipu.api.graphql import reads
from quipu.api.graphql.context import Info, RequestContext
from quipu.api.graphql.inputs import ScopeInput, must_inherit, scope_from
from quipu.api.graphql.items import Change
from quipu.api.graphql.loaders import Page
from quipu.api.graphql.work import Job
from quipu.api.worker import ENDED
from quipu.schema import identity, ports
from quipu.schema.changes import ChangeKind
from quipu.schema.errors import NotFound
from quipu.schema.identity import JobId

_PAGE = 100  # lines of the log that a stream holds at most

Opening = Callable[..., Coroutine[Any, Any, AsyncGenerator[Any, None]]]


def _streamed(text: str) -> Callable[[Opening], StrawberryField]:
    """A subscription whose opening is refused before its first event, or gives its events."""

    def decorated(opening: Opening) -> StrawberryField:
        field = strawberry.subscription(description=text)
        return cast(StrawberryField, field(opening))

    return decorated


@strawberry.type(description="Live answers, over graphql-transport-ws and as server-sent events.")
class Subscription:
    @_streamed(
        "Changes after a sequence, then live, in the order of their sequence; without `since`,"
        " from now on. At least once: subscribe again from the last sequence you have; one"
        " behind the log's end, as after a restored backup, is refused."
    )
    async def changes(
        self,
        info: Info,
        since: str | None = None,
        scope: ScopeInput | None = None,
        kinds: list[ChangeKind] | None = None,
    ) -> AsyncGenerator[Change, None]:
        must_inherit(scope)
        within = scope_from(info.context.scope, scope)
        start = await _start(info.context, within, since)
        return _changes(info.context, within, start, frozenset(kinds or ChangeKind))

    @_streamed("A job as it stands, and again each time it changes, until it has ended.")
    async def job(
        self, info: Info, id: strawberry.ID, scope: ScopeInput | None = None
    ) -> AsyncGenerator[Job, None]:
        must_inherit(scope)
        within = scope_from(info.context.scope, scope)
        await _job_row(info.context, within, JobId(id))
        return _job(info.context, within, JobId(id))


async def _start(context: RequestContext, scope: identity.Scope, since: str | None) -> int:
    store = context.memory.store
    if since is None:
        return (await store.statistics(scope, context.memory.view())).last_sequence
    found = reads.sequence_from(since)
    await reads.must_be_reached(store, scope, found)
    return found


async def _changes(
    context: RequestContext, scope: identity.Scope, since: int, kinds: frozenset[ChangeKind]
) -> AsyncGenerator[Change, None]:
    """The log after a sequence, for as long as it is asked: a page at a time, then by turns.

    Read without the kinds that are wanted, so that where few are, what was passed over is not
    read again at every turn, and all who stand at one place of a scope read one page.
    """
    while True:
        edition = context.streams.edition
        page = await edition.one(("log", scope), since, partial(_page, context, scope, since))
        context.loaders.show(page)
        for entry in page.entries:
            since = entry.sequence
            if entry.kind in kinds:
                yield Change.of(entry, scope)
        if len(page.entries) < _PAGE:
            await context.turn(edition.number)


async def _page(context: RequestContext, scope: identity.Scope, since: int) -> Page:
    entries = await context.memory.store.changes(scope, since, _PAGE)
    return Page(tuple(entries), context.streams)


async def _job(
    context: RequestContext, scope: identity.Scope, id: JobId
) -> AsyncGenerator[Job, None]:
    last: ports.Job | None = None
    while last is None or last.status not in ENDED:
        edition = context.streams.edition
        row = await edition.one(("job", scope), id, partial(_job_row, context, scope, id))
        if row != last:
            last = row
            yield Job.of(row)
        else:
            await context.turn(edition.number)


async def _job_row(context: RequestContext, scope: identity.Scope, id: JobId) -> ports.Job:
    row = await context.memory.queue.job(scope, id)
    if row is None:
        raise NotFound(f"no job {id!r} in this scope")
    return row
