"""Where places lie is known: by what was told, and for countries and towns by a gazetteer. A no
rests on knowledge, as a yes does."""

from __future__ import annotations

import pytest

from teller import Teller


@pytest.fixture
async def chat(story: Teller) -> Teller:
    told = (
        ("2024-01-05", "Anna", "I live in Oslo. I was born in Lyon."),
        ("2024-01-06", "Ben", "I live in Bergen, Norway. I work for Acme."),
        ("2024-01-07", "Clara", "I live in Germany."),
        ("2024-01-08", "Rita", "I live in Drøbak."),
        ("2024-01-09", "Eve", "I live in Hillcrest, which is in Ohio."),
        ("2024-01-10", "Tim", "I live in Drøbak."),
        ("2024-01-10", "Una", "I live in England."),
        ("2024-02-10", "Tim", "I moved to Hillcrest."),
        ("2024-02-11", "Omar", "I drive a Clio. I loved Children of Men."),
        ("2024-03-11", "Omar", "I sold the Clio."),
        ("2024-03-12", "Omar", "I sold my tent."),
        ("2024-03-13", "Omar", "I hate Rome. I'm allergic to cats. I teach at Mercy Hospital."),
    )
    for on, speaker, text in told:
        await story.hears(on, text, speaker)
    await story.settles()
    return story


async def asked_all(told: Teller, *questions: str) -> list[str]:
    return [", ".join(await told.asked(question)) for question in questions]


async def test_who_lives_in_a_town_lives_in_its_country(chat: Teller) -> None:
    asked = (
        "Does Anna live in Norway?",
        "Does Anna live in Europe?",
        "Does Ben live in Norway?",
        "Does Eve live in Ohio?",
        "Does Eve live in the United States?",
        "Was Anna born in France?",
    )
    assert await asked_all(chat, *asked) == ["yes"] * 6


async def test_nobody_lives_in_two_places_that_lie_apart(chat: Teller) -> None:
    asked = (
        "Does Anna live in Sweden?",
        "Does Anna live in Bergen?",
        "Does Clara live in Paris?",
        "Does Eve live in Texas?",
        "Was Anna born in Norway?",
    )
    assert await asked_all(chat, *asked) == ["no"] * 5


async def test_where_nobody_knows_there_is_no_answer(chat: Teller) -> None:
    asked = (
        "Does Clara live in Berlin?",
        "Does Rita live in Norway?",
        "Does Rita live in Oslo?",
        "Does Anna live alone?",
        "Does Anna live near the sea?",
        "Does Anna live with Ben?",
        "Does Ben work on Sundays?",
        "Does Ben work at night?",
        "Does Ben work for a bank?",
    )
    assert await asked_all(chat, *asked) == [""] * 9


async def test_which_country_is_answered_by_a_country(chat: Teller) -> None:
    asked = (
        "Which country does Anna live in?",
        "In which country does Ben live?",
        "Which country does Clara live in?",
        "Which state does Eve live in?",
        "Which continent does Clara live on?",
        "What city does Clara live in?",
        "Which city does Anna live in?",
        "Which country does Una live in?",
        "Which country does Rita live in?",
    )
    assert await asked_all(chat, *asked) == [
        "Norway",
        "Norway",
        "Germany",
        "Ohio",
        "Europe",
        "",
        "Oslo",
        "England",
        "",
    ]


async def test_what_is_over_by_now_is_answered_by_no(chat: Teller) -> None:
    asked = ("Does Tim live in Drøbak?", "Does Omar drive a Clio?", "Does Rita live in Drøbak?")
    assert await asked_all(chat, *asked) == ["no", "no", "yes"]


async def test_a_word_of_a_title_is_not_what_it_says(chat: Teller) -> None:
    asked = ("Does Omar like children?", "Does Omar like Children of Men?")
    assert await asked_all(chat, *asked) == ["", ""]


async def test_what_somebody_feels_for_a_thing_does_not_make_it_his(chat: Teller) -> None:
    asked = ("Does Omar have a cat?", "Is Omar from Rome?", "Does Omar teach at a hospital?")
    assert await asked_all(chat, *asked) == ["", "", "yes"]


async def test_all_that_was_sold_is_told(chat: Teller) -> None:
    assert set(await chat.asked("What did Omar sell?")) == {"Clio", "Omar's tent"}
