"""When something ended or will begin, and how old somebody is, is answered by what was told of it
in other words."""

from __future__ import annotations

import pytest

from teller import SCOPE, Teller


async def told(story: Teller, *messages: tuple[str, str]) -> Teller:
    for on, text in messages:
        await story.hears(on, text, "user")
        await story.settles()
    return story


async def asked_all(story: Teller, *questions: str) -> dict[str, list[str]]:
    return {question: await story.asked(question) for question in questions}


async def test_when_a_job_a_home_a_bond_or_a_habit_ended_is_the_end_of_its_fact(story):
    await told(
        story,
        ("2025-01-05", "I work for Acme. I live in Oslo. I play chess."),
        ("2025-01-06", "Anna is married to Ben."),
        ("2025-03-10", "I quit my job at Acme on 3 March."),
        ("2025-04-10", "I moved to Bergen."),
        ("2025-05-10", "I stopped playing chess in February. I quit smoking in 2020."),
        ("2025-06-10", "Anna and Ben got divorced on 1 June."),
    )
    assert await asked_all(
        story,
        "When did I quit?",
        "When did I quit my job?",
        "When did I quit my job at Acme?",
        "When did I leave Acme?",
        "When did I stop working for Acme?",
        "When did I leave Oslo?",
        "When did I leave Bergen?",
        "When did I leave for Oslo?",
        "When did I stop playing chess?",
        "When did I quit smoking?",
        "When did I quit smoking cigars?",
        "When did I stop playing chess for Acme?",
        "When did I give up?",
        "When did Anna and Ben get divorced?",
    ) == {
        "When did I quit?": ["2025-03-03"],
        "When did I quit my job?": ["2025-03-03"],
        "When did I quit my job at Acme?": ["2025-03-03"],
        "When did I leave Acme?": ["2025-03-03"],
        "When did I stop working for Acme?": ["2025-03-03"],
        "When did I leave Oslo?": ["2025-04-10"],
        "When did I leave Bergen?": [],
        "When did I leave for Oslo?": [],
        "When did I stop playing chess?": ["2025-02"],
        "When did I quit smoking?": ["2020"],
        "When did I quit smoking cigars?": [],
        "When did I stop playing chess for Acme?": [],
        "When did I give up?": [],
        "When did Anna and Ben get divorced?": ["2025-06-01"],
    }


async def test_what_ended_is_shown_with_the_words_that_ended_it(story):
    await told(story, ("2025-01-05", "I live in Oslo."), ("2025-04-10", "I moved to Bergen."))
    text = "When did I leave Oslo?"
    answer = await story.memory.ask(SCOPE, text, story.memory.view_for(text, None, None))
    assert [one.content for one in answer.sources] == ["I live in Oslo.", "I moved to Bergen."]


async def test_nothing_has_ended_that_was_only_told_to_end_later(story):
    await told(
        story, ("2025-01-05", "I work for Acme."), ("2025-01-06", "I start at Beta in 2031.")
    )
    assert await story.asked("When did I leave Acme?") == []
    assert await story.asked("Where do I work?") == ["Acme"]


async def test_what_will_be_is_what_was_told_to_begin_later(story):
    await told(
        story,
        ("2025-01-05", "I work for Acme."),
        ("2025-01-06", "I will start working for Beta in January 2031."),
    )
    assert await asked_all(
        story,
        "Who is my employer?",
        "Who is my next employer?",
        "Where will I work?",
        "When do I start working for Beta?",
    ) == {
        "Who is my employer?": ["Acme"],
        "Who is my next employer?": ["Beta"],
        "Where will I work?": ["Beta"],
        "When do I start working for Beta?": ["2031-01-01"],
    }


async def test_where_nothing_is_to_come_a_new_one_is_the_one_there_is_and_a_next_one_unknown(story):
    await told(story, ("2025-01-05", "I work for Acme."))
    assert await story.asked("Who is my new employer?") == ["Acme"]
    assert await story.asked("Who is my next employer?") == []


async def test_a_date_of_one_of_two_who_are_named_is_no_date_of_both(story):
    await told(
        story, ("2025-01-05", "I work for Acme."), ("2025-01-06", "My sister works for Beta.")
    )
    assert await story.asked("When did I start at Beta?") == []


@pytest.mark.parametrize("told_as", ["My birthday is on 4 May 1990.", "I was born on 4 May 1990."])
async def test_how_old_somebody_is_is_told_by_the_birthday(story, told_as):
    await told(story, ("2025-01-05", told_as))
    assert await asked_all(story, "How old am I?", "What is my age?") == {
        "How old am I?": ["35"],
        "What is my age?": ["35"],
    }
    assert await story.asked("How old am I?", as_of="2020-05-04") == ["30"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Since when does Tom live in Oslo?", ["2021-05-01"]),
        ("Since when has Tom lived in Oslo?", ["2021-05-01"]),
        ("When did Tom move to Oslo?", ["2021-05-01"]),
        ("When did Tom move to Norway?", ["2021-05-01"]),
        ("When did Tom move to Rome?", []),
        ("Since when does Tom live in Rome?", []),
        ("Since when has Tom lived in Italy?", []),
        ("When does Tom jog?", []),
    ],
)
async def test_since_when_is_answered_by_the_beginning(story, question, answer):
    await story.tells(("2024-03-01", "Tom lives in Oslo since May 2021. Tom jogs."))

    assert await story.asked(question) == answer
