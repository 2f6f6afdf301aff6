"""What somebody tells an assistant over weeks: what holds is what was told last."""

from __future__ import annotations

from teller import Teller


async def told(story: Teller, *messages: tuple[str, str]) -> list[str]:
    """The sentences that hold after some messages of the user."""
    for on, text in messages:
        await story.hears(on, text, "user")
        await story.settles()
    facts = await story.facts("user")
    return [one.sentence for one in facts if story.status(one) == "CURRENT"]


async def test_who_has_gone_vegetarian_is_so_until_that_is_over(story):
    begun = await told(story, ("2025-10-01", "I've gone vegetarian since Monday"))
    assert begun == ["user has gone vegetarian since Monday"]

    over = await told(story, ("2025-10-28", "I'm not vegetarian anymore"))
    assert over == ["user is not vegetarian anymore"]


async def test_a_new_address_is_a_new_home(story):
    found = await told(
        story,
        ("2025-08-01", "I live in Leipzig."),
        ("2025-08-30", "new address is Holtenauer Straße 112, Kiel"),
    )
    assert "user lives in Kiel" in found
    assert "user lives in Leipzig" not in found


async def test_a_new_boss_is_not_dated_by_what_happened_the_day_before(story):
    found = await told(
        story,
        ("2025-08-01", "My boss is Ole Lind."),
        ("2025-09-02", "first day at Nordlicht yesterday, my new boss is called Wiebke Harms"),
    )
    assert found == ["first day at Nordlicht yesterday, user's new boss is called Wiebke Harms"]


async def test_a_trip_that_is_off_is_planned_no_more_however_it_is_named(story):
    planning = ("2025-10-01", "Planning a trip to Lisbon with Sam in November.")
    assert await told(story, planning) == ["user is planning a trip to Lisbon with Sam in November"]

    assert await told(story, ("2025-10-20", "the Lisbon trip is off, Sam has to work")) == []


async def test_two_trips_are_planned_side_by_side(story):
    found = await told(
        story,
        ("2025-10-01", "I'm planning a trip to Lisbon."),
        ("2025-10-02", "I'm planning a party."),
    )
    assert found == ["user is planning a trip to Lisbon", "user is planning a party"]


async def test_whoever_no_longer_goes_running_does_not_run(story):
    await told(story, ("2025-05-01", "I go running every Sunday."))
    assert await story.asked("Do I still run?") != ["no"]

    await told(story, ("2025-10-28", "I no longer go running"))
    assert await story.asked("Do I still run?") == ["no"]
