"""A whole tenant read from a database: a record for each row, kind by kind."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import numpy as np

from quipu.graph.engines.neo4j.archive_text import archive_text
from quipu.graph.engines.neo4j.database import Database
from quipu.schema.archives import COLUMNS, Batch, Row
from quipu.schema.errors import Conflict

_BATCH = 500


async def contents(database: Database, tenant: str) -> AsyncIterator[Batch]:
    """All that a tenant has. Neo4j shows no moment as a whole, so what grows with every write is
    looked at before and after. Raises `Conflict` where it grew."""
    beginning = {"beginning": f"{tenant}/"}
    before = await database.ask(archive_text("moment"), beginning)
    scopes = [key async for key in database.stream(archive_text("scopes"), beginning)]
    for kind in COLUMNS:
        for scope in scopes:
            async for batch in _batches(database, kind, scope):
                yield batch
    if await database.ask(archive_text("moment"), beginning) != before:
        raise Conflict(
            "something was remembered while the tenant was read",
            hint="stop the service and its workers, or try again when they rest",
        )


async def _batches(database: Database, kind: str, scope: str) -> AsyncIterator[Batch]:
    rows: list[Row] = []
    async for values in database.stream(archive_text(kind), {"scope": scope}):
        row = dict(zip(COLUMNS[kind], values, strict=True))
        if row.get("vector") is not None:
            row["vector"] = _written(row["vector"])
        rows.append(row)
        if len(rows) == _BATCH:
            yield Batch(kind, scope, rows)
            rows = []
    if rows:
        yield Batch(kind, scope, rows)


def _written(vector: list[float]) -> str:
    return base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode()
