"""`quipu consolidate`: what would be found, what is found, as lines and as JSON."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quipu.api.assemble import assembled
from quipu.api.cli.main import app
from quipu.api.library.memory import Quipu
from quipu.api.settings import Settings
from quipu.schema.drafts import EntityRef, FactDraft


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memory of three friends, and of a firm under two names."""
    file = tmp_path_factory.mktemp("consolidating") / "memory.db"

    async def told() -> None:
        async with Quipu.open(file) as memory:
            for one, other in (("Anna", "Berta"), ("Berta", "Clara"), ("Clara", "Anna")):
                await memory.add_fact(one, "knows", other)
            await memory.add_fact("Anna", "owns", "International Business Machines")
            await memory.add_fact("Zoe", "owns", "IBM")

    asyncio.run(told())
    return file


def run(*words: str, database: Path) -> Result:
    result = CliRunner().invoke(app, ["consolidate", *words, "--database", str(database)])
    assert result.exit_code == 0, result.stderr
    return result


def test_a_dry_run_says_what_would_be_found(database: Path) -> None:
    result = run("--dry-run", database=database)
    assert "'International Business Machines' and 'IBM' (acronym, 0.85)" in result.stdout
    assert "community of" in result.stdout
    assert "1 found, nothing written" in result.stdout
    assert "communities: 5 facts" in result.stderr


def test_one_pass_alone_is_reported_in_json(database: Path) -> None:
    found = json.loads(run("--pass", "communities", "--json", database=database).stdout)
    [step] = found["report"]
    assert (step["name"], step["lookedAt"], found["dryRun"]) == ("COMMUNITIES", 5, False)
    assert step["written"] == step["found"] == len(found["communities"])
    assert "Anna" in found["communities"][0]["name"]


def test_a_run_shows_what_waits_for_a_decision(database: Path) -> None:
    result = run(database=database)
    assert "IBM" in result.stdout
    assert "deduplicate: 6 looked at, 1 found, 0 written" in result.stdout
    assert "communities: 5 looked at" in result.stdout


def test_what_a_killed_process_had_begun_is_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "memory.db"

    async def killed() -> None:
        async with assembled(Settings(database=file)) as service:
            memory, told = (
                service.memory,
                FactDraft(EntityRef(name="Anna"), "likes", "Anna likes tea"),
            )
            await memory.add_facts(service.scope, [told], "k")
            assert await memory.queue.lease(memory.clock(), 0.5, 64) is not None

    asyncio.run(killed())
    assert "deduplicate: 1 looked at" in run(database=file).stdout


def test_a_search_finds_communities_where_they_are_wanted(database: Path) -> None:
    run("--pass", "communities", database=database)
    words = ["search", "Berta", "--kind", "community", "--database", str(database)]
    lines = CliRunner().invoke(app, words).stdout
    found = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)

    assert "that belong together" in lines
    assert "Anna knows Berta." in lines
    assert {hit["kind"] for hit in found["hits"]} == {"COMMUNITY"}
    assert "Anna knows Berta." in found["hits"][0]["node"]["summary"]
