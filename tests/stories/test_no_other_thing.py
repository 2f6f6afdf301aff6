"""No answer is one to another question: of another time, another place, another thing."""

import pytest

TOLD = (
    ("2024-01-05", "I weigh 84 kg. My wife is Anna. My boss is Tim."),
    ("2024-01-06", "My supplier is Milltop. I live in Leeds. My favorite color is blue."),
    ("2024-01-07", "My bakery is in York. My car is a Volvo."),
    ("2024-04-10", "We bought a house in Ripon."),
    ("2024-04-11", "We decided to switch from Jira to Linear."),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is Maya's target weight?", []),
        ("Who is Maya's ex-wife?", []),
        ("Who is Maya's second wife?", []),
        ("What is Maya's maiden name?", []),
        ("What is Maya's least favorite color?", []),
        ("What is Maya's favorite color?", ["blue"]),
        ("What colour is Maya's car?", []),
        ("Where is Maya's shop?", []),
        ("Where is Maya's bakery?", ["York"]),
        ("What did Maya decide to switch to?", ["Linear"]),
    ],
)
async def test_what_makes_a_thing_another_is_not_passed_over(story, question, expected):
    await story.tells(*TOLD)

    assert await story.asked(question) == expected


async def test_a_deed_without_a_date_was_not_done_long_before_it_is_told(story):
    await story.tells(("2024-04-10", "We bought a house in Ripon."))

    assert await story.asked("What did Maya buy?", as_of="2023-04-10") == []
    assert await story.asked("What did Maya buy?", as_of="2024-04-01") == ["house"]


async def test_we_and_our_are_the_one_who_asks(story):
    await story.hears("2024-03-02", "Our flour supplier is Shelton Mills.", speaker="user")
    await story.hears("2024-03-03", "Our office is at 12 King Street.", speaker="user")
    await story.settles()

    assert await story.asked("Who is our flour supplier?") == ["Shelton Mills"]
    assert await story.asked("Where is our office?") == ["12 King Street"]


async def test_who_said_who_they_are_is_told_their_name(story):
    await story.hears("2024-03-02", "Hi, I'm Ravi. My sister's name is Ann.", speaker="user")
    await story.settles()

    assert await story.asked("What is my name?") == ["Ravi"]
    assert await story.asked("What is my sister's name?") == ["Ann"]
    assert await story.asked("What is my brother's name?") == []


async def test_where_somebody_is_now_says_nothing_of_where_they_will_be(story):
    await story.hears("2024-03-02", "I'm based in the Toronto office.", speaker="Dana")
    await story.hears("2024-03-03", "My sister Eva will move to Rome.", speaker="Dana")
    await story.settles()

    assert await story.asked("Where will Dana move?") == []
    assert await story.asked("Where will Eva move?") == ["Rome"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Is Maya's wife pregnant?", []),
        ("Is Maya's boss nice?", []),
        ("Is Maya's boss Tom?", ["no"]),
        ("Is Maya's boss Tim?", ["yes"]),
        ("Is Maya's favorite color green?", ["no"]),
    ],
)
async def test_who_somebody_is_says_nothing_of_how_they_are(story, question, expected):
    await story.tells(*TOLD)

    assert await story.asked(question) == expected


async def test_who_asks_of_two_is_not_told_what_only_sounds_like_it_of_one(story):
    await story.tells(
        ("2024-03-01", "Her favourite flower is the peony. I like Ann."),
        ("2024-03-02", "I signed with Tidal Labs. I work as an analyst at Acme."),
    )

    assert await story.asked("What is Maya's flower for Ann?") == []
    assert await story.asked("What is Maya's job at Tidal Labs?") == []
    assert await story.asked("What is Maya's job at Acme?") == ["analyst"]
    assert await story.asked("What is Maya's job?") == ["analyst"]


async def test_a_boss_of_whom_no_firm_is_told_may_be_the_one_at_acme(story):
    await story.tells(("2024-03-01", "I work at Acme. My boss is Ann Lee."))

    assert await story.asked("Who is Maya's boss at Acme?") == ["Ann Lee"]
