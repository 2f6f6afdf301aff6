"""The queries that read and write a whole tenant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quipu.graph.engines.queries import read_queries


def archive_text(name: str) -> str:
    """The text of a query in `archive.cypher`."""
    return _queries()[name]


def archive_names() -> list[str]:
    return list(_queries())


@cache
def _queries() -> Mapping[str, str]:
    return read_queries(Path(__file__).with_name("archive.cypher"))
