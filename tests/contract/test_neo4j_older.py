"""A Neo4j that an older release left: it becomes what a new one is, and answers as it did.

`older_neo4j.json` is one as the release of migration 8 left it, which was told a few messages by
its own code: all its nodes, and its edges by the places of both ends among them. Facts had no row
as one text then, and walks other indexes.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from builders import DIMENSIONS, day
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.migrate import migrations
from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.database import Database, database_at
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.neo4j.upgrade import indexes_online, options, statements
from quipu.schema.identity import Scope
from quipu.schema.intervals import AsOf
from quipu.schema.ports import FactQuery, Page, Reach

pytestmark = [pytest.mark.neo4j, pytest.mark.alters_schema]

LEFT = json.loads(Path(__file__).with_name("older_neo4j.json").read_text("utf-8"))
LAST = 8
STORY = Scope("story")
TODAY = day(1_000)
_SHAPE = """
SHOW INDEXES YIELD name, type, labelsOrTypes, properties WHERE type <> 'LOOKUP'
RETURN collect([name, type, labelsOrTypes, properties]) AS rows
"""
_CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN collect(name) AS rows"
_INDEXES = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN collect(name) AS rows"
_FILL = """
CALL () { UNWIND $nodes AS x CREATE (n) SET n = x[1], n:$(x[0]) RETURN collect(n) AS made }
UNWIND $edges AS x
WITH x, made[x[0]] AS a, made[x[2]] AS b
CREATE (a)-[r:$(x[1])]->(b) SET r = x[3]
RETURN count(r) AS edges
"""


@pytest.fixture
async def address(request: pytest.FixtureRequest) -> AsyncIterator[Neo4jAddress]:
    found = address_of(request.getfixturevalue("neo4j_servers")["5.26"])
    await emptied(found)
    await (await opened(found)).close()
    yield found
    await _without(found, "MATCH (n) DETACH DELETE n")
    await (await opened(found)).close()


async def opened(address: Neo4jAddress) -> Neo4jEngine:
    return await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")


async def _without(address: Neo4jAddress, *texts: str) -> None:
    database = database_at(address)
    for text in texts:
        await database.command(text)
    await database.close()


async def _shape(database: Database) -> list[str]:
    found = await database.ask(_SHAPE, {})
    return sorted(map(str, found["rows"]))


async def left_by_an_older_release(address: Neo4jAddress) -> None:
    """The database as it was then."""
    database = database_at(address)
    await database.command("MATCH (n) DETACH DELETE n")
    for name in (await database.ask(_CONSTRAINTS, {}))["rows"]:
        await database.command(f"DROP CONSTRAINT {name}")
    for name in (await database.ask(_INDEXES, {}))["rows"]:
        await database.command(f"DROP INDEX {name}")
    for one in migrations("neo4j")[:LAST]:
        for text in statements(one, is_filtering=False):
            await database.command(text, **options(DIMENSIONS))
    await database.change(_FILL, LEFT)
    await indexes_online(database)
    await database.close()


async def test_an_older_database_becomes_what_a_new_one_is_and_answers(
    address: Neo4jAddress,
) -> None:
    new = await opened(address)
    shape = await _shape(new.database)
    await new.close()
    await left_by_an_older_release(address)

    store = await opened(address)
    view = AsOf.moment(TODAY, TODAY)
    [maya] = (await store.named(STORY, ["maya"]))["maya"]
    every = FactQuery(view, include_stale=True, either=maya.id)
    told = await store.list_facts(STORY, every, Page(10))
    beside = await store.around(STORY, [maya.id], view, Reach(hops=2))
    upgraded = await _shape(store.database)
    await store.close()

    assert upgraded == shape
    assert [one.sentence for one in told] == [
        "Maya's sister is Ines",
        "Maya lives in Lisbon",
        "Maya works at Acme",
        "Maya moved to Oslo on 10 February 2024",
    ]
    assert {one.sentence for one in beside.facts} == {
        "Maya's sister is Ines",
        "Maya moved to Oslo on 10 February 2024",
        "Maya's sister Ines lives in Madrid",
    }
