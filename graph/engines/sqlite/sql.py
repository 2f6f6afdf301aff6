"""The named queries of this engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quipu.graph.engines.queries import read_queries

_PART = re.compile(r"\{\{(\w+)\}\}")


@cache
def sql(name: str) -> str:
    """The text of a query in `queries.sql` or, where it forgets, in `erasing.sql`.

    `{{other}}` in it stands for the text of that name.
    """
    return _PART.sub(lambda part: sql(part[1]), _queries()[name])


@cache
def _queries() -> Mapping[str, str]:
    here = Path(__file__)
    return {
        name: text
        for file in ("queries.sql", "erasing.sql")
        for name, text in read_queries(here.with_name(file)).items()
    }
