"""A Neo4j with its Browser and the story in it, for all that looks at either."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from tests.stories.by_hand import EightPlaces

from neo4j_absent import absent
from neo4j_for_people import browser_settings, pack_served
from neo4j_local import LocalNeo4j, free_port
from neo4j_server import Neo4jServer, NoNeo4j
from neo4j_story import tell


@dataclass(frozen=True, slots=True)
class Shown:
    """A server with the story in it, and where its Browser's pages are."""

    server: Neo4jServer
    pages: str


@pytest.fixture(scope="session")
def shown() -> Iterator[Shown]:
    """A server of its own, of the newer series: nothing but the story was ever in it."""
    with ExitStack() as leaving:
        port, pack = free_port(), leaving.enter_context(pack_served())
        running = leaving.enter_context(LocalNeo4j("2026", settings=browser_settings(pack, port)))
        try:
            server = running.start()
        except NoNeo4j as missing:
            absent(f"no Neo4j with its Browser: {missing}")
        asyncio.run(tell(server, EightPlaces()))
        pages = f"http://127.0.0.1:{port}/browser/?preselectAuthMethod=NO_AUTH"
        yield Shown(server, pages)
