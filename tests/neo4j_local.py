"""A Neo4j of our own on this machine, which may also be killed and started again."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from neo4j import GraphDatabase

from in_memory import new_folder
from neo4j_jars import jars_of, java_for
from neo4j_server import VERSIONS, Neo4jServer, NoNeo4j, answering, wait_for_answer

_MAIN_CLASSES = {
    "5.26": "org.neo4j.server.CommunityEntryPoint",
    "2026": "org.neo4j.server.Neo4jCommunity",
}
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_ANSWER_SECONDS = 120  # 6 s on a quiet machine, much more where other work fills it
# A server for tests ends before the fastest code has paid for its making: half of all its time.
# Nor is the code looked over that Maven has checked by its sums: 8 % of the time of a short one.
_SHORT_LIVED = [
    *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmn160m"),
    *("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"),
]
# Lucene measures eight numbers of a vector at a time where it finds this module, from Java 21 on.
_LONG_LIVED = ["-XX:+UseG1GC", "--add-modules=jdk.incubator.vector"]


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass(slots=True)
class LocalNeo4j:
    """One server and its folder; both are gone on leaving, and when this program dies.

    password: asked for from the user `neo4j`, at least eight characters; None: no one is asked.
    settings: lines of neo4j.conf that come on top of ours.
    is_lasting: for a person or a measurement, who stay longer than a test.
    """

    series: str
    password: str | None = field(default=None, repr=False)
    settings: Mapping[str, str] = field(default_factory=dict)
    heap: str = "1g"
    is_lasting: bool = False
    port: int = field(default_factory=free_port)
    folder: Path = field(init=False)
    _java: subprocess.Popen[bytes] | None = None
    _watchman: subprocess.Popen[bytes] | None = None
    _has_password: bool = False

    def __post_init__(self) -> None:
        self.folder = new_folder("quipu-neo4j-", lasting=self.is_lasting)

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        return self._java is not None and self._java.poll() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> Neo4jServer:
        """The server once it answers, with the data it had before; raises NoNeo4j."""
        command = self._command()
        self._write_settings()
        with self._log_file.open("ab") as log:
            self._java = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,  # Ctrl-C in a terminal is for us; we end it
            )
        self._watchman = _watch_over(self._java.pid, self.folder)
        return wait_for_answer(self._ask, _ANSWER_SECONDS)

    def wait(self) -> None:
        """Until the server has ended by itself."""
        if self._java is not None:
            self._java.wait()

    def kill(self) -> None:
        """Ends the server as a power cut would; what it had committed stays in its folder."""
        if self._watchman is not None:
            self._watchman.kill()
            self._watchman.communicate()
        if self._java is not None:
            self._java.kill()
            self._java.wait()
        self._watchman = self._java = None

    def log(self) -> str:
        """Everything the server said, over all its starts."""
        return self._log_file.read_text(errors="replace") if self._log_file.exists() else ""

    @property
    def _log_file(self) -> Path:
        return self.folder / "console.log"

    def _command(self) -> list[str]:
        java, jars = java_for(self.series), jars_of(VERSIONS[self.series])
        opened = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]
        code = _LONG_LIVED if self.is_lasting else _SHORT_LIVED
        memory = ["-Xms256m", f"-Xmx{self.heap}", *code]
        where = [f"--home-dir={self.folder}", f"--config-dir={self.folder}", "--console-mode"]
        main = [_MAIN_CLASSES[self.series], *where]
        return [str(java), *memory, "-Dlog4j2.disable.jmx=true", *opened, "-cp", f"{jars}/*", *main]

    def _write_settings(self) -> None:
        ours = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "256m",
            # Fewer, larger segments: a search by meaning visits each of them.
            "internal.dbms.index.vector.standard_merge_factor": "2",
            "dbms.security.auth_enabled": "false" if self.password is None else "true",
            "dbms.usage_report.enabled": "false",
            "db.tx_log.rotation.retention_policy": "1 files",
            "db.tx_log.preallocate": "false",
        }
        if not self.is_lasting:
            # Each test begins with an empty database: a server would plan anew all the time, which
            # takes seconds for the longest queries.
            ours["dbms.cypher.min_replan_interval"] = "1h"
        lines = [f"{name}={value}\n" for name, value in {**ours, **self.settings}.items()]
        (self.folder / "neo4j.conf").write_text("".join(lines))

    def _ask(self) -> Neo4jServer:
        if not self.is_running:
            raise NoNeo4j(f"Neo4j {self.series} ended at once:\n{self.log()[-2000:]}")
        if self.password is None:
            return answering(self.uri)
        if not self._has_password:
            self._set_password()
        return answering(self.uri, "neo4j", self.password)

    def _set_password(self) -> None:
        """A new server knows `neo4j` with the password `neo4j`, and lets it do nothing else."""
        first = ("neo4j", "neo4j")
        with GraphDatabase.driver(self.uri, auth=first, max_transaction_retry_time=0) as driver:
            driver.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
                password=self.password,
                database_="system",
            )
        self._has_password = True


def _watch_over(java: int, folder: Path) -> subprocess.Popen[bytes]:
    """Ends the server when this program ends in whatever way: the pipe it reads then closes."""
    script = 'cat >/dev/null; kill -9 "$1"; rm -rf "$2"'
    return subprocess.Popen(
        ["sh", "-c", script, "sh", str(java), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
