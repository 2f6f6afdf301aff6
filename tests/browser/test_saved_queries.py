"""The Browser pack: every saved query runs on both series and shows what its title says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from neo4j import Driver, EagerResult, GraphDatabase
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from neo4j_for_people import PACK, guide
from neo4j_server import VERSIONS
from neo4j_servers import Neo4jServers
from neo4j_story import tell

SAVED = sorted(PACK.glob("*/*.cypher"))
EDGE_LIMIT = 200


@pytest.fixture(scope="module", params=sorted(VERSIONS))
def told(request: pytest.FixtureRequest, neo4j_servers: Neo4jServers) -> Iterator[Driver]:
    """A driver of a server of its own, with the story in it."""
    with ExitStack() as leaving:
        server = neo4j_servers.fresh(request.param, leaving)
        asyncio.run(tell(server))
        yield leaving.enter_context(GraphDatabase.driver(server.uri))


def run(driver: Driver, name: str) -> EagerResult:
    (file,) = PACK.glob(f"*/{name}.cypher")
    return driver.execute_query(file.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_every_saved_query_finds_something_without_a_warning(told: Driver, file: Path) -> None:
    found = run(told, file.stem)

    assert found.records
    assert not [told for told in found.summary.gql_status_objects if told.is_notification]


@pytest.mark.slow
@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_a_query_draws_a_graph_or_lists_readable_values(told: Driver, file: Path) -> None:
    values = [value for record in run(told, file.stem).records for value in record.values()]
    drawn = [isinstance(value, Node | Relationship | GraphPath) for value in values]

    assert all(drawn) or not any(drawn)
    assert not [value for value in values if isinstance(value, list) and _has_numbers(value)]


def _has_numbers(values: list[object]) -> bool:
    return any(isinstance(value, float) for value in values)


@pytest.mark.slow
def test_what_was_superseded_is_drawn_as_past_and_not_as_current(told: Driver) -> None:
    now = _statements(run(told, "01 What holds now"))
    then = _statements(run(told, "02 What held then"))

    assert any("Oslo" in statement for statement in now)
    assert not any("Lisbon" in statement for statement in now)
    assert any("Lisbon" in statement for statement in then)


@pytest.mark.slow
def test_a_strangers_word_is_only_in_quarantine(told: Driver) -> None:
    held = _statements(run(told, "01 What holds now"))
    kept_apart = [record["statement"] for record in run(told, "09 Quarantine").records]

    assert not any("Atlantis" in statement for statement in held)
    assert any("Atlantis" in statement for statement in kept_apart)


@pytest.mark.slow
def test_history_shows_what_was_believed_before(told: Driver) -> None:
    rows = run(told, "04 History of one fact").records

    assert {row["belief"] for row in rows} == {"believed", "no longer believed"}


def _statements(found: EagerResult) -> list[str]:
    return [record["fact"]["statement"] for record in found.records]


def test_every_saved_query_is_capped() -> None:
    limits = {
        file.stem: [int(limit) for limit in re.findall(r"\bLIMIT (\d+)", _text(file))]
        for file in SAVED
    }

    assert not [name for name, found in limits.items() if not found or max(found) > EDGE_LIMIT]


def test_every_saved_query_begins_with_its_title() -> None:
    untitled = [file.stem for file in SAVED if not _text(file).startswith(f"// {file.stem[3:]}")]

    assert SAVED
    assert not untitled


def test_the_guide_shows_saved_queries_only() -> None:
    shown = guide()

    assert "{{" not in shown
    assert shown.count("runnable") == shown.count("// ")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
