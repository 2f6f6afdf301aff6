"""A search that has its best hits read again, through GraphQL and the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.doors.scripted import Door, open_door
from typer.testing import CliRunner

from model_endpoint import ModelEndpoint, refused
from quipu.api.cli.main import app
from quipu.api.settings import Settings

SEARCH = """query S($input: SearchInput!, $first: Int) { search(input: $input, first: $first) {
  edges { score channels { channel rank rawScore contribution }
    node { ... on Fact { statement } ... on Episode { content } } }
  explain { plan warnings stages } } }"""
TOLD = ("Sam lives in Oslo.", "Samantha Smith lives in Bergen.", "Sam likes Al.")


@pytest.fixture
async def reading_again(settings: Settings, endpoint: ModelEndpoint) -> AsyncIterator[Door]:
    endpoint.answers(refused(500))
    endpoint.reranking_script = lambda asked: None
    chosen = replace(settings, reranker_address=endpoint.address, reranker_name="scripted")
    async with open_door(chosen) as door:
        for text in TOLD:
            await door.tell(text)
        yield door


async def found(door: Door, **asked: Any) -> dict[str, Any]:
    given = {"text": "Where does Sam live in Oslo?", **asked}
    answer: dict[str, Any] = (await door.ask(SEARCH, input=given, first=4))["search"]
    return answer


def texts(answer: dict[str, Any]) -> list[str]:
    return [next(iter(edge["node"].values())) for edge in answer["edges"]]


async def test_hits_stand_in_the_order_of_the_reranker_and_say_so(reading_again: Door) -> None:
    plain, again = await found(reading_again), await found(reading_again, rerank=True)
    assert texts(plain)[0].startswith("Sam lives in Oslo")
    assert texts(again)[:2] == ["Sam likes Al", "Sam likes Al."]  # the shortest, as it is scripted
    first = again["edges"][0]
    told = {one["channel"]: one for one in first["channels"]}["RERANK"]
    assert (told["rank"], told["rawScore"], first["score"]) == (1, 1 / 13, 1 / 13)
    assert "RERANK" in again["explain"]["plan"]
    assert again["explain"]["stages"].keys() - plain["explain"]["stages"].keys() == {"rerank"}


async def test_nothing_is_asked_of_it_unless_a_search_wishes_so(
    reading_again: Door, endpoint: ModelEndpoint
) -> None:
    await found(reading_again)
    assert endpoint.reranked == []


async def test_a_reranker_that_does_not_answer_takes_nothing_away(
    reading_again: Door, endpoint: ModelEndpoint
) -> None:
    endpoint.reranking_script = lambda asked: refused(503)
    plain, again = await found(reading_again), await found(reading_again, rerank=True)
    assert texts(again) == texts(plain)
    assert ["did not rerank" in one for one in again["explain"]["warnings"]] == [True]


async def test_one_that_nobody_named_cannot_be_asked_for(door: Door) -> None:
    assert await door.error_codes(SEARCH, input={"text": "a", "rerank": True}) == ["BAD_USER_INPUT"]


def test_the_command_line_asks_for_it_too(
    tmp_path: Path, endpoint: ModelEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.answers(refused(500))
    endpoint.reranking_script = lambda asked: None
    (tmp_path / "told.txt").write_text("Maya lives in Oslo.")
    where = ["--json", "--database", str(tmp_path / "memory.db")]
    assert CliRunner().invoke(app, ["ingest", str(tmp_path / "told.txt"), *where]).exit_code == 0
    refusal = CliRunner().invoke(app, ["search", "Oslo", "--rerank", *where])
    monkeypatch.setenv("QUIPU_RERANKER__ADDRESS", endpoint.address)
    monkeypatch.setenv("QUIPU_RERANKER__NAME", "scripted")
    again = CliRunner().invoke(app, ["search", "Oslo", "--rerank", *where])
    assert (refusal.exit_code, "no reranker" in refusal.output) == (2, True)
    assert "RERANK" in again.stdout
