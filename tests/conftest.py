"""One fixture for each port, on every engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from contract.engines import ENGINES, Engine

pytest_plugins = ["neo4j_servers"]


@pytest.fixture(params=sorted(ENGINES))
async def opened(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Callable[[], Awaitable[Engine]]]:
    """Opens an engine on the storage of this test; each call gives another one on the same."""
    engines: list[Engine] = []

    async def again() -> Engine:
        engines.append(await ENGINES[request.param](tmp_path))
        return engines[-1]

    yield again
    for engine in engines:
        await engine.close()


@pytest.fixture
async def store(opened: Callable[[], Awaitable[Engine]]) -> Engine:
    """A fresh engine."""
    return await opened()
