"""Reads a file of named queries: each begins with a line `-- name: what it gives`.

In Cypher the line begins with `//`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from quipu.schema.errors import Invalid

_TITLE = re.compile(r"^(?:--|//) (\w+): (.+)$", re.MULTILINE)


def read_queries(path: Path) -> Mapping[str, str]:
    """Query texts by name, without their titles. Raises Invalid where a name comes twice."""
    text = path.read_text("utf-8")
    titles = list(_TITLE.finditer(text))
    ends = [title.start() for title in titles[1:]] + [len(text)]
    found: dict[str, str] = {}
    for title, end in zip(titles, ends, strict=True):
        if title[1] in found:
            raise Invalid(f"query {title[1]!r} stands twice in {path.name}")
        found[title[1]] = text[title.end() : end].strip().removesuffix(";")
    return found
