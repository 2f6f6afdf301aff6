"""Which words a rule of `dates_patterns.py` needs: where none stands, it is not looked for.

Most messages tell no time; looking for each of forty patterns took a third of what finding the
names of a message takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from quipu.extraction.calendar_spans import HOLIDAYS, MONTHS, SEASONS, WEEKDAYS

_WORD = re.compile(r"[a-z]+|\d")
_DIGITS = frozenset("0123456789")
_UNITS = frozenset(
    f"{unit}{s}"
    for unit in "second minute min hour hr day night evening week wk weekend fortnight month "
    "quarter year yr decade".split()
    for s in ("", "s")
)
_WAYS = frozenset("last past previous next coming following upcoming this".split())
_SPELLED = frozenset("eighteen nineteen twenty thousand".split())
_OFTEN = frozenset(
    "every each once twice times weekends weekdays most nightly daily weekly monthly yearly "
    "annually quarterly biweekly bimonthly everyday".split()
) | {f"{day}s" for day in WEEKDAYS}
_FEASTS = frozenset(
    word for name in HOLIDAYS for word in name.split() if word not in ("of", "new")
) | frozenset("year day valentine mother father patrick friday monday sunday wednesday "
              "thanksgiving easter christmas pentecost fools".split())  # fmt: skip

# A rule that does not stand here is always looked for.
NEEDS: Mapping[str, frozenset[str]] = {
    "recurring": _OFTEN,
    "quarter": frozenset({"quarter", "q"}),
    "in_told_year": frozenset({"year"}),
    "weekday_off": frozenset({"week", "weeks"}),
    "weekday_week": frozenset({"week"}),
    "counted_back": frozenset({"ago", "before"}),
    "half_year": frozenset({"h"}),
    "numbered_week": frozenset({"week", "cw"}),
    "spelled_decade": frozenset("fifties sixties seventies eighties nineties".split()),
    "days": _DIGITS,
    "century": frozenset({"century"}),
    "the_weekend": frozenset({"weekend"}),
    "day_of_month": _DIGITS | {"month"},
    "rolling": _WAYS,
    "within_unit": frozenset({"earlier", "later"}),
    "relative_unit": _WAYS,
    "unit_beyond": _WAYS,
    "last_few": _WAYS,
    "ago": frozenset({"ago", "back", "earlier", "prior"}),
    "from_now": _UNITS,
    "lasting": _UNITS,
    "spoken_day": frozenset("yesterday today tomorrow tonight tmrw tmr".split()),
    "recent": frozenset({"day", "week", "recently", "lately"}),
    "holiday": _FEASTS,
    "spelled_year": _SPELLED,
    "this_unit": _UNITS,
    "season": frozenset(SEASONS),
    **dict.fromkeys(
        ("days_of_month", "day_month", "month_day", "month_spoken_day", "month_year",
         "relative_month", "month"), frozenset(MONTHS)),
    **dict.fromkeys(
        ("weekday_day", "day_of_week", "relative_weekday", "weekday"), frozenset(WEEKDAYS)),
    **dict.fromkeys(
        ("years", "iso_day", "iso_month", "slashed_day", "dotted_day", "short_day", "decade",
         "short_decade", "season_year", "year", "short_year"), _DIGITS),
}  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    """The runs of letters of a text, lower case, and its digits."""
    return frozenset(_WORD.findall(text.lower()))
