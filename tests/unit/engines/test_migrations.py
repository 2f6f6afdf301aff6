"""Which migrations are pending, and the named queries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quipu.graph.engines import sqlite
from quipu.graph.engines.migrate import Migration, pending
from quipu.graph.engines.queries import read_queries
from quipu.graph.engines.sqlite.upgrade import statements
from quipu.schema.errors import Invalid

ONE, TWO, THREE = (Migration(n, f"step {n}", "") for n in (1, 2, 3))


def test_what_is_not_applied_yet_is_pending_in_order() -> None:
    assert pending([THREE, ONE, TWO], {1}) == [TWO, THREE]
    assert pending([ONE], set()) == [ONE]
    assert pending([ONE], {1}) == []


def test_a_storage_newer_than_we_are_is_refused() -> None:
    with pytest.raises(Invalid, match="version 3"):
        pending([ONE, TWO], {1, 2, 3})


def test_a_script_is_cut_into_its_statements() -> None:
    script = "-- a; b\nCREATE TABLE a (b TEXT DEFAULT ';');\n\nSELECT 1;\n-- the end\n"
    first, second = statements(script)
    assert first.endswith("';');\n")
    assert second == "\nSELECT 1;\n"


def test_queries_are_read_by_name(tmp_path: Path) -> None:
    file = tmp_path / "queries.sql"
    file.write_text(
        "-- Head.\n\n-- one: The first.\nSELECT 1;\n\n-- two: Next.\n-- why\nSELECT 2;\n"
    )
    assert read_queries(file) == {"one": "SELECT 1", "two": "-- why\nSELECT 2"}


def test_a_query_name_used_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "queries.sql"
    file.write_text("-- one: A.\nSELECT 1;\n-- one: B.\nSELECT 2;\n")
    with pytest.raises(Invalid, match="one"):
        read_queries(file)


def test_every_query_of_the_sqlite_engine_is_used_and_every_used_one_is_there() -> None:
    folder = Path(sqlite.__file__).parent
    files = ("queries.sql", "erasing.sql")
    queries = {name: text for file in files for name, text in read_queries(folder / file).items()}
    sources = " ".join(file.read_text() for file in folder.glob("*.py"))
    parts = set(re.findall(r"\{\{(\w+)\}\}", " ".join(queries.values())))
    assert set(queries) == {name for name in queries if f'"{name}"' in sources} | parts
    assert set(re.findall(r'sql\("(\w+)"\)', sources)) <= set(queries)
