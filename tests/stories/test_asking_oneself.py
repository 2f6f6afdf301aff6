"""Questions as people ask an assistant: "I", "you", what was before, and what is so no longer."""

from __future__ import annotations

import pytest

from teller import Teller

CHAT = (
    ("2024-01-05", "I live in Oslo. I work at Halden Group.", "user"),
    ("2024-01-05", "I recommend Orchard Grill in Oslo.", "assistant"),
    ("2024-01-06", "My sister is Petra. Petra loves sushi.", "user"),
    ("2024-01-07", "I used to play chess. I prefer dark mode.", "user"),
    ("2024-01-08", "My name is Kim.", "user"),
    ("2024-05-06", "I moved to Ghent.", "user"),
    ("2024-05-07", "I work at Cobalt Bakery now.", "user"),
)


@pytest.fixture
async def chat(story: Teller) -> Teller:
    for on, text, speaker in CHAT:
        await story.hears(on, text, speaker)
        await story.settles()
    return story


async def asked_all(told: Teller, *questions: str) -> list[list[str]]:
    return [await told.asked(question) for question in questions]


async def test_who_asks_of_himself_is_answered_of_the_user(chat):
    assert await asked_all(
        chat,
        "Where do I live?",
        "Where does the user work?",
        "Can you tell me who my sister is?",
        "Does my sister love sushi?",
        "What did you recommend?",
        "Do you know my name?",
        "What do I prefer?",
    ) == [
        ["Ghent"],
        ["Cobalt Bakery"],
        ["Petra"],
        ["yes"],
        ["Orchard Grill"],
        ["Kim"],
        ["dark mode"],
    ]


async def test_what_was_before_is_the_value_that_held_until_then(chat):
    assert await asked_all(
        chat,
        "Where did I live before?",
        "Where did I work before Cobalt Bakery?",
        "Where did I work before I joined Cobalt Bakery?",
        "Where did I live after Oslo?",
        "Where did I live before Oslo?",
    ) == [["Oslo"], ["Halden Group"], ["Halden Group"], ["Ghent"], []]


async def test_what_is_over_is_so_no_longer_and_was_so_once(chat):
    assert await asked_all(
        chat,
        "Do I play chess?",
        "Did I play chess?",
        "Do I live in Oslo?",
        "Did I live in Oslo?",
        "Have I lived in Rome?",
        "Did I live in Oslo in June 2024?",
    ) == [["no"], ["yes"], ["no"], ["yes"], [], ["no"]]


async def test_what_is_told_of_ones_sister_is_not_told_of_oneself(story: Teller) -> None:
    await story.tells(("2024-01-05", "My sister plays the violin. My sister lives in Rome."))
    others = ("Where does Maya live?", "Does Maya play the violin?", "What does Maya play?")

    assert await asked_all(story, *others) == [[], [], []]
    assert await story.asked("Where does Maya's sister live?") == ["Rome"]


async def test_who_has_told_his_name_is_asked_of_his_own_by_either(story: Teller) -> None:
    await story.hears("2024-01-05", "I'm Jonas Weber.", "user")
    await story.hears("2024-01-06", "My mum died in 2019. My sister lives in Rome.", "user")
    await story.settles()

    assert await asked_all(
        story,
        "When did my mum die?",
        "Where does my sister live?",
        "Where does Jonas Weber's sister live?",
        "Where does Jonas's sister live?",
        "Where does Petra's sister live?",
    ) == [["2019"], ["Rome"], ["Rome"], ["Rome"], []]
