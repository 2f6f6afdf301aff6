"""A Neo4j in a container, where a Docker engine answers."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Self

from neo4j_server import VERSIONS, Neo4jServer, NoNeo4j, answering, wait_for_answer

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

_BOLT = 7687
_ANSWER_SECONDS = 180


@dataclass(slots=True)
class DockerNeo4j:
    """One container, removed on leaving. It asks nobody for a password."""

    series: str
    _container: DockerContainer | None = field(default=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._container is not None:
            self._container.stop()

    def start(self) -> Neo4jServer:
        """The server once it answers; raises NoNeo4j."""
        _ask_for_an_engine()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # theirs; ours are errors
            container, failures = _prepared(f"neo4j:{VERSIONS[self.series]}-community")
            try:
                self._container = container.start()
            except failures as failure:
                raise NoNeo4j(f"Docker cannot start Neo4j {self.series}: {failure}") from failure
        address = f"{container.get_container_host_ip()}:{container.get_exposed_port(_BOLT)}"
        return wait_for_answer(lambda: answering(f"bolt://{address}"), _ANSWER_SECONDS)

    def log(self) -> str:
        """Everything the server said."""
        if self._container is None:
            return ""
        return b"\n".join(self._container.get_logs()).decode(errors="replace")


def _prepared(image: str) -> tuple[DockerContainer, tuple[type[Exception], ...]]:
    """A container not yet started, and the failures that its start may meet."""
    try:
        from docker.errors import DockerException  # type: ignore[import-untyped]
        from testcontainers.core.container import DockerContainer
    except ImportError as missing:
        raise NoNeo4j("testcontainers is not installed") from missing
    container = (
        DockerContainer(image)
        .with_env("NEO4J_AUTH", "none")
        .with_env("NEO4J_server_memory_heap_max__size", "1g")
        .with_env("NEO4J_server_memory_pagecache_size", "256m")
        .with_env("NEO4J_dbms_usage__report_enabled", "false")
        .with_exposed_ports(_BOLT)
    )
    return container, (DockerException, OSError, TimeoutError)


@cache
def _engine_answers() -> bool:
    docker = shutil.which("docker")
    if docker is None:
        return False
    asked = [docker, "version", "--format", "{{.Server.Version}}"]
    try:
        return subprocess.run(asked, capture_output=True, timeout=10).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _ask_for_an_engine() -> None:
    if not _engine_answers():
        raise NoNeo4j("no Docker engine answers")
