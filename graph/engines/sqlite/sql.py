"""The named queries of this engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quipu.graph.engines.queries import read_queries


def sql(name: str) -> str:
    """The text of a query in `queries.sql` or, where it forgets, in `erasing.sql`."""
    return _queries()[name]


@cache
def _queries() -> Mapping[str, str]:
    here = Path(__file__)
    return {
        name: text
        for file in ("queries.sql", "erasing.sql")
        for name, text in read_queries(here.with_name(file)).items()
    }
