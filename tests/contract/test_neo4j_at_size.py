"""What the Neo4j engine promises beside a tenant with ten thousand facts.

`QUIPU_NEO4J_FACTS=100000` asks it of more, on demand: some five minutes a series on a busy machine.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import numpy as np
import pytest
from neo4j import GraphDatabase

from builders import DIMENSIONS, about, fact, now_view, scope, vector, vectors
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.ladder import Limits
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.neo4j.properties import fact_values
from quipu.schema.recall import ItemKind, Wanted

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

FACTS = int(os.environ.get("QUIPU_NEO4J_FACTS", "10000"))
BIG, SMALL = scope("big"), scope("small")
BY_INDEX = Limits(small=0, few=0)  # not even the smallest scope is read whole
WHOLE = Limits(small=10**9, few=0)

_FILL = """
UNWIND range(1, $facts) AS n
WITH n, $like AS like, [k IN range(1, $dimensions) | rand() - 0.5] AS meaning
CALL (n, like, meaning) {
  MATCH (a:Entity {scope_key: like.scope_key, id: like.subject})
  MATCH (b:Entity {scope_key: like.scope_key, id: like.object})
  CREATE (a)-[r:RELATES_TO]->(b)
  SET r = like {.*, id: like.id + n, slot: like.slot + n, number: n}
  WITH r, meaning
  CALL db.create.setRelationshipVectorProperty(r, 'embedding', meaning)
} IN TRANSACTIONS OF 5000 ROWS
"""
_DRAIN = "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS"  # off the hubs
_COUNT = "MATCH (s:Scope {key: $scope}) SET s.facts = s.facts + $facts"


@pytest.fixture(scope="module", params=["5.26", "2026"])
def filled(request: pytest.FixtureRequest) -> Iterator[Neo4jAddress]:
    """A database with both tenants, emptied in the end: it is the next test's."""
    address = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    asyncio.run(_told(address))
    auth = (address.user, address.password) if address.user else None
    with (
        GraphDatabase.driver(address.uri, auth=auth, telemetry_disabled=True) as driver,
        driver.session(database=address.database) as session,
    ):
        like = fact_values(fact("Oslo", scope=BIG), 0)
        del like["row"]  # which would say that each is the one it was made like
        session.run(_FILL, like=like, facts=FACTS, dimensions=DIMENSIONS).consume()
        session.run(_COUNT, scope=BIG.key, facts=FACTS).consume()
        yield address
        session.run(_DRAIN).consume()
    asyncio.run(emptied(address))


async def _told(address: Neo4jAddress) -> None:
    """One fact of the big tenant, like which all others are made, and ten of the small one."""
    await emptied(address)
    engine = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    oslo, ten = fact("Oslo", scope=BIG), [fact(f"P{n}", scope=SMALL) for n in range(10)]
    await engine.apply(BIG, about(oslo, names=["Anna", "Oslo"]), vectors(oslo))
    names = ["Anna", *(f"P{n}" for n in range(10))]
    await engine.apply(SMALL, about(*ten, names=names), vectors(*ten))
    await engine.close()


@pytest.fixture
async def engine(filled: Neo4jAddress) -> AsyncIterator[Neo4jEngine]:
    opened = await open_neo4j(filled, dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


def with_limits(engine: Neo4jEngine, limits: Limits) -> Neo4jEngine:
    return replace(engine, searching=replace(engine.searching, limits=limits))


def wanted(text: str, like: str) -> Wanted:
    return Wanted(text, vector(like), now_view(), frozenset({ItemKind.FACT}), per_arm=20)


@pytest.mark.parametrize("text", ["nothing", "Where does Anna live?"])
async def test_a_tenant_with_ten_facts_beside_ten_thousand_gets_its_ten(
    engine: Neo4jEngine, text: str
) -> None:
    """By meaning alone, and where all others have the words of the question, too."""
    for asked in (engine, with_limits(engine, BY_INDEX)):
        assert len((await asked.gather(SMALL, wanted(text, like="of anybody"))).facts) == 10


async def test_an_index_of_ten_thousand_finds_what_reading_all_finds(
    engine: Neo4jEngine,
) -> None:
    shares = []
    for number in range(5):
        asked = wanted("nothing", like=f"meaning {number}")
        exact, near = [
            await with_limits(engine, limits).gather(BIG, asked) for limits in (WHOLE, BY_INDEX)
        ]
        found = [{one.item for one in some.found} for some in (exact, near)]
        assert (exact.is_exact, near.is_exact, len(found[0])) == (True, False, 20)
        shares.append(len(found[0] & found[1]) / 20)
    assert np.mean(shares) >= 0.97, shares
