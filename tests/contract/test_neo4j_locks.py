"""Those who write into one scope of Neo4j at once wait for each other, and never in a circle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

import pytest

from builders import DIMENSIONS, about, change_set, day, episode, fact, scope, vectors
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.database import Database, Unit
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.schema.erasing import Erasure
from quipu.schema.errors import Overtaken

pytestmark = pytest.mark.neo4j

HERE = scope()
_TIMES = 12
_T = TypeVar("_T")


class Counted(Database):
    """A database that counts how often it begins what it was asked once: a server ends one of
    those who wait in a circle, and the driver tries again a second later."""

    begun, asked = 0, 0

    async def write(self, work: Callable[[Unit], Awaitable[_T]]) -> _T:
        async def counted(unit: Unit) -> _T:
            Counted.begun += 1
            return await work(unit)

        Counted.asked += 1
        return await super().write(counted)


@pytest.fixture(params=["5.26", "2026"])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Neo4jEngine]:
    address = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    await emptied(address)
    opened = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    plain = opened.database
    Counted.begun, Counted.asked = 0, 0
    yield replace(opened, database=Counted(plain.driver, plain.address))
    await opened.close()


async def test_who_accepts_and_who_leases_never_wait_in_a_circle(engine: Neo4jEngine) -> None:
    async def accept(who: int) -> None:
        for number in range(_TIMES):
            key = f"{who} {number}"
            await engine.accept(HERE, key, "body", [episode(key)], day(0))

    async def lease() -> None:
        for _ in range(_TIMES):
            if (lease := await engine.lease(day(1), 60, 4)) is not None:
                await engine.release(lease)

    await asyncio.gather(*(accept(who) for who in range(3)), lease())
    assert Counted.begun == Counted.asked


async def test_who_erases_and_who_learns_never_wait_in_a_circle(engine: Neo4jEngine) -> None:
    async def learn() -> None:
        for number in range(_TIMES):
            one = fact(f"P{number}")
            await engine.apply(HERE, about(one, names=["Anna", f"P{number}"]), vectors(one))

    async def erase() -> None:
        for _ in range(_TIMES):
            nothing = Erasure("erasure", await engine.revision(HERE))
            with suppress(Overtaken):
                await engine.erase(HERE, nothing, change_set(), vectors())

    await asyncio.gather(learn(), erase())
    assert Counted.begun == Counted.asked
