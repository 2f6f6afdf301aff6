"""What was so and is over: a no to who asks of today, the answer to who asks of then."""

import pytest

from teller import SCOPE, takes_back

TOLD = (
    ("2021-03-01", "I live in Oslo."),
    ("2022-03-01", "I live in Rome."),
    ("2021-04-01", "I'm married to Ann."),
    ("2022-05-01", "We got divorced."),
    ("2021-06-01", "I work at Acme."),
    ("2022-07-01", "I left Acme."),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Does Maya work at Acme?", ["no"]),
        ("Does Maya still work at Acme?", ["no"]),
        ("Did Maya work at Acme?", ["yes"]),
        ("Has Maya worked at Acme?", ["yes"]),
        ("Where did Maya work?", ["Acme"]),
        ("Where does Maya work?", []),
        ("Does Maya work at Gamma?", []),  # nobody knows where she works now
        ("Is Maya married?", ["no"]),
        ("Is Maya married to Ann?", ["no"]),
        ("Was Maya married to Ann?", ["yes"]),
        ("Who was Maya married to?", ["Ann"]),
        ("Does Maya live in Oslo?", ["no"]),
        ("Did Maya live in Oslo?", ["yes"]),
        ("Does Maya live in Rome?", ["yes"]),
        ("Does Maya live in Paris?", ["no"]),
    ],
)
async def test_what_is_over_answers_who_asks_of_then(story, question, expected):
    await story.tells(*TOLD)

    assert await story.asked(question) == expected


async def test_who_came_back_is_there(story):
    await story.tells(*TOLD, ("2023-02-01", "I work at Acme again."))

    assert await story.asked("Does Maya work at Acme?") == ["yes"]


async def test_what_was_taken_back_was_never_so(story):
    [told] = await story.tells(("2021-06-01", "I work at Acme."))
    await takes_back(story.memory, SCOPE, [told])

    assert await story.asked("Did Maya work at Acme?") == []
    assert await story.asked("Does Maya work at Acme?") == []
    assert await story.asked("Where did Maya work?") == []


async def test_when_one_began_elsewhere_is_no_answer(story):
    await story.tells(*TOLD, ("2023-02-01", "I know Gamma well."))

    assert await story.asked("When did Maya work at Gamma?") == []


@pytest.mark.parametrize(
    "over", ["I was laid off today.", "I lost my job.", "I quit my job.", "I retired."]
)
async def test_a_job_that_is_lost_takes_its_trade_and_its_boss_along(story, over):
    await story.tells(
        ("2021-03-01", "I work as a data analyst at Acme. My boss is Ann Lee."),
        ("2022-03-01", over),
    )

    assert await story.asked("Who does Maya work for?") == []
    assert await story.asked("What company does Maya work for?") == []
    assert await story.asked("What is Maya's job?") == []
    assert await story.asked("Who is Maya's boss?") == []
    assert await story.asked("Who was Maya's boss?", "2021-06-01") == ["Ann Lee"]
    assert await story.asked("What was Maya's job?", "2021-06-01") == ["data analyst"]


async def test_what_somebody_works_as_is_nobody_they_work_for(story):
    await story.tells(
        ("2021-03-01", "I work as a data analyst at Acme."),
        ("2022-03-01", "I quit my job at Acme."),
        ("2023-03-01", "I'm a nurse."),
    )

    assert await story.asked("Who does Maya work for?") == []
    assert await story.asked("Who did Maya work for?", "2021-06-01") == ["Acme"]
    assert await story.asked("What does Maya work as?", "2021-06-01") == ["data analyst"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Does Maya like opera?", ["no"]),
        ("Does Maya hate opera?", ["yes"]),
        ("Does Maya hate jazz?", ["no"]),
        ("Does Maya like the opera in Rome?", []),  # another thing than opera
        ("Does Maya like tea?", []),  # who hated it once need not like it now
    ],
)
async def test_who_hates_something_does_not_like_it(story, question, expected):
    await story.tells(("2021-03-01", "I hate opera. I love jazz. I used to hate tea."))

    assert await story.asked(question) == expected
