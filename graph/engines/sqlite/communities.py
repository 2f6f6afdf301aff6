"""Communities in a file: the part of it that `CommunityStore` is about."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain, chain_of, number_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.communities import Community, CommunityQuery
from quipu.schema.identity import Scope
from quipu.schema.intervals import micros, moment_of


def keep_communities(
    connection: sqlite3.Connection, scope: Scope, found: Sequence[Community]
) -> None:
    number = number_of(connection, scope)
    connection.execute(sql("drop_communities"), {"scope": number})
    rows = [
        {
            "scope": number,
            "id": one.id,
            "level": one.level,
            "size": len(one.members),
            "members": json_list(one.members),
            "facts": json_list(one.facts),
            "made": micros(one.made_at),
        }
        for one in found
    ]
    connection.executemany(sql("add_community"), rows)


def communities(
    connection: sqlite3.Connection, scope: Scope, query: CommunityQuery, skip: int, limit: int
) -> list[Community]:
    chain = chain_of(connection, scope, inherit=query.inherit)
    bound = {
        "chain": chain.numbers,
        "level": query.level,
        "wanted": json_list(sorted(query.members)),
        "ids": json_list(sorted(query.ids)),
        "skip": skip,
        "limit": limit,
    }
    return [_community(row, chain) for row in connection.execute(sql("communities"), bound)]


def _community(row: sqlite3.Row, chain: Chain) -> Community:
    return Community(
        id=row["id"],
        scope=chain.scopes[row["scope"]],
        level=row["level"],
        members=tuple(json.loads(row["members"])),
        facts=tuple(json.loads(row["facts"])),
        made_at=moment_of(row["made"]),
    )
