"""Plain text and Markdown cut into passages: paragraphs, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"\n[ \t]*\n+")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_FENCE = re.compile(r"\s*(```|~~~)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
PASSAGE_LIMIT = 2_000  # characters: about one screen, so that a hit points at something readable


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, the heading it stands under, and its first line, from 1."""

    text: str
    heading: str
    line: int


def paragraphs(text: str) -> Iterator[Passage]:
    """Plain text at its blank lines."""
    yield from _cut(text, "", 1)


def sections(text: str) -> Iterator[Passage]:
    """Markdown at its headings and blank lines; a heading is given as `Chapter › Section`."""
    path: list[str] = []
    held: list[str] = []
    first, is_code = 1, False
    for number, line in enumerate(text.split("\n"), start=1):
        is_code ^= _FENCE.match(line) is not None
        found = None if is_code else _HEADING.fullmatch(line.rstrip())
        if found is None:
            held.append(line)
            continue
        yield from _cut("\n".join(held), " › ".join(path), first)
        path = [*path[: len(found[1]) - 1], found[2]]
        held, first = [], number + 1
    yield from _cut("\n".join(held), " › ".join(path), first)


def _cut(text: str, heading: str, line: int) -> Iterator[Passage]:
    start = 0
    for end, after in [
        *((gap.start(), gap.end()) for gap in _BLANK.finditer(text)),
        (len(text),) * 2,
    ]:
        paragraph = text[start:end]
        if paragraph.strip():
            skipped = len(paragraph) - len(paragraph.lstrip())
            number = line + text.count("\n", 0, start + skipped)
            for piece in _pieces(paragraph.strip()):
                yield Passage(piece, heading, number)
        start = after


def _pieces(paragraph: str) -> Iterator[str]:
    """A long paragraph at the ends of its sentences; one sentence may be 50 limits long."""
    if len(paragraph) <= PASSAGE_LIMIT:
        yield paragraph
        return
    held = ""
    for sentence in _SENTENCE_END.split(paragraph):
        if held and len(held) + len(sentence) > PASSAGE_LIMIT:
            yield held
            held = ""
        held = f"{held} {sentence}".strip()
        while len(held) > 50 * PASSAGE_LIMIT:
            yield held[: 50 * PASSAGE_LIMIT]
            held = held[50 * PASSAGE_LIMIT :]
    if held:
        yield held
