"""What a user wants of an assistant for good comes up with a request."""

from __future__ import annotations

import pytest

from builders import episode
from quipu.graph.retrieval.ranking.wishes import (
    FOR_GOOD,
    PREFERRED,
    is_about_the_past,
    weight_of_wish,
    with_wishes,
)
from quipu.schema.recall import Candidates, Hit, ItemKind


@pytest.mark.parametrize(
    ("said", "weight"),
    [
        ("Always cite your sources.", FOR_GOOD),
        ("Thanks! Please never use emojis.", FOR_GOOD),
        ("From now on, answer in German.", FOR_GOOD),
        ("Whenever I send code, check its types first.", FOR_GOOD),
        ("Don't ever book a flight on a Sunday.", FOR_GOOD),
        ("You should always call me Sam.", FOR_GOOD),
        ("In future, keep it short.", FOR_GOOD),
        ("I prefer tea to coffee.", PREFERRED),
        ("I'd much rather walk.", PREFERRED),
        ("My preference is dark mode.", PREFERRED),
        ("Never mind, it works.", 1.0),
        ("Always loved this song.", 1.0),
        ("Never been there.", 1.0),
        ("I always forget my keys.", 1.0),
        ("She never calls.", 1.0),
        ("What do you prefer?", 1.0),
        ("It rains in Oslo.", 1.0),
    ],
)
def test_a_wish_for_good_is_told_from_what_happens_to_be(said, weight):
    assert weight_of_wish(said) == weight


@pytest.mark.parametrize(
    ("question", "is_past"),
    [
        ("What did I say about tea?", True),
        ("How many books have I read?", True),
        ("Which tea do I like?", False),
        ("Can you suggest a tea?", False),
    ],
)
def test_a_question_about_what_was_asks_for_no_wish(question, is_past):
    assert is_about_the_past(question) is is_past


WISH = episode("Always name where a tea was grown.", speaker="user")
TURNS = [episode(f"Tea number {n} is fine.", speaker="user", ordinal=n) for n in range(4)]
REPLY = episode("Never boil green tea.", speaker="assistant")


def ranked(*turns, question="Can you suggest a tea?"):
    hits = [Hit(ItemKind.EPISODE, one.id, 1.0 - place / 10) for place, one in enumerate(turns)]
    gathered = Candidates((), {}, {one.id: one for one in turns}, {}, (), frozenset(), True, 1)
    return [hit.id for hit in with_wishes(hits, gathered, question)]


def test_a_wish_comes_up_behind_the_best_two():
    first, second, *rest = TURNS
    expected = [one.id for one in (first, second, WISH, *rest, REPLY)]
    assert ranked(first, second, *rest, REPLY, WISH) == expected


def test_a_wish_that_stands_first_stays_there():
    assert ranked(WISH, *TURNS, REPLY)[0] == WISH.id


def test_where_no_assistant_speaks_or_the_past_is_asked_for_all_stays_as_it_was():
    without = [one.id for one in (*TURNS, WISH)]
    assert ranked(*TURNS, WISH) == without
    asked = ranked(*TURNS, REPLY, WISH, question="What did I say about tea?")
    assert asked == [one.id for one in (*TURNS, REPLY, WISH)]
