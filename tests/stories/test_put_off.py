"""What takes place is put off, called off, set anew without saying of whom; what was given up is no
more had."""

from __future__ import annotations

import pytest

from teller import Teller


async def test_what_was_moved_to_another_day_is_on_that_day(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "The dentist is on the 9th at 2."),
        ("2024-03-05", "The dentist got moved to the 16th."),
    )

    assert await story.asked("When is the dentist?") == ["2024-03-16"]
    assert await story.asked("When is the dentist?", as_of="2024-03-03") == ["2024-03-09"]


async def test_a_day_that_is_told_is_known_from_then_on_and_not_on_that_day_alone(story: Teller):
    await story.tells(("2024-03-02", "My exam is on 20 April."))

    assert await story.asked("When is Maya's exam?") == ["2024-04-20"]


async def test_a_bare_name_means_the_only_one_that_is_known(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "My flight to Lisbon is on 3 May."),
        ("2024-03-09", "Flight got moved to 5 May."),
        ("2024-03-10", "The budget for Falcon is $250k."),
        ("2024-03-11", "Budget got cut to $180k."),
    )

    assert await story.asked("When is Maya's flight to Lisbon?") == ["2024-05-05"]
    assert await story.asked("What is Falcon's budget?") == ["$180k"]


async def test_of_two_a_bare_name_means_neither(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "The budget for Falcon is $250k."),
        ("2024-03-03", "The budget for Kestrel is $90k."),
        ("2024-03-09", "Budget got cut to $80k."),
    )

    assert await story.asked("What is Falcon's budget?") == ["$250k"]


async def test_an_older_bare_value_does_not_overrule_a_newer_one(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "The budget is $80k."),
        ("2024-03-09", "The budget for Falcon is $250k."),
    )

    assert await story.asked("What is Falcon's budget?") == ["$250k"]


async def test_the_only_budget_is_the_budget(story: Teller) -> None:
    await story.tells(("2024-03-02", "The budget for Falcon is $250k."))

    assert await story.asked("What is the budget?") == ["$250k"]


async def test_what_was_called_off_is_on_no_day(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "The concert is on 5 May."), ("2024-03-09", "The concert was cancelled.")
    )

    assert await story.asked("When is the concert?") == []
    assert await story.asked("Is the concert cancelled?") == ["yes"]


@pytest.mark.parametrize("before", ["I have Netflix.", "It rains."])
async def test_what_was_given_up_is_not_had(story: Teller, before: str) -> None:
    await story.tells(("2024-02-02", before), ("2024-03-02", "I cancelled Netflix, kept Spotify."))

    assert await story.asked("Does Maya have Netflix?") == ["no"]
    assert await story.asked("Did Maya cancel Netflix?") == ["yes"]


async def test_who_leads_now_and_who_did_before(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "My team is led by Hanna."), ("2024-03-09", "My team is led by Sofia now.")
    )

    assert await story.asked("Who leads Maya's team?") == ["Sofia"]
    assert await story.asked("Who led Maya's team before Sofia?") == ["Hanna"]


async def test_what_is_done_with_somebody_is_done(story: Teller) -> None:
    await story.tells(("2024-03-02", "I love hiking with my dog."))

    assert await story.asked("Does Maya like hiking?") == ["yes"]


async def test_what_is_somebodys_has_its_place_though_nothing_else_is_told_of_them(story: Teller):
    await story.hears("2024-03-02", "Our office is in Lyon.", speaker="user")
    await story.settles()

    assert await story.asked("Where is our office?") == ["Lyon"]


async def test_a_breed_is_told_where_it_is_known(story: Teller) -> None:
    await story.tells(("2024-03-02", "Ziggy is a Maine Coon, he's my cat. Rex is a dog."))

    assert await story.asked("What breed is Ziggy?") == ["Maine Coon"]
    assert await story.asked("What breed is Rex?") == []


async def test_a_birth_ends_a_pregnancy(story: Teller) -> None:
    await story.tells(
        ("2024-01-02", "I'm pregnant!"), ("2024-05-04", "Our son was born yesterday!")
    )

    assert await story.asked("Is Maya pregnant?") == ["no"]
    assert await story.asked("Is Maya pregnant?", as_of="2024-03-01") == ["yes"]


async def test_an_office_is_no_home(story: Teller) -> None:
    await story.hears("2024-01-02", "I live in Porto.", speaker="Maya")
    await story.hears("2024-03-02", "I'm based in the Toronto office.", speaker="Maya")
    await story.hears("2024-03-02", "I'm based in the Leeds office.", speaker="Dana")
    await story.settles()

    assert await story.asked("Where does Maya live?") == ["Porto"]
    assert await story.asked("Where is Dana based?") == ["Leeds office"]
    assert await story.asked("Where does Dana live?") == []


async def test_who_is_getting_divorced_is_married_still(story: Teller) -> None:
    await story.tells(("2024-01-02", "Anna is married to Tom."))
    await story.tells(("2024-02-02", "Anna and Tom are getting divorced."))

    assert await story.asked("Is Anna married to Tom?") == ["yes"]


async def test_who_leads_is_told_from_either_end(story: Teller) -> None:
    await story.tells(
        ("2024-03-02", "Hannah leads my team at work."),
        ("2024-03-09", "My team at work is now led by Sofia, Hannah moved to Berlin."),
    )

    assert await story.asked("Who leads Maya's team?") == ["Sofia"]


async def test_an_ex_husband_is_no_husband(story: Teller) -> None:
    await story.tells(("2024-03-02", "My ex-husband Paul lives in Denver."))

    assert await story.asked("Who is Maya's husband?") == []
    assert await story.asked("Who is Maya's ex-husband?") == ["Paul"]


async def test_what_is_weighed_now_takes_the_place_of_what_was(story: Teller) -> None:
    await story.tells(("2024-03-02", "I weigh 84 kg."), ("2024-03-09", "Down to 81 kg!"))

    assert await story.asked("How much does Maya weigh?") == ["81 kg"]


async def test_the_next_one_is_none_that_is_over(story: Teller) -> None:
    await story.tells(("2024-02-02", "The oven inspection is on 20 February at 10am."))

    assert await story.asked("When was the oven inspection?") == ["2024-02-20"]
    assert await story.asked("When is the next oven inspection?", as_of="2024-02-03") == [
        "2024-02-20"
    ]
    assert await story.asked("When is the next oven inspection?") == []


async def test_when_something_is_that_lies_ahead(story: Teller) -> None:
    await story.tells(("2024-03-02", "I've got an appointment with Dr. Osei on 12 December 2031."))

    assert await story.asked("When is Maya's appointment with Dr. Osei?") == ["2031-12-12"]
