"""A database that graphiti-core wrote comes in whole, once, and with nothing lost unsaid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from graphiti_core.driver.neo4j_driver import Neo4jDriver
from tests.stories.by_hand import EightPlaces

from graphiti.conftest import service_in, service_with
from graphiti.graphiti_world import GROUP, on, write_world
from graphiti.steps import believed, bring_in, rows
from neo4j_server import Neo4jServer
from quipu.api.assemble import Service
from quipu.api.cli.graphiti_in import Grouping
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind, FactStatus

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

FAMILY = Scope("local", GROUP)
RETOLD = ("2020-05-01", "2022-03-01", "STATE", FactStatus.SUPERSEDED)


@pytest.fixture
async def world(driver: Neo4jDriver) -> Neo4jDriver:
    await write_world(driver)
    return driver


async def test_facts_come_with_their_dates_and_what_ended_is_ended(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    await bring_in(service, server)

    found = await believed(service, FAMILY)
    assert ("Ann", "lives in", "Rome", "Ann lives in Rome", *RETOLD) in found
    current = {(row[0], row[1], row[2]) for row in found if row[-1] is FactStatus.CURRENT}
    # Ben is Benjamin there, and of two that are one the fuller name is shown.
    assert {
        ("Ann", "lives in", "Oslo"),
        ("Benjamin", "likes", "tea"),
        ("Ann", "knows", "Benjamin"),
    } <= current
    acme = next(row for row in found if row[2] == "Acme")
    assert acme[1:2] + acme[4:] == (
        "works for", "2021-01-01", "2023-01-01", "STATE", FactStatus.HISTORICAL
    )  # fmt: skip


async def test_a_date_in_between_is_answered_as_it_was_then(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    await bring_in(service, server)

    then = await believed(service, FAMILY, on("2021-06-01"))
    held = {row[2] for row in then if row[1] == "lives in" and row[-1] is FactStatus.CURRENT}
    assert held == {"Rome"}


async def test_a_fact_rests_on_the_text_it_was_read_from(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    await bring_in(service, server)

    oslo = next(f for f in await rows(service, FAMILY) if f.sentence == "Ann lives in Oslo")
    [said] = await service.memory.store.episodes(FAMILY, oslo.episodes)
    assert (said.speaker, said.content) == ("Ann", "I moved to Oslo on 1 March 2022.")
    assert said.occurred_at == on("2022-03-10")
    assert said.kind is EpisodeKind.MESSAGE
    rome = next(f for f in await rows(service, FAMILY) if f.sentence == "Ann lives in Rome")
    ender = await service.memory.store.claims(FAMILY, [rome.closed_by or rome.claims[0]])
    assert ender[0].episode == said.id


async def test_coming_again_stores_nothing(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    first = await bring_in(service, server)
    before = await believed(service, FAMILY)

    again = await bring_in(service, server)

    assert first.new_episodes == 9
    assert first.new_facts == 8
    assert (again.new_episodes, again.new_facts, again.failed) == (0, 0, 0)
    assert again.left_out == first.left_out
    assert await believed(service, FAMILY) == before


async def test_what_graphiti_has_learned_since_comes_with_the_next_import(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    await bring_in(service, server)
    await world.execute_query(
        "MATCH (:Entity {uuid: 'ben'})-[r:RELATES_TO {uuid: 'f3'}]->(t)"
        " SET r.valid_at = null, r.invalid_at = datetime('2024-02-01'),"
        " r.expired_at = datetime('2024-02-02') WITH t"
        " MATCH (a:Entity {uuid: 'ann'}) CREATE (a)-[:RELATES_TO {uuid: 'new', name: 'LIKES',"
        " fact: 'Ann likes tea', group_id: $group, episodes: ['e1'],"
        " valid_at: datetime('2024-02-01')}]->(t)",
        group=GROUP,
    )

    again = await bring_in(service, server)

    found = await believed(service, FAMILY)
    assert again.new_facts > 0
    assert {row[2] for row in found if row[3] == "Ann likes tea"} == {"tea"}
    ben = next(row for row in found if row[3] == "Ben likes tea")
    assert ben[5:] == ("2024-02-01", "STATE", FactStatus.INVALIDATED)


async def test_everything_read_is_kept_or_counted_with_a_reason(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    done = await bring_in(service, server)

    assert (done.groups, done.episodes, done.facts, done.entities) == (2, 7, 10, 12)
    assert done.naive_moments == 2
    refused = sum(n for reason, n in done.left_out.items() if reason.startswith("facts"))
    assert done.kept_facts + refused == done.facts
    assert done.left_out == {
        "communities: groups of entities, made by Graphiti from the facts": 1,
        "entities without a name": 1,
        "entities without facts or attributes": 2,
        "episodes whose text Graphiti did not keep (their facts came)": 1,
        "facts of an entity without a name, or of another group": 1,
        "facts that end before they begin": 1,
        "facts that say that two entities are one (they are joined by it)": 1,
        "nodes without a uuid": 1,
    }


async def test_a_group_becomes_what_the_caller_wants(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    await bring_in(service, server, Grouping((GROUP,), "session"))
    assert await believed(service, Scope("local", session=GROUP))
    assert not await believed(service, Scope("local"))

    await bring_in(service, server, Grouping(("",), "agent"))
    assert {row[2] for row in await believed(service, Scope("local"))} == {"boat"}


async def test_a_group_that_is_not_there_is_refused(
    world: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    with pytest.raises(NotFound, match="no group 'nobody'"):
        await bring_in(service, server, Grouping(("nobody",)))


async def test_an_empty_database_is_no_database_of_graphitis(
    driver: Neo4jDriver, server: Neo4jServer, service: Service
) -> None:
    with pytest.raises(Invalid, match="holds nothing of Graphiti's"):
        await bring_in(service, server)


async def test_it_comes_into_a_memory_on_neo4j_as_well(
    world: Neo4jDriver, server: Neo4jServer, ours: Neo4jServer, tmp_path: Path
) -> None:
    settings = replace(
        Settings(database=tmp_path / "unused.db"),
        engine="neo4j",
        neo4j_uri=ours.uri,
        neo4j_user=ours.user or "",
        neo4j_password=ours.password or "",
    )
    embedder = EightPlaces()  # that database belongs to it
    async with service_with(settings, embedder) as there, service_in(tmp_path) as here:
        await bring_in(there, server)
        await bring_in(here, server)

        assert await believed(there, FAMILY) == await believed(here, FAMILY)
        with pytest.raises(Invalid, match="holds a memory of Quipu"):
            await bring_in(here, ours)
