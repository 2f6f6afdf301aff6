"""A Neo4j of its own for what is Graphiti's, and memories of ours beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from graphiti_core.driver.neo4j_driver import Neo4jDriver

from contract.neo4j_storage import address_of
from contract.neo4j_storage import emptied as emptied_of_ours
from graphiti.graphiti_world import emptied, graphiti_on
from neo4j_server import VERSIONS, Neo4jServer
from neo4j_servers import Neo4jServers
from quipu.api.assemble import Service, assembled
from quipu.api.settings import Settings
from quipu.extraction.models.cached import CachedEmbedder
from quipu.extraction.models.local_vectors import LocalEmbedder
from quipu.extraction.spacy_reader import LocalReader
from quipu.schema.ports import Embedder


@pytest.fixture(scope="session", params=sorted(VERSIONS))
def server(request: pytest.FixtureRequest, neo4j_servers: Neo4jServers) -> Iterator[Neo4jServer]:
    """A server with nothing in it, of each series."""
    with ExitStack() as leaving:
        yield neo4j_servers.fresh(request.param, leaving)


@pytest.fixture
async def ours(server: Neo4jServer, neo4j_servers: Neo4jServers) -> Neo4jServer:
    """The server of the other tests in that series, with nothing in it, for a memory of ours."""
    shared = neo4j_servers[server.series]
    await emptied_of_ours(address_of(shared))
    return shared


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
async def service_with(
    settings: Settings, embedder: Embedder | None = None
) -> AsyncIterator[Service]:
    """A memory of ours with the real reader and the real embedder, loaded once for all tests."""
    embedder = _embedder() if embedder is None else embedder
    async with assembled(settings, extractor=_reader(), embedder=embedder) as service:
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
