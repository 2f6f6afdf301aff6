"""Scopes by number: rows carry a small integer, and every read begins with its chain of them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class Chain:
    """The scopes that a read sees, by number, narrowest first; ones never written to are absent.

    `erasures` grows whenever something is erased in one of them.
    """

    scopes: dict[int, Scope]
    erasures: int = 0

    @property
    def numbers(self) -> str:
        """The numbers as one bound parameter."""
        return json_list(self.scopes)


def chain_of(connection: sqlite3.Connection, scope: Scope, *, inherit: bool = True) -> Chain:
    """A scope with, where `inherit`, the wider ones above it."""
    wanted = scope.chain() if inherit else (scope,)
    rows = connection.execute(sql("scopes_by_key"), [json_list(one.key for one in wanted)])
    found = {row["key"]: row for row in rows}
    scopes = {found[one.key]["number"]: one for one in wanted if one.key in found}
    return Chain(scopes, sum(row["purged"] for row in found.values()))


def number_of(connection: sqlite3.Connection, scope: Scope) -> int:
    """The number of an exact scope to write to, given on its first use."""
    connection.execute(sql("add_scope"), [scope.key])
    number: int = connection.execute(sql("scope_number"), [scope.key]).fetchone()[0]
    return number
