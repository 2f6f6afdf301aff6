"""Who appears in which documents: the links by which a search goes from passage to passage."""

from __future__ import annotations

import sqlite3

from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.appearances import Appearance
from quipu.schema.identity import EntityId, EpisodeId
from quipu.schema.intervals import micros
from quipu.schema.ports import AppearanceQuery, Appearances


def appearances(
    connection: sqlite3.Connection, chain: Chain, query: AppearanceQuery
) -> Appearances:
    """All of `GraphStore.appearances`."""
    bound = {"chain": chain.numbers, "known": micros(query.known)}
    of_episodes = bound | {"episodes": json_list(query.episodes)}
    own = connection.execute(sql("appearances_of_episodes"), of_episodes).fetchall()
    asked = dict.fromkeys((*query.entities, *(row["entity"] for row in own)))
    of_entities = bound | {"entities": json_list(asked), "fanout": query.fanout}
    rows = connection.execute(sql("appearances_of_entities"), of_entities).fetchall()
    return Appearances(
        found=tuple(dict.fromkeys(map(_appearance, (*own, *rows)))),
        counts={EntityId(row["entity"]): row["counted"] for row in rows},
    )


def _appearance(row: sqlite3.Row) -> Appearance:
    return Appearance(EpisodeId(row["episode"]), EntityId(row["entity"]), bool(row["is_topic"]))
