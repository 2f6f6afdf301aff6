"""A connection to Neo4j lost in the middle of a write: nothing is lost by it, or doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive_story import TENANT, tell
from builders import DIMENSIONS, about, fact, scope, vectors
from contract.bolt_proxy import Wire, wire_to
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.archives import Batch

pytestmark = pytest.mark.neo4j

HERE = scope()
OSLO = fact("Oslo")


@pytest.fixture(params=["5.26", "2026"])
async def wired(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Wire, Neo4jEngine]]:
    """An engine, and the wire over which it speaks."""
    address = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    await emptied(address)
    async with wire_to(address.uri) as (wire, uri):
        store = await open_neo4j(replace(address, uri=uri), dimensions=DIMENSIONS, embedder="test")
        yield wire, store
        await store.close()


@pytest.mark.parametrize("lost", [b"SET w.since = timestamp()", b"SET w.since = 0"])
async def test_a_write_goes_on_where_the_word_on_its_mark_is_lost(
    wired: tuple[Wire, Neo4jEngine], lost: bytes
) -> None:
    """Before the commit, and after it."""
    wire, store = wired
    wire.cut_before = lost
    await store.apply(HERE, about(OSLO, names=["Anna", "Oslo"]), vectors(OSLO))
    assert wire.cut_before == b""
    assert await store.facts(HERE, [OSLO.id]) == [OSLO]
    text = "MATCH (w:Writing) WHERE w.since > 0 RETURN count(w) AS left"
    assert (await store.database.ask(text, {}))["left"] == 0


async def test_a_tenant_that_moves_in_is_whole_where_answers_are_lost(
    wired: tuple[Wire, Neo4jEngine], tmp_path: Path
) -> None:
    wire, store = wired
    told = await open_sqlite(tmp_path / "told.db", dimensions=DIMENSIONS, embedder="test")
    await tell(told)
    batches = [batch async for batch in told.contents(TENANT.tenant)]
    await told.close()

    def cutting() -> Iterator[Batch]:
        for place, batch in enumerate(batches):
            wire.cut_at_commit = place % 4 == 1
            yield batch

    await store.take_in(TENANT.tenant, cutting())
    wire.cut_at_commit = False
    there = [batch async for batch in store.contents(TENANT.tenant)]
    assert [one.rows for one in there] == [one.rows for one in batches]
