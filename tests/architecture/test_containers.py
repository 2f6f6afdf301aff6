"""The containers of `docker/` ask for what there is: settings, commands, ports, versions, files."""

from __future__ import annotations

import re
import tomllib

from typer.main import get_command

from architecture.source_files import ROOT
from neo4j_server import VERSIONS
from quipu.api.cli.main import app
from quipu.api.settings import Settings, described, environment_name

DOCKER = ROOT / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
COMPOSE = (DOCKER / "compose.yaml").read_text()
FOR_TESTS = (DOCKER / "compose.test.yaml").read_text()
PORT = str(Settings().port)


def services(text: str) -> dict[str, str]:
    """What a compose file says of each service."""
    [listed] = re.findall(r"^services:\n((?:(?: .*)?\n)+)", text, re.MULTILINE)
    parts = re.split(r"^  ([\w.-]+):$", listed, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


OURS = {name: text for name, text in services(COMPOSE).items() if "image: quipu" in text}


def test_every_setting_given_to_a_container_is_one_of_ours() -> None:
    given = set(re.findall(r"^ +(QUIPU_\w+):", COMPOSE, re.MULTILINE))
    given |= set(re.findall(r"\b(QUIPU_\w+)=", DOCKERFILE))

    assert {"QUIPU_ENGINE", "QUIPU_NEO4J__PASSWORD", "QUIPU_DATABASE"} <= given
    assert given <= {row.environment_name for row in described(Settings())}


def test_every_container_of_ours_reaches_the_neo4j_beside_it_once_it_is_well() -> None:
    address = f"{environment_name('neo4j.uri')}: bolt://neo4j:7687\n"

    assert set(OURS) == {"quipu", "worker"}
    assert "healthcheck:" in services(COMPOSE)["neo4j"]
    for text in OURS.values():
        assert address in text
        assert "neo4j:\n        condition: service_healthy" in text


def test_a_container_runs_commands_that_there_are() -> None:
    run = re.findall(r'^(?:CMD| +command:) \["(\w+)"', f"{DOCKERFILE}\n{COMPOSE}", re.MULTILINE)
    [entry] = re.findall(r'^ENTRYPOINT \["(\w+)"\]', DOCKERFILE, re.MULTILINE)

    assert run == ["serve", "worker"]
    assert set(run) <= set(getattr(get_command(app), "commands", {}))
    assert entry in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]


def test_the_service_is_looked_for_on_the_port_that_it_takes() -> None:
    assert re.findall(r"^EXPOSE (\d+)", DOCKERFILE, re.MULTILINE) == [PORT]
    assert f"http://127.0.0.1:{PORT}/healthz" in DOCKERFILE
    assert f"127.0.0.1:{PORT}:{PORT}" in OURS["quipu"]


def test_nothing_can_be_reached_from_other_machines_before_somebody_says_so() -> None:
    opened = re.findall(r"^ +- ([\d.:]*\d+:\d+)$", f"{COMPOSE}\n{FOR_TESTS}", re.MULTILINE)

    assert len(opened) == 5
    assert all(one.startswith("127.0.0.1:") for one in opened)


def test_containers_run_the_neo4j_that_is_tested() -> None:
    tested = {f"neo4j:{version}-community" for version in VERSIONS.values()}

    assert set(re.findall(r"image: (neo4j:\S+)", FOR_TESTS)) == tested
    assert set(re.findall(r"image: (neo4j:\S+)", COMPOSE)) <= tested


def test_an_image_is_built_from_files_that_there_are_and_from_nothing_else() -> None:
    copied = " ".join(re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)).split()
    let_in = (DOCKER / "Dockerfile.dockerignore").read_text().split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    [extras] = re.findall(r"'\.\[([\w,]+)\]'", DOCKERFILE)

    assert all((ROOT / name).exists() for name in copied)
    assert {f"!{name}" for name in copied} == {line for line in let_in if line[0] == "!"}
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    assert {project["readme"], *project["license-files"]} <= set(copied)


def test_a_container_has_no_rights_that_it_does_not_need() -> None:
    assert "USER 10001" in DOCKERFILE
    for text in OURS.values():
        assert "read_only: true" in text
        assert "cap_drop: [ALL]" in text
        assert "no-new-privileges:true" in text
