"""Time expressions: what they mean for someone who said them on Thursday, 20 July 2023."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.extraction.calendar_spans import holiday
from quipu.extraction.dates import Leaning, find_dates, resolve
from quipu.extraction.dates_needs import NEEDS, words_of
from quipu.extraction.dates_patterns import RULES
from quipu.schema.intervals import DAWN, DUSK
from quipu.schema.knowledge import When

SAID_AT = datetime(2023, 7, 20, 13, 30, tzinfo=UTC)
PAST, ONGOING, FUTURE = Leaning.PAST, Leaning.ONGOING, Leaning.FUTURE


def meaning(text: str, leaning: Leaning = PAST, said_at: datetime = SAID_AT) -> When | None:
    """What the only time expression of a text means."""
    (expression,) = find_dates(text)
    return resolve(expression, said_at, leaning)


def bounds(when: When | None) -> tuple[str, str]:
    assert when is not None
    start = "" if when.span.start == DAWN else when.span.start.date().isoformat()
    return start, "" if when.span.end == DUSK else when.span.end.date().isoformat()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 2023-05-07", "2023-05-07", "2023-05-08"),
        ("in 2023-05", "2023-05-01", "2023-06-01"),
        ("7/4/2021", "2021-07-04", "2021-07-05"),
        ("25/4/2021", "2021-04-25", "2021-04-26"),
        ("7 May 2023", "2023-05-07", "2023-05-08"),
        ("the 7th of May, 2023", "2023-05-07", "2023-05-08"),
        ("May 7, 2023", "2023-05-07", "2023-05-08"),
        ("on May 7", "2023-05-07", "2023-05-08"),
        ("on December 3", "2022-12-03", "2022-12-04"),
        ("in June 2022", "2022-06-01", "2022-07-01"),
        ("early May 2022", "2022-05-01", "2022-05-11"),
        ("in June", "2023-06-01", "2023-07-01"),
        ("in September", "2022-09-01", "2022-10-01"),
        ("last June", "2023-06-01", "2023-07-01"),
        ("last August", "2022-08-01", "2022-09-01"),
        ("this August", "2023-08-01", "2023-09-01"),
        ("in 1999", "1999-01-01", "2000-01-01"),
        ("in the year 1066", "1066-01-01", "1067-01-01"),
        ("in the late 1990s", "1996-09-01", "2000-01-01"),
        ("the 1980s", "1980-01-01", "1990-01-01"),
        ("in the 80s", "1980-01-01", "1990-01-01"),
        ("in the summer of 2021", "2021-06-01", "2021-09-01"),
        ("winter 2021", "2021-12-01", "2022-03-01"),
        ("last summer", "2022-06-01", "2022-09-01"),
        ("this summer", "2023-06-01", "2023-09-01"),
        ("in the fall", "2022-09-01", "2022-12-01"),
        ("yesterday", "2023-07-19", "2023-07-20"),
        ("yesterday evening", "2023-07-19", "2023-07-20"),
        ("the day before yesterday", "2023-07-18", "2023-07-19"),
        ("today", "2023-07-20", "2023-07-21"),
        ("tonight", "2023-07-20", "2023-07-21"),
        ("tomorrow", "2023-07-21", "2023-07-22"),
        ("last night", "2023-07-19", "2023-07-20"),
        ("last week", "2023-07-10", "2023-07-20"),
        ("this week", "2023-07-17", "2023-07-24"),
        ("next week", "2023-07-24", "2023-07-31"),
        ("the week before last", "2023-07-03", "2023-07-10"),
        ("last weekend", "2023-07-15", "2023-07-17"),
        ("this past weekend", "2023-07-15", "2023-07-17"),
        ("two weekends ago", "2023-07-08", "2023-07-10"),
        ("next weekend", "2023-07-29", "2023-07-31"),
        ("last month", "2023-06-01", "2023-07-01"),
        ("next month", "2023-08-01", "2023-09-01"),
        ("earlier this year", "2023-01-01", "2023-07-21"),
        ("last year", "2022-01-01", "2023-01-01"),
        ("the year before last", "2021-01-01", "2022-01-01"),
        ("last Friday", "2023-07-14", "2023-07-15"),
        ("last Thursday", "2023-07-13", "2023-07-14"),
        ("next Friday", "2023-07-21", "2023-07-22"),
        ("the Sunday before last", "2023-07-09", "2023-07-10"),
        ("on Tuesday", "2023-07-18", "2023-07-19"),
        ("on Thursday", "2023-07-20", "2023-07-21"),
        ("three days ago", "2023-07-17", "2023-07-18"),
        ("a few days ago", "2023-07-17", "2023-07-18"),
        ("an hour ago", "2023-07-20", "2023-07-21"),
        ("two weeks ago", "2023-07-03", "2023-07-10"),
        ("a couple of months ago", "2023-05-01", "2023-06-01"),
        ("about 10 years ago", "2013-01-01", "2014-01-01"),
        ("two Fridays ago", "2023-07-07", "2023-07-08"),
        ("over the past two weeks", "2023-07-03", "2023-07-21"),
        ("recently", "2023-07-06", "2023-07-21"),
        ("the other day", "2023-07-13", "2023-07-21"),
        ("on the 15th", "2023-07-15", "2023-07-16"),
        ("on the 25th", "2023-06-25", "2023-06-26"),
        ("at Christmas", "2022-12-25", "2022-12-26"),
        ("on New Year’s Eve 2020", "2020-12-31", "2021-01-01"),
        ("last Thanksgiving", "2022-11-24", "2022-11-25"),
        ("Easter 2024", "2024-03-31", "2024-04-01"),
        ("the week before 9 June 2023", "2023-06-02", "2023-06-09"),
        ("two days after Christmas 2021", "2021-12-27", "2021-12-28"),
        ("the Sunday before 25 May 2023", "2023-05-21", "2023-05-22"),
        ("between 2010 and 2015", "2010-01-01", "2016-01-01"),
        ("from January to March 2022", "2022-01-01", "2022-04-01"),
        ("from November to March", "2022-11-01", "2023-04-01"),
        ("2010–2015", "2010-01-01", "2016-01-01"),
        ("late last night", "2023-07-19", "2023-07-20"),
        ("until 2030", "", "2030-01-01"),
        ("till next Friday", "", "2023-07-21"),
        ("before 2010", "", "2010-01-01"),
        ("by Friday", "", "2023-07-15"),
        ("after 2015", "2016-01-01", ""),
        ("since 2019", "2019-01-01", ""),
        ("ever since last summer", "2022-06-01", ""),
        ("starting in May 2020", "2020-05-01", ""),
        ("from 2019 onwards", "2019-01-01", ""),
    ],
)
def test_an_expression_means_its_half_open_interval(text: str, start: str, end: str) -> None:
    assert bounds(meaning(text)) == (start, end)


@pytest.mark.parametrize(
    ("text", "leaning", "start"),
    [
        ("in September", FUTURE, "2023-09-01"),
        ("in May", FUTURE, "2024-05-01"),
        ("in May", PAST, "2023-05-01"),
        ("on Tuesday", FUTURE, "2023-07-25"),
        ("on the 15th", FUTURE, "2023-08-15"),
        ("on January 5", FUTURE, "2024-01-05"),
        ("in the spring", FUTURE, "2024-03-01"),
        ("at Christmas", FUTURE, "2023-12-25"),
        ("in two weeks", FUTURE, "2023-07-31"),
        ("within 3 days", ONGOING, "2023-07-20"),
        ("from 2030", FUTURE, "2030-01-01"),
    ],
)
def test_the_tense_decides_which_way_a_bare_time_points(
    text: str, leaning: Leaning, start: str
) -> None:
    assert bounds(meaning(text, leaning))[0] == start


@pytest.mark.parametrize("text", ["since 2019", "for 3 years now", "for the past two months"])
def test_a_time_that_goes_on_is_open(text: str) -> None:
    when = meaning(text, ONGOING)

    assert when is not None
    assert when.is_open
    assert when.span.end == DUSK


def test_a_length_of_time_that_is_over_has_no_place() -> None:
    assert meaning("for three years", PAST) is None


def test_a_plain_from_in_the_past_is_no_beginning() -> None:
    assert bounds(meaning("a photo from 2019", PAST)) == ("2019-01-01", "2020-01-01")


@pytest.mark.parametrize("text", ["every Tuesday", "twice a week", "on Mondays", "each year"])
def test_a_repeated_time_has_no_bounds(text: str) -> None:
    when = meaning(text)

    assert when is not None
    assert when.is_recurring
    assert bounds(when) == ("", "")


def test_a_range_says_that_both_bounds_were_given() -> None:
    when = meaning("from 2010 to 2015")

    assert when is not None
    assert when.granularity == "range"


@pytest.mark.parametrize("text", ["30 February 2020", "9999-12-31", "0000-01-01", "13/13/2020"])
def test_a_day_that_no_calendar_has_means_nothing(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "we may march on",
        "I sat in the sun",
        "2003 people came",
        "it cost $1999",
        "call 555-2019-12",
        "since I was five",
        "the second one",
        "version 2.2019",
    ],
)
def test_words_and_numbers_that_tell_no_time_are_left_alone(text: str) -> None:
    assert find_dates(text) == []


def test_expressions_come_in_order_with_their_place_in_the_text() -> None:
    text = "I moved here two weeks ago, and since 2019 I work at Acme."

    found = find_dates(text)

    assert [expression.text for expression in found] == ["two weeks ago", "since 2019"]
    assert all(text[e.start : e.end] == e.text for e in found)


@pytest.mark.parametrize(
    ("year", "easter"),
    [(1818, (3, 22)), (1961, (4, 2)), (2000, (4, 23)), (2019, (4, 21)), (2038, (4, 25))],
)
def test_easter_is_where_the_tables_have_it(year: int, easter: tuple[int, int]) -> None:
    assert holiday("easter", year) == date(year, *easter)


_WORDS = st.sampled_from(
    "since until from to between and last next this every two 31 30th 2020 2023-02-29 may March "
    "Friday week weekend year ago in on the before after for Christmas 1990s 99/99/99 . , summer"
    " yesterday 0 9999 a couple of decades".split(" ")
)


@given(
    st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=80),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(Leaning),
)
def test_no_text_and_no_day_is_too_odd(text: str, said_at: datetime, leaning: Leaning) -> None:
    for expression in find_dates(text):
        when = resolve(expression, said_at, leaning)
        assert when is None or when.span.start < when.span.end
        assert text[expression.start : expression.end] == expression.text


def test_no_rule_is_passed_over_where_it_would_find_something() -> None:
    table = Path(__file__).parent / "probes" / "times.tsv"
    sentences = [line.split("\t")[0] for line in table.read_text("utf-8").splitlines()]

    passed_over = [
        (rule, match.group())
        for rule, pattern in RULES
        for sentence in sentences
        for match in pattern.finditer(sentence)
        if rule in NEEDS and words_of(sentence).isdisjoint(NEEDS[rule])
    ]

    assert passed_over == []


@pytest.mark.parametrize(
    ("text", "hours", "start", "end"),
    [
        ("yesterday", 9, "2024-04-30", "2024-05-01"),
        ("this morning", 9, "2024-05-01", "2024-05-02"),
        ("last Friday", 9, "2024-04-26", "2024-04-27"),
        ("this month", 9, "2024-05-01", "2024-06-01"),
        ("yesterday", -8, "2024-04-29", "2024-04-30"),
        ("on 1 May 2024", -8, "2024-05-01", "2024-05-02"),
    ],
)
def test_the_days_that_words_name_are_those_of_the_speakers_calendar(
    text: str, hours: int, start: str, end: str
) -> None:
    """It is 30 April, 23:00 UTC: the morning of 1 May in Tokyo, the afternoon before in Seattle."""
    said_at = datetime(2024, 4, 30, 23, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    found = meaning(text, said_at=said_at)
    assert bounds(found) == (start, end)
    assert found is not None
    assert found.span.start.tzinfo is UTC
