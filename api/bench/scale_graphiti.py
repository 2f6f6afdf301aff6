"""graphiti-core on the same world, vectors and questions as we: the one it is measured against.

Its database is written in its own shape, and searched by its own code: vectors and words, fused by
rank, as of a day, twenty facts. Ours walks two hops besides; its search does not.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from quipu.api.assemble import graphiti_at
from quipu.api.bench.figures import percentile
from quipu.api.bench.scale_questions import ScaleQuestion
from quipu.api.bench.scale_world import ScaleWorld
from quipu.schema.errors import Invalid
from quipu.schema.graphiti import (
    Embedded,
    GraphitiEntity,
    GraphitiFact,
    GraphitiGroup,
    Projection,
)
from quipu.schema.intervals import DUSK

LIMIT = 20
_SECONDS = 90.0  # so long each number of clients asks at most
_WARM_UP = 10
_PERCENTS = (50, 95, 99)

Search = Callable[[ScaleQuestion], Awaitable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Opponent:
    """Where the other's database is. It must be empty, or hold nothing but such worlds."""

    uri: str
    user: str = ""
    password: str = ""


def must_be_installed() -> None:
    """Raises Invalid where what we are measured against is not there."""
    try:
        importlib.import_module("quipu.api.bench.graphiti_search")
    except ModuleNotFoundError as error:
        hint = "pip install 'quipu-memory[graphiti]'"
        raise Invalid("graphiti-core is not installed", hint=hint) from error


async def measured_against(
    opponent: Opponent,
    world: ScaleWorld,
    questions: Sequence[ScaleQuestion],
    clients: Sequence[int],
) -> dict[str, Any]:
    """Load a world, ask it by so many clients at once, and take it out again."""
    os.environ["GRAPHITI_TELEMETRY_ENABLED"] = "false"
    from quipu.api.bench.graphiti_search import VERSION, found_by, graphiti_of

    try:
        await _load(opponent, world)
        async with graphiti_of(opponent.uri, opponent.user, opponent.password) as graphiti:

            async def search(question: ScaleQuestion) -> Sequence[object]:
                return await found_by(graphiti, question, LIMIT)

            found = [len(await search(one)) for one in questions[:_WARM_UP]]
            hybrid = {str(n): await _times(search, questions, n) for n in clients}
    finally:
        await _unload(opponent, world)
    return {"version": VERSION, "hybrid": hybrid, "found": sum(found) / len(found)}


async def _times(
    search: Search, questions: Sequence[ScaleQuestion], clients: int
) -> dict[str, float]:
    """Percentiles in ms over the questions that are answered within the time there is."""
    left, spent = list(reversed(questions)), list[float]()
    began = time.perf_counter()

    async def client() -> None:
        while left and time.perf_counter() - began < _SECONDS:
            started = time.perf_counter()
            await search(left.pop())
            spent.append(1e3 * (time.perf_counter() - started))

    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(client())
    rate = len(spent) / (time.perf_counter() - began)
    found = {f"p{percent}": round(percentile(spent, percent), 2) for percent in _PERCENTS}
    return found | {"searches_per_second": round(rate, 1), "questions": len(spent)}


async def _load(opponent: Opponent, world: ScaleWorld) -> None:
    async with graphiti_at(opponent.uri, opponent.user, opponent.password) as database:
        for tenant in range(len(world.scopes())):
            group, embedded = group_of(world, tenant)
            await database.write(_projection(group), embedded, _now())


async def _unload(opponent: Opponent, world: ScaleWorld) -> None:
    """An empty group takes the place of each."""
    nothing = np.zeros((0, 1), np.float32)
    async with graphiti_at(opponent.uri, opponent.user, opponent.password) as database:
        for scope in world.scopes():
            empty = _projection(GraphitiGroup(scope.tenant))
            await database.write(empty, Embedded(nothing, nothing), _now())


def _projection(group: GraphitiGroup) -> Projection:
    return Projection(group, (), f"bench {group.group_id}", {})


def _now() -> datetime:
    return datetime.now().astimezone()


def group_of(world: ScaleWorld, tenant: int) -> tuple[GraphitiGroup, Embedded]:
    """A tenant's facts with their vectors; a name has the vector of the first fact about it."""
    group = world.scope(tenant).tenant
    places = np.flatnonzero(world.fill.tenant == tenant).tolist()
    told = [(place, int(world.fill.supersedes[place])) for place in places]
    better = {old: place for place, old in told if old >= 0}
    first: dict[int, int] = {}
    for place in places:
        for end in world.ends(place):
            first.setdefault(end, place)
    facts = tuple(_fact(world, place, group, better.get(place)) for place in places)
    entities = tuple(_entities(world, group, first))
    vectors = world.fill.vectors
    embedded = Embedded(vectors[list(first.values())], vectors[places])
    return GraphitiGroup(group, entities, facts), embedded


def _entities(world: ScaleWorld, group: str, ends: dict[int, int]) -> Iterator[GraphitiEntity]:
    for end, place in ends.items():
        told = world.fact(place).known.start
        yield GraphitiEntity(f"{group}-{end}", group, world.names[end], created_at=told)


def _fact(world: ScaleWorld, place: int, group: str, better: int | None) -> GraphitiFact:
    fact = world.fact(place)
    source, target = (f"{group}-{end}" for end in world.ends(place))
    return GraphitiFact(
        uuid=f"{group}-fact-{place}",
        group_id=group,
        source=source,
        target=target,
        name=fact.predicate,
        fact=fact.sentence,
        created_at=fact.known.start,
        expired_at=None if better is None else world.fact(better).known.start,
        valid_at=fact.valid.start,
        reference_time=fact.valid.start,
        invalid_at=None if fact.valid.end == DUSK else fact.valid.end,
    )
