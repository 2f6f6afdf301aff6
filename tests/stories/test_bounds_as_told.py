"""Bounds that people give in passing: until, before, born in, not then."""


async def test_a_birth_with_a_date_is_still_true_today(story):
    await story.tells(("2024-01-10", "I was born in Rome in 1980."))
    assert await story.asked("Where was Maya born?") == ["Rome"]
    [fact] = await story.facts("Maya")
    assert story.status(fact) == "CURRENT"


async def test_a_stay_announced_until_a_date_ends_on_that_date(story):
    await story.tells(("2024-01-10", "I will live in Oslo until 2030."))
    assert await story.asked("Where does Maya live?") == ["Oslo"]
    assert await story.asked("Where does Maya live?", as_of="2031-01-01") == []


async def test_who_moved_before_a_year_lives_there_from_that_year_on(story):
    await story.tells(
        ("2024-01-10", "I have lived in Rome since 2015."),
        ("2024-01-11", "I moved to Oslo before 2020."),
    )
    assert await story.asked("Where does Maya live?") == ["Oslo"]
    assert await story.asked("Where did Maya live?", as_of="2017-01-01") == ["Rome"]


async def test_a_year_away_does_not_end_a_home(story):
    await story.tells(
        ("2024-01-10", "I have lived in Rome since 2015."),
        ("2024-01-11", "I did not live in Rome in 2019."),
    )
    assert await story.asked("Where does Maya live?") == ["Rome"]
    assert await story.asked("Where did Maya live?", as_of="2019-06-01") == []
    assert await story.asked("Where did Maya live?", as_of="2016-06-01") == ["Rome"]


async def test_meaning_to_quit_ends_nothing(story):
    await story.tells(
        ("2024-01-10", "I work at Acme."),
        ("2024-02-10", "I will quit my job at Acme."),
        ("2024-02-11", "I want to leave Acme."),
        ("2024-02-12", "I might leave Acme next year."),
    )
    assert await story.asked("Where does Maya work?") == ["Acme"]


async def test_what_had_not_begun_is_no_answer_to_a_question_about_the_past(story):
    await story.tells(("2024-01-10", "I have lived in Rome since 2015."))
    assert await story.asked("Where did Maya live?", as_of="2010-01-01") == []


async def test_what_is_planned_answers_a_question_about_what_will_be(story):
    await story.tells(("2024-01-10", "I will live in Madrid from 2030."))
    assert await story.asked("Where does Maya live?") == []
    assert await story.asked("Where will Maya live?") == ["Madrid"]
