"""How Neo4j carries out the statements of its engine: by indexes, never by reading everything."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders import DIMENSIONS, about, change_set, day, episode, fact, scope, vectors
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.archive_text import archive_names, archive_text
from quipu.graph.engines.neo4j.cypher import BUNDLE, bundled, cypher, for_each, names, watched
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.open import open_neo4j

pytestmark = pytest.mark.neo4j


@pytest.fixture(params=["5.26", "2026"])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Neo4jEngine]:
    address = address_of(request.getfixturevalue("neo4j_servers")[request.param])
    await emptied(address)
    opened = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


async def _fill(engine: Neo4jEngine, count: int) -> None:
    """That many facts and turns."""
    people = ["Anna", *(f"Anna{n}" for n in range(count))]
    facts = [fact(name) for name in people[1:]]
    turns = [episode(f"Turn {n}", source="talk", ordinal=n) for n in range(count)]
    await engine.apply(scope(), about(*facts, names=people), vectors(*facts))
    await engine.accept(scope(), "key", "body", turns, day(0))
    await engine.apply(scope(), change_set(), vectors(*turns))


async def test_no_query_scans_the_whole_graph(engine: Neo4jEngine) -> None:
    await _fill(engine, 50)
    texts = {name: cypher(name) for name in names() if name not in ("vector_indexes", "gather")}
    for is_walking in (False, True):
        how = {"is_filtered": engine.searching.is_filtered, "is_walking": is_walking}
        texts[f"gather, {is_walking}"] = cypher("gather", **how)
    each = frozenset({"ends", "subject", "object", "either"})
    texts |= {f"{name}, each": for_each(name, each) for name in LISTS_OF_SOMEBODY}
    texts |= {f"archive of {name}": archive_text(name) for name in archive_names()}
    texts = {name: watched(text) if _reads(text) else text for name, text in texts.items()}
    texts["a step of a walk"] = _STANDING + cypher("step")  # no plan shows what goes round in one
    plans = {name: await _operators(engine, text) for name, text in texts.items()}
    bad = {"AllNodesScan", "AllRelationshipsScan", "DirectedAllRelationshipsScan"}
    assert not {name: found for name, found in plans.items() if _scans(found, bad)}
    moving = {name: found for name, found in plans.items() if name.startswith("archive of ")}
    assert not [name for name, found in moving.items() if "NodeByLabelScan" in found]


_STANDING = "WITH {met: [], walkers: [], edges: [], is_cut: false} AS walk, false AS looks_back\n"
LISTS_OF_SOMEBODY = ("list_facts_of", "count_listed_facts_of")


def _reads(text: str) -> bool:
    """Whether a text is one that `watched` can go around."""
    return "$chain" in text and not re.search(r"\b(SET|MERGE|CREATE)\b", text)


def _scans(found: set[str], bad: set[str]) -> bool:
    return bool(found & bad) or any("RelationshipTypeScan" in one for one in found)


async def test_a_walk_reads_what_it_asks_of_an_edge_from_an_index(engine: Neo4jEngine) -> None:
    plan = await _plan(engine, _STANDING + cypher("step"))
    seeks = [told for told in _told(plan) if "RANGE INDEX" in told and "[r:RELATES_TO(" in told]
    ends = {
        end for told in seeks for end in ("subject", "object") if f"(scope_key, {end}, " in told
    }
    assert ends == {"subject", "object"}
    assert all("cache[r.confidence]" in told and "cache[r.created]" in told for told in seeks)


async def _operators(engine: Neo4jEngine, text: str) -> set[str]:
    return set(_names(await _plan(engine, text)))


async def _plan(engine: Neo4jEngine, text: str) -> dict[str, Any]:
    async with engine.database.driver.session() as session:
        # A map as in earnest, so that the plan is kept for those who ask in earnest.
        found = await session.run(f"EXPLAIN {bundled(text)}", {BUNDLE: {}})
        summary = await found.consume()
    return summary.plan or {}


def _names(plan: dict[str, Any]) -> list[str]:
    below = [name for child in plan.get("children", []) for name in _names(child)]
    return [str(plan.get("operatorType", "")).split("@")[0], *below]


def _told(plan: dict[str, Any]) -> list[str]:
    below = [told for child in plan.get("children", []) for told in _told(child)]
    return [str(plan.get("args", {}).get("Details", "")), *below]
