"""Someone moves, quits and comes back: what a memory must believe, in the user's words."""

import itertools

import pytest

from quipu.schema.errors import NotFound
from teller import takes_back

MOVES = [
    ("2023-03-01", "I live in Lisbon."),
    ("2024-05-02", "I moved to Oslo on 26 April 2024."),
    ("2025-02-01", "I live in Rome now."),
]


async def test_a_contradiction_is_settled_and_the_past_stays_readable(story):
    await story.tells(*MOVES)
    assert await story.asked("Where does Maya live?") == ["Rome"]
    assert await story.asked("Where did Maya live?", as_of="2023-09-01") == ["Lisbon"]
    assert await story.asked("Where did Maya live?", as_of="2024-12-01") == ["Oslo"]
    assert [status for _, status in await story.timeline("Maya")] == [
        "SUPERSEDED",
        "SUPERSEDED",
        "CURRENT",
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[1:])
async def test_the_same_story_heard_in_any_order_is_believed_the_same(story, order):
    await story.tells(*(MOVES[place] for place in order))
    assert await story.asked("Where does Maya live?") == ["Rome"]
    assert await story.asked("Where did Maya live?", as_of="2023-09-01") == ["Lisbon"]
    assert await story.asked("Where did Maya live?", as_of="2024-12-01") == ["Oslo"]
    assert len(await story.timeline("Maya")) == 3


async def test_what_was_believed_then_is_still_known_after_a_late_correction(story):
    await story.tells(MOVES[0])
    then = story.memory.clock()
    await story.tells(MOVES[1])
    assert await story.asked("Where did Maya live?", as_of="2024-12-01") == ["Oslo"]
    assert await story.asked("Where did Maya live?", as_of="2024-12-01", known_at=then) == [
        "Lisbon"
    ]


async def test_quitting_the_second_job_does_not_bring_the_first_one_back(story):
    await story.tells(
        ("2023-01-10", "I work at Acme."),
        ("2023-06-10", "I work at Beta."),
        ("2024-01-10", "I quit my job at Beta."),
    )
    assert await story.asked("Where does Maya work?") == []
    statuses = dict(await story.timeline("Maya"))
    assert statuses["Maya works at Acme"] == "SUPERSEDED"
    assert statuses["Maya works at Beta"] == "INVALIDATED"


async def test_going_back_to_an_old_job_opens_it_again(story):
    await story.tells(
        ("2023-01-10", "I work at Acme."),
        ("2023-06-10", "I work at Beta."),
        ("2024-01-10", "I work at Acme again."),
    )
    assert await story.asked("Where does Maya work?") == ["Acme"]
    assert await story.asked("Where did Maya work?", as_of="2023-09-01") == ["Beta"]
    assert await story.asked("Where did Maya work?", as_of="2023-02-01") == ["Acme"]


async def test_retracting_a_message_brings_back_what_it_had_ended(story):
    heard = await story.tells(*MOVES[:2])
    await takes_back(story.memory, (await story.facts("Maya"))[0].scope, heard[1:])
    assert await story.asked("Where does Maya live?") == ["Lisbon"]
    assert [status for _, status in await story.timeline("Maya")] == ["CURRENT"]


async def test_retracting_what_is_not_there_is_refused(story):
    await story.tells(MOVES[0])
    with pytest.raises(NotFound):
        await takes_back(story.memory, (await story.facts("Maya"))[0].scope, ["ep_missing"])


async def test_the_same_message_twice_is_kept_once(story):
    await story.tells(MOVES[0], MOVES[0])
    [fact] = await story.facts("Maya")
    assert len(fact.episodes) == 1


async def test_saying_it_again_later_is_one_fact_with_two_sources(story):
    await story.tells(("2023-03-01", "I live in Lisbon."), ("2023-08-01", "I live in Lisbon."))
    [fact] = await story.facts("Maya")
    assert len(fact.episodes) == 2
    assert fact.valid.start.isoformat() == "2023-03-01T00:00:00+00:00"


async def test_two_contradicting_messages_in_one_batch_are_settled_too(story):
    await story.hears(*MOVES[0])
    await story.hears(*MOVES[1])
    await story.settles()
    assert await story.asked("Where does Maya live?") == ["Oslo"]


