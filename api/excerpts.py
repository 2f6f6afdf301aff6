"""The part of a long text that is shown: where it has the words of the question."""

from __future__ import annotations

import re
from itertools import takewhile

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.graph.texts.terms import stems_of, words_of

_SHORTEST_WORD = 3
_SCANNED = 200_000  # characters of a text that are looked through
_LED_BY = 60  # characters before the first word asked for


def excerpt(text: str, question: str, limit: int) -> str:
    """At most `limit` characters of a text around most of the words of a question, "…" where it is
    cut; its beginning, where it has none of them."""
    if len(text) <= limit:
        return text
    place = _best_place(text[:_SCANNED], question, limit - _LED_BY)
    start = max(0, min(place - _LED_BY, len(text) - limit + 1))
    if start:
        start = max(start, text.find(" ", start, place) + 1)  # not in the middle of a word
    head = "…" if start else ""
    room = limit - len(head)
    part = text[start : start + room]
    return f"{head}{part}" if start + room >= len(text) else f"{head}{part[:-1]}…"


def _best_place(text: str, question: str, width: int) -> int:
    """Where the stretch begins that has most different words, the first of several."""
    found = [(one.start(), one[0].lower()) for one in _pattern(question).finditer(text)]
    best, place, first = 0, 0, 0
    for last, (end, _) in enumerate(found):
        while end - found[first][0] > width:
            first += 1
        words = [word for _, word in found[first : last + 1]]
        if len({*words}) > best:
            best = len({*words})
            # What comes again further on is not needed here: what follows the words is worth more.
            spare = next(i for i, word in enumerate(words) if word not in words[i + 1 :])
            place = found[first + spare][0]
    return place


def _pattern(question: str) -> re.Pattern[str]:
    """The words of a question in any of their forms, by what they share with their stem."""
    words = [one for one in words_of(question) if one not in STOP_WORDS]
    beginnings = {_shared(word, stem) for word, stem in zip(words, stems_of(words), strict=True)}
    wanted = sorted(re.escape(one) for one in beginnings if len(one) >= _SHORTEST_WORD)
    return re.compile(rf"\b(?:{'|'.join(wanted)})" if wanted else r"(?!)", re.IGNORECASE)


def _shared(word: str, stem: str) -> str:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(word, stem, strict=False))
    return "".join(one for one, _ in alike)
