"""On Neo4j a fact's row stands in one property as well, and says what all of its properties say."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from archive_story import TENANT, memory_on, settle
from builders import DIMENSIONS, day, now_view
from builders import vector as vector_of
from contract.neo4j_storage import address_of, emptied
from forgetting import forget
from quipu.api.bench.scale_measure import NoReader
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.neo4j.rows import COLUMNS, unpacked
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.forgetting import Selector
from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.knowledge import Fact
from quipu.schema.recall import ItemKind, Wanted

pytestmark = pytest.mark.neo4j


@pytest.fixture(params=["5.26", "2026"])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Neo4jEngine]:
    address = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    await emptied(address)
    opened = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


async def test_a_fact_that_was_ended_or_lost_a_source_is_read_as_it_is(engine: Neo4jEngine) -> None:
    told = [await _tell(engine, place, n) for n, place in enumerate(("Porto", "Porto", "Oslo"))]
    await forget(memory_on(engine), TENANT, Selector(ids=told[0]))
    text = "MATCH ()-[r]->() WHERE r.slot > '' RETURN collect([r.row, r.expired, r {.*}]) AS rows"
    rows = (await engine.database.ask(text, {}))["rows"]
    whole = [[properties.get(column) for column in COLUMNS["FACT"]] for *_, properties in rows]
    assert unpacked([(row, expired) for row, expired, _ in rows]) == whole
    assert len(whole) > 2  # what was believed is there, too


async def test_facts_of_an_earlier_release_are_found_as_they_were(engine: Neo4jEngine) -> None:
    for n, place in enumerate(("Porto", "Oslo")):
        await _tell(engine, place, n)
    found = await _found(engine)
    text = "MATCH ()-[r]->() WHERE r.slot > '' REMOVE r.row RETURN count(r) AS gone"
    assert (await engine.database.change(text, {}) or {})["gone"] > 2
    assert await _found(engine) == found != []


async def _tell(engine: Neo4jEngine, place: str, number: int) -> tuple[EpisodeId, ...]:
    memory = memory_on(engine)
    said = f"Tom lives in {place}"
    draft = FactDraft(EntityRef(name="Tom"), "lives in", said, EntityRef(name=place), day(number))
    receipt = await memory.add_facts(TENANT, [draft], f"line {number}")
    await settle(memory, NoReader())
    return receipt.job.episodes


async def _found(engine: Neo4jEngine) -> list[tuple[FactId, Fact]]:
    kinds = frozenset({ItemKind.FACT})
    asked = Wanted("Tom", vector_of("Tom"), now_view(), kinds, per_arm=10, depth=1)
    gathered = await engine.gather(TENANT, asked)
    return sorted(gathered.facts.items())
