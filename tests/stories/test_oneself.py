"""The one whom a memory is kept for is found by "me", by his user's name, and by what he says that
he is called. On every engine."""

from __future__ import annotations

import pytest

from forgetting import forget
from quipu.api.naming import called
from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.ports import FactQuery, Page
from stories.by_hand import ACME, ByHand, Silent
from teller import date

MAYA = Scope("acme", "maya")


@pytest.fixture
async def chat(by_hand: ByHand) -> ByHand:
    """What an assistant's memory of Maya holds: all of it is told of "user"."""
    await by_hand.tells("user", "lives in", "Oslo", "2024-01-01", scope=MAYA)
    await by_hand.tells("Sam", "lives in", "Rome", "2024-01-01", scope=MAYA)
    return by_hand


async def name_of(chat: ByHand, name: str, scope: Scope = MAYA) -> str | None:
    found = await called(chat.memory, scope, name)
    return None if found is None else found.name


async def test_me_is_the_user_and_so_is_the_name_of_the_scopes_user(chat: ByHand) -> None:
    assert [await name_of(chat, name) for name in ("me", "I", "Myself", "Maya")] == ["user"] * 4
    assert await name_of(chat, "me", ACME) is None
    assert await name_of(chat, "Kim") is None


async def test_somebody_of_that_name_comes_first(chat: ByHand) -> None:
    await chat.tells("Maya", "lives in", "Porto", "2024-01-01", scope=MAYA)

    assert [await name_of(chat, name) for name in ("Maya", "me")] == ["Maya", "Maya"]


async def test_a_name_that_is_only_told_leads_to_who_told_it(chat: ByHand) -> None:
    draft = FactDraft(EntityRef(name="user"), "also called", "Zed", valid_at=date("2024-01-01"))
    await chat.memory.add_fact(MAYA, draft, "named")
    while await settle_next(chat.memory, Silent()):
        pass

    assert await name_of(chat, "Zed") == "user"


async def test_a_question_by_the_users_name_is_about_him(chat: ByHand) -> None:
    asked = ("Where does Maya live?", "Where do I live?", "Where does Sam live?")
    answers = [(await chat.memory.ask(MAYA, text)).texts for text in asked]

    assert answers == [("Oslo",), ("Oslo",), ("Rome",)]
    assert (await chat.memory.ask(MAYA, "Where does Maya Lind live?")).texts == ()


@pytest.mark.parametrize("name", ["me", "Maya"])
async def test_who_asks_to_be_forgotten_is_found_by_either(chat: ByHand, name: str) -> None:
    await forget(chat.memory, MAYA, Selector(subject=EntityRef(name=name)))
    left = await chat.memory.store.list_facts(MAYA, FactQuery(chat.memory.view()), Page(9))

    assert [fact.sentence for fact in left] == ["Sam lives in Rome"]


async def test_of_a_role_what_it_said_is_forgotten_and_not_what_has_the_word(chat: ByHand) -> None:
    memory = chat.memory
    said = (("user", "Hm, okay."), ("User", "Bye!"), ("assistant", "Norbank has a new user guide."))
    drafts = [EpisodeDraft(text, EpisodeKind.MESSAGE, speaker=speaker) for speaker, text in said]
    kept = (await memory.remember(MAYA, drafts, "said")).job.episodes
    while await settle_next(memory, Silent()):
        pass
    await forget(memory, MAYA, Selector(subject=EntityRef(name="me")))

    left = await memory.store.episodes(MAYA, kept)
    assert [one.content for one in left] == ["Norbank has a new user guide."]
