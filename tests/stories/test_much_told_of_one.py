"""Of whom very much is told, as of the user after a year, each fact is found when asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EntityRef, FactDraft
from stories.by_hand import ByHand, Silent
from teller import date

VERBS = ("likes", "reads", "watches")
MANY = 240  # more than is looked at of anybody


def told(verb: str, what: str, day: int) -> FactDraft:
    when = date("2020-01-01") + timedelta(days=day)
    maya, thing = EntityRef(name="Maya"), EntityRef(name=what)
    return FactDraft(maya, verb, f"Maya {verb} {what}", thing, valid_at=when)


async def hand_over(by_hand: ByHand, *drafts: FactDraft) -> None:
    await by_hand.memory.add_facts(by_hand.scope, drafts, "all")
    while await settle_next(by_hand.memory, Silent()):
        pass


async def asked(by_hand: ByHand, question: str) -> list[str]:
    return list((await by_hand.memory.ask(by_hand.scope, question)).texts)


@pytest.fixture
async def crowd(by_hand: ByHand) -> ByHand:
    first = [told("lives in", "Oslo", 0), told("has child", "Bo", 0), told("likes", "tea", 0)]
    many = [told(VERBS[n % 3], f"Thing{n}", n) for n in range(1, MANY)]
    await hand_over(by_hand, *first, *many, told("works at", "Acme", MANY))
    return by_hand


async def test_what_was_told_first_and_last_is_answered(crowd: ByHand) -> None:
    answers = {
        "Where does Maya live?": ["Oslo"],
        "Who is Maya's child?": ["Bo"],
        "Where does Maya work?": ["Acme"],
        "Does Maya live in Oslo?": ["yes"],
        "Does Maya live in Rome?": ["no"],
        "Does Maya work at Acme?": ["yes"],
        "Does Maya like tea?": ["yes"],
        f"Does Maya like Thing{MANY // 2}?": ["yes"],
        f"Does Maya like Thing{MANY + 3}?": [],
    }

    assert {question: await asked(crowd, question) for question in answers} == answers


async def test_a_name_with_another_ending_is_another(by_hand: ByHand) -> None:
    await hand_over(by_hand, *(told("likes", one, 0) for one in ("Martin", "dogs", "Version2")))

    assert await asked(by_hand, "Does Maya like Martin?") == ["yes"]
    assert await asked(by_hand, "Does Maya like a dog?") == ["yes"]
    assert await asked(by_hand, "Does Maya like Martina?") == []
    assert await asked(by_hand, "Does Maya like Version3?") == []
