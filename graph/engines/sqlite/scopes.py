"""Scopes by number: rows carry a small integer, and every read begins with its chain of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class Chain:
    """The scopes that a read sees, by number, narrowest first; ones never written to are absent.

    `revisions` tells how often what is searched of each has changed, `purged` at which of them
    something was erased last; `erasures`, how often anything was, of whatever scope.
    """

    scopes: dict[int, Scope]
    revisions: Mapping[int, int]
    purged: Mapping[int, int]
    erasures: int
    numbers: str  # as one bound parameter


def keys_of_tenant(tenant: str) -> dict[str, str]:
    """Between which keys its scopes are: they begin with its name and a slash."""
    return {"first": f"{tenant}/", "past": f"{tenant}0"}  # 0 comes right after the slash


def chain_of(connection: sqlite3.Connection, scope: Scope, *, inherit: bool = True) -> Chain:
    """A scope with, where `inherit`, the wider ones above it."""
    wanted = scope.chain() if inherit else (scope,)
    rows = connection.execute(sql("scopes_by_key"), [json_list(one.key for one in wanted)])
    found = {row["key"]: row for row in rows}
    mine = [(found[one.key], one) for one in wanted if one.key in found]
    counted = [row["erasures"] for row in found.values()]
    return Chain(
        scopes={row["number"]: one for row, one in mine},
        revisions={row["number"]: row["revision"] for row, _ in mine},
        purged={row["number"]: row["purged"] for row, _ in mine},
        erasures=counted[0] if counted else 0,
        numbers=json_list(row["number"] for row, _ in mine),
    )


def number_of(connection: sqlite3.Connection, scope: Scope) -> int:
    """The number of an exact scope to write to, given on its first use."""
    connection.execute(sql("add_scope"), [scope.key])
    number: int = connection.execute(sql("scope_number"), [scope.key]).fetchone()[0]
    return number
