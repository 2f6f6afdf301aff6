"""A Neo4j of its own for what is Graphiti's, and memories of ours beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from graphiti_core.driver.neo4j_driver import Neo4jDriver

from graphiti.graphiti_world import emptied, graphiti_on
from neo4j_server import VERSIONS, Neo4jServer
from neo4j_servers import Neo4jServers
from quipu.api.assemble import Service, assembled
from quipu.api.settings import Settings
from quipu.extraction.models.cached import CachedEmbedder
from quipu.extraction.models.local_vectors import LocalEmbedder
from quipu.extraction.spacy_reader import LocalReader


@pytest.fixture(scope="session", params=sorted(VERSIONS))
def server(request: pytest.FixtureRequest, neo4j_servers: Neo4jServers) -> Iterator[Neo4jServer]:
    """A server with nothing in it, of each series."""
    with ExitStack() as leaving:
        yield neo4j_servers.fresh(request.param, leaving)


@pytest.fixture(scope="session")
def ours(neo4j_servers: Neo4jServers) -> Iterator[Neo4jServer]:
    """A server for a memory of ours, with nothing in it."""
    with ExitStack() as leaving:
        yield neo4j_servers.fresh("5.26", leaving)


@pytest.fixture
async def driver(server: Neo4jServer) -> AsyncIterator[Neo4jDriver]:
    """graphiti-core's own driver, on a database that is empty but for its indexes."""
    async with graphiti_on(server) as opened:
        await emptied(opened)
        yield opened


@cache
def _reader() -> LocalReader:
    return LocalReader()


@cache
def _embedder() -> CachedEmbedder:
    return CachedEmbedder(LocalEmbedder(), 1_000)


@asynccontextmanager
async def service_with(settings: Settings) -> AsyncIterator[Service]:
    """A memory of ours with the real reader and the real embedder, loaded once for all tests."""
    async with assembled(settings, extractor=_reader(), embedder=_embedder()) as service:
        yield service


@asynccontextmanager
async def service_in(folder: Path, name: str = "memory") -> AsyncIterator[Service]:
    """The same in a file."""
    async with service_with(Settings(database=folder / f"{name}.db")) as service:
        yield service


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with service_in(tmp_path) as opened:
        yield opened
