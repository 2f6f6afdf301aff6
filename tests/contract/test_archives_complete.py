"""Who adds something to store adds it to what moves: nothing is left behind silently."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from neo4j import AsyncGraphDatabase

from archive_story import tell
from builders import DIMENSIONS
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.archive_text import archive_names, archive_text
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.archives import COLUMNS

_OF_THE_FILE = {"migration", "setting", "sqlite_sequence", "erasures"}
_MADE_ANEW = {
    "scope", "lease", "unit", "moved_vector", "job_episode", "kept_run", "community",
}  # fmt: skip
_NUMBERS = {"number", "scope"}
_MADE_ANEW_IN = {"job": {"token"}}
_APART = {"episode": {"vector"}, "fact": {"vector"}, "job": {"episodes"}}


async def test_every_table_and_column_of_a_file_moves_or_is_known_to_stay(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    await (await open_sqlite(path, dimensions=DIMENSIONS, embedder="test")).close()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in found}
        assert tables == set(COLUMNS) | _OF_THE_FILE | _MADE_ANEW
        for kind, columns in COLUMNS.items():
            info = connection.execute(f"PRAGMA table_info({kind})").fetchall()
            moved = set(columns) - _APART.get(kind, set())
            stays = _NUMBERS & {row[1] for row in info} | _MADE_ANEW_IN.get(kind, set())
            assert {row[1] for row in info} == moved | stays, kind


_LABELS_THAT_MOVE = {
    "Entity", "Alias", "Episode", "Claim", "Change", "Conflict", "Job", "Idempotency",
    "ModelAnswer", "ModelUsage", "Tombstone",
}  # fmt: skip
_LABELS_MADE_ANEW = {
    "Scope", "Lease", "Tenant", "Writing", "Settled", "OpenJob", "Value", "Person", "Place",
    "Organization", "Community", "Experience", "Product", "Event", "Animal", "Work",
}  # fmt: skip
_TYPES = {"RELATES_TO", "BELIEVED", "MENTIONS", "OWES", "STATES", "NAMES", "BETWEEN", "MERGED_INTO"}
_DERIVED = {
    "scope_key", "scope_mark", "text", "row", "place", "since", "until", "number", "token",
}  # fmt: skip
_SAID_OTHERWISE = {"Conflict": {"kind", "status"}}


@pytest.mark.neo4j
@pytest.mark.parametrize("series", ["5.26", "2026"])
async def test_every_label_and_property_of_a_database_moves_or_is_known_to_stay(
    series: str, request: pytest.FixtureRequest
) -> None:
    address = address_of(request.getfixturevalue("neo4j_servers")[series])
    await emptied(address)
    engine = await open_neo4j(address, dimensions=DIMENSIONS, embedder="test")
    await tell(engine)
    await engine.close()
    async with (
        AsyncGraphDatabase.driver(address.uri, telemetry_disabled=True) as driver,
        driver.session(database=address.database) as session,
    ):
        labels = "MATCH (n) UNWIND labels(n) AS one UNWIND keys(n) AS key RETURN DISTINCT one, key"
        found = [tuple(row) async for row in await session.run(labels)]
        types = "MATCH ()-[r]->() UNWIND keys(r) + [''] AS key RETURN DISTINCT type(r), key"
        found_types = [tuple(row) async for row in await session.run(types)]
    held = {label for label, _ in found} - {"Migration", "Memory"}
    assert held <= _LABELS_THAT_MOVE | _LABELS_MADE_ANEW
    assert held >= _LABELS_THAT_MOVE  # the story has one of each
    assert {one for one, _ in found_types} == _TYPES
    read = set(re.findall(r"\b[xmo]\.(\w+)", "\n".join(map(archive_text, archive_names()))))
    for label, key in found:
        if label in _LABELS_THAT_MOVE and key not in _SAID_OTHERWISE.get(label, set()):
            assert key in read | _DERIVED, (label, key)
    for type_, key in found_types:
        assert key in read | _DERIVED | {""}, (type_, key)
