"""Rows of an archive as what the queries write: what an archive says, and what follows from it."""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np

from quipu.graph.engines.neo4j.properties import (
    Values,
    bare_values,
    claim_values,
    entity_values,
    episode_values,
    labels_of,
    vector_value,
    with_row,
)
from quipu.graph.engines.neo4j.rows import COLUMNS, claim_of, entity_of, episode_of, fact_of
from quipu.schema.archives import Batch, Row, Value
from quipu.schema.intervals import DUSK, micros

Rows = list[Values]
Home = Callable[[str, str], str]
Number = Callable[[str, str], int]

_OUR_NAMES = {
    "fact": {"sentence": "statement", "claims": "claim_ids", "episodes": "episode_ids"},
    "claim": {"sentence": "statement"},
}


def step_rows(
    batch: Batch, home: Home, number: Number, *, as_vectors: bool = False
) -> dict[str, Rows]:
    """Rows by the query that writes them; those of `archive.cypher` begin with `archive.`.

    as_vectors: whether the server takes vectors as such, not as lists of numbers.
    """
    scope, kind = batch.scope, batch.kind
    rows = [_named(kind, row, scope) for row in batch.rows]
    if kind in ("episode", "fact"):
        for row in rows:
            row["vector"] = _read(row["vector"], as_vectors=as_vectors)
    if kind == "entity":
        return {"add_entities": [_entity(row) for row in rows]}
    if kind == "alias":
        bearers = [home(scope, row["entity"]) for row in rows]
        named = [row | {"number": number(scope, "rows")} for row in rows]
        pairs = zip(bearers, named, strict=True)
        return {"add_aliases": [{"bearer": one, "properties": row} for one, row in pairs]}
    if kind == "episode":
        return _episodes(rows)
    if kind == "claim":
        return {"add_claims": [_claim(row, home, number(scope, "rows")) for row in rows]}
    if kind == "fact":
        return _facts(rows, home, number)
    if kind == "dispute":
        opened = {"kind": "CONTRADICTS", "status": "OPEN"}
        return {"add_conflicts": [row | opened for row in rows]}
    if kind == "job":
        return {"archive.add_jobs": [_job(row, number(scope, "jobs")) for row in rows]}
    if kind == "appearance":
        ends = [[row["entity"], home(scope, row["entity"])] for row in rows]
        return {
            "add_appearances": [row | {"entity": end} for row, end in zip(rows, ends, strict=True)]
        }
    return {_STEPS[kind]: rows}


_STEPS = {
    "change": "archive.add_lines",
    "idempotency": "archive.add_keys",
    "reading": "note_readings",
    "model_answer": "archive.add_answers",
    "model_usage": "archive.add_usages",
    "tombstone": "archive.add_tombstones",
}
"""The queries of kinds that are written as they are."""


def _named(kind: str, row: Row, scope: str) -> Values:
    ours = _OUR_NAMES.get(kind, {})
    named: Values = {ours.get(column, column): value for column, value in row.items()}
    return named | {"scope_key": scope}


def _in_order(kind: str, row: Values) -> list[Value]:
    return [row[column] for column in COLUMNS[kind]]


def _entity(row: Values) -> Values:
    entity = entity_of([*_in_order("ENTITY", row), []])
    return {"properties": entity_values(entity) | row, "labels": labels_of(entity)}


def _episodes(rows: Rows) -> dict[str, Rows]:
    vectors = [(row["id"], row.pop("vector")) for row in rows]
    added = [episode_values(episode_of(_in_order("EPISODE", row))) | row for row in rows]
    settled = [{"id": id, "vector": vector} for id, vector in vectors if vector is not None]
    return {"archive.add_episodes": added, "settle_episodes": settled}


def _claim(row: Values, home: Home, number: int) -> Values:
    properties = claim_values(claim_of(_in_order("CLAIM", row)), number) | row
    told = [] if row["told_subject"] is None else _ends(row, home, "told_subject", "told_object")
    return {"properties": properties, "ends": [*_ends(row, home), *told]}


def _facts(rows: Rows, home: Home, number: Number) -> dict[str, Rows]:
    steps: dict[str, Rows] = {"add_facts": [], "add_past_facts": []}
    for row in rows:
        vector = row.pop("vector")
        place = number(row["scope_key"], "rows")
        made = with_row(bare_values(fact_of(_in_order("FACT", row)), place) | row)
        step = "add_facts" if row["expired"] == micros(DUSK) else "add_past_facts"
        steps[step].append(
            {
                "properties": made,
                "ends": _ends(row, home),
                "vector": vector,
            }
        )
    return steps


def _job(row: Values, number: int) -> Values:
    kept = {column: value for column, value in row.items() if column != "episodes"}
    is_open = row["status"] == "QUEUED"
    kept["number"] = number
    return {"properties": kept, "episodes": row["episodes"], "is_open": is_open}


def _ends(
    row: Values, home: Home, subject: str = "subject", object: str = "object"
) -> list[list[str]]:
    return [[row[end], home(row["scope_key"], row[end])] for end in (subject, object)]


def _read(vector: str | None, *, as_vectors: bool) -> object:
    if vector is None:
        return None
    row = np.frombuffer(base64.b64decode(vector), dtype="<f4")
    return vector_value(row, as_vectors=as_vectors)
