"""The same stories read by a language model, over real HTTP, and what happens when it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from model_endpoint import ModelEndpoint, Reply, messages_of, reading_by, refused, said
from model_stories import told
from quipu.api.assemble import Service, assembled
from quipu.api.settings import Settings
from quipu.graph.intake.reread import Reread, reread
from quipu.schema.knowledge import FactStatus, status_of
from quipu.schema.language_models import Usage
from quipu.schema.ports import FactQuery, Page
from teller import SCOPE, Teller, takes_back

STORY = [
    ("2023-03-01", "I live in Lisbon. I work at Acme."),
    ("2023-04-01", "My sister is Clara."),
    ("2024-05-02", "I moved to Oslo on 26 April 2024."),
    ("2024-06-01", "I quit my job at Acme."),
    ("2024-07-01", "I'd love to live in Rome one day."),
    ("2024-08-01", "I don't like tea."),
]
ACME = {"object_kind": "organisation"}
FOUND = {
    STORY[0][1]: [told("Maya", "lives in", "Lisbon"), told("Maya", "works for", "Acme", **ACME)],
    STORY[1][1]: [told("Maya", "sister", "Clara", object_kind="person")],
    STORY[2][1]: [
        told("Maya", "lives in", "Oslo", change="begins", tense="past", when="26 April 2024")
    ],
    STORY[3][1]: [told("Maya", "works for", "Acme", change="ends", tense="past", **ACME)],
    STORY[4][1]: [told("Maya", "lives in", "Rome", firmness="wish")],
    STORY[5][1]: [told("Maya", "likes", "tea", negated=True, object_kind="thing")],
}


@asynccontextmanager
async def teller(
    endpoint: ModelEndpoint, folder: Path, reader: str, **settings: object
) -> AsyncIterator[tuple[Teller, Service]]:
    chosen = Settings(
        database=folder / f"{reader}.db",
        reader=reader,
        model_address=endpoint.address,
        model_name="scripted",
        model_timeout_seconds=5.0,
        **settings,
    )
    async with assembled(chosen) as service:
        yield Teller(service.memory, service.reader), service


async def current(told_to: Teller) -> set[tuple[str, str, str, bool, str]]:
    """All that holds, as (subject, predicate, object, whether denied, since)."""
    store, view = told_to.memory.store, told_to.memory.view()
    facts = await store.list_facts(SCOPE, FactQuery(view), Page(100))
    ends = {end for fact in facts for end in (fact.subject, fact.object)}
    names = {one.id: one.name for one in await store.entities(SCOPE, ends)}
    return {
        (names[f.subject], f.predicate, names[f.object], f.is_negated, f"{f.valid.start:%Y-%m-%d}")
        for f in facts
        if status_of(f, view) is FactStatus.CURRENT
    }


async def test_a_model_and_the_local_reader_end_in_the_same_current_facts(
    endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    endpoint.answers(reading_by(FOUND))
    believed = {}
    for reader in ("local", "model"):
        async with teller(endpoint, tmp_path, reader) as (story, _):
            await story.tells(*STORY)
            believed[reader] = await current(story)
            assert await story.asked("Where does Maya live?") == ["Oslo"]
            assert await story.asked("Where did Maya live?", as_of="2023-09-01") == ["Lisbon"]
    assert believed["model"] == believed["local"]
    assert ("Maya", "lives in", "Oslo", False, "2024-04-26") in believed["model"]


@pytest.mark.parametrize(
    "reply",
    [
        refused(500),
        refused(429, retry_after="600"),
        said("I am a teapot"),
        said('{"messages": [', "length"),
        said({"messages": []}),
        Reply("<html>", headers={"content-type": "text/html"}),
    ],
)
async def test_a_failing_model_loses_no_text_and_stores_nothing_twice(
    endpoint: ModelEndpoint, tmp_path: Path, reply: Reply
) -> None:
    endpoint.answers(reply)
    async with teller(endpoint, tmp_path, "model") as (story, service):
        await story.tells(*STORY)
        await story.tells(*STORY)
        assert await story.asked("Where does Maya live?") == ["Oslo"]
        assert len(await story.facts("Clara")) == 1
        view = story.memory.view()
        counted = await service.memory.store.statistics(SCOPE, view)
        assert (counted.episodes, counted.stood_in, counted.failed_jobs) == (6, 6, 0)
        [fact] = await story.facts("Clara")
        explained = (await story.memory.explain(SCOPE, fact.id)).text
        assert "local-1 stood in for a model" in explained


async def test_what_was_read_before_costs_nothing_after_a_restart(
    endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    endpoint.answers(reading_by(FOUND))
    for _ in range(2):
        async with teller(endpoint, tmp_path, "model") as (story, service):
            await story.hears(*STORY[0])
            [episode] = await service.memory.store.episodes(
                SCOPE, (await story.hears(*STORY[0])).episodes
            )
            await service.reader.read([episode])
            spent = await service.ledger.spending(SCOPE)
    assert len(endpoint.asked) == 1
    assert spent[0].usage == Usage(1, 100, 10, spared=1)


async def test_a_spent_budget_hands_over_to_the_local_reader(
    endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    endpoint.answers(reading_by(FOUND))
    async with teller(endpoint, tmp_path, "model", model_calls_per_day=2) as (story, service):
        await story.tells(*STORY)
        stood_in = await service.memory.store.stood_in(SCOPE, 10)
        assert {one.stood_in_because for one in stood_in} == {
            "the budget of 2 calls a day is spent"
        }
        assert len(stood_in) == len(STORY) - 2
        assert await story.asked("Where does Maya live?") == ["Oslo"]
    assert len(endpoint.asked) == 2


async def test_in_doubt_only_the_doubtful_is_asked(endpoint: ModelEndpoint, tmp_path: Path) -> None:
    german = "Ich wohne seit drei Jahren in Berlin."
    finds = {german: [told("Maya", "lives in", "Berlin")]}
    endpoint.answers(reading_by(finds))
    async with teller(endpoint, tmp_path, "both") as (story, service):
        await story.tells(("2023-01-01", "I live in Lisbon."), ("2024-01-01", german))
        assert await story.asked("Where does Maya live?") == ["Berlin"]
        [spent] = await service.ledger.spending(SCOPE)
    assert [row["text"] for asked in endpoint.asked for row in messages_of(asked)] == [german]
    assert spent.usage.spared == 1


async def test_what_was_missed_is_read_again_when_the_model_is_back(
    endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    german = ("2023-02-01", "Ich wohne in Berlin.")
    found = FOUND | {german[1]: [told("Maya", "lives in", "Berlin")]}
    endpoint.answers(refused(503))
    async with teller(endpoint, tmp_path, "model") as (story, service):
        heard = await story.tells(german, *STORY)
        await takes_back(story.memory, SCOPE, heard[2:3])
        store = story.memory.store
        waiting = await store.stood_in(SCOPE, 99)
        assert len(waiting) == 7
        done = await reread(story.memory, service.reader, SCOPE, waiting)
        assert done == Reread(read=0, waiting=6)
    endpoint.answers(reading_by(found))
    for _ in range(2):
        async with teller(endpoint, tmp_path, "model") as (story, service):
            store = story.memory.store
            done = await reread(
                story.memory, service.reader, SCOPE, await store.stood_in(SCOPE, 99)
            )
            assert await store.stood_in(SCOPE, 99) == []
            assert await story.asked("Where did Maya live?", as_of="2023-02-15") == ["Berlin"]
            assert await story.asked("Where does Maya live?") == ["Oslo"]
            assert await story.facts("Clara") == []
    assert done == Reread()
