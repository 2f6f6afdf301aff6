"""What the Neo4j engine promises beyond its ports: trips, the ladder, and clear refusals."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import numpy as np
import pytest
from neo4j import AsyncGraphDatabase

from builders import (
    DIMENSIONS,
    about,
    change_set,
    day,
    entity,
    episode,
    fact,
    now_view,
    scope,
    vectors,
)
from builders import vector as vector_of
from contract.bolt_proxy import Wire, wire_to
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.database import Given
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.ladder import Limits
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.retrieval.routes import Sought, connected
from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.ports import EntityQuery, FactQuery, Page, Reach
from quipu.schema.recall import ItemKind, Sieve, Wanted

pytestmark = pytest.mark.neo4j

HERE, SMALL = scope(), scope("small")
BY_INDEX = Limits(small=0, few=0)  # not even the smallest scope is read whole
WHOLE = Limits(small=10**9, few=0)


@pytest.fixture(params=["5.26", "2026"])
async def address(request: pytest.FixtureRequest) -> Neo4jAddress:
    found = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    await emptied(found)
    return found


@pytest.fixture
async def engine(address: Neo4jAddress) -> AsyncIterator[Neo4jEngine]:
    opened = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


def with_limits(engine: Neo4jEngine, limits: Limits) -> Neo4jEngine:
    return replace(engine, searching=replace(engine.searching, limits=limits))


def wanted(text: str, *, like: str = "", per_arm: int = 10, depth: int = 0) -> Wanted:
    kinds = frozenset({ItemKind.FACT, ItemKind.EPISODE})
    return Wanted(text, vector_of(like or text), now_view(), kinds, per_arm=per_arm, depth=depth)


async def fill(engine: Neo4jEngine, where: Scope, count: int) -> list[str]:
    """That many facts and turns; returns the sentences."""
    facts = [fact(f"Anna{n}", scope=where) for n in range(count)]
    people = ["Anna", *(f"Anna{n}" for n in range(count))]
    await engine.apply(where, about(*facts, names=people), vectors(*facts))
    turns = [episode(f"Turn {n}", scope=where, source="talk", ordinal=n) for n in range(count)]
    await engine.accept(where, "key", "body", turns, day(0))
    await engine.apply(where, change_set(), vectors(*turns))
    return [one.sentence for one in facts]


async def test_a_search_by_the_index_finds_what_reading_everything_finds(
    engine: Neo4jEngine,
) -> None:
    sentences = await fill(engine, HERE, 600)
    shares = []
    for sentence in sentences[::60]:
        asked = wanted("nothing", like=sentence, per_arm=20)
        exact, near = [
            await with_limits(engine, limits).gather(HERE, asked) for limits in (WHOLE, BY_INDEX)
        ]
        assert (exact.is_exact, near.is_exact) == (True, False)
        found = [{one.item for one in some.found} for some in (exact, near)]
        shares.append(len(found[0] & found[1]) / len(found[0]))
    assert np.mean(shares) >= 0.97


async def test_a_small_tenant_gets_all_its_own_from_an_index_full_of_others(
    engine: Neo4jEngine,
) -> None:
    sentences = await fill(engine, HERE, 900)
    await fill(engine, SMALL, 10)
    for asked in (engine, with_limits(engine, BY_INDEX)):
        found = await asked.gather(SMALL, wanted("nothing", like=sentences[500]))
        assert len(found.facts) == len(found.episodes) == 10


async def test_every_read_is_one_trip_and_every_write_a_fixed_number(
    address: Neo4jAddress,
) -> None:
    async with wire_to(address.uri) as (wire, uri):
        store = await open_neo4j(replace(address, uri=uri), dimensions=DIMENSIONS, embedder="test")
        await _trips(store, wire, 3)  # opens every connection
        many = [await _trips(store, wire, size) for size in (40, 41)]
        await store.close()
    # A connection that has been idle is looked at before it is used: not at both times.
    rest = {name: min(one[name] for one in many) for name in many[0]}
    accepted, applied = rest.pop("accept"), rest.pop("apply")
    assert set(rest.values()) == {1}
    assert accepted <= 4
    assert applied <= 10


async def _trips(store: Neo4jEngine, wire: Wire, size: int) -> dict[str, int]:
    """Round trips of every operation, on as many things as asked."""
    where, counted = scope(f"of {size}"), {}
    people = [entity("Anna", scope=where), *(entity(f"P{n}", scope=where) for n in range(size))]
    facts = [fact(f"P{n}", scope=where) for n in range(size)]
    turns = [episode(f"Turn {n}", scope=where, ordinal=n) for n in range(size)]
    changes = change_set(entities=tuple(people), learned=tuple(facts))
    ids, view = [one.id for one in facts], now_view()
    queries = [FactQuery(view, either=one.id) for one in people]
    through_a_sieve = replace(wanted("P1 turn"), sieve=Sieve(kinds=frozenset({"place"})))
    operations: dict[str, Callable[[], Awaitable[object]]] = {
        "ready": store.ready,
        "accept": lambda: store.accept(where, "key", "body", turns, day(0)),
        "apply": lambda: store.apply(where, changes, vectors(*facts, *turns)),
        "gather after a write": lambda: store.gather(where, wanted("Anna P1", depth=2)),
        "gather": lambda: store.gather(where, wanted("Anna P1 turn", depth=2)),
        "gather through a sieve": lambda: store.gather(where, through_a_sieve),
        "around": lambda: store.around(where, [people[0].id], view, Reach(hops=3)),
        "profiles": lambda: store.profiles(where, [one.id for one in people], view),
        "routes": lambda: connected(store, where, Sought(people[0].id, people[1].id), view),
        "facts": lambda: store.facts(where, ids),
        "entities": lambda: store.entities(where, [one.id for one in people]),
        "episodes": lambda: store.episodes(where, [one.id for one in turns]),
        "revision": lambda: store.revision(where),
        "slots": lambda: store.slots(where, [one.slot for one in facts]),
        "named": lambda: store.named(where, [one.name for one in people]),
        "revisions": lambda: store.revisions(where, ids[0]),
        "revisions_each": lambda: store.revisions_each(where, ids),
        "changes_of_each": lambda: store.changes_of_each(where, [[one] for one in ids], 100),
        "claims_of": lambda: store.claims_of(where, [one.id for one in turns]),
        "list_facts_each": lambda: store.list_facts_each(where, queries, size),
        "count_facts_each": lambda: store.count_facts_each(where, queries),
        "list_facts": lambda: store.list_facts(where, FactQuery(view), Page(size)),
        "list_last_facts": lambda: store.list_facts(
            where, FactQuery(view), Page(size, from_end=True)
        ),
        "count_facts": lambda: store.count_facts(where, FactQuery(view)),
        "count_entities": lambda: store.count_entities(where, EntityQuery()),
        "list_entities": lambda: store.list_entities(where, EntityQuery(), Page(size)),
        "changes": lambda: store.changes(where, 0, 100),
        "changes_of": lambda: store.changes_of(where, ids, 100),
        "statistics": lambda: store.statistics(where, view),
        "job_of": lambda: store.job_of(where, [one.id for one in turns]),
    }
    for name, operation in operations.items():
        before = wire.trips
        await operation()
        counted[name] = wire.trips - before
    return counted


def test_what_is_sent_is_not_written_out_for_a_log_that_nobody_reads() -> None:
    """The driver asks every statement's parameters how they look; a thousand vectors take 0.2 s."""
    assert repr({"given": Given(rows=[[0.1] * 384], scope="mine")}) == "{'given': <rows, scope>}"


