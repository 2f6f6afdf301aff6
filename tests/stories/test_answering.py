"""Somebody asks, somebody answers in two words: read together in any order. All engines."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from forgetting import forget
from quipu.extraction.spacy_reader import LocalReader
from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.erasing import ForgetMode
from quipu.schema.forgetting import Selector
from quipu.schema.knowledge import EpisodeKind, Trust
from stories.by_hand import ACME
from teller import date

NOON = date("2026-01-05")
ASKED, ANSWERED = ("Kim", "Do you like sushi?", 0), ("Sam", "Love it.", 1)
BETWEEN = ("Ada", "Lunch is ready.", 0.5)
SUSHI = "Sam loves sushi"


@pytest.fixture
def chat(by_hand, reader):
    return Chat(by_hand, reader)


class Chat:
    """Several people in one conversation, and what is believed of what they say."""

    def __init__(self, by_hand, reader: LocalReader):
        self.by_hand, self.memory, self.reader = by_hand, by_hand.memory, reader

    async def hears(self, *turns, together=False, **more):
        """Turns as (speaker, text, minutes after noon), each settled before the next is heard,
        or all heard before any is read; returns the ids of their episodes."""
        heard = []
        for speaker, text, minutes in turns:
            moment = NOON + timedelta(minutes=minutes)
            draft = EpisodeDraft(
                text, EpisodeKind.MESSAGE, moment, speaker, **({"source": "lunch"} | more)
            )
            receipt = await self.memory.remember(ACME, [draft], f"{speaker} {text} {minutes}")
            heard += receipt.job.episodes
            if not together:
                await self.settles()
        await self.settles()
        return heard

    async def settles(self):
        while await settle_next(self.memory, self.reader):
            pass

    async def believed(self):
        facts = await self.by_hand.facts(include_stale=True)
        return sorted(one.sentence for one in facts)


@pytest.mark.parametrize("order", list(permutations([ASKED, ANSWERED])))
async def test_an_answer_is_read_with_its_question_whichever_comes_first(chat, order):
    _, answer = sorted(zip(await chat.hears(*order), order, strict=True), key=lambda one: one[1][2])
    assert await chat.believed() == [SUSHI]
    [fact] = await chat.by_hand.facts()
    assert list(fact.episodes) == [answer[0]]


async def test_a_turn_that_is_heard_late_parts_an_answer_from_a_question(chat):
    await chat.hears(ASKED, ANSWERED)
    await chat.hears(BETWEEN)
    assert SUSHI not in await chat.believed()


async def test_turns_that_are_read_together_are_read_as_one_after_another(chat):
    await chat.hears(ANSWERED, ASKED, together=True)
    assert await chat.believed() == [SUSHI]


@pytest.mark.parametrize("mode", list(ForgetMode))
async def test_a_forgotten_question_leaves_none_of_its_words(chat, mode):
    asked, answered = await chat.hears(ASKED, ANSWERED)
    forgotten = (await forget(chat.memory, ACME, Selector(ids=(asked,)), mode)).report
    assert await chat.believed() == []
    assert forgotten.facts == 1
    store = chat.memory.store
    assert (await store.named(ACME, ["sushi"]))["sushi"] == []
    assert [one.content for one in await store.episodes(ACME, [answered])] == ["Love it."]
    assert await store.claims_of(ACME, [answered]) == []


async def test_what_others_say_too_outlives_the_question(chat):
    asked, _ = await chat.hears(ASKED, ANSWERED)
    await chat.hears(("Sam", "I love sushi.", 200))
    await forget(chat.memory, ACME, Selector(ids=(asked,)))
    assert await chat.believed() == [SUSHI]
    assert (await chat.memory.store.named(ACME, ["sushi"]))["sushi"] != []


@pytest.mark.parametrize(
    ("turns", "more"),
    [
        ([ASKED, ("Sam", "Love it.", 45)], {}),
        ([("Sam", "Do you like sushi?", 0), ANSWERED], {}),
        ([ASKED, ANSWERED], {"source": ""}),
        ([ASKED, BETWEEN, ANSWERED], {}),
    ],
    ids=["much later", "asked oneself", "no conversation", "another turn between"],
)
async def test_what_may_be_no_answer_is_not_read_as_one(chat, turns, more):
    await chat.hears(*turns, **more)
    assert SUSHI not in await chat.believed()


async def test_whom_nobody_trusts_puts_no_words_into_a_mouth(chat):
    await chat.hears(ASKED, trust=Trust.UNTRUSTED)
    await chat.hears(ANSWERED)
    assert await chat.believed() == []


async def test_turns_of_one_moment_that_came_apart_answer_nothing(chat):
    await chat.hears(ASKED, ANSWERED)
    await chat.hears(("Ada", "Lunch is ready.", 1))
    assert SUSHI not in await chat.believed()
