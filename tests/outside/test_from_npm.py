"""Checks from npm: GraphQL over HTTP, the rules of Relay, types generated for TypeScript."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import httpx
import pytest
from tests.doors.scripted import REMEMBER
from tests.outside.conftest import run

from npm_packages import LISTED

ROOT = Path(__file__).parents[2]
EXAMPLE = Path("api/examples/typescript")
RELAY = (
    "relay-connection-types-spec",
    "relay-connection-arguments-spec",
    "relay-page-info-spec",
)
pytestmark = pytest.mark.slow


async def test_every_audit_of_graphql_over_http_passes(address: str, from_npm: Path) -> None:
    script = LISTED / "audits.cjs"

    done = await run(
        "node", script, f"{address}/graphql", folder=LISTED, seconds=60, NODE_PATH=from_npm
    )

    assert done.said.strip() == "61 of 61 ok"


async def test_the_clients_that_others_use_hear_what_changes(address: str, from_npm: Path) -> None:
    given = {"idempotencyKey": "k", "episodes": [{"content": "Sam likes tea."}]}
    async with httpx.AsyncClient() as http:
        asked = {"query": REMEMBER, "variables": {"input": {**given, "waitFor": "EXTRACTED"}}}
        await http.post(f"{address}/graphql", json=asked)

    done = await run(
        "node", LISTED / "listen.cjs", address, folder=LISTED, seconds=60, NODE_PATH=from_npm
    )

    assert done.said.splitlines() == [
        "graphql-ws changes 1 2 3",
        "graphql-ws viewer local",
        "graphql-ws error BAD_USER_INPUT",
        "graphql-sse changes 1 2 3",
        "the protocol before it is refused",
    ]


async def test_the_schema_keeps_the_rules_of_relay(from_npm: Path) -> None:
    linter = from_npm / ".bin" / "graphql-schema-linter"
    schema = ROOT / "schema" / "api.graphql"

    done = await run(linter, schema, "--rules", ",".join(RELAY), folder=ROOT, seconds=60)

    assert done.status == 0, done.said
    assert "0 errors" in done.said


@pytest.fixture
def example(from_npm: Path, tmp_path: Path) -> Path:
    """A copy of the example beside a copy of the schema, its packages installed."""
    folder = tmp_path / EXAMPLE
    shutil.copytree(ROOT / EXAMPLE, folder, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "schema").mkdir()
    shutil.copy(ROOT / "schema" / "api.graphql", tmp_path / "schema")
    (folder / "node_modules").symlink_to(from_npm)
    return folder


async def test_the_typescript_example_is_generated_compiled_and_answered(
    address: str, from_npm: Path, example: Path
) -> None:
    episodes = [{"content": "Sam likes tea."}]
    told = {"idempotencyKey": "k", "waitFor": "EXTRACTED", "episodes": episodes}
    async with httpx.AsyncClient(base_url=address) as http:
        asked = {"query": REMEMBER, "variables": {"input": told}}
        (await http.post("/graphql", json=asked)).raise_for_status()

    generated = await run(
        from_npm / ".bin" / "graphql-codegen", "-c", "codegen.ts", folder=example, seconds=60
    )
    compiled = await run(from_npm / ".bin" / "tsc", folder=example, seconds=60)
    answered = await run("node", "built/search.js", address, "tea", folder=example, seconds=60)

    assert (generated.status, compiled.status) == (0, 0), generated.said + compiled.said
    assert "Sam likes tea [CURRENT" in answered.said


async def test_a_field_that_the_schema_lacks_is_not_generated(
    from_npm: Path, example: Path
) -> None:
    document = example / "search.graphql"
    document.write_text(document.read_text().replace("invalidAt", "endedAt"))

    done = await run(
        from_npm / ".bin" / "graphql-codegen", "-c", "codegen.ts", folder=example, seconds=60
    )

    assert done.status != 0
    assert "endedAt" in done.said


def test_the_example_uses_the_versions_that_are_checked() -> None:
    example = json.loads((ROOT / EXAMPLE / "package.json").read_text())["devDependencies"]
    checked = json.loads((LISTED / "package.json").read_text())["dependencies"]

    assert example.items() <= checked.items()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in checked.values())


def test_the_lock_says_versions_and_sums_and_no_place_to_fetch_from() -> None:
    locked = json.loads((LISTED / "package-lock.json").read_text())["packages"]
    named = {name: package for name, package in locked.items() if name}

    assert named
    assert not [name for name, package in named.items() if "resolved" in package]
    assert not [name for name, package in named.items() if "integrity" not in package]
