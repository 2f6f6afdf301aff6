"""A whole tenant read from a file, and written to one: row by row, as it stands in the tables."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable, Iterator

from quipu.graph.engines.sqlite.rows import Values
from quipu.graph.engines.sqlite.scopes import keys_of_tenant, number_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.archives import COLUMNS, Batch, Row, Value
from quipu.schema.errors import Conflict
from quipu.schema.experience import EXPERIENCE_PREFIX
from quipu.schema.identity import Scope

_BATCH = 500
_VECTOR = "(SELECT u.vector FROM unit u WHERE u.kind IN ({}) AND u.item = t.number)"
_READ_OTHERWISE = {
    "episode.vector": _VECTOR.format("'EPISODE', 'EXPERIENCE'"),
    "fact.vector": _VECTOR.format("'FACT'"),
    "job.episodes": "(SELECT json_group_array(id) FROM (SELECT e.id FROM job_episode o"
    " JOIN episode e ON e.number = o.episode WHERE o.job = t.number ORDER BY o.ordinal))",
    "job.status": "replace(t.status, 'RUNNING', 'QUEUED')",
    "idempotency.job": "(SELECT j.id FROM job j WHERE j.number = t.job)",
}
"""Columns of an archive that are no columns of their table."""

_WRITTEN_OTHERWISE = {
    "idempotency.job": "(SELECT number FROM job WHERE scope = :scope AND id = :job)"
}
_ORDERS = {
    "entity": "id",
    "episode": "created, ordinal, id",
    "change": "sequence",
    "dispute": "slot, holder, rival",
    "idempotency": "key",
    "reading": "episode",
    "appearance": "episode, entity",
    "model_answer": "key",
    "model_usage": "day, model",
    "tombstone": "digest",
}
_LISTS = {"fact.claims", "fact.episodes", "job.episodes"}
_APART = {"episode.vector", "fact.vector", "job.episodes"}  # written to tables of their own


def contents(connection: sqlite3.Connection, tenant: str) -> Iterator[Batch]:
    """All that a tenant has: kind by kind, in each its scopes by key."""
    scopes = _scopes(connection, tenant)
    for kind in COLUMNS:
        for number, key in scopes.items():
            rows = connection.execute(_reading(kind), [number])
            while some := rows.fetchmany(_BATCH):
                yield Batch(kind, key, [_told(kind, row) for row in some])


def take_in(connection: sqlite3.Connection, tenant: str, batches: Iterable[Batch]) -> int:
    """Write a tenant inside one transaction; returns by how much its log's numbers grew."""
    if any(_has_rows(connection, number) for number in _scopes(connection, tenant)):
        raise Conflict(
            f"the tenant {tenant!r} has memories here already",
            hint="bring it in where it is not: two memories of one tenant cannot be mixed",
        )
    shift: int = connection.execute("SELECT coalesce(max(sequence), 0) FROM change").fetchone()[0]
    numbers: set[int] = set()
    for batch in batches:
        number = number_of(connection, Scope.from_key(batch.scope))
        numbers.add(number)
        if batch.kind == "change":
            _renumber(batch.rows, shift)
        _write(connection, number, batch)
    for number in numbers:
        connection.execute(sql("raise_revision"), [number])
    return shift


def _scopes(connection: sqlite3.Connection, tenant: str) -> dict[int, str]:
    """The scopes of a tenant by number."""
    found = connection.execute(
        "SELECT number, key FROM scope WHERE key >= :first AND key < :past ORDER BY key",
        keys_of_tenant(tenant),
    )
    return {row["number"]: row["key"] for row in found}


def _has_rows(connection: sqlite3.Connection, number: int) -> bool:
    return any(
        connection.execute(f"SELECT 1 FROM {kind} WHERE scope = ? LIMIT 1", [number]).fetchone()
        for kind in COLUMNS
    )


def _reading(kind: str) -> str:
    columns = [
        f"{_READ_OTHERWISE.get(f'{kind}.{one}', f't.{one}')} AS {one}" for one in COLUMNS[kind]
    ]
    order = _ORDERS.get(kind, "number")
    return f"SELECT {', '.join(columns)} FROM {kind} t WHERE t.scope = ? ORDER BY {order}"


def _told(kind: str, row: sqlite3.Row) -> Row:
    return {column: _value(kind, column, row[column]) for column in COLUMNS[kind]}


def _value(kind: str, column: str, value: object) -> Value:
    if f"{kind}.{column}" in _LISTS:
        return list(json.loads(str(value)))
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if column.startswith("is_"):
        return bool(value)
    assert value is None or isinstance(value, str | int | float)
    return value


def _write(connection: sqlite3.Connection, number: int, batch: Batch) -> None:
    text, kind = _writing(batch.kind), batch.kind
    for row in batch.rows:
        bound: Values = {
            column: json.dumps(value) if isinstance(value, list) else value
            for column, value in row.items()
        }
        item = connection.execute(text, bound | {"scope": number}).lastrowid
        if kind in ("episode", "fact"):
            _write_unit(connection, number, _unit_of(kind, row), item, row["vector"])
        if kind == "job" and isinstance(row["episodes"], list):
            connection.executemany(
                "INSERT INTO job_episode (job, ordinal, episode)"
                " VALUES (?, ?, (SELECT number FROM episode WHERE scope = ? AND id = ?))",
                [(item, place, number, id) for place, id in enumerate(row["episodes"])],
            )


def _writing(kind: str) -> str:
    columns = [one for one in COLUMNS[kind] if f"{kind}.{one}" not in _APART]
    values = [_WRITTEN_OTHERWISE.get(f"{kind}.{one}", f":{one}") for one in columns]
    return f"INSERT INTO {kind} (scope, {', '.join(columns)}) VALUES (:scope, {', '.join(values)})"


def _unit_of(kind: str, row: Row) -> str:
    """As what a row is searched."""
    is_attempt = str(row["id"]).startswith(f"{EXPERIENCE_PREFIX}_")
    return "EXPERIENCE" if is_attempt else kind.upper()


def _write_unit(
    connection: sqlite3.Connection, number: int, kind: str, item: int | None, vector: Value
) -> None:
    """A fact is always searchable, an episode once it has its vector."""
    if vector is None and kind != "FACT":
        return
    connection.execute(
        "INSERT INTO unit (kind, item, scope, revision, vector)"
        " SELECT ?, ?, number, revision + 1, ? FROM scope WHERE number = ?",
        [kind, item, None if vector is None else base64.b64decode(str(vector)), number],
    )


def _renumber(rows: list[Row], shift: int) -> None:
    """The log of a file is numbered over all its tenants: new lines come after those there are."""
    for row in rows:
        row["sequence"] = int(str(row["sequence"])) + shift
