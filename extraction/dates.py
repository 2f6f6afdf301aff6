"""Time expressions in a text, and what they mean for someone who said them on a certain day.

Finding and meaning are two steps, because the tense of the clause around an expression, known
only after parsing, decides which June "in June" is. The text is always anchored at the time it
was said, never at today.

Bounds. "since X" begins with X and is still on; "until X" and "before X" end as X begins;
"after X" begins as X ends; "from X to Y" and "between X and Y" include both X and Y and have the
granularity "range".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from quipu.extraction.calendar_spans import Span, midnight
from quipu.extraction.dates_needs import NEEDS, words_of
from quipu.extraction.dates_parts import is_last_part, leaning_of_base, modified, modifier_before
from quipu.extraction.dates_patterns import (
    ANCHORED,
    COUNTED_ON,
    LINK_BEFORE,
    LINK_BETWEEN,
    ONWARDS,
    RULES,
)
from quipu.extraction.dates_relative import Groups, Leaning, lasting_from
from quipu.extraction.dates_rules import MEANINGS
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import When

RANGE = "range"  # the granularity of a time with both bounds said: "from May to July"

__all__ = ["DateExpression", "Leaning", "find_dates", "resolve"]


@dataclass(frozen=True, slots=True)
class _Term:
    """One plain expression, such as "June 2022", at its place in the text."""

    start: int
    end: int
    rule: str
    groups: Groups


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time expression at `start:end` of its text, its words of linking ("since") included."""

    start: int
    end: int
    text: str
    terms: tuple[_Term, ...] = field(repr=False)
    link: str = ""
    modifier: str = field(default="", repr=False)
    last_modifier: str = field(default="", repr=False)  # of the second term of a range

    @property
    def bounded_from(self) -> int:
        """Where it begins without "in", "on" and their like, which tell no bound."""
        is_bare = self.link in _PLAIN_LINKS and not self.modifier
        return self.terms[0].start if is_bare else self.start

    @property
    def is_recurring(self) -> bool:
        return self.terms[0].rule == "recurring"


def find_dates(text: str) -> list[DateExpression]:
    """The time expressions of a text, in order, without overlaps."""
    terms = _plain_terms(text)
    found: list[DateExpression] = []
    position = 0
    while position < len(terms):
        expression = _linked(text, terms, position)
        found.append(expression)
        position += len(expression.terms)
    return found


def resolve(expression: DateExpression, said_at: datetime, leaning: Leaning) -> When | None:
    """What an expression means for someone speaking at `said_at`; None where nothing.

    The days are those of the calendar that the offset of `said_at` tells, kept as UTC days.

    Nothing: an impossible date ("30 February"), a length of time that is over ("for two years").
    """
    if expression.is_recurring:
        return When(granularity="recurring", text=expression.text, is_recurring=True)
    said = said_at.date()
    try:
        return _bounded(expression, said, leaning)
    except (ValueError, OverflowError, LookupError):
        # A day that no calendar has, or one beyond the years a date can hold.
        return None


def _plain_terms(text: str) -> list[_Term]:
    taken = bytearray(len(text))
    terms: list[_Term] = []
    words = words_of(text)
    for rule, pattern in RULES:
        if rule in NEEDS and words.isdisjoint(NEEDS[rule]):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                terms.append(_Term(start, end, rule, match.groupdict(default="")))
    return sorted(terms, key=lambda term: term.start)


def _linked(text: str, terms: Sequence[_Term], position: int) -> DateExpression:
    """The expression that begins with a term: its words before it, its second term, "onwards"."""
    first = terms[position]
    second = terms[position + 1] if position + 1 < len(terms) else None
    if second and first.rule == "weekday":
        beside = text[first.start : second.start]
        if ANCHORED.fullmatch(beside):
            # "the Sunday before 25 May": the second term is the anchor of the first.
            return _expression(text, first.start, second.end, (second, first), modifier=beside)
    floor = terms[position - 1].end if position else 0
    start, modifier = _modified_from(text, floor, first.start)
    start, link = _linked_from(text, floor, start)
    if second and _is_counted(text, first, second):
        return _expression(text, start, second.end, (first, second), "counted", modifier)
    if second:
        _, last = _modified_from(text, first.end, second.start)
        if _is_range(text, link, first, second, last):
            both = _expression(text, start, second.end, (first, second), "range", modifier)
            return replace(both, last_modifier=last)
    onwards = ONWARDS.match(text, first.end)
    if onwards and (link == "from" or (not link and onwards.group().strip() != "on")):
        return _expression(text, start, onwards.end(), (first,), "since", modifier)
    return _expression(text, start, first.end, (first,), link, modifier)


def _expression(
    text: str, start: int, end: int, terms: tuple[_Term, ...], link: str = "", modifier: str = ""
) -> DateExpression:
    return DateExpression(start, end, text[start:end], terms, link, modifier)


_LONGEST = 40  # characters of the words before a term that may belong to it


def _modified_from(text: str, floor: int, start: int) -> tuple[int, str]:
    """Where a term begins with its modifier ("the end of"), and the modifier."""
    before = text[max(floor, start - _LONGEST) : start]
    match = modifier_before(before)
    return (start, "") if match is None else (start - len(before) + match.start(), match.group())


