"""A real Neo4j of each series for the tests, wherever this machine can get one.

In this order: one that already runs, at the addresses in `QUIPU_TEST_NEO4J_URI` (with
`QUIPU_TEST_NEO4J_USER` and `QUIPU_TEST_NEO4J_PASSWORD`, if it asks for them); a Docker engine;
Neo4j Community from Maven with the Java of this machine. With `CI=true` every series must be
there; elsewhere the tests of a series that is missing are skipped, and say why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from neo4j_absent import absent
from neo4j_docker import DockerNeo4j
from neo4j_local import LocalNeo4j
from neo4j_server import VERSIONS, Neo4jServer, NoNeo4j, answering

Ours = DockerNeo4j | LocalNeo4j
_WAYS: tuple[Callable[[str], Ours], ...] = (DockerNeo4j, LocalNeo4j)


@pytest.fixture(scope="session")
def neo4j_servers(request: pytest.FixtureRequest) -> Iterator[Neo4jServers]:
    """`neo4j_servers["5.26"]` and `["2026"]`: started when first asked for, one for all tests."""
    with Neo4jServers(os.environ) as servers:
        yield servers
        if request.session.testsfailed:
            servers.keep_logs(request.config.rootpath / ".neo4j-logs")


@dataclass(slots=True)
class Neo4jServers:
    """One Neo4j for each series; those that we started stop on leaving."""

    environment: Mapping[str, str] = field(repr=False)  # it may hold secrets
    _found: dict[str, Neo4jServer | str] = field(default_factory=dict, repr=False)
    _started: dict[str, Ours] = field(default_factory=dict, repr=False)
    _leaving: ExitStack = field(default_factory=ExitStack, repr=False)

    def __enter__(self) -> Self:
        given = {server.series: server for server in _at_given_addresses(self.environment)}
        if given and not self._are_mandatory:
            reason = f"QUIPU_TEST_NEO4J_URI names a Neo4j {' and '.join(sorted(given))} only"
            self._found.update(dict.fromkeys(VERSIONS, reason))
        self._found.update(given)
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.close()

    def __getitem__(self, series: str) -> Neo4jServer:
        """The server of a series; without one the test fails in CI and is skipped elsewhere."""
        if series not in self._found:
            self._found[series] = self._start(series)
        found = self._found[series]
        if isinstance(found, Neo4jServer):
            return found
        if self._are_mandatory:
            pytest.fail(f"CI needs Neo4j {series}, and here is none: {found}", pytrace=False)
        pytest.skip(f"no Neo4j: {found}")

    def fresh(self, series: str, leaving: ExitStack) -> Neo4jServer:
        """A server with nothing in it, for tests that look at a whole database."""
        self[series]  # fails or skips where there is none
        try:
            return begun(series, leaving)[1]
        except NoNeo4j as missing:
            absent(f"no Neo4j of our own: {missing}")

    def keep_logs(self, folder: Path) -> None:
        """Writes what the servers that we started said, and shows the end of it."""
        folder.mkdir(exist_ok=True)
        for series, running in self._started.items():
            text = running.log()
            (folder / f"neo4j-{series}.log").write_text(text)
            sys.stdout.write(f"\nThe end of {folder.name}/neo4j-{series}.log:\n{text[-1500:]}")

    @property
    def _are_mandatory(self) -> bool:
        return self.environment.get("CI", "").lower() in ("true", "1")

    def _start(self, series: str) -> Neo4jServer | str:
        """The server, or the reasons why there is none."""
        with ExitStack() as leaving:
            try:
                running, server = begun(series, leaving)
            except NoNeo4j as missing:
                return str(missing)
            self._started[series] = running
            self._leaving.push(leaving.pop_all())
            return server


def begun(series: str, leaving: ExitStack) -> tuple[Ours, Neo4jServer]:
    """A fresh server that ends with `leaving`; raises NoNeo4j with all the reasons."""
    reasons = []
    for way in _WAYS:
        with ExitStack() as attempt:
            running = way(series)
            attempt.callback(running.close)
            try:
                server = running.start()
            except NoNeo4j as missing:
                reasons.append(str(missing))
                continue
            leaving.push(attempt.pop_all())
            return running, server
    raise NoNeo4j("; ".join(reasons))


def _at_given_addresses(environment: Mapping[str, str]) -> Iterator[Neo4jServer]:
    """The servers at the given addresses. One that does not answer is an error, never a skip."""
    user = environment.get("QUIPU_TEST_NEO4J_USER") or None
    for uri in environment.get("QUIPU_TEST_NEO4J_URI", "").split():
        try:
            yield answering(uri, user, environment.get("QUIPU_TEST_NEO4J_PASSWORD"))
        except (DriverError, Neo4jError, OSError) as failure:
            pytest.fail(f"QUIPU_TEST_NEO4J_URI: {uri} does not answer: {failure}", pytrace=False)
