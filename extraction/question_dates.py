"""The dates that a question names: "Where did she work in 2022?" asks about 2022."""

from __future__ import annotations

from datetime import datetime

from quipu.extraction.dates import Leaning, find_dates, resolve
from quipu.schema.intervals import DAWN, DUSK, Interval


class QuestionDates:
    """Understands dates by the grammar that reads them in messages."""

    def asked_about(self, question: str, now: datetime) -> Interval | None:
        """The one bounded span of time that a question names; None for none, several or an open
        one, since "since 2019" and "between May and now" say no moment to look at."""
        spans = []
        for expression in find_dates(question):
            when = resolve(expression, now, Leaning.PAST)
            if when is not None and not when.is_recurring and not when.is_open:
                spans.append(when.span)
        if len(spans) != 1 or spans[0].start == DAWN or spans[0].end == DUSK:
            return None
        return spans[0]
