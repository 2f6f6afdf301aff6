"""What we write, graphiti-core reads as its own: its classes and its search are the judges."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from graphiti_core.driver.neo4j_driver import Neo4jDriver
from graphiti_core.edges import EntityEdge, EpisodicEdge
from graphiti_core.embedder.client import EmbedderClient
from graphiti_core.nodes import EntityNode, EpisodeType, EpisodicNode
from graphiti_core.search.search_filters import ComparisonOperator, DateFilter, SearchFilters
from graphiti_core.search.search_utils import (
    edge_bfs_search,
    edge_fulltext_search,
    edge_similarity_search,
    node_fulltext_search,
    node_similarity_search,
)

from graphiti.conftest import service_in
from graphiti.graphiti_world import emptied, on, write_world
from graphiti.steps import believed, bring_in, bring_out, rows
from neo4j_server import Neo4jServer
from quipu.api.assemble import Service
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.identity import Scope
from quipu.schema.intervals import DAWN, DUSK
from quipu.schema.knowledge import FactStatus, Trust
from quipu.schema.ports import Embedder

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

HOME = Scope("local", "home")
TALK = [
    ("Sam", "2019-06-01", "I was born in Rome."),
    ("Sam", "2020-01-10", "I live in Lisbon."),
    ("Sam", "2021-03-05", "I work for Acme. I like tea."),
    ("Sam", "2022-02-20", "I moved to Oslo on 10 February 2022."),
    ("Ann", "2022-08-20", "Sam does not like coffee. Sam works for Acme."),
    ("Sam", "2023-04-01", "I quit Acme. I used to play chess."),
    ("Ann", "2023-05-02", "We went to the fair on 1 May 2023."),
]


class OurEmbedder(EmbedderClient):
    """Graphiti's port onto our model."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    async def create(
        self, input_data: str | list[str] | Iterable[int] | Iterable[Iterable[int]]
    ) -> list[float]:
        [row] = await self.embedder.embed([str(input_data)])
        return [float(one) for one in row]


@pytest.fixture
async def home(service: Service) -> Service:
    """A memory with facts that hold, held, were denied, happened, and are to come."""
    memory = service.memory
    drafts = [
        EpisodeDraft(text, speaker=speaker, occurred_at=on(day), source="chat")
        for speaker, day, text in TALK
    ]
    await memory.remember(HOME, drafts, "talk")
    facts = [
        FactDraft(EntityRef(name="Sam"), "owns", "Sam owns a boat", EntityRef(name="boat")),
        FactDraft(EntityRef(name="Sam"), "height", "Sam is 180 cm tall"),
        FactDraft(EntityRef(name="Sam"), "phone", "Sam: phone (work) 555", qualifier="work"),
        FactDraft(
            EntityRef(name="Acme"),
            "led by",
            "Acme will be led by Ann",
            EntityRef(name="Ann"),
            valid_at=on("2090-01-01"),
        ),
        FactDraft(
            *(EntityRef(name="Sam"), "owns", "Sam owns a bank", EntityRef(name="bank")),
            trust=Trust.UNTRUSTED,
        ),
    ]
    await memory.add_facts(HOME, facts, "facts")
    async with service.worker.running():
        await service.worker.drain()
    return service


