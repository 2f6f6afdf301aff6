"""`quipu history` in a narrower scope says what of the wider one does not count there."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quipu.api.cli.main import app
from quipu.api.library.memory import Quipu


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """All know where Sam lives, and Maya knows better."""
    file = tmp_path / "memory.db"

    async def told() -> None:
        async with Quipu.open(file) as memory:
            await memory.add_fact("Sam", "lives in", "Oslo")
            await memory.within(user="maya").add_fact("Sam", "lives in", "Rome")

    asyncio.run(told())
    return file


def history(database: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["history", "Sam", *words, "--database", str(database)])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_what_counts_for_others_alone_is_marked(database: Path) -> None:
    lines = history(database, "--user", "maya").splitlines()

    [place] = [number for number, line in enumerate(lines) if "Sam lives in Oslo" in line]
    assert "overridden here: Sam lives in Rome" in lines[place + 1]
    assert "overridden" not in history(database)


def test_it_is_marked_in_json_by_the_fact_that_counts(database: Path) -> None:
    facts = json.loads(history(database, "--user", "maya", "--json"))["facts"]

    ids = {one["statement"]: one["id"] for one in facts}
    assert {one["statement"]: one["overriddenBy"] for one in facts} == {
        "Sam lives in Oslo": ids["Sam lives in Rome"],
        "Sam lives in Rome": None,
    }
