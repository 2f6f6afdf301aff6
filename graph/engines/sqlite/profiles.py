"""When entities last changed, and what values they have."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from quipu.graph.engines.sqlite.rows import Values, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EntityId
from quipu.schema.intervals import DUSK, AsOf, micros, moment_of
from quipu.schema.profiles import MOST_SAID, MOST_VALUES, HeldValue, Profile


def profiles(
    connection: sqlite3.Connection, chain: Chain, ids: Collection[EntityId], view: AsOf
) -> dict[EntityId, Profile]:
    bound = _bound(chain, ids, view) | {"open": micros(DUSK), "most": MOST_VALUES}
    values: dict[str, list[HeldValue]] = {}
    for row in connection.execute(sql("profile_values"), bound):
        held = HeldValue(row["predicate"], row["text"], row["qualifier"])
        values.setdefault(row["id"], []).append(held)
    changed: dict[EntityId, int] = {}
    for row in connection.execute(sql("profile_moments"), bound):
        changed[row["id"]] = max(row["changed"], changed.get(row["id"], row["changed"]))
    return {
        id: Profile(moment_of(moment), tuple(values.get(id, ()))) for id, moment in changed.items()
    }


def summaries(
    connection: sqlite3.Connection, chain: Chain, ids: Collection[EntityId], view: AsOf
) -> dict[EntityId, tuple[str, ...]]:
    bound = _bound(chain, ids, view) | {"most": MOST_SAID}
    said: dict[EntityId, tuple[str, ...]] = {}
    for row in connection.execute(sql("summaries"), bound):
        id = EntityId(row["entity"])
        said[id] = (*said.get(id, ()), row["sentence"])
    return said


def _bound(chain: Chain, ids: Collection[EntityId], view: AsOf) -> Values:
    return {
        "chain": chain.numbers,
        "ids": json_list(ids),
        "known": micros(view.known),
        "at": micros(view.valid.start),
    }
