"""Settings of a door onto each engine; the memories of one test are fresh on all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stories.by_hand import EightPlaces

from contract.neo4j_storage import address_of, emptied
from quipu.api.settings import Settings

EMBEDDER = EightPlaces()  # the databases of the tests belong to it


async def settings_on(name: str, request: pytest.FixtureRequest, folder: Path) -> Settings:
    """Settings for an engine by its name in `contract.engines`, on storage that is empty."""
    settings = Settings(database=folder / "memory.db", worker_poll_seconds=0.05)
    if name == "sqlite":
        return settings
    series = name.removeprefix("neo4j-")
    address = address_of(request.getfixturevalue("neo4j_servers")[series])
    await emptied(address)
    return Settings(
        database=settings.database,
        worker_poll_seconds=settings.worker_poll_seconds,
        engine="neo4j",
        neo4j_uri=address.uri,
        neo4j_user=address.user,
        neo4j_password=address.password,
    )
