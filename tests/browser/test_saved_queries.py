"""The Browser pack: every saved query runs on both series and shows what its title says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, EagerResult, GraphDatabase
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath
from tests.browser.conftest import Shown
from tests.stories.by_hand import EightPlaces

from contract.neo4j_storage import address_of, emptied
from neo4j_for_people import PACK, guide
from neo4j_server import Neo4jServer
from neo4j_servers import Neo4jServers
from neo4j_story import tell

SAVED = sorted(PACK.glob("*/*.cypher"))
EDGE_LIMIT = 200


@pytest.fixture(scope="module", params=[pytest.param("5.26", marks=pytest.mark.neo4j), "2026"])
def told(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A driver of a server with the story in it. That of 2026 has never known anything else, so
    that a name which is neither in the story nor in a statement of ours is warned of."""
    server = _emptied_and_told(request) if request.param == "5.26" else _shown(request)
    auth = (server.user, server.password or "") if server.user else None
    with GraphDatabase.driver(server.uri, auth=auth) as driver:
        yield driver


def _shown(request: pytest.FixtureRequest) -> Neo4jServer:
    shown: Shown = request.getfixturevalue("shown")
    return shown.server


def _emptied_and_told(request: pytest.FixtureRequest) -> Neo4jServer:
    """The server that all tests of the older series share."""
    servers: Neo4jServers = request.getfixturevalue("neo4j_servers")
    asyncio.run(emptied(address_of(servers["5.26"])))
    asyncio.run(tell(servers["5.26"], EightPlaces()))
    return servers["5.26"]


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
