"""What one is told when Neo4j is away, refuses us, or dies in the middle of a write."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from neo4j.exceptions import AuthError, ClientError, ServiceUnavailable, TransientError

from builders import DIMENSIONS, about, day, entity, episode, fact, now_view, scope, vectors
from contract.neo4j_storage import address_of
from neo4j_absent import absent
from neo4j_local import LocalNeo4j, free_port
from neo4j_server import NoNeo4j
from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.database import database_at
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.faults import fault_of
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.neo4j.upgrade import can_filter, checked
from quipu.schema.errors import Conflict, Forbidden, Invalid, MemoryFault, Unavailable

HERE = scope()
URI = "bolt://somewhere"
_SOME = 5  # writes before the server dies


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (AuthError("no"), Forbidden),
        (ServiceUnavailable("gone"), Unavailable),
        (TransientError("deadlock"), Unavailable),
        (OSError("reset"), Unavailable),
        ("\ud800", Invalid),
    ],
)
def test_an_error_of_the_driver_becomes_a_fault(
    error: Exception | str, fault: type[MemoryFault]
) -> None:
    if isinstance(error, str):
        with pytest.raises(UnicodeEncodeError) as raised:
            error.encode()
        error = raised.value
    assert type(fault_of(error, URI)) is fault


def test_a_mistake_in_a_query_of_ours_is_no_fault() -> None:
    assert fault_of(ClientError("syntax"), URI) is None


def test_an_old_server_is_refused_and_a_new_one_known_by_what_it_can_do() -> None:
    for old in ("4.4.38", "5.25.1"):
        with pytest.raises(Invalid, match="too old"):
            checked(old)
    versions = [checked(version) for version in ("5.26.29", "2025.12.1", "2026.02.0", "2026.09.0")]
    assert [can_filter(version) for version in versions] == [False, False, True, True]


@pytest.mark.parametrize("uri", ["", "localhost:7687", "http://localhost:7474"])
async def test_what_is_no_address_of_a_neo4j_is_refused(uri: str) -> None:
    with pytest.raises(Invalid, match="no address"):
        await open_neo4j(Neo4jAddress(uri), dimensions=DIMENSIONS, embedder="test")


@pytest.mark.parametrize(("uri", "waits"), [("neo4j+s://here", True), ("bolt://here", False)])
async def test_whoever_reads_in_a_cluster_waits_for_what_he_wrote(uri: str, waits: bool) -> None:
    """A single server needs no bookmarks; one restored from a copy would know none of them."""
    database = database_at(Neo4jAddress(uri))
    assert (database.bookmarks is not None) == waits
    await database.close()


async def test_what_the_driver_tries_again_is_not_printed_where_nobody_keeps_a_log() -> None:
    """Python prints the warnings of a logger that no handler listens to."""
    for _ in range(2):
        await database_at(Neo4jAddress(URI)).close()
    handlers = logging.getLogger("neo4j").handlers
    assert [type(one) for one in handlers].count(logging.NullHandler) == 1


async def test_a_server_that_is_not_there_is_said_at_once() -> None:
    nobody = Neo4jAddress(f"bolt://127.0.0.1:{free_port()}")
    async with asyncio.timeout(10):
        with pytest.raises(Unavailable, match=nobody.uri):
            await open_neo4j(nobody, dimensions=DIMENSIONS, embedder="test")


@pytest.fixture
def own() -> Iterator[LocalNeo4j]:
    """A server of this test alone, that it may kill, with a password."""
    with LocalNeo4j("5.26", password="correct horse", heap="512m") as server:
        yield server


@pytest.mark.neo4j
@pytest.mark.slow
async def test_nothing_acknowledged_is_lost_and_nothing_doubled_when_neo4j_dies_while_writing(
    own: LocalNeo4j,
) -> None:
    try:
        address = address_of(own.start())
    except NoNeo4j as missing:
        absent(str(missing))
    with pytest.raises(Forbidden, match=r"neo4j\.password"):
        await _opened(replace(address, password="wrong"))
    store = await _opened(address)
    kept: list[int] = []
    has_some = asyncio.Event()
    writing = asyncio.create_task(_write(store, kept, has_some))
    await has_some.wait()
    own.kill()
    with pytest.raises(Unavailable):
        await writing
    await asyncio.to_thread(own.start)
    await _check(store, kept)
    await store.close()


async def _opened(address: Neo4jAddress) -> Neo4jEngine:
    return await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")


async def _write(store: Neo4jEngine, kept: list[int], has_some: asyncio.Event) -> None:
    """Write until the server is gone; `kept` are the numbers that were acknowledged."""
    number = 0
    while True:
        await _once(store, number)
        kept.append(number)
        number += 1
        if number == _SOME:
            has_some.set()


async def _once(store: Neo4jEngine, number: int) -> None:
    turn = episode(f"Turn {number}")
    await store.accept(HERE, f"key {number}", "body", [turn], day(0))
    learned = fact(f"P{number}")
    await store.apply(HERE, about(learned, names=["Anna", f"P{number}"]), vectors(learned))


async def _check(store: Neo4jEngine, kept: list[int]) -> None:
    """All that was acknowledged is there once, and telling it all again adds only what was not."""
    facts = [fact(f"P{number}").id for number in kept]
    assert [one.id for one in await store.facts(HERE, facts)] == facts
    for number in [*kept, len(kept)]:
        with contextlib.suppress(Conflict):
            await _once(store, number)
    counted = await store.statistics(HERE, now_view())
    whole = len(kept) + 1
    assert (counted.episodes, counted.queued_jobs, counted.facts) == (whole, whole, whole)
    assert counted.last_sequence == 1 + 2 * whole
    assert len(await store.entities(HERE, [entity("Anna").id])) == 1
