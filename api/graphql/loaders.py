"""Batched reads: all items that one page refers to come in one round trip for each scope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from typing import Generic, TypeVar

from strawberry.dataloader import DataLoader

from quipu.api.graphql.fetches import Fetches
from quipu.graph.memory import Memory
from quipu.schema.identity import Scope

Id = TypeVar("Id", bound=Hashable)
Row = TypeVar("Row")
Fetch = Callable[[Scope, Sequence[Id]], Awaitable[dict[Id, Row]]]


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
        made = _by_scope(partial(self._fetch, request.fetches))
        vars(request)[self._name] = made  # which from now on is found instead of this
        return made


class Loaders:
    """One request's loaders: they remember what they read, so they must not outlive it."""

    def __init__(self, memory: Memory) -> None:
        self.fetches = Fetches(memory)

    entities = _Loader(Fetches.entities)
    profiles = _Loader(Fetches.profiles)
    summaries = _Loader(Fetches.summaries)
    facts = _Loader(Fetches.facts)
    episodes = _Loader(Fetches.episodes)
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
