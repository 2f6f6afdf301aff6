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
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from quipu.extraction.calendar_spans import Span, midnight, shifted
from quipu.extraction.dates_patterns import ANCHORED, LINK_BEFORE, LINK_BETWEEN, ONWARDS, RULES
from quipu.extraction.dates_relative import Groups, Leaning, count_of, unit_of
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
    """What an expression means for someone speaking at `said_at` (aware); None where nothing.

    Nothing: an impossible date ("30 February"), a length of time that is over ("for two years").
    """
    if expression.is_recurring:
        return When(granularity="recurring", text=expression.text, is_recurring=True)
    said = said_at.astimezone(UTC).date()
    try:
        return _bounded(expression, said, leaning)
    except (ValueError, OverflowError, KeyError):
        # A day that no calendar has, or one beyond the years a date can hold.
        return None


def _plain_terms(text: str) -> list[_Term]:
    taken = bytearray(len(text))
    terms: list[_Term] = []
    for rule, pattern in RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                terms.append(_Term(start, end, rule, match.groupdict(default="")))
    return sorted(terms, key=lambda term: term.start)


def _linked(text: str, terms: Sequence[_Term], position: int) -> DateExpression:
    """The expression that begins with a term: its link before, its second term, its "onwards"."""
    first = terms[position]
    before = text[max(0, first.start - 40) : first.start]
    opening = LINK_BEFORE.search(before)
    link = _normal_link(opening["link"]) if opening else ""
    start = first.start - (len(before) - opening.start() if opening else 0)
    second = terms[position + 1] if position + 1 < len(terms) else None
    if second and _is_range(text, link, first, second):
        return DateExpression(start, second.end, text[start : second.end], (first, second), "range")
    if second and first.rule == "weekday" and ANCHORED.fullmatch(text[first.start : second.start]):
        # "the Sunday before 25 May": the second term is the anchor of the first.
        beside = text[first.start : second.start]
        span = text[first.start : second.end]
        return DateExpression(first.start, second.end, span, (second, first), beside)
    if anchored := ANCHORED.search(before):
        start = first.start - (len(before) - anchored.start())
        return DateExpression(start, first.end, text[start : first.end], (first,), anchored.group())
    onwards = ONWARDS.match(text, first.end) if link in ("from", "") else None
    if onwards and link == "from":
        return DateExpression(start, onwards.end(), text[start : onwards.end()], (first,), "since")
    return DateExpression(start, first.end, text[start : first.end], (first,), link)


def _normal_link(link: str) -> str:
    link = link.lower()
    if link in ("ever since", "as of") or link.startswith(("starting", "beginning")):
        return "since"
    if link in ("till", "up to"):
        return "until"
    return "before" if link == "prior to" else link


def _is_range(text: str, link: str, first: _Term, second: _Term) -> bool:
    between = LINK_BETWEEN.fullmatch(text[first.end : second.start])
    if between is None or "recurring" in (first.rule, second.rule):
        return False
    if between["link"].lower() == "and":
        return link == "between"
    return link in ("from", "") or between["link"] in ("–", "-")


def _bounded(expression: DateExpression, said: date, leaning: Leaning) -> When | None:
    term, link = expression.terms[0], expression.link
    if link == "range":
        return _range(expression, said, leaning)
    first = _meaning(term, said, leaning)
    if first is None:
        return None
    if anchored := ANCHORED.fullmatch(link):
        return _when(expression, _beside(first, anchored.groupdict(default="")))
    if link == "since" or _lasts(term, leaning) or (link == "from" and leaning is not Leaning.PAST):
        interval = Interval(midnight(first.first), DUSK)
        return When(interval, first.granularity, expression.text, is_open=True)
    if link in ("until", "before"):
        return _when(expression, first, Interval(DAWN, midnight(first.first)))
    if link == "by":
        return _when(expression, first, Interval(DAWN, midnight(first.after)))
    if link == "after":
        return _when(expression, first, Interval(midnight(first.after), DUSK))
    return _when(expression, first)


def _meaning(term: _Term, said: date, leaning: Leaning) -> Span | None:
    return MEANINGS[term.rule](term.groups, said, leaning)


def _when(expression: DateExpression, span: Span, interval: Interval | None = None) -> When:
    return When(interval or span.interval, span.granularity, expression.text)


def _lasts(term: _Term, leaning: Leaning) -> bool:
    """Whether a length of time is told as still going on: "for three years"."""
    said_for = term.rule == "last_few" and term.groups["how"].lower().startswith("for")
    return term.rule == "lasting" or (said_for and leaning is Leaning.ONGOING)


def _beside(span: Span, groups: Groups) -> Span:
    """The unit before or after a span: "the week before 9 June", "two days after Christmas"."""
    count = count_of(groups["count"] or "one")
    side = -1 if groups["side"].lower() == "before" else 1
    return shifted(span.first, side * count, unit_of(groups["unit"]))


def _range(expression: DateExpression, said: date, leaning: Leaning) -> When | None:
    first, last = (_meaning(term, said, leaning) for term in expression.terms)
    if first and last and first.first >= last.after:
        # "from January to March 2022": the bare first month takes its year from the second.
        first = _meaning(expression.terms[0], last.first, Leaning.ONGOING)
    if first is None or last is None or last.after <= first.first:
        return None  # "from 2020 to June 2019"
    interval = Interval(midnight(first.first), midnight(last.after))
    return When(interval, RANGE, expression.text)
