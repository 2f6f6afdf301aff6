"""Where a Neo4j is, and who we are there."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Neo4jAddress:
    """A database by its address, such as `bolt://127.0.0.1:7687`. No user: it asks for none."""

    uri: str
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = "neo4j"
