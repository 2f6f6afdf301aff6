"""A text cut into passages that a parser can take: bounded in length, cut between sentences."""

from __future__ import annotations

import re

from quipu.schema.texts import legible

MAX_PASSAGE = 5_000  # characters: the parser's memory grows with the passage, not the text
MAX_WORD = 80  # characters: longer runs are keys, hashes or noise, never words

_LONG_RUN = re.compile(rf"\S{{{MAX_WORD + 1},}}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"[.!?][\"”’)]*\s+|\n"), re.compile(r"\s+"))


def passages_of(text: str, limit: int = MAX_PASSAGE) -> list[str]:
    """The readable text in order, in pieces of at most `limit` characters; blank ones left out."""
    readable = _LONG_RUN.sub(" ", _CONTROL.sub(" ", legible(text)))
    pieces: list[str] = []
    start = 0
    while start < len(readable):
        end = len(readable) if len(readable) - start <= limit else _cut(readable, start, limit)
        pieces.append(readable[start:end])
        start = end
    return [piece for piece in pieces if piece.strip()]


def _cut(text: str, start: int, limit: int) -> int:
    """The last paragraph end, else sentence end, else gap in the second half of the window."""
    for pattern in _BREAKS:
        ends = [m.end() for m in pattern.finditer(text, start + limit // 2, start + limit)]
        if ends:
            return ends[-1]
    return start + limit
