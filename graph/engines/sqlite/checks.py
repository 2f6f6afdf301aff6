"""Whether the file has what a change set refers to."""

from __future__ import annotations

import sqlite3

from quipu.graph.engines import checks
from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.changes import ChangeSet


def check_references(connection: sqlite3.Connection, chain: Chain, changes: ChangeSet) -> None:
    """Raises Invalid if a fact, claim or name is about an entity that its scope does not see."""
    bound = {"chain": chain.numbers, "ids": json_list(checks.entities_of(changes))}
    seen = {row["id"] for row in connection.execute(sql("entities_by_id"), bound)}
    checks.check_references(changes, seen)