async def test_wishes_questions_and_conditions_change_nothing(story):
    await story.tells(
        MOVES[0],
        ("2023-04-01", "I want to live in Paris."),
        ("2023-04-02", "Should I live in Berlin?"),
        ("2023-04-03", "If I lived in Rome, I would eat ice cream."),
        ("2023-04-04", "I might move to Vienna."),
    )
    assert await story.asked("Where does Maya live?") == ["Lisbon"]


async def test_a_plan_with_a_date_takes_effect_on_that_date(story):
    await story.tells(MOVES[0], ("2025-05-01", "I will live in Madrid from 2030."))
    assert await story.asked("Where does Maya live?") == ["Lisbon"]
    assert await story.asked("Where does Maya live?", as_of="2031-01-01") == ["Madrid"]


async def test_it_says_so_when_it_does_not_know(story):
    await story.tells(MOVES[0])
    assert await story.asked("Who is the king of Spain?") == []
    assert await story.asked("What is Maya's shoe size?") == []


async def test_yes_and_no_are_answered_by_the_fact_that_says_so(story):
    await story.tells(
        ("2023-03-01", "I live in Lisbon."),
        ("2023-03-02", "I am allergic to peanuts."),
        ("2023-03-03", "I don't like mushrooms."),
    )
    assert await story.asked("Does Maya live in Lisbon?") == ["yes"]
    assert await story.asked("Does Maya live in Paris?") == ["no"]
    assert await story.asked("Is Maya allergic to peanuts?") == ["yes"]
    assert await story.asked("Does Maya like mushrooms?") == ["no"]
    assert await story.asked("Does Maya like cilantro?") == []
    assert await story.asked("Is Maya allergic to cats?") == []


async def test_it_does_not_answer_with_somebody_elses_home(story):
    await story.tells(
        ("2023-03-01", "I am married to Ben."),
        ("2023-03-02", "Ben lives in Hamburg."),
    )
    assert await story.asked("Where does Maya live?") == []
    assert await story.asked("Where does Ben live?") == ["Hamburg"]
    assert await story.asked("Where does Maya's husband live?") == ["Hamburg"]
    assert await story.asked("Where does Maya's boss live?") == []


async def test_what_is_only_planned_answers_only_questions_about_what_is_ahead(story):
    await story.tells(("2025-05-01", "I will live in Madrid from 2030."))
    assert await story.asked("Where does Maya live?") == []
    assert await story.asked("Where will Maya live?") == ["Madrid"]


async def test_a_date_in_the_question_is_the_date_asked_about(story):
    await story.tells(*MOVES)
    assert await story.asked("Where did Maya live in August 2023?") == ["Lisbon"]
    assert await story.asked("Where did Maya live on 1 December 2024?") == ["Oslo"]
    assert await story.asked("Where did Maya live in 2019?") == []
    assert await story.asked("Where did Maya live in 2024?") == ["Lisbon", "Oslo"]


async def test_of_two_values_told_at_one_time_one_is_shown_and_the_other_disputes_it(story):
    await story.tells(("2024-01-01", "I live in Oslo."), ("2024-01-01", "I live in Bergen."))
    [shown] = await story.facts("Maya")
    told = await story.memory.explain(shown.scope, shown.id)
    assert len(told.disputed_by) == 1
    assert "disputed: Maya said on 2024-01-01" in told.text


async def test_a_new_apartment_is_no_new_home_town(story):
    await story.tells(("2024-01-01", "I live in Oslo."), ("2024-02-01", "I moved to a new flat."))
    assert await story.asked("Where does Maya live?") == ["Oslo"]


async def test_who_marries_is_single_no_more(story):
    await story.tells(("2022-03-01", "I'm single."), ("2023-05-02", "I'm married now."))
    assert [status for _, status in await story.timeline("Maya")] == ["SUPERSEDED", "CURRENT"]


async def test_a_home_told_beside_the_move_begins_with_its_message(story):
    await story.tells(
        ("2024-01-08", "I live in Leuven with my partner Henrik."),
        ("2024-05-06", "I moved out and live in Brussels now."),
    )
    assert await story.asked("Where does Maya live?") == ["Brussels"]
    assert await story.asked("Where did Maya live?", as_of="2024-03-01") == ["Leuven"]
