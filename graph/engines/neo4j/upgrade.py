"""Brings a database up to date: checks what it is, then applies the migrations it still needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from quipu.graph.engines.migrate import Migration, migrations, pending
from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database
from quipu.schema.errors import Invalid

_OLDEST = (5, 26)
_FILTERING = (2026, 2)  # vector indexes that filter: SEARCH … WHERE
_BY_BOLT_6 = (2026, 2)  # spoken a little earlier; the oldest that is tested
_INDEX_SECONDS = 600
_WHERE = re.compile(r"^// where vectors (do not )?filter$", re.MULTILINE)


async def version_of(database: Database) -> tuple[int, int]:
    """The year or series of the server and its number. Raises Invalid for one that is too old."""
    return checked((await database.read("server"))["version"])


def checked(version: str) -> tuple[int, int]:
    """A version such as "5.26.29" or "2026.09.0"."""
    year, number, *_ = (int(part) for part in re.findall(r"\d+", version))
    if (year, number) < _OLDEST:
        raise Invalid(f"Neo4j {version} is too old", hint="5.26 LTS or any of 2026 is needed")
    return year, number


def can_filter(version: tuple[int, int]) -> bool:
    """Whether vector indexes of this version filter."""
    return version >= _FILTERING


def takes_vectors(version: tuple[int, int]) -> bool:
    """Whether vectors may be sent to this version as such: lists of numbers take it thrice as long
    to read, and make half a million objects of a thousand facts."""
    return version >= _BY_BOLT_6


async def upgrade(
    database: Database, version: tuple[int, int], dimensions: int, now: datetime
) -> None:
    """Apply what is missing. Every statement may be repeated, so two processes may do it at once.

    Raises Invalid if the database is newer than we are or holds a graph that is not ours.
    """
    found = await database.read("standing")
    if not found["applied"] and found["is_used"]:
        raise Invalid(
            f"the database {database.address.database!r} holds another graph",
            hint="choose an empty database: nodes of others would mix with ours",
        )
    for migration in pending(migrations("neo4j"), found["applied"]):
        for text in statements(migration, is_filtering=can_filter(version)):
            await database.command(text, **options(dimensions))
        await indexes_online(database)
        row = {"number": migration.number, "name": migration.name, "applied_at": now.isoformat()}
        await database.command(cypher("add_migration"), **row)


async def indexes_online(database: Database) -> None:
    """Wait until every index can be asked: one that is still filling would find too little."""
    await database.command(cypher("indexes_online"), seconds=_INDEX_SECONDS)


def statements(migration: Migration, *, is_filtering: bool) -> Iterator[str]:
    """The statements of a migration that are meant for this kind of server."""
    for statement in migration.text.split(";\n"):
        asked = _WHERE.search(statement)
        lines = [line for line in statement.splitlines() if not line.startswith("//")]
        text = "\n".join(lines).strip()
        if text and (asked is None or (asked[1] is None) == is_filtering):
            yield text


def options(dimensions: int) -> dict[str, Any]:
    """What a migration leaves open about the indexes."""
    vectors = {
        "vector.dimensions": dimensions,
        "vector.similarity_function": "cosine",
        # Scores of quantised vectors are not those of the vectors, and no search was faster by it.
        "vector.quantization.enabled": False,
    }
    words = {"fulltext.analyzer": "english"}
    return {"vectors": {"indexConfig": vectors}, "words": {"indexConfig": words}}
