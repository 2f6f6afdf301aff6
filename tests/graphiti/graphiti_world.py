"""A database that graphiti-core wrote, quirks included, without a language model."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

os.environ["GRAPHITI_TELEMETRY_ENABLED"] = "false"

from graphiti_core.driver.neo4j_driver import Neo4jDriver
from graphiti_core.edges import EntityEdge, EpisodicEdge
from graphiti_core.embedder.client import EmbedderClient
from graphiti_core.nodes import CommunityNode, EntityNode, EpisodeType, EpisodicNode, SagaNode
from graphiti_core.utils.bulk_utils import add_nodes_and_edges_bulk

from neo4j_server import Neo4jServer

OTHER_DIMENSIONS = 1024
GROUP = "family-1"


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


class ZeroEmbedder(EmbedderClient):
    """Vectors of another dimension than ours, all alike."""

    async def create(
        self, input_data: str | list[str] | Iterable[int] | Iterable[Iterable[int]]
    ) -> list[float]:
        return [1.0] + [0.0] * (OTHER_DIMENSIONS - 1)


@asynccontextmanager
async def graphiti_on(server: Neo4jServer) -> AsyncIterator[Neo4jDriver]:
    """A driver of graphiti-core, with its own indexes built."""
    driver = Neo4jDriver(server.uri, server.user or "neo4j", server.password or "none")
    try:
        if driver._init_task is not None:
            await driver._init_task
        yield driver
    finally:
        await driver.close()


async def emptied(driver: Neo4jDriver) -> None:
    await driver.execute_query("MATCH (n) DETACH DELETE n")


def node(
    uuid: str, name: str, *labels: str, group: str = GROUP, **attributes: object
) -> EntityNode:
    return EntityNode(
        uuid=uuid,
        name=name,
        group_id=GROUP,
        labels=list(labels),
        created_at=on("2024-01-01"),
        summary=f"{name} is somebody",
        attributes=attributes,
    )


def edge(uuid: str, ends: str, name: str, fact: str, **fields: object) -> EntityEdge:
    source, target = ends.split()
    return EntityEdge(
        **{
            "uuid": uuid,
            "source_node_uuid": source,
            "target_node_uuid": target,
            "name": name,
            "fact": fact,
            "group_id": GROUP,
            "created_at": on("2024-01-02"),
            **fields,
        }
    )


def told(
    uuid: str, content: str, day: str, source: str = "message", group: str = GROUP
) -> EpisodicNode:
    return EpisodicNode(
        uuid=uuid,
        name=f"turn {uuid}",
        group_id=GROUP,
        source=EpisodeType.from_str(source),
        source_description="a chat",
        content=content,
        created_at=on(day),
        valid_at=on(day),
    )


async def write_world(driver: Neo4jDriver) -> None:
    """Ann moved from Rome to Oslo, and everything a reader must bear with."""
    embedder = ZeroEmbedder()
    episodes = [
        told("e1", "Ann: I live in Rome.", "2020-05-01"),
        told("e2", "Ann: I moved to Oslo on 1 March 2022.", "2022-03-10"),
        told("e3", '{"person": "Ben", "likes": "tea"}', "2022-04-01", "json"),
        told("e4", "Ben works at Acme until 2023.", "2022-05-01", "text"),
        told("e5", "not JSON at all", "2022-06-01", "json"),
        told("e6", "", "2022-07-01", "text"),
    ]
    entities = [
        node("ann", "Ann", "Person", age=42, nickname="Annie", quipu_kind="person"),
        node("rome", "Rome", "City"),
        node("oslo", "Oslo"),
        node("ben", "Ben", "Person"),
        node("ben2", "Benjamin", "Person"),
        node("tea", "tea"),
        node("acme", "Acme", "Company"),
        node("alone", "Nobody Speaks Of Me"),
        node("oslo2", "Oslo", "City"),
    ]
    facts = [
        edge(
            *("f1", "ann rome", "LIVES_IN", "Ann lives in Rome"),
            episodes=["e1"],
            valid_at=on("2020-05-01"),
            invalid_at=on("2022-03-01"),
            expired_at=on("2022-03-10"),
        ),
        edge(
            *("f2", "ann oslo", "LIVES_IN", "Ann lives in Oslo"),
            episodes=["e2", "gone"],
            valid_at=on("2022-03-01"),
        ),
        edge("f3", "ben tea", "LIKES", "Ben likes tea", episodes=["e3"]),
        edge(
            *("f4", "ben acme", "WORKS_AT", "Ben works at Acme until 2023"),
            episodes=["e4"],
            valid_at=on("2021-01-01"),
            invalid_at=on("2023-01-01"),
            expired_at=on("2022-05-01"),
            attributes={"role": "cook"},
        ),
        edge("f5", "ben2 ben", "IS_DUPLICATE_OF", "Benjamin is Ben", episodes=["e4"]),
        edge("f6", "ben2 tea", "LIKES", "Benjamin likes tea", episodes=["e6"]),
        edge("f7", "ann ben", "KNOWS", "Ann knows Ben"),
        edge(
            *("f8", "ann tea", "LIKES", "Ann likes tea"),
            valid_at=on("2023-01-01"),
            invalid_at=on("2022-01-01"),
        ),
    ]
    mentions = [
        EpisodicEdge(
            source_node_uuid=episode,
            target_node_uuid=entity,
            group_id=GROUP,
            created_at=on("2024-01-01"),
        )
        for episode, entity in [("e1", "ann"), ("e1", "rome"), ("e2", "ann"), ("e2", "oslo")]
    ]
    for one in [*entities[:-1]]:
        await one.generate_name_embedding(embedder)
        await one.save(driver)
    for fact in facts[:4]:
        await fact.generate_embedding(embedder)
        await fact.save(driver)
    await add_nodes_and_edges_bulk(driver, episodes, mentions, entities[-1:], facts[4:], embedder)
    community = CommunityNode(uuid="c1", name="All", group_id=GROUP, created_at=on("2024-01-01"))
    await community.generate_name_embedding(embedder)
    await community.save(driver)
    await SagaNode(uuid="s1", name="spring", group_id=GROUP, created_at=on("2024-01-01")).save(
        driver
    )
    await _quirks(driver)


async def _quirks(driver: Neo4jDriver) -> None:
    """What older releases, other tools and the default group leave behind."""
    for text in (
        "MATCH (s:Saga {uuid: 's1'}), (e:Episodic {uuid: 'e1'})"
        " CREATE (s)-[:HAS_EPISODE {uuid: 'h1', group_id: $group}]->(e)",
        # a moment without a zone, and one as text
        "MATCH ()-[r:RELATES_TO {uuid: 'f2'}]->()"
        " SET r.reference_time = localdatetime('2022-03-10T00:00')",
        "MATCH (e:Episodic {uuid: 'e4'}) SET e.valid_at = '2022-05-01T00:00:00'",
        # no group id: the default group
        "CREATE (:Entity {uuid: 'd1', name: 'Dora', created_at: datetime('2021-01-01')})"
        "-[:RELATES_TO {uuid: 'd3', name: 'OWNS', fact: 'Dora owns a boat', group_id: '',"
        " episodes: ['d4'], created_at: datetime('2021-01-01')}]->"
        "(:Entity {uuid: 'd2', name: 'boat', group_id: ''})",
        "CREATE (:Episodic {uuid: 'd4', name: 'x', content: 'Dora owns a boat.', source: 'text',"
        " valid_at: datetime('2021-01-01')})",
        # nodes without names or uuids
        "MATCH (a:Entity {uuid: 'ann'}) CREATE (a)-[:RELATES_TO {uuid: 'f9', name: 'SEES',"
        " fact: 'Ann sees', group_id: $group}]->(:Entity {uuid: 'blank', group_id: $group})",
        "CREATE (:Entity {name: 'no uuid', group_id: $group})",
    ):
        await driver.execute_query(text, group=GROUP)
