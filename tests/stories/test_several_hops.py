"""Questions over several facts: followed to their end, as of a date, or not answered at all."""

from __future__ import annotations

import pytest

from teller import SCOPE, Teller, date

CLUB = (
    ("2024-03-01", "Jonas Vik plays for Brightwater FC."),
    ("2024-03-01", "Brightwater FC is owned by Halden Group."),
    ("2024-03-01", "Halden Group was founded by Petra Lind."),
    ("2024-03-01", "Petra Lind was born in Tromso."),
    ("2024-03-01", "Petra Lind studied at Uppsala University."),
    ("2024-03-01", "Uppsala University is located in Uppsala."),
    ("2024-03-01", "The head coach of Brightwater FC is Marta Oliveira."),
    ("2024-03-01", "Marta Oliveira is married to Tom Reed."),
    ("2024-03-01", "Tom Reed works for Cobalt Bakery."),
    ("2024-03-01", "Cobalt Bakery is located in the city of Ghent."),
    ("2024-03-01", "The CEO of Cobalt Bakery is Nadia Haddad."),
    ("2024-03-01", "The Glass Orchard was written by Ines Kahler."),
    ("2024-03-01", "Ines Kahler died in the city of Porto."),
    ("2024-03-01", "Porto is located in the country of Portugal."),
    ("2024-03-01", "The capital of Portugal is Lisbon."),
)


@pytest.fixture
async def club(story: Teller) -> Teller:
    for on, text in CLUB:
        await story.hears(on, text)
    await story.settles()
    return story


async def asked_all(told: Teller, *questions: str) -> list[list[str]]:
    return [await told.asked(question) for question in questions]


async def test_a_question_is_followed_to_its_last_relation(club):
    assert await asked_all(
        club,
        "Who is the owner of the team that Jonas Vik plays for?",
        "Who founded the owner of the team that Jonas Vik plays for?",
        "Where was the founder of the owner of Brightwater FC born?",
        "Which company does the husband of the head coach of Brightwater FC work for?",
        "What is the capital of the country where Ines Kahler died?",
    ) == [["Halden Group"], ["Petra Lind"], ["Tromso"], ["Cobalt Bakery"], ["Lisbon"]]


async def test_a_relation_may_be_asked_for_in_words_that_nobody_told(club):
    assert await asked_all(
        club,
        "Where did the author of The Glass Orchard pass away?",
        "What is the deathplace of the writer of The Glass Orchard?",
    ) == [["Porto"], ["Porto"]]


async def test_the_kind_that_is_asked_for_leads_one_fact_on(club):
    assert await asked_all(
        club,
        "In which city is the employer of Marta Oliveira's husband?",
        "In which country did the author of The Glass Orchard die?",
        "In which city is the university where Petra Lind studied?",
    ) == [["Ghent"], ["Portugal"], ["Uppsala"]]


async def test_half_of_the_way_is_no_answer_and_is_told_as_such(club):
    answer = await club.memory.ask(SCOPE, "What is the shoe size of the owner of Brightwater FC?")
    assert answer.texts == ()
    assert answer.reason == "the facts lead as far as “Halden Group”; none tells its “shoe size”"
    assert [fact.sentence for fact in answer.path] == ["Brightwater FC is owned by Halden Group"]
    assert [one.content for one in answer.sources] == [CLUB[1][1]]


async def test_what_nobody_told_is_not_answered_by_something_alike(club):
    assert await asked_all(
        club,
        "Who is the father of the head coach of Brightwater FC?",
        "Who is the owner of Cobalt Bakery?",
        "What is the salary of Tom Reed?",
        "Who is Tom Reed's sister?",
        "Which prize did the rowing crew win that trained beside Brightwater FC?",
        "When did the founder of Halden Group sell the mill that her mother built?",
    ) == [[], [], [], [], [], []]


async def test_every_fact_on_the_way_holds_at_the_asked_date(story):
    await story.tells(
        ("2021-01-10", "Anna Berg works for Acme."),
        ("2021-01-11", "The CEO of Acme is Carla Diaz."),
        ("2021-01-11", "The CEO of Beta Works is Ben Okoro."),
        ("2022-06-01", "Anna Berg works for Beta Works."),
        ("2023-06-01", "The CEO of Beta Works is Eva Lund."),
    )
    question = "Who is the CEO of the company that Anna Berg works for?"
    assert await story.asked(question) == ["Eva Lund"]
    assert await story.asked(question, as_of="2022-12-01") == ["Ben Okoro"]
    assert await story.asked(question, as_of="2021-12-01") == ["Carla Diaz"]


async def test_a_chain_told_by_hand_stops_where_it_breaks(by_hand):
    await by_hand.tells("Ada", "works for", "Acme", "2021-01-01")
    await by_hand.tells("Acme", "ceo", "Carla", "2021-01-01")
    ask = by_hand.memory.ask
    found = await ask(by_hand.scope, "Who is the spouse of the CEO of the employer of Ada?")
    assert found.texts == ()
    assert [fact.sentence for fact in found.path] == ["Ada works for Acme", "Acme ceo Carla"]
    await by_hand.tells("Carla", "married to", "Ben", "2021-01-01")
    found = await ask(by_hand.scope, "Who is the spouse of the CEO of the employer of Ada?")
    assert found.texts == ("Ben",)


async def test_who_asks_for_a_date_may_say_what_happened_to_what(by_hand):
    await by_hand.tells("Ada", "lose", "Ada's job", "2021-03-04", statement="Ada lost her job")
    found = await by_hand.memory.ask(by_hand.scope, "When did Ada lose her job?")
    assert found.texts == ("2021-03-04",)


async def test_who_asks_when_something_is_may_mean_what_is_over(by_hand):
    await by_hand.tells("Ada", "host", "a fair", "2021-05-01", invalid_at=date("2021-06-01"))
    found = await by_hand.memory.ask(by_hand.scope, "When is Ada hosting a fair?")
    assert found.texts == ("2021-05-01",)


async def test_a_wish_is_no_answer_to_who_asks_for_a_deed(by_hand):
    await by_hand.tells("Ada", "want to open", "a bakery", "2021-05-01")
    ask = by_hand.memory.ask
    assert (await ask(by_hand.scope, "When did Ada open a bakery?")).texts == ()
    assert (await ask(by_hand.scope, "What does Ada want to open?")).texts == ("a bakery",)


async def test_what_is_told_without_its_reason_says_so(by_hand):
    await by_hand.tells("Ada", "open", "a bakery", "2021-05-01")
    found = await by_hand.memory.ask(by_hand.scope, "Why did Ada open a bakery?")
    assert found.texts == ()
    assert found.reason == "what is asked of is told, and not why"
    assert [fact.sentence for fact in found.path] == ["Ada open a bakery"]
