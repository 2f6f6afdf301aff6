"""Readings turned into the predictions that the scorers of labelled texts compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate

from quipu.api.bench.extraction.labels import Labels
from quipu.extraction.calendar_spans import shifted
from quipu.extraction.english.open_tuples import OpenTuple
from quipu.extraction.plain_readings import DatedWords
from quipu.graph.consolidation.claims import ends_of
from quipu.graph.consolidation.slots import entry_of
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Mention, Modality, Reading, Statement
from quipu.schema.ontology import default_ontology

TypedSpan = tuple[int, int, str]
_DAY = timedelta(days=1)


def typed_spans(tokens: Sequence[str], mentions: Iterable[Mention], labels: Labels) -> list[object]:
    """Every place where a mention's name stands, as [first token, token after, label]."""
    ends = list(accumulate((len(token) + 1 for token in tokens), initial=0))
    first_at = {start: number for number, start in enumerate(ends[:-1])}
    last_at = {ends[number + 1] - 1: number for number in range(len(tokens))}
    text, taken, found = " ".join(tokens), set[int](), list[TypedSpan]()
    # Without a title, which no set takes for part of a name.
    named = [(m.text, m.kind) for m in mentions if not m.is_value]
    for name, kind in sorted(named, key=lambda pair: -len(pair[0])):
        label = labels.kind(kind)
        for match in re.finditer(re.escape(name), text) if label else ():
            first, last = first_at.get(match.start()), last_at.get(match.end())
            if first is not None and last is not None and taken.isdisjoint(range(first, last + 1)):
                taken.update(range(first, last + 1))
                found.append((first, last + 1, label))
    return [list(span) for span in sorted(found)]


def links(readings: Iterable[Reading], labels: Labels) -> list[list[str]]:
    """The statements told as true, as [head, relation, tail], each once, as memory keeps them."""
    told = (
        link
        for reading in readings
        for one in reading.statements
        if not one.is_negated and one.modality is Modality.ASSERTED
        for link in labels.links(*_kept(one))
    )
    return [list(link) for link in dict.fromkeys(told)]


def _kept(told: Statement) -> tuple[str, str, str]:
    """A statement under the name and in the direction in which the registry keeps it."""
    entry = entry_of(told, default_ontology())
    subject, object_ = ends_of(told, entry, default_ontology())
    return subject.text, entry.name, object_.text


def tuple_rows(found: Iterable[OpenTuple]) -> list[list[object]]:
    return [[one.subject, one.predicate, one.rest, one.confidence] for one in found]


def time_spans(found: Iterable[DatedWords]) -> list[list[object]]:
    """[first character, character after, values]; a value is a day, or its bounds with a slash."""
    return [
        [one.start, one.end, _values(one.when.span, one.when.granularity)]
        for one in found
        if one.when is not None
    ]


def _values(span: Interval, granularity: str) -> list[str]:
    start, end = ("" if at in (DAWN, DUSK) else at.date().isoformat() for at in _bounds(span))
    return [start] if granularity == "day" and start else ["/".join(b for b in (start, end) if b)]


def _bounds(span: Interval) -> tuple[datetime, datetime]:
    return span.start, span.end


def best_time(found: Sequence[DatedWords], told: datetime) -> list[str]:
    """When what a message tells was: its surest time, else the day of its telling; both included.

    Of several times the shortest bounded one counts; one without an end, if there is no other,
    by when it begins. "Lately" and repeated times tell no date.
    """
    spans = [
        (one.when.span, one.when.granularity)
        for one in found
        if one.when is not None and one.when.granularity not in ("recent", "recurring")
    ]
    bounded = [span for span, _ in spans if span.start != DAWN and span.end != DUSK]
    if bounded:
        best = min(bounded, key=lambda span: span.end - span.start)
        return [best.start.date().isoformat(), (best.end.date() - _DAY).isoformat()]
    begun = [(span, granularity) for span, granularity in spans if span.start != DAWN]
    first, after = _known_to(*begun[0]) if begun else (told.date(), told.date() + _DAY)
    return [first.isoformat(), (after - _DAY).isoformat()]


def _known_to(span: Interval, granularity: str) -> tuple[date, date]:
    """Within which days what is still on began: "since 2016" tells the year."""
    first = span.start.date()
    unit = granularity if granularity in ("week", "month", "quarter", "year") else "day"
    return first, shifted(first, 0, unit).after
