"""Writes search units: what can be found of a scope, its vector, and when it last changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from quipu.graph.engines.sqlite.rows import Values, json_list
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.errors import Invalid
from quipu.schema.identity import FactId
from quipu.schema.ports import Vectors


def write_units(
    connection: sqlite3.Connection,
    number: int,
    fresh: Sequence[FactId],
    retired: Sequence[FactId],
    vectors: Vectors,
) -> None:
    """Make new facts and embedded episodes searchable, and tell other processes what changed."""
    if not fresh and not retired and not vectors.items:
        return
    revision: int = connection.execute(sql("revision_of_scope"), {"scope": number}).fetchone()[0]
    blobs = _blobs(vectors)

    def bound(ids: Iterable[str]) -> list[Values]:
        common: Values = {"scope": number, "revision": revision}
        return [common | {"id": one, "vector": blobs.get(one)} for one in ids]

    connection.executemany(sql("add_fact_unit"), bound(fresh))
    connection.executemany(sql("touch_fact_unit"), bound(retired))
    facts, episodes = _late(connection, number, blobs.keys() - set(fresh))
    connection.executemany(sql("set_fact_vector"), bound(facts))
    connection.executemany(sql("add_episode_unit"), bound(episodes))


def _blobs(vectors: Vectors) -> dict[str, bytes]:
    rows = np.ascontiguousarray(vectors.rows, dtype="<f4")
    return {item: row.tobytes() for item, row in zip(vectors.items, rows, strict=True)}


def _late(
    connection: sqlite3.Connection, number: int, ids: Collection[str]
) -> tuple[list[str], list[str]]:
    """Of ids that are no new facts: the older facts and the episodes; raises Invalid for others."""
    scope = json_list([number])

    def known(query: str) -> set[str]:
        rows = connection.execute(sql(query), {"chain": scope, "ids": json_list(ids)})
        return {row["id"] for row in rows}

    facts = known("facts_by_id") if ids else set()
    episodes = known("episodes_by_id") if ids else set()
    for missing in sorted(set(ids) - facts - episodes):
        raise Invalid(f"a vector for {missing}, which this scope does not have")
    return sorted(facts), sorted(episodes)
