"""How episodes were read: properties of their nodes, noted with what was read from them."""

from __future__ import annotations

from collections.abc import Collection

from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import Values, keys_of
from quipu.graph.engines.neo4j.rows import Row
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.intervals import micros, moment_of
from quipu.schema.readings import EpisodeRead


def reading_values(reading: EpisodeRead) -> Values:
    """The parameters of `note_readings` for one episode."""
    return {
        "episode": reading.episode,
        "reader": reading.reader,
        "stood_in_because": reading.stood_in_because,
        "dropped": reading.dropped,
        "at": micros(reading.at),
    }


async def readings(
    database: Database, scope: Scope, ids: Collection[EpisodeId]
) -> dict[EpisodeId, EpisodeRead]:
    chain = keys_of(scope.chain())
    rows = (await database.read("readings", chain=chain, ids=list(ids)))["rows"]
    widest_first = sorted(rows, key=lambda row: -chain.index(row[1]))
    return {found.episode: found for found in map(_reading_of, widest_first)}


async def stood_in(database: Database, scope: Scope, limit: int) -> list[EpisodeRead]:
    rows = (await database.read("stood_in", scope=scope.key, limit=limit))["rows"]
    return [_reading_of(row) for row in rows]


def _reading_of(row: Row) -> EpisodeRead:
    id, _, reader, at, stood_in_because, dropped = row
    return EpisodeRead(EpisodeId(id), reader, moment_of(at), stood_in_because, dropped)
