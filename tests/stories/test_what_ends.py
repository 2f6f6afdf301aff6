"""What is over once something else is told, whatever it was: told by anybody, in any order."""

import itertools

import pytest

from teller import SCOPE, takes_back

MARRIED = ("2023-03-01", "I'm married to Tom.")
AT_ACME = ("2023-03-01", "I work at Acme.")


@pytest.mark.parametrize(
    "text",
    [
        "We got divorced.",
        "I'm divorced.",
        "I'm single again.",
    ],
)
async def test_a_marriage_is_over_with_what_ends_marriages(story, text):
    await story.tells(MARRIED, ("2024-05-02", text))

    facts = dict(await story.timeline("Maya"))

    assert facts["Maya is married to Tom"] == "INVALIDATED"
    assert dict(await story.timeline("Tom"))["Maya is married to Tom"] == "INVALIDATED"
    assert await story.asked("Who was Maya married to?", as_of="2023-09-01") == ["Tom"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm married.",
        "I'm not divorced.",
        "Are we divorced?",
        "If we got divorced, I would move.",
        "I might get divorced.",
        "We never got divorced.",
        "We almost got divorced.",
        "I was single in 2010.",
        "My sister got divorced.",
    ],
)
async def test_a_marriage_goes_on_through_what_ends_none(story, text):
    await story.tells(MARRIED, ("2024-05-02", text))

    assert dict(await story.timeline("Maya"))["Maya is married to Tom"] == "CURRENT"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_a_second_marriage_outlasts_the_divorce_in_any_order_of_hearing(story, order):
    told = [MARRIED, ("2024-05-02", "We got divorced."), ("2025-02-03", "I'm married to Ben now.")]
    await story.tells(*(told[place] for place in order))

    facts = dict(await story.timeline("Maya"))

    assert facts["Maya is married to Tom"] == "INVALIDATED"
    assert facts["Maya is married to Ben now"] == "CURRENT"
    assert facts["Maya got divorced"] == "INVALIDATED"


async def test_who_marries_is_single_no_more_and_neither_is_the_other(story):
    await story.tells(("2023-03-01", "I'm single."))
    await story.hears("2023-03-02", "I'm single.", speaker="Tom")
    await story.tells(("2024-05-02", "I'm married to Tom."))

    assert dict(await story.timeline("Maya"))["Maya is single"] == "INVALIDATED"
    assert dict(await story.timeline("Tom"))["Tom is single"] == "INVALIDATED"


@pytest.mark.parametrize(
    "text",
    [
        "I handed in my notice.",
        "I lost my job.",
        "I quit my job.",
        "I was laid off last week.",
        "I got laid off.",
        "I retired in 2024.",
        "I'm unemployed.",
        "I left Acme.",
    ],
)
async def test_a_job_is_over_though_nobody_names_it(story, text):
    await story.tells(AT_ACME, ("2024-05-02", text))

    assert dict(await story.timeline("Maya"))["Maya works at Acme"] == "INVALIDATED"


@pytest.mark.parametrize(
    "text",
    [
        "I left Acme at noon.",
        "I left Beta.",
        "I might hand in my notice.",
        "Tom lost his job.",
        "I didn't lose my job.",
        "Should I quit my job?",
        "I handed in my homework.",
    ],
)
async def test_a_job_goes_on_through_what_ends_none(story, text):
    await story.tells(AT_ACME, ("2024-05-02", text))

    assert dict(await story.timeline("Maya"))["Maya works at Acme"] == "CURRENT"


async def test_a_death_ends_what_others_told_of_the_dead(story):
    await story.tells(
        ("2023-03-01", "Piet is my uncle."),
        ("2023-03-02", "Piet lives in Ghent."),
        ("2023-03-02", "Piet is married to Ida."),
        ("2023-03-03", "Ida lives in Ghent."),
        ("2024-05-02", "Piet died yesterday."),
    )

    told = {one.predicate: story.status(one) for one in await story.facts("Piet")}

    assert (told["lives in"], told["married to"]) == ("INVALIDATED", "INVALIDATED")
    assert told["uncle"] == "CURRENT"
    assert dict(await story.timeline("Ida"))["Ida lives in Ghent"] == "CURRENT"


async def test_what_is_sold_is_driven_no_more(story):
    await story.tells(
        ("2023-03-01", "I drive a Clio."), ("2023-03-02", "I drive a Golf."),
        ("2024-05-02", "I sold the Clio."),
    )  # fmt: skip

    facts = dict(await story.timeline("Maya"))

    assert facts["Maya drives a Clio"] == "INVALIDATED"
    assert facts["Maya drives a Golf"] == "CURRENT"


async def test_what_a_text_ended_holds_again_without_the_text(story):
    await story.tells(MARRIED)
    (ended,) = await story.tells(("2024-05-02", "We got divorced."))
    await takes_back(story.memory, SCOPE, [ended])

    assert dict(await story.timeline("Maya"))["Maya is married to Tom"] == "CURRENT"


async def test_a_pet_that_died_is_among_the_pets_no_more(story):
    await story.tells(
        ("2023-03-01", "My cat is Pixel."),
        ("2023-03-02", "We also have a dog, Bruno."),
        ("2024-05-02", "Pixel died yesterday."),
    )

    assert await story.asked("What pets does Maya have?") == ["Bruno"]
    assert await story.asked("What pets did Maya have?", as_of="2024-01-01") == ["Bruno", "Pixel"]


async def test_a_death_of_a_stranger_makes_no_pet_of_him(story):
    await story.tells(("2024-05-02", "Ozzy died last week."))

    assert await story.asked("What pets does Maya have?") == []


async def test_a_car_that_was_sold_by_its_make_is_driven_no_more(story):
    await story.tells(
        ("2023-03-01", "I drive a Fiat Panda."),
        ("2024-05-02", "I sold my car, a Fiat Panda."),
    )

    assert await story.asked("What did Maya sell?") == ["Fiat Panda"]
    assert await story.asked("What car does Maya drive?") == []


@pytest.mark.parametrize("name", ["Maya", "Tessa"])  # of which the tagger knows one
async def test_who_says_hello_as_somebody_with_a_calling_works_there(story, name):
    await story.hears("2024-05-02", f"Hi all! I'm {name}, a nurse at Elmfield Hospital.", name)
    await story.settles()

    assert await story.asked(f"What is {name}'s job?") == ["nurse"]
    assert await story.asked(f"Where does {name} work?") == ["Elmfield Hospital"]
    assert dict(await story.timeline(name))[f"{name} is a nurse at Elmfield Hospital"] == "CURRENT"
