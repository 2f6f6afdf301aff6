"""One-line probes of our own by topic: what Sam says to Kim on 15 May 2024, and what is read.

`probes/facts.tsv`: topic, message, the facts in order or "-" for none, parted by tabs. A fact is
subject | predicate | object, then in brackets "not", "ends", its modality, "by" its teller and
its time as start/after.
"""

from __future__ import annotations

from pathlib import Path

from tests.unit.extraction.reading import said

from quipu.extraction.spacy_reader import read_all
from quipu.schema.intervals import DAWN, DUSK
from quipu.schema.knowledge import Modality, Statement, When

TABLE = Path(__file__).parent / "probes" / "facts.tsv"


def told(found: Statement) -> str:
    marks = [
        name for name, is_so in (("not", found.is_negated), ("ends", found.is_ending)) if is_so
    ]
    if found.modality is not Modality.ASSERTED:
        marks.append(found.modality.value)
    if found.attributed_to:
        marks.append(f"by {found.attributed_to}")
    if found.when is not None:
        marks.append(_bounds(found.when))
    sides = f"{found.subject.text} | {found.predicate} | {found.object.text}"
    return f"{sides} [{', '.join(marks)}]" if marks else sides


def _bounds(when: When) -> str:
    if when.is_recurring:
        return "recurring"
    bounds = (
        "" if at in (DAWN, DUSK) else at.date().isoformat()
        for at in (when.span.start, when.span.end)
    )
    return "/".join(bounds)


def test_every_message_is_read_as_the_table_says() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    messages, expected = [row[1] for row in rows], [row[2] for row in rows]

    readings = read_all([said(message) for message in messages])

    read = ["; ".join(map(told, one.statements)) or "-" for one in readings]
    assert dict(zip(messages, read, strict=True)) == dict(zip(messages, expected, strict=True))


def test_the_table_holds_three_hundred_probes() -> None:
    assert len(TABLE.read_text("utf-8").splitlines()) >= 300