async def test_graphiti_core_reads_every_fact_field_by_field(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    done = await bring_out(home, server, HOME)

    ours = {f.id: f for f in await rows(home, HOME) if f.trust is not Trust.UNTRUSTED}
    theirs = {one.uuid: one for one in await EntityEdge.get_by_group_ids(driver, ["home"])}
    assert done.facts == len(theirs)
    assert done.left_out["facts that rest on untrusted sources only"] == 1
    assert theirs.keys() == ours.keys()
    for id, fact in ours.items():
        edge = theirs[str(id)]
        assert (edge.source_node_uuid, edge.target_node_uuid) == (fact.subject, fact.object)
        assert edge.fact == fact.sentence
        assert edge.episodes == list(fact.episodes)
        assert edge.created_at == fact.known.start
        assert edge.valid_at == (None if fact.valid.start == DAWN else fact.valid.start)
        assert edge.invalid_at == (None if fact.valid.end == DUSK else fact.valid.end)
        assert edge.name.removeprefix("NOT_") == fact.predicate.upper().replace(" ", "_")
        assert edge.name.startswith("NOT_") == fact.is_negated
        await edge.load_fact_embedding(driver)
        assert len(edge.fact_embedding or []) == home.memory.embedder.dimensions


async def test_graphiti_core_reads_entities_episodes_and_mentions(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await bring_out(home, server, HOME)

    found = await rows(home, HOME)
    entities = {one.uuid: one for one in await EntityNode.get_by_group_ids(driver, ["home"])}
    sam = next(one for one in entities.values() if one.name == "Sam")
    assert set(sam.labels) == {"Entity", "Person"}
    await sam.load_name_embedding(driver)
    assert len(sam.name_embedding or []) == home.memory.embedder.dimensions
    said = {e for fact in found if fact.trust is not Trust.UNTRUSTED for e in fact.episodes}
    ours = {e.id: e for e in await home.memory.store.episodes(HOME, said)}
    theirs = {one.uuid: one for one in await EpisodicNode.get_by_group_ids(driver, ["home"])}
    assert theirs.keys() == ours.keys()
    for id, episode in ours.items():
        node = theirs[str(id)]
        spoken = f"{episode.speaker}: {episode.content}" if episode.speaker else episode.content
        assert node.content == spoken
        assert node.valid_at == episode.occurred_at
        assert node.created_at == episode.created_at
        assert node.source is (EpisodeType.message if episode.speaker else EpisodeType.text)
        assert set(node.entity_edges) == {f.id for f in found if episode.id in f.episodes}
    mentions = await EpisodicEdge.get_by_group_ids(driver, ["home"])
    assert {(m.source_node_uuid, m.target_node_uuid) for m in mentions} == {
        (e, end)
        for fact in found
        if fact.trust is not Trust.UNTRUSTED
        for e in fact.episodes
        for end in (fact.subject, fact.object)
    }


async def test_graphiti_cores_searches_find_ours(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await bring_out(home, server, HOME)
    await driver.execute_query("CALL db.awaitIndexes(60)")
    now = [[DateFilter(date=None, comparison_operator=ComparisonOperator.is_null)]]
    holding = SearchFilters(invalid_at=now)
    vector = await OurEmbedder(home.memory.embedder).create("Where does Sam live?")

    by_words = await edge_fulltext_search(driver, "Oslo", SearchFilters(), ["home"], 5)
    by_meaning = await edge_similarity_search(
        driver, vector, None, None, holding, ["home"], limit=3, min_score=0.0
    )
    nodes = await node_fulltext_search(driver, "Sam", SearchFilters(), ["home"], 5)
    near = await node_similarity_search(
        driver, await OurEmbedder(home.memory.embedder).create("Sam"), SearchFilters(), ["home"], 1
    )
    sam = next(one.uuid for one in nodes if one.name == "Sam")
    around = await edge_bfs_search(driver, [sam], 1, SearchFilters(), ["home"], 50)

    assert any("Oslo" in one.fact for one in by_words)
    assert any("Oslo" in one.fact for one in by_meaning)
    assert not any("Lisbon" in one.fact for one in by_meaning)
    assert [one.uuid for one in near] == [sam]
    mine = {f.id for f in await rows(home, HOME) if f.subject == sam}
    assert {one.uuid for one in around} <= mine


async def test_the_way_there_and_back_changes_no_belief(
    home: Service, driver: Neo4jDriver, server: Neo4jServer, tmp_path: Path
) -> None:
    await bring_out(home, server, HOME)
    async with service_in(tmp_path, "again") as again:
        await bring_in(again, server)

        told = {row[-1] for row in await believed(home, HOME)}
        assert told >= {
            *(FactStatus.CURRENT, FactStatus.SUPERSEDED, FactStatus.INVALIDATED),
            *(FactStatus.HISTORICAL, FactStatus.PLANNED),
        }
        for day in (None, *map(on, ("2019-01-01", "2020-06-01", "2022-02-11", "2023-06-01"))):
            mine = {row for row in await believed(home, HOME, day) if row[2] != "bank"}
            assert await believed(again, HOME, day) == mine
        for question in ("Where does Sam live?", "Who does Sam work for?"):
            answers = [
                (await one.memory.ask(HOME, question, one.memory.view(on("2021-06-01")))).texts
                for one in (home, again)
            ]
            assert answers[0] == answers[1] != ()


async def test_writing_again_replaces_what_was_written(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await bring_out(home, server, HOME)
    await home.memory.remember(
        HOME, [EpisodeDraft("I live in Paris.", speaker="Sam", occurred_at=on("2024-01-01"))], "p"
    )
    async with home.worker.running():
        await home.worker.drain()

    done = await bring_out(home, server, HOME)

    edges = await EntityEdge.get_by_group_ids(driver, ["home"])
    assert len(edges) == done.facts
    assert any(edge.fact.endswith("Paris") and edge.invalid_at is None for edge in edges)


async def test_a_memory_written_under_another_group_id_moves_there(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await bring_out(home, server, HOME)

    done = await bring_out(home, server, HOME, "other")

    assert len(await EntityEdge.get_by_group_ids(driver, ["other"])) == done.facts
    left = await driver.execute_query("MATCH (n {group_id: 'home'}) RETURN count(n) AS nodes")
    assert left.records[0]["nodes"] == 0


async def test_a_database_that_others_wrote_is_left_alone(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await write_world(driver)
    count = "MATCH (n) RETURN count(n) AS nodes"
    before = (await driver.execute_query(count)).records[0]["nodes"]

    with pytest.raises(Conflict, match="that no export of ours wrote"):
        await bring_out(home, server, HOME)

    assert (await driver.execute_query(count)).records[0]["nodes"] == before


async def test_what_graphiti_changed_in_an_export_is_not_overwritten(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await bring_out(home, server, HOME)
    edge = (await EntityEdge.get_by_group_ids(driver, ["home"]))[0]
    await edge.load_fact_embedding(driver)
    edge.attributes = {}
    edge.expired_at = datetime(2026, 1, 1, tzinfo=UTC)
    await edge.save(driver)

    with pytest.raises(Conflict, match="changed since"):
        await bring_out(home, server, HOME)


async def test_a_memory_of_ours_is_never_written_into(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    await emptied(driver)
    await driver.execute_query("CREATE (:Memory {name: 'quipu', embedder: 'minilm'})")

    with pytest.raises(Conflict, match="holds a memory of Quipu"):
        await bring_out(home, server, HOME)


async def test_a_group_id_that_graphiti_refuses_is_refused(
    home: Service, driver: Neo4jDriver, server: Neo4jServer
) -> None:
    with pytest.raises(Invalid, match="does not accept the group id"):
        await bring_out(home, server, HOME, "the family")
