"""Each step of the storage has a number of its own: with one twice a database misses the other."""

from __future__ import annotations

import pytest

from quipu.graph.engines.migrate import migrations


@pytest.mark.parametrize("engine", ["sqlite", "neo4j"])
def test_shipped_migrations_are_numbered_without_a_gap(engine: str) -> None:
    shipped = migrations(engine)
    assert [one.number for one in shipped] == list(range(1, len(shipped) + 1))
    assert len(shipped) >= 2
