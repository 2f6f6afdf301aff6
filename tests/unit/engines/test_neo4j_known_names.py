"""A server plans a statement anew when a name in it first comes to be: all are made beforehand."""

from __future__ import annotations

import re
from itertools import chain

from quipu.graph.engines.migrate import migrations
from quipu.graph.engines.neo4j.archive_text import archive_names, archive_text
from quipu.graph.engines.neo4j.cypher import cypher, names, watched

# Entries of the maps that are sent and built, and parts of what is called; none of them is stored.
_OF_MAPS = {
    *("bearer", "best", "ends", "into", "is_open", "labels", "near", "properties", "scope"),
    *("edges", "is_cut", "met", "score", "until", "vector", "walkers"),
    *("awaitIndexes", "components", "create", "index", "limit", "similarity"),
}
_THEIRS = {"Episodic"}  # a label of Graphiti's, by which its graph is known


def _texts() -> str:
    """Every statement, without what it says in quotes."""
    ours = [cypher(name) for name in names() if name != "gather"]
    searches = [cypher("gather", is_filtered=one) for one in (False, True)]
    moved = [archive_text(name) for name in archive_names()]
    return re.sub(r"'[^']*'", "''", "\n".join([*ours, *map(watched, searches), *moved]))


def _made() -> list[set[str]]:
    """The labels, types and properties that the steps of the storage make."""
    steps = "\n".join(one.text for one in migrations("neo4j"))
    return [
        set(
            re.findall(
                r"'(\w+)'", "".join(re.findall(rf"UNWIND \[([^]]*)\] AS name\nCALL {call}", steps))
            )
        )
        for call in ("db.createLabel", "db.createRelationshipType", "db.createProperty")
    ]


def test_every_name_that_a_statement_says_is_made_by_a_migration() -> None:
    text = _texts()
    labels = set(re.findall(r"(?<=[\w(]):([A-Z][a-z]\w*)", text))
    types = set(re.findall(r"[:|]([A-Z][A-Z_]+)\b", text))
    maps = re.findall(r"\{([^{}]*)\}", text)
    properties = set(re.findall(r"(?<![$\w.])[a-z]\w*\.([a-z]\w*)", text))
    properties |= set(
        chain.from_iterable(re.findall(r"(?:^|,)\s*(\w+):(?!\w)", one) for one in maps)
    )
    said = (labels - _THEIRS, types, properties - _OF_MAPS)
    assert [some - made for some, made in zip(said, _made(), strict=True)] == [set()] * 3
