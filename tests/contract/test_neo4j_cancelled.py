"""A write into Neo4j that is cancelled or fails leaves nothing in the way of readers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from builders import DIMENSIONS, about, fact, scope, vectors
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.apply import apply
from quipu.graph.engines.neo4j.database import Database, Found, Unit
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.neo4j.settled import written

pytestmark = pytest.mark.neo4j

HERE = scope()
LEARNED = fact("Oslo")


@pytest.fixture(params=["5.26", "2026"])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Neo4jEngine]:
    address = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    await emptied(address)
    opened = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


class Cut(Database):
    """A database that does something once a scope is marked, before the writer hears of it."""

    def once_marked(self, act: Callable[[], object]) -> Cut:
        object.__setattr__(self, "act", act)
        return self

    async def alone(self, name: str, **bound: object) -> Found:
        found = await super().alone(name, **bound)
        if name == "mark_scope":
            self.act()  # type: ignore[attr-defined]
        return found


async def write(database: Database) -> int:
    async def work(unit: Unit) -> int:
        told = about(LEARNED, names=["Anna", "Oslo"])
        return await apply(unit, HERE, told, vectors(LEARNED), None)

    return await written(database, HERE, work)


async def marks(engine: Neo4jEngine) -> int:
    text = "MATCH (w:Writing) WHERE w.since > 0 RETURN count(w) AS left"
    return int((await engine.database.ask(text, {}))["left"])


@pytest.mark.parametrize("turns", [0, 1, 3])
async def test_a_write_that_is_cancelled_leaves_no_mark(engine: Neo4jEngine, turns: int) -> None:
    """At once, on its way into the commit, and in it."""

    def cancel(left: int) -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(cancel, left - 1) if left else writing.cancel()

    cut = Cut(engine.database.driver, engine.database.address)
    writing = asyncio.create_task(write(cut.once_marked(lambda: cancel(turns))))
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await marks(engine) == 0


async def test_a_mark_that_a_killed_writer_left_ends_with_the_first_read(
    engine: Neo4jEngine,
) -> None:
    await write(engine.database)
    left = "MATCH (w:Writing {scope_key: $scope}) SET w.since = timestamp() - 3000"
    await engine.database.change(left, {"scope": HERE.key})
    assert await marks(engine) == 1
    assert [one.id for one in await engine.facts(HERE, [LEARNED.id])] == [LEARNED.id]
    assert await marks(engine) == 0


async def test_a_write_that_fails_leaves_no_mark(engine: Neo4jEngine) -> None:
    def fail() -> None:
        raise RuntimeError("gone")

    cut = Cut(engine.database.driver, engine.database.address)
    with pytest.raises(RuntimeError):
        await write(cut.once_marked(fail))
    assert await marks(engine) == 0
