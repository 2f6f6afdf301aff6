"""The named queries of this engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quipu.graph.engines.queries import read_queries


def sql(name: str) -> str:
    """The text of a query in `queries.sql`."""
    return _queries()[name]


@cache
def _queries() -> Mapping[str, str]:
    return read_queries(Path(__file__).with_name("queries.sql"))
