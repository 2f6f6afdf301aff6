"""A context for a prompt: the same one at every door, as of any time, within its budget."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.doors.engines import EMBEDDER, settings_on
from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder
from typer.testing import CliRunner

from quipu import Client, Quipu
from quipu.api.app import create_app
from quipu.api.assemble import assembled
from quipu.api.cli.main import app
from quipu.api.cli.standing import standing
from quipu.api.quoting import DATA
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid

JANUARY = datetime(2024, 1, 1, tzinfo=UTC)
MARCH = datetime(2024, 3, 1, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, tzinfo=UTC)
ASKED = "Where does Sam live?"
ENGINES = [
    "sqlite",
    *(pytest.param(name, marks=pytest.mark.neo4j) for name in ("neo4j-5.26", "neo4j-2026")),
]


@pytest.fixture
async def memory(settings: Settings) -> AsyncIterator[Quipu]:
    parts = assembled(settings, extractor=ScriptedReader(), embedder=HashEmbedder())
    async with Quipu.over(parts) as opened:
        await told_where_sam_lives(opened)
        yield opened


@pytest.fixture(params=ENGINES)
async def on_each(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Quipu]:
    """The same memory on each engine."""
    settings = await settings_on(request.param, request, tmp_path)
    parts = assembled(settings, extractor=ScriptedReader(), embedder=EMBEDDER)
    async with Quipu.over(parts) as opened:
        await told_where_sam_lives(opened)
        yield opened


async def told_where_sam_lives(memory: Quipu) -> None:
    await memory.remember("Sam lives in Oslo.", speaker="Sam", occurred_at=JANUARY)
    await memory.remember("Sam lives in Bergen.", speaker="Sam", occurred_at=JUNE)
    await memory.settled()


async def test_a_prompt_is_told_what_holds_what_is_over_and_who_said_so(on_each: Quipu) -> None:
    told = await on_each.context(ASKED)

    assert str(told).splitlines()[0] == DATA
    assert '- "Sam lives in Bergen" CURRENT, 2024-06-01 → open [2]' in told.text
    assert '[2] 2024-06-01 "Sam": "Sam lives in Bergen."' in told.text
    assert [one.text for one in told.passages] == [
        "Sam: Sam lives in Oslo.",
        "Sam: Sam lives in Bergen.",
    ]
    assert 0 < told.tokens <= 1_500


async def test_it_is_told_as_of_any_time(on_each: Quipu) -> None:
    told = await on_each.context(ASKED, as_of=MARCH)

    assert told.facts[0].text == "Sam lives in Oslo"
    assert '"Sam lives in Oslo" CURRENT' in told.text


async def test_a_scope_that_knows_nothing_gives_a_prompt_nothing(settings: Settings) -> None:
    async with Quipu.over(assembled(settings, embedder=HashEmbedder())) as memory:
        told = await memory.context(ASKED)

    assert not told
    assert (str(told), told.tokens) == ("", 0)


@pytest.mark.parametrize("tokens", [99, 32_001])
async def test_a_budget_out_of_bounds_is_refused_with_the_bounds(
    memory: Quipu, tokens: int
) -> None:
    with pytest.raises(Invalid) as refused:
        await memory.context(ASKED, tokens=tokens)

    assert refused.value.hint == "100 to 32,000"


async def test_a_client_is_told_the_same(settings: Settings, memory: Quipu) -> None:
    there = await memory.context(ASKED, tokens=300)
    parts = create_app(
        replace(settings, port=0),
        lambda: assembled(settings, extractor=ScriptedReader(), embedder=HashEmbedder()),
    )
    async with standing(parts, replace(settings, port=0)) as server, Client(server.address) as far:
        here = await far.context(ASKED, tokens=300)

    assert here.text == there.text
    assert [one.statement for one in here.facts] == [one.text for one in there.facts]
    assert [one.content for one in here.passages] == ["Sam lives in Oslo.", "Sam lives in Bergen."]


def test_the_command_line_prints_it_and_its_parts_as_json(tmp_path: Path) -> None:
    file = str(tmp_path / "memory.db")
    with Quipu.open(file) as memory:
        memory.remember("I live in Oslo.", speaker="Sam", occurred_at=JANUARY)
        memory.settled()

    run = CliRunner().invoke
    shown = run(app, ["context", ASKED, "--tokens", "400", "--database", file])
    parts = json.loads(run(app, ["context", ASKED, "--json", "--database", file]).stdout)

    assert '- "Sam lives in Oslo" CURRENT, 2024-01-01 → open [1]' in shown.stdout
    assert parts["facts"][0]["source"] == "Sam"
    assert parts["passages"][0]["content"] == "I live in Oslo."
    assert parts["text"] in shown.stdout