def _linked_from(text: str, floor: int, start: int) -> tuple[int, str]:
    before = text[max(floor, start - _LONGEST) : start]
    opening = LINK_BEFORE.search(before)
    if opening is None:
        return start, ""
    return start - len(before) + opening.start(), _normal_link(opening["link"])


def _normal_link(link: str) -> str:
    link = link.lower()
    if link in ("ever since", "as of", "effective", "as early as") or link.startswith(
        ("starting", "beginning")
    ):
        return "since"
    return _SAME_LINK.get(link, link)


_PLAIN_LINKS = frozenset({"in", "on", "during", "at", "around", "circa"})
_SAME_LINK = {
    "till": "until",
    "up to": "until",
    "up until": "until",
    "no later than": "by",
    "until after": "by",
    "till after": "by",
    "later than": "after",
    "earlier than": "before",
    "prior to": "before",
}


def _is_counted(text: str, first: _Term, second: _Term) -> bool:
    """ "for two weeks, starting on May 3"; "from May 3 for two weeks"."""
    between = text[first.end : second.start]
    if first.rule == "lasting":
        return COUNTED_ON.fullmatch(between) is not None
    return second.rule == "lasting" and between in (" ", ", ")


def _is_range(text: str, link: str, first: _Term, second: _Term, modifier: str = "") -> bool:
    beside = text[first.end : second.start].removesuffix(modifier)
    between = LINK_BETWEEN.fullmatch(beside if not modifier else beside.rstrip() + " ")
    if between is None or "recurring" in (first.rule, second.rule):
        return False
    if between["link"]:
        return True
    if between["word"].lower() == "and":
        return link == "between"
    return link in ("from", "")


def _bounded(expression: DateExpression, said: date, leaning: Leaning) -> When | None:
    term, link = expression.terms[0], expression.link
    if link == "range":
        return _range(expression, said, leaning)
    if link == "counted":
        return _counted(expression, said, leaning)
    way = _way_of_link(link, leaning)
    first = _meaning(term, said, leaning_of_base(expression.modifier, way))
    if first is None:
        return None
    if expression.modifier:
        first = modified(expression.modifier, first)
    is_from_then_on = link == "from" and leaning is not Leaning.PAST and first.granularity != RANGE
    if link == "since" or _lasts(term, leaning) or is_from_then_on:
        interval = Interval(midnight(first.first), DUSK)
        return When(interval, first.granularity, expression.text, is_open=True)
    if link == "until" and is_last_part(expression.modifier):
        return _when(expression, first, Interval(DAWN, midnight(first.after)))
    if link in ("until", "before"):
        return _when(expression, first, Interval(DAWN, midnight(first.first)))
    if link == "by":
        return _when(expression, first, Interval(DAWN, midnight(first.after)))
    if link == "after":
        return _when(expression, first, Interval(midnight(first.after), DUSK))
    return _when(expression, first)


def _counted(expression: DateExpression, said: date, leaning: Leaning) -> When | None:
    length, from_when = sorted(expression.terms, key=lambda term: term.rule != "lasting")
    start = _meaning(from_when, said, leaning)
    return None if start is None else _when(expression, lasting_from(length.groups, start.first))


def _way_of_link(link: str, leaning: Leaning) -> Leaning:
    """ "Since" points back and "until" ahead, where the tense is of the present."""
    if leaning is Leaning.ONGOING and link in ("until", "by"):
        return Leaning.FUTURE
    return Leaning.PAST if link == "since" else leaning


def _meaning(term: _Term, said: date, leaning: Leaning) -> Span | None:
    return MEANINGS[term.rule](term.groups, said, leaning)


def _when(expression: DateExpression, span: Span, interval: Interval | None = None) -> When:
    return When(interval or span.interval, span.granularity, expression.text)


def _takes_year_from(first: _Term, last: _Term) -> bool:
    """ "from May to October 2025": a year told with the second is that of the first, too."""
    is_bare = first.rule in _DAYS_AND_MONTHS and not first.groups.get("year")
    return is_bare and last.rule in _DAYS_AND_MONTHS and bool(last.groups.get("year"))


_DAYS_AND_MONTHS = frozenset({"month", "month_year", "day_month", "month_day", "month_spoken_day"})


def _lasts(term: _Term, leaning: Leaning) -> bool:
    """Whether a length of time is told as still going on: "for three years"."""
    said_for = term.rule == "last_few" and term.groups["how"].lower().startswith("for")
    return term.rule == "lasting" or (said_for and leaning is Leaning.ONGOING)


def _range(expression: DateExpression, said: date, leaning: Leaning) -> When | None:
    first, last = (_meaning(term, said, leaning) for term in expression.terms)
    is_of_same_year = last is not None and _takes_year_from(*expression.terms)
    if first is not None and expression.modifier:
        first = modified(expression.modifier, first)
    if last is not None and expression.last_modifier:
        last = modified(expression.last_modifier, last)
    if first and last and (is_of_same_year or first.first >= last.after):
        # "from January to March 2022": the bare first month takes its year from the second.
        first = _meaning(expression.terms[0], last.first, Leaning.ONGOING)
        first = modified(expression.modifier, first) if first and expression.modifier else first
    if first is None or last is None or last.after <= first.first:
        return None  # "from 2020 to June 2019"
    interval = Interval(midnight(first.first), midnight(last.after))
    return When(interval, RANGE, expression.text)
