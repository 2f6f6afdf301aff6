"""Questions about somebody's age, where only a date of birth is told (pure)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from quipu.schema.intervals import AsOf, Interval
from quipu.schema.literals import literal_form
from quipu.schema.recall import Answer

_ASKED = re.compile(
    r"how old (?:is|are|am|was|were|will) (?P<who>.+?)(?: be)?(?:,? (?:now|today|(?:in|on|at) .+))?"
    r"|(?:what is|what['’]s) (?P<whose>my|.+?['’]s) (?:current )?age(?: now)?",
    re.IGNORECASE,
)
_LONGER_THAN_A_DAY = timedelta(days=1)


def birth_asked(text: str) -> str | None:
    """The question for the date of birth of whose age is asked for; None for other questions."""
    found = _ASKED.fullmatch(text.strip(" ?.!"))
    if found is None:
        return None
    owner = found["whose"]
    if owner:
        return f"When was {'I' if owner.lower() == 'my' else owner[:-2]} born?"
    return f"When was {found['who']} born?"


def of_age(born: Answer, view: AsOf) -> Answer | None:
    """The age in whole years at the asked time, with what told the birth; None where that is not
    known to the day, or lies ahead. A year that is asked about has two ages: "29 or 30"."""
    day = _day_of(born)
    if day is None:
        return None
    ages = _ages(day, view.valid)
    if ages[0] < 0:
        return None
    text = " or ".join(str(age) for age in dict.fromkeys(ages))
    return replace(born, texts=(text,), reason=f"by the date of birth, {day:%Y-%m-%d}")


def _day_of(born: Answer) -> date | None:
    form = literal_form(born.texts[0], "date") if len(born.texts) == 1 else None
    return (
        date.fromisoformat(form)
        if form is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", form)
        else None
    )


def _ages(day: date, asked: Interval) -> tuple[int, ...]:
    last = asked.end - timedelta(microseconds=1)
    is_long = asked.end - asked.start > _LONGER_THAN_A_DAY
    return tuple(_age(day, one) for one in ((asked.start, last) if is_long else (asked.start,)))


def _age(day: date, at: datetime) -> int:
    return at.year - day.year - ((at.month, at.day) < (day.month, day.day))
