"""An age is told by a date of birth, at the time that is asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quipu.graph.retrieval.particular.ages import birth_asked, of_age
from quipu.schema.intervals import AsOf, Interval
from quipu.schema.recall import Answer

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)


def born(*texts):
    return Answer(texts, (), (), 1.0, "")


def age(*texts, at=NOW):
    found = of_age(born(*texts), AsOf.moment(at, NOW))
    return found and found.texts


@pytest.mark.parametrize(
    ("asked", "birth"),
    [
        ("How old am I?", "When was I born?"),
        ("how old is my sister now", "When was my sister born?"),
        ("How old was Anna in 2000?", "When was Anna born?"),
        ("What's my age?", "When was I born?"),
        ("What is Ben's age?", "When was Ben born?"),
        ("How old-fashioned is he?", None),
        ("How many are there?", None),
    ],
)
def test_who_asks_for_an_age_could_ask_for_a_birth(asked, birth):
    assert birth_asked(asked) == birth


def test_a_year_of_life_is_full_on_the_birthday():
    assert age("4 May 1990") == ("35",)
    assert age("1990-05-03") == ("36",)


@pytest.mark.parametrize("told", [("4 May",), ("1990",), ("May 1990",), (), ("4 May 1990", "1991")])
def test_what_is_not_one_day_tells_no_age(told):
    assert age(*told) is None


def test_nobody_has_an_age_before_birth():
    assert age("2030-01-01") is None


def test_a_year_that_is_asked_about_may_have_two_ages():
    year = Interval(datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC))
    assert of_age(born("1970-07-03"), AsOf(year, NOW)).texts == ("29 or 30",)
    assert of_age(born("1970-01-01"), AsOf(year, NOW)).texts == ("30",)
