"""An answer is of the kind that is asked for, or there is none: no job for a place, no husband for
a wife, no other deed's day."""

from __future__ import annotations

import pytest

from teller import Teller

CHAT = (
    ("2024-01-05", "Nora", "My husband Piet is a baker. I live in Ghent."),
    ("2024-01-06", "Nora", "I get up at 6:30. My favourite colour is teal."),
    ("2024-01-07", "Nora", "My landlord is Mr. Vance. I have a dog called Waffle."),
    ("2024-01-08", "Nora", "My birthday is on 14 October 1986. My brother Finn is a pilot."),
    ("2024-01-09", "Nora", "Rosa and Tim got married on 13 September 2023."),
    ("2024-02-01", "Nora", "I closed the account at Norbank on 1 February 2024."),
    ("2024-02-02", "Nora", "Hotel Lumen is owned by Marta Silva. My cat Pixel died yesterday."),
    ("2024-03-01", "Nora", "I work at Acme."),
)


@pytest.fixture
async def chat(story: Teller) -> Teller:
    for on, speaker, text in CHAT:
        await story.hears(on, text, speaker)
    await story.settles()
    return story


async def asked_all(told: Teller, *questions: str) -> list[list[str]]:
    return [await told.asked(question) for question in questions]


async def test_where_is_answered_by_no_job_and_by_nobody(chat: Teller) -> None:
    asked = ("Where does Finn work?", "Where did Rosa get married?", "Where does Nora work?")
    assert await asked_all(chat, *asked) == [[], [], ["Acme"]]


async def test_before_a_thing_is_not_that_thing(chat: Teller) -> None:
    assert await chat.asked("Where did Nora work before Acme?") == []


async def test_a_husband_is_no_wife(chat: Teller) -> None:
    asked = ("What is the name of Nora's wife?", "Who is Nora's husband?", "Who is Nora's sister?")
    assert await asked_all(chat, *asked) == [[], ["Piet"], []]


async def test_somebody_is_no_thing_that_merely_sounds_alike(chat: Teller) -> None:
    asked = ("What is Nora's rent?", "What is Waffle's breed?", "How should Finn answer Nora?")
    assert await asked_all(chat, *asked) == [[], [], []]


async def test_when_is_answered_by_the_time_that_is_told(chat: Teller) -> None:
    asked = (
        "When does Nora get up?",
        "When is Nora's birthday?",
        "When did Nora close the account?",
        "When did Nora cancel the subscription?",
    )
    assert await asked_all(chat, *asked) == [["6:30"], ["14 October 1986"], ["2024-02-01"], []]


async def test_whether_there_is_any_is_answered_by_any(chat: Teller) -> None:
    asked = ("Is Nora married?", "Does Nora have a husband?", "Is Finn married?")
    assert await asked_all(chat, *asked) == [["yes"], ["yes"], []]


async def test_a_job_is_what_somebody_does(chat: Teller) -> None:
    asked = ("What does Finn do?", "What does Nora's husband do for a living?")
    assert await asked_all(chat, *asked) == [["pilot"], ["baker"]]


async def test_spelling_and_side_make_no_difference(chat: Teller) -> None:
    asked = ("What is Nora's favorite color?", "What does Marta Silva own?")
    assert await asked_all(chat, *asked) == [["teal"], ["Hotel Lumen"]]


async def test_a_deed_is_not_another_of_its_sort(story: Teller) -> None:
    told = ("I bought a Yamaha piano.", "I moved to Bruges.", "I am a nurse.")
    for day, text in enumerate(told, start=1):
        await story.hears(f"2024-01-0{day}", text, "Omar")
    await story.settles()
    other = (
        "What car does Omar drive?",
        "Which book does Omar read?",
        "What does Omar eat?",
        "Where will Omar sleep in May?",
        "Where does Omar work?",
        "What did Omar sell?",
    )

    assert await asked_all(story, *other) == [[]] * len(other)
    assert await story.asked("What did Omar buy?") == ["Yamaha piano"]


async def test_one_of_a_kind_is_none_of_another(story: Teller) -> None:
    told = {
        "Ida": "My dog is Rex.",
        "Jon": "My son is Bo.",
        "Kai": "My wife is Lena.",
        "Lea": "I have two kids, Ann and Max.",
    }
    for speaker, text in told.items():
        await story.hears("2024-01-05", text, speaker)
    await story.settles()
    answers = {
        "Does Ida have a dog?": ["yes"],
        "Does Ida have any pets?": ["yes"],
        "Does Ida have a cat?": [],
        "What is the name of Ida's dog?": ["Rex"],
        "What is the name of Ida's cat?": [],
        "Does Jon have a son?": ["yes"],
        "Does Jon have any children?": ["yes"],
        "Does Jon have a daughter?": [],
        "Does Kai have a wife?": ["yes"],
        "Does Kai have a husband?": [],
        "Does Lea have children?": ["yes"],
        "Does Lea have a daughter?": [],
    }

    assert {question: await story.asked(question) for question in answers} == answers
