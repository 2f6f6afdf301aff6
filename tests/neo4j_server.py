"""A Neo4j that answers, and how to find out whether one does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

VERSIONS = {"5.26": "5.26.29", "2026": "2026.09.0"}
"""The series that promises are made about, and the version of each that is fetched."""


class NoNeo4j(Exception):
    """There is no such Neo4j to be had here, and why, in one line."""


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A Neo4j that answers. No user means that it asks for none."""

    version: str
    uri: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def series(self) -> str:
        """`5.26` or `2026`."""
        calendar = re.match(r"20\d\d", self.version)
        return calendar[0] if calendar else ".".join(self.version.split(".")[:2])


def answering(uri: str, user: str | None = None, password: str | None = None) -> Neo4jServer:
    """The server at an address; raises the driver's error if it does not answer at once."""
    auth = None if user is None else (user, password or "")
    with GraphDatabase.driver(
        uri, auth=auth, connection_timeout=5, telemetry_disabled=True, max_transaction_retry_time=0
    ) as driver:
        records, _, _ = driver.execute_query(
            "CALL dbms.components() YIELD versions RETURN versions[0] AS version"
        )
    return Neo4jServer(str(records[0]["version"]), uri, user, password)


def wait_for_answer(ask: Callable[[], Neo4jServer], seconds: float) -> Neo4jServer:
    """Asks until there is an answer; raises NoNeo4j when there is none in time."""
    deadline, between = time.monotonic() + seconds, Event()
    while True:
        try:
            return ask()
        except (DriverError, Neo4jError, OSError) as failure:
            if time.monotonic() > deadline:
                raise NoNeo4j(f"Neo4j gave no answer in {seconds:.0f} s: {failure}") from failure
        between.wait(0.1)
