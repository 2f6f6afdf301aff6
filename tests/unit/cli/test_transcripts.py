"""Chat logs are told turn by turn, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from quipu.api.cli.transcripts import turns_in
from quipu.api.cli.written_days import DayOrder, days_in, order_of
from quipu.schema.errors import Invalid


def said(text: str) -> list[tuple[str, str]]:
    return [(one.speaker, one.text) for one in turns_in(text)]


def dates(text: str, order: DayOrder | None = None) -> list[str]:
    return [f"{one.at:%Y-%m-%d %H:%M}" for one in turns_in(text, order) if one.at]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("[2024-01-08 10:15] Ben: Hi\n[2024-01-08 10:16] Ann Lee: Oh: hi", "Ben=Hi Ann Lee=Oh: hi"),
        ("13/01/2024, 10:15 - Ben: Hi\n13/01/2024, 10:16 - +49 17: Yo", "Ben=Hi +49 17=Yo"),
        (
            "[08.01.24, 10:15:03] ~\u202fBen: Hi\n\u200e[08.01.24, 10:16:00] Ann: Yo",
            "Ben=Hi Ann=Yo",
        ),
        ("2024-01-08T10:15:00Z Ben: Hi\n2024-01-08T10:15:30Z Ann: Yo", "Ben=Hi Ann=Yo"),
        ("2024-01-08 - Ben: Hi\n2024-01-09 - Ann: Yo", "Ben=Hi Ann=Yo"),
        ("[10:15] ben: Hi\n[10:16] ann: Yo", "ben=Hi ann=Yo"),
        ("Ben: I moved.\nAnn: Where?\nBen: Cork.", "Ben=I moved. Ann=Where? Ben=Cork."),
        ("Ben: I moved to Cork.\n\nAnn: I like it.", "Ben=I moved to Cork. Ann=I like it."),
        ("**Ben:** I moved.\n\n**Ann**: You?\n", "Ben=I moved. Ann=You?"),
        ("user: hi\nassistant: hello", "user=hi assistant=hello"),
    ],
)
def test_a_line_a_turn(text: str, turns: str) -> None:
    assert " ".join(f"{speaker}={words}" for speaker, words in said(text)) == turns


def test_lines_without_a_speaker_go_on_with_the_turn_before() -> None:
    text = "[2024-01-08 10:15] Ben: One\ntwo\n\nthree\n[2024-01-08 10:16] Ann: four\n"
    assert said(text) == [("Ben", "One\ntwo\n\nthree"), ("Ann", "four")]


def test_what_no_person_says_is_told_by_nobody() -> None:
    text = (
        "Our chat\n13/01/2024, 10:14 - Ben created the group\n13/01/2024, 10:15 - Ben: Hi\n"
        "13/01/2024, 10:16 - Ann: Yo\n"
    )
    assert said(text)[:2] == [("", "Our chat"), ("", "Ben created the group")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ben: I moved to Cork.",
        "Name: Ben\nCity: Cork\nPhone: 33\n",
        "Ingredients: two eggs\nMethod: mix them\nServes: 2\n",
        "Apple: a fruit\nPear: another fruit\nPlum: a third one\n",
        "INFO: started\nERROR: you failed\nINFO: I stopped\n",
        "See https://a.example: it is good.\nhttps://b.example\n",
        "A chapter\n\nI said one thing: run. Then you ran.\nNote: I did.\n\nAnd so it ended.\n",
        "# Diary\n\n2024-01-08\n\nToday I went out: it rained.\n\n2024-01-09\n\nI stayed in.\n",
        "**Pros:** cheap\n**Cons:** ugly\n**Pros:** light\n**Cons:** loud\n",
    ],
)
def test_what_is_not_clearly_a_chat_is_none(text: str) -> None:
    assert turns_in(text) == []


def test_turns_of_one_minute_stay_in_order() -> None:
    first, second = turns_in("[2024-01-08 10:15] Ben: Hi\n[2024-01-08 10:15] Ben: Yo\n")
    assert first.at == datetime(2024, 1, 8, 10, 15, tzinfo=UTC)
    assert first.at < (second.at or first.at) < first.at + timedelta(seconds=1)


def test_without_dates_no_moment_is_made_up() -> None:
    assert [one.at for one in turns_in("user: hi\nassistant: hello")] == [None, None]


def test_an_offset_is_kept_and_a_missing_one_is_said() -> None:
    offset, bare = turns_in("2024-01-08T10:15:00+02:00 Ben: Hi\n2024-01-08 10:15 Ann: Yo\n")
    assert offset.at == datetime(2024, 1, 8, 10, 15, tzinfo=timezone(timedelta(hours=2)))
    assert (offset.is_utc_assumed, bare.is_utc_assumed) == (False, True)


def test_a_day_on_a_line_of_its_own_dates_the_times_below() -> None:
    text = "Monday, 8 January 2024\n[10:15] Ben: Hi\n--- 9 January 2024 ---\n[9:05 PM] Ann: Yo\n"
    assert dates(text) == ["2024-01-08 10:15", "2024-01-09 21:05"]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ("12/01/2024 13/01/2024", "2024-01-12"),
        ("1/12/24 1/13/24", "2024-01-12"),
        ("05/01/2024 02/02/2024 01/03/2024", "2024-01-05"),
        ("8.1.24 9.1.24", "2024-01-08"),
        ("Jan 8, 2024|8th February 2024", "2024-01-08"),
        ("01/01/2024 02/02/2024", "2024-01-01"),
    ],
)
def test_the_whole_file_says_which_number_is_the_month(days: str, first: str) -> None:
    written = days_in(days.split("|") if "|" in days else days.split())
    assert written[0].date(order_of(written)) == date.fromisoformat(first)


def test_dates_that_read_both_ways_are_refused_until_somebody_says_which() -> None:
    text = "1/8/24, 10:15 - Ben: Hi\n1/9/24, 10:15 - Ann: Yo\n"
    with pytest.raises(Invalid, match="--dates day-first"):
        turns_in(text)
    assert dates(text, DayOrder.DAY_FIRST)[0] == "2024-08-01 10:15"
    assert dates(text, DayOrder.MONTH_FIRST)[0] == "2024-01-08 10:15"
    with pytest.raises(Invalid, match="day first and month first"):
        turns_in("13/8/24, 10:15 - Ben: Hi\n1/19/24, 10:15 - Ann: Yo\n")


def test_a_moment_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid, match="line 2"):
        turns_in("[2024-01-08 10:15] Ben: Hi\n[2024-01-08 25:15] Ann: Yo\n")
