"""What the SQLite engine looks up by an index, however much a scope holds."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from builders import DIMENSIONS
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.sql import sql

# Each is asked for single messages, or for single facts.
_OF_FEW = (
    "claims_about",
    "revisions",
    "episodes_about",
    "claims_of_episodes",
    "claims_of_slots",
    "facts_of_slots",
)


@pytest.mark.parametrize("name", _OF_FEW)
async def test_what_is_asked_of_a_few_reads_no_whole_scope(tmp_path: Path, name: str) -> None:
    path = tmp_path / "m.db"
    await (await open_sqlite(path, dimensions=DIMENSIONS, embedder="test")).close()
    with closing(sqlite3.connect(path)) as connection:
        bound = dict.fromkeys(re.findall(r":(\w+)", sql(name)), "[]")
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql(name)}", bound)]
    whole = r"SCAN (claim|fact|episode)\b|SEARCH (claim|fact|episode|other) .*\(scope=\?\)"
    assert not [step for step in steps if re.search(whole, step)]