async def test_an_accepted_write_whose_answer_is_lost_is_neither_lost_nor_doubled(
    address: Neo4jAddress,
) -> None:
    turn, oslo = episode("I live in Oslo."), fact("Oslo")
    async with wire_to(address.uri) as (wire, uri):
        store = await open_neo4j(replace(address, uri=uri), dimensions=DIMENSIONS, embedder="test")
        wire.cut_at_commit = True
        receipt = await store.accept(HERE, "key", "body", [turn], day(0))
        assert (wire.cut_at_commit, receipt.is_replay) == (False, False)
        wire.cut_at_commit = True
        last = await store.apply(HERE, about(oslo, names=["Anna", "Oslo"]), vectors(oslo))
        assert wire.cut_at_commit is False
        counted = await store.statistics(HERE, now_view())
        log = await store.changes(HERE, 0, 100)
        await store.close()
    assert (counted.episodes, counted.queued_jobs, counted.facts) == (1, 1, 1)
    assert [line.sequence for line in log] == [1, 2, 3]
    assert last == 3


async def test_a_database_belongs_to_the_embedder_it_was_made_with(engine: Neo4jEngine) -> None:
    address = engine.database.address
    for other in ({"dimensions": DIMENSIONS + 1, "embedder": "test"}, {"embedder": "another"}):
        with pytest.raises(Invalid, match="ingest the sources again"):
            await open_neo4j(address, **({"dimensions": DIMENSIONS} | other))  # type: ignore[arg-type]


@pytest.mark.alters_schema
async def test_those_who_make_an_index_at_once_all_have_it(engine: Neo4jEngine) -> None:
    """Who looks whether it is there while another is making it is refused once it is made."""
    text = "CREATE INDEX made_at_once IF NOT EXISTS FOR (n:Made) ON (n.at_once)"
    await asyncio.gather(*(engine.database.command(text) for _ in range(8)))
    await engine.database.command("DROP INDEX made_at_once")


@pytest.mark.alters_schema
async def test_a_graph_of_others_is_left_alone(engine: Neo4jEngine) -> None:
    address = engine.database.address
    await _run(address, "MATCH (m) WHERE m:Migration OR m:Memory DETACH DELETE m")
    await _run(address, "CREATE (:Entity {uuid: 'theirs'})")
    try:
        with pytest.raises(Invalid, match="holds another graph"):
            await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    finally:
        await _run(address, "MATCH (n) DETACH DELETE n")
        await (await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")).close()


async def test_a_write_that_waits_too_long_says_so_and_leaves_nothing(engine: Neo4jEngine) -> None:
    await fill(engine, HERE, 1)
    hasty = replace(engine, database=replace(engine.database, write_seconds=0.5))
    async with engine.database.driver.session() as session, await session.begin_transaction() as tx:
        await (await tx.run("MATCH (s:Scope) SET s.held = true")).consume()
        with pytest.raises(Unavailable, match="took too long"):
            await hasty.apply(HERE, about(fact("Rome"), names=["Rome"]), vectors())
        await tx.rollback()
    assert await engine.facts(HERE, [fact("Rome").id]) == []
    await hasty.apply(HERE, about(fact("Rome"), names=["Rome"]), vectors())


async def _run(address: Neo4jAddress, text: str) -> None:
    async with (
        AsyncGraphDatabase.driver(address.uri, telemetry_disabled=True) as driver,
        driver.session(database=address.database) as session,
    ):
        await (await session.run(text)).consume()
