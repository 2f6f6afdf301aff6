"""One fixture for each port, on every engine."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest
from hypothesis import settings

from contract.engines import ENGINES, PARAMETERS, Engine, Opening
from series import is_left_out

pytest_plugins = ["neo4j_servers", "model_endpoint"]

# A slow machine is no broken law. In CI the same examples come every time, so that a red run can
# be repeated; everywhere else new ones are tried, and that is where a law is found to be broken.
settings.register_profile("anywhere", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-series", action="store_true", help="Tell all on both series of Neo4j."
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Who alters a schema comes last: a Neo4j then plans all its statements anew, which takes a
    minute of its time. No test needs another to have run."""
    items.sort(key=lambda item: item.get_closest_marker("alters_schema") is not None)
    if not config.getoption("--every-series"):
        left_out = [item for item in items if is_left_out(item)]
        gone = {*left_out}
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=left_out)


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
