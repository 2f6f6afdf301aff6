"""How episodes were read: noted with what was read from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import micros, moment_of
from quipu.schema.readings import EpisodeRead


def note_readings(
    connection: sqlite3.Connection, number: int, readings: Iterable[EpisodeRead]
) -> None:
    """Inside a writer's transaction; `number` is that of the exact scope."""
    rows = [
        {
            "scope": number,
            "episode": one.episode,
            "reader": one.reader,
            "stood_in_because": one.stood_in_because,
            "dropped": one.dropped,
            "at": micros(one.at),
        }
        for one in readings
    ]
    connection.executemany(sql("note_reading"), rows)


def readings(
    connection: sqlite3.Connection, chain: Chain, ids: Collection[EpisodeId]
) -> dict[EpisodeId, EpisodeRead]:
    rows = connection.execute(sql("readings"), {"chain": chain.numbers, "ids": json_list(ids)})
    return {found.episode: found for found in map(_reading_of, rows)}


def stood_in(connection: sqlite3.Connection, chain: Chain, limit: int) -> list[EpisodeRead]:
    """Of the one scope of a chain that inherits from none."""
    found: list[EpisodeRead] = []
    for number in chain.scopes:
        rows = connection.execute(sql("stood_in"), {"scope": number, "limit": limit})
        found += map(_reading_of, rows)
    return found


def _reading_of(row: sqlite3.Row) -> EpisodeRead:
    return EpisodeRead(
        EpisodeId(row["episode"]),
        row["reader"],
        moment_of(row["at"]),
        row["stood_in_because"],
        row["dropped"],
    )
