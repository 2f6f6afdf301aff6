"""What is set to one value at a time is set anew: deadlines, budgets, passwords, banks."""

import pytest


async def test_a_deadline_that_slips_takes_the_place_of_the_one_before(story):
    await story.hears("2024-03-09", "The deadline for the beta is April 15.", speaker="Marcus")
    await story.hears("2024-03-20", "The deadline for the beta has slipped to May 4.", "Priya")
    await story.settles()

    assert await story.asked("What is the deadline for the beta?") == ["May 4"]
    assert await story.asked("When is the deadline for the beta?") == ["May 4"]
    before = await story.asked("What is the deadline for the beta?", as_of="2024-03-12")
    assert before == ["April 15"]


async def test_the_day_of_a_deadline_is_its_value_and_no_time_for_which_it_holds(story):
    await story.hears("2024-03-09", "The deadline is April 15.", speaker="Marcus")
    await story.settles()

    [(sentence, status)] = await story.timeline("deadline")
    assert (sentence, status) == ("The deadline is April 15", "CURRENT")


@pytest.mark.parametrize(
    ("first", "then", "question", "value"),
    [
        (
            "Falcon's budget is $250k.",
            "Falcon's budget got cut to $180k.",
            "What is Falcon's budget?",
            "$180k",
        ),
        (
            "The wifi password is hunter22.",
            "The wifi password was changed to goose71.",
            "What is the wifi password?",
            "goose71",
        ),
        (
            "My bank is Norbank.",
            "I've changed my bank to Sudbank.",
            "What is Maya's bank?",
            "Sudbank",
        ),
        (
            "My flour supplier is Milltop.",
            "We've switched our flour supplier to Grainway.",
            "What is Maya's flour supplier?",
            "Grainway",
        ),
        (
            "The release date is June 3.",
            "They pushed the release date to June 10.",
            "When is the release date?",
            "June 10",
        ),
    ],
)
async def test_a_new_value_ends_the_old_one_in_any_order_of_hearing(
    story, first, then, question, value
):
    await story.tells(("2024-04-02", then), ("2024-03-02", first))

    assert await story.asked(question) == [value]


async def test_what_is_set_for_one_leaves_the_other_as_it_was(story):
    await story.tells(
        ("2024-03-02", "The budget for Falcon is $250k."),
        ("2024-03-09", "The budget for Kestrel is $90k."),
    )

    assert await story.asked("What is the budget for Falcon?") == ["$250k"]
    assert await story.asked("What is the budget for Kestrel?") == ["$90k"]


@pytest.mark.parametrize(
    "text",
    [
        "The deadline might move to May 4.",
        "Did the deadline slip to May 4?",
        "If the deadline slipped to May 4, we could rest.",
        "The deadline was not moved to May 4.",
        "They want to move the deadline to May 4.",
    ],
)
async def test_what_was_not_done_sets_nothing(story, text):
    await story.tells(("2024-03-02", "The deadline is April 15."), ("2024-03-09", text))

    assert await story.asked("What is the deadline?") == ["April 15"]


async def test_where_somebody_started_is_where_they_work(story):
    await story.hears("2024-01-10", "I work at Ericsson.", speaker="Elias")
    await story.hears("2024-09-01", "I just started as a nurse at Karlsson.", speaker="Elias")
    await story.settles()

    assert await story.asked("Where does Elias work?") == ["Karlsson"]
    assert await story.asked("What is Elias's job?") == ["nurse"]
    assert await story.asked("Where did Elias work?", as_of="2024-03-01") == ["Ericsson"]


async def test_who_quit_without_an_ending_of_the_verb_has_quit(story):
    await story.hears("2024-01-10", "I work for Ericsson.", speaker="Elias")
    await story.hears("2024-09-01", "Elias quit Ericsson.", speaker="Nora")
    await story.settles()

    assert await story.asked("Does Elias work for Ericsson?") == ["no"]


async def test_who_is_getting_married_in_a_month_does_so_in_the_month_to_come(story):
    await story.hears("2024-06-01", "My sister Maja is getting married to Johan in August.", "Nora")
    await story.settles()

    assert await story.asked("Who is Nora's sister?") == ["Maja"]
    assert await story.asked("Is Maja married to Johan?", as_of="2024-06-02") == []


async def test_a_thing_buys_nothing_where_who_speaks_leaves_i_out(story):
    await story.tells(("2024-08-03", "The van broke down for good, bought a Caddy instead."))

    assert await story.asked("What did Maya buy?") == ["Caddy"]
    assert await story.asked("What did the van buy?") == []
