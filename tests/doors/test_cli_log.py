"""`quipu log`: what was changed, with the numbers that `quipu undo` takes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quipu.api.cli.main import app
from quipu.api.library.memory import Quipu


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A memory in which somebody corrected a fact, beside another's."""
    file = tmp_path / "memory.db"

    async def told() -> None:
        async with Quipu.open(file) as memory:
            await memory.add_fact("Sam", "lives in", "Oslo")
            await memory.within(user="kim").add_fact("Kim", "likes", "tea")
            [fact] = await memory.facts("Sam")
            await memory.correct(fact.id, target="Bergen", reason="misheard")

    asyncio.run(told())
    return file


def run(*words: str, database: Path) -> Result:
    return CliRunner().invoke(app, [*words, "--database", str(database)])


def test_a_change_is_found_in_the_log_and_taken_back_by_its_number(database: Path) -> None:
    shown = run("log", "--last", "1", database=database)
    number = shown.stdout.split()[0]
    undone = run("undo", number, "--reason", "it was right", database=database)
    told = run("history", "Sam", database=database).stdout

    assert "misheard" in shown.stdout
    assert "Bergen" in shown.stdout
    assert undone.exit_code == 0, undone.stderr
    assert "Oslo" in told
    assert "Bergen" not in told


def test_it_is_read_from_the_end_and_holds_only_what_the_scope_sees(database: Path) -> None:
    def found(*words: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = json.loads(
            run("log", "--json", *words, database=database).stdout
        )
        return rows

    whole = found()
    numbers = [one["sequence"] for one in whole]
    earlier = found("--before", str(numbers[-1]), "--last", "2")
    created = found("--kind", "created")

    assert numbers == sorted(numbers, key=int)  # type: ignore[call-overload]
    assert [one["sequence"] for one in earlier] == numbers[-3:-1]
    assert {one["kind"] for one in created} == {"CREATED"}
    assert not [one for one in whole if "tea" in str(one["about"])]


def test_what_was_believed_then_is_asked_for_as_it_is_searched_for(database: Path) -> None:
    asked = ("ask", "Where does Sam live?")
    now = run(*asked, database=database)
    then = run(*asked, "--known-at", "2020-01-01", database=database)

    assert now.stdout.startswith("Bergen")
    assert then.stdout.startswith("I do not know.")
