"""graphiti-core is asked the same as we are, in a database that is left as empty as it was."""

from __future__ import annotations

import pytest
from graphiti_core.driver.neo4j_driver import Neo4jDriver

from neo4j_server import Neo4jServer
from quipu.api.bench.scale_graphiti import Opponent, group_of, measured_against
from quipu.api.bench.scale_questions import questions_of
from quipu.api.bench.scale_world import BIG, world_of


def test_every_fact_of_a_tenant_is_in_its_group_with_its_dates_and_its_vector() -> None:
    world = world_of(400, prefix="w")
    groups = [group_of(world, tenant) for tenant in range(len(world.scopes()))]
    facts = [fact for group, _ in groups for fact in group.facts]
    assert len(facts) == len({fact.uuid for fact in facts}) == 400
    for group, embedded in groups:
        assert len(embedded.facts) == len(group.facts)
        assert len(embedded.names) == len(group.entities)
        named = {entity.uuid for entity in group.entities}
        assert {end for fact in group.facts for end in (fact.source, fact.target)} == named
    better = sum(int(old) >= 0 for old in world.fill.supersedes)
    assert sum(fact.expired_at is not None for fact in facts) == better > 0


@pytest.mark.neo4j
@pytest.mark.slow
async def test_it_is_measured_and_its_database_is_left_empty(
    driver: Neo4jDriver, server: Neo4jServer
) -> None:
    world = world_of(400, prefix="measured")
    opponent = Opponent(server.uri, server.user or "", server.password or "")
    figures = await measured_against(opponent, world, questions_of(world, BIG, 20), [1, 2])
    assert figures["version"].startswith("graphiti-core 0.")
    assert figures["found"] > 1
    assert {n: one["questions"] for n, one in figures["hybrid"].items()} == {"1": 20, "2": 20}
    left = await driver.execute_query("MATCH (n:Entity) RETURN count(n) AS n")
    assert left.records[0]["n"] == 0
    await driver.execute_query("MATCH (n:QuipuExport) DETACH DELETE n")
