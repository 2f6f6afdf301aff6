"""Every engine there is, by name: the contract tests run on each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest

from builders import DIMENSIONS
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.archives import ArchiveStore
from quipu.schema.ports import GraphStore, Queue


class Engine(GraphStore, Queue, ArchiveStore, Protocol):
    """What every engine is: a store and a queue in one, that a tenant can move out of."""


Opening = Callable[[], Awaitable[Engine]]


async def _on_sqlite(request: pytest.FixtureRequest) -> Opening:
    folder: Path = request.getfixturevalue("tmp_path")

    async def again() -> Engine:
        return await open_sqlite(folder / "memory.db", dimensions=DIMENSIONS, embedder="test")

    return again


def _on_neo4j(series: str) -> Callable[[pytest.FixtureRequest], Awaitable[Opening]]:
    async def storage(request: pytest.FixtureRequest) -> Opening:
        address = address_of(request.getfixturevalue("neo4j_servers")[series])
        await emptied(address)

        async def again() -> Engine:
            return await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")

        return again

    return storage


ENGINES: dict[str, Callable[[pytest.FixtureRequest], Awaitable[Opening]]] = {
    "sqlite": _on_sqlite,
    "neo4j-5.26": _on_neo4j("5.26"),
    "neo4j-2026": _on_neo4j("2026"),
}
"""Opens an engine on the storage of one test; another one joins in by being named here."""

PARAMETERS = [
    pytest.param(name, marks=[pytest.mark.neo4j] if name.startswith("neo4j") else [])
    for name in ENGINES
]
