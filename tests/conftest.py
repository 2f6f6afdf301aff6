"""One fixture for each port, on every engine."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from contract.engines import ENGINES, PARAMETERS, Engine, Opening

pytest_plugins = ["neo4j_servers"]


@pytest.fixture(params=PARAMETERS)
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Opening]:
    """Opens an engine on the storage of this test; each call gives another one on the same."""
    engines: list[Engine] = []
    opening = await ENGINES[request.param](request)

    async def again() -> Engine:
        engines.append(await opening())
        return engines[-1]

    yield again
    for engine in engines:
        await engine.close()


@pytest.fixture
async def store(opened: Opening) -> Engine:
    """A fresh engine."""
    return await opened()
