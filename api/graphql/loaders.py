"""Batched reads: all items that one page refers to come in one round trip for each scope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from strawberry.dataloader import DataLoader

from quipu.api.graphql.fetches import Fetches
from quipu.api.live import Streams
from quipu.graph.memory import Memory
from quipu.schema.changes import LogEntry
from quipu.schema.identity import Scope

Id = TypeVar("Id", bound=Hashable)
Row = TypeVar("Row")
Fetch = Callable[[Scope, Sequence[Id]], Awaitable[dict[Id, Row]]]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Lines of the log as they were read at one place, which many streams may tell from.

    What is read to show them is read after them, so it is as new as each of them at least, and
    once for all these streams, until the next beat: so it does not outlive what it shows.
    """

    entries: tuple[LogEntry, ...]
    streams: Streams

    async def rows(
        self,
        kind: str,
        scope: Scope,
        ids: Sequence[Id],
        read: Callable[[Sequence[Id]], Awaitable[dict[Id, Row]]],
    ) -> dict[Id, Row]:
        return await self.streams.edition.rows((self, kind, scope), ids, read)


class _Loader(Generic[Id, Row]):
    """A loader by (scope to read in, id), None for what is not there.

    It is made when a request first asks for it: most requests need few of them.
    """

    def __init__(
        self, fetch: Callable[[Fetches, Scope, Sequence[Id]], Awaitable[dict[Id, Row]]]
    ) -> None:
        self._fetch = fetch

    def __set_name__(self, owner: type[Loaders], name: str) -> None:
        self._name = name

    def __get__(
        self, request: Loaders, owner: type[Loaders]
    ) -> DataLoader[tuple[Scope, Id], Row | None]:
        made = _by_scope(partial(self._rows, request))
        vars(request)[self._name] = made  # which from now on is found instead of this
        return made

    async def _rows(self, request: Loaders, scope: Scope, ids: Sequence[Id]) -> dict[Id, Row]:
        read = partial(self._fetch, request.fetches, scope)
        if request.page is None:
            return await read(ids)
        return await request.page.rows(self._name, scope, ids, read)


class Loaders:
    """One request's loaders: they remember what they read, so they must not outlive it."""

    def __init__(self, memory: Memory) -> None:
        self.fetches = Fetches(memory)
        self.page: Page | None = None

    def show(self, page: Page) -> None:
        """Read from now on what shows the lines of a page, together with others who do."""
        self.page = page

    entities = _Loader(Fetches.entities)
    profiles = _Loader(Fetches.profiles)
    summaries = _Loader(Fetches.summaries)
    facts = _Loader(Fetches.facts)
    episodes = _Loader(Fetches.episodes)
    experiences = _Loader(Fetches.experiences)
    procedures = _Loader(Fetches.procedures)
    named_in = _Loader(Fetches.named_in)
    jobs = _Loader(Fetches.jobs)
    claims = _Loader(Fetches.claims)
    claims_of = _Loader(Fetches.claims_of)
    contradicting = _Loader(Fetches.contradicted)
    slot_facts = _Loader(Fetches.slot_facts)
    listed = _Loader(Fetches.listed)
    counted = _Loader(Fetches.counted)
    revisions = _Loader(Fetches.revisions)
    logged = _Loader(Fetches.logged)
    explanations = _Loader(Fetches.explanations)
    communities = _Loader(Fetches.communities)
    overriding = _Loader(Fetches.overriding)
    told = _Loader(Fetches.told)
    reviews = _Loader(Fetches.reviews)

    def forget(self) -> None:
        """Read everything anew: a stream must not show what it had read for an event before."""
        for made in vars(self).values():
            if isinstance(made, DataLoader):
                made.clear_all()


def _by_scope(fetch: Fetch[Id, Row]) -> DataLoader[tuple[Scope, Id], Row | None]:
    async def load(keys: list[tuple[Scope, Id]]) -> list[Row | None]:
        ids_by_scope: dict[Scope, list[Id]] = {}
        for scope, id in keys:
            ids_by_scope.setdefault(scope, []).append(id)
        found = {scope: await fetch(scope, ids) for scope, ids in ids_by_scope.items()}
        return [found[scope].get(id) for scope, id in keys]

    return DataLoader(load_fn=load)
