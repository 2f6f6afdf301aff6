"""When and how firmly a model says something is told, in the terms that settling understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from quipu.extraction.dates import DateExpression, Leaning, find_dates, resolve
from quipu.extraction.model_reader.grounding import numbers_in
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Modality, Tense, When

_MODALITIES = {
    "plan": Modality.PLAN,
    "wish": Modality.WISH,
    "possible": Modality.POSSIBLE,
    "asserted": Modality.ASSERTED,
}
_TENSES = {"past": Tense.PAST, "present": Tense.PRESENT, "future": Tense.FUTURE}


def modality_of(raw: Mapping[str, Any]) -> Modality:
    return _MODALITIES.get(str(raw.get("firmness", "")), Modality.ASSERTED)


def tense_of(raw: Mapping[str, Any], when: When | None) -> Tense:
    """The tense of what holds: a state that began is present, unless a date says since when."""
    told = _TENSES.get(str(raw.get("tense", "")), Tense.PRESENT)
    if raw.get("change") == "begins" and told is Tense.PAST and when is None:
        return Tense.PRESENT
    return told


def when_of(raw: Mapping[str, Any], text: str, said_at: datetime) -> When | None:
    """What the text says about time, in the words that the model points at.

    The words must stand in the text; what they mean is for our own grammar of dates to say. Where
    they are not English, the model's translation of them is read, if it brings no new numbers.
    """
    words, english = str(raw.get("when", "")).strip(), str(raw.get("when_in_english", "")).strip()
    if not words or words.casefold() not in text.casefold():
        return None
    is_translated = english and english != words and not _is_understood(words)
    if is_translated:
        found = _translated(words, english, said_at, _leaning(raw))
    else:
        found = _pointed_at(words, text, said_at, _leaning(raw))
    if found is None or raw.get("change") != "begins" or found.is_recurring:
        return found
    return _from_then_on(found)


def _leaning(raw: Mapping[str, Any]) -> Leaning:
    if raw.get("tense") == "future" or raw.get("firmness") in ("plan", "wish"):
        return Leaning.FUTURE
    return Leaning.PAST if raw.get("tense") == "past" else Leaning.ONGOING


def _pointed_at(words: str, text: str, said_at: datetime, leaning: Leaning) -> When | None:
    """The time that a stretch of the text says, its linking words ("since") looked for around."""
    start = text.casefold().find(words.casefold())
    end = start + len(words)
    touching = [one for one in find_dates(text) if one.start < end and start < one.end]
    return _first(touching, said_at, leaning)


def _translated(words: str, english: str, said_at: datetime, leaning: Leaning) -> When | None:
    if not numbers_in(english) <= numbers_in(words):
        return None
    found = _first(find_dates(english), said_at, leaning)
    return None if found is None else replace(found, text=words)


def _first(some: Sequence[DateExpression], said_at: datetime, leaning: Leaning) -> When | None:
    resolved = (resolve(one, said_at, leaning) for one in some)
    return next((when for when in resolved if when is not None), None)


def _is_understood(words: str) -> bool:
    """Whether our grammar reads all of it, so that no translation is asked for."""
    read = sum(len(one.text) for one in find_dates(words))
    return read >= len(words.strip())


def _from_then_on(when: When) -> When:
    if when.span.start == DAWN:
        return when
    return replace(when, span=Interval(when.span.start, DUSK), is_open=True)
