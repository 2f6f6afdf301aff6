"""Sentences told on Thursday, 20 July 2023, and the times they name, as a table of our own.

`probes/times.tsv`: the sentence, a tab, its times in order as start/after (empty where a bound is
not given), "recurring", "nothing" for an expression without a place in time, "-" for none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from quipu.extraction.plain_readings import DatedWords, times_of
from quipu.schema.intervals import DAWN, DUSK

SAID_AT = datetime(2023, 7, 20, 13, 30, tzinfo=UTC)
TABLE = Path(__file__).parent / "probes" / "times.tsv"


def told(found: DatedWords) -> str:
    if found.when is None:
        return "nothing"
    if found.when.is_recurring:
        return "recurring"
    span = found.when.span
    bounds = ("" if at in (DAWN, DUSK) else at.date().isoformat() for at in (span.start, span.end))
    return "/".join(bounds)


def test_every_sentence_names_the_times_that_the_table_says() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    sentences, expected = [row[0] for row in rows], [row[1] for row in rows]

    found = times_of(sentences, [SAID_AT] * len(sentences))

    read = ["; ".join(map(told, times)) or "-" for times in found]
    assert dict(zip(sentences, read, strict=True)) == dict(zip(sentences, expected, strict=True))


def test_the_table_holds_two_hundred_probes() -> None:
    assert len(TABLE.read_text("utf-8").splitlines()) >= 200
