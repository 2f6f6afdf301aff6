"""Plain text and Markdown cut into passages: paragraphs, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quipu.api.moments import moment_from
from quipu.schema.texts import HEADINGS_JOINED_BY

_FRONT = re.compile(r"---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TAKEN = ("title", "date")
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


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between two lines of dashes at the head of a Markdown file, and the text with
    empty lines in its place, so that lines keep their numbers. What else a file with a title says
    of itself there ("author: Kim") stays, as lines below the title."""

    text: str
    title: str = ""
    date: datetime | None = None


def front_matter(text: str) -> FrontMatter:
    """The title and date of a text, if it begins with them. Raises Invalid for what is no date."""
    found = _FRONT.match(text)
    if found is None:
        return FrontMatter(text)
    fields: dict[str, str] = {}
    for line in found["fields"].split("\n"):
        key, colon, value = line.partition(":")
        if colon and key == key.strip():
            fields[key.lower()] = value.strip().strip("\"'")
    kept = _others(found["fields"]) if fields.get("title") else ""
    after = found[0].count("\n") - kept.count("\n") - 1
    rest = "\n" + kept + "\n" * after + text[found.end() :]
    written = fields.get("date", "")
    return FrontMatter(
        rest, fields.get("title", ""), moment_from(written).written if written else None
    )


def _others(fields: str) -> str:
    """The lines that are neither title nor date, in one piece."""
    lines = fields.split("\n")
    return "\n".join(one for one in lines if one.partition(":")[0].lower() not in _TAKEN)


def paragraphs(text: str) -> Iterator[Passage]:
    """Plain text at its blank lines."""
    yield from _cut(text, "", 1)


def sections(text: str, title: str = "") -> Iterator[Passage]:
    """Markdown at its headings and blank lines; a heading is given as `Chapter › Section`, below
    the title of all of it, unless the first one repeats it."""
    path: list[str] = []
    held: list[str] = []
    first, is_code = 1, False
    for number, line in enumerate(text.split("\n"), start=1):
        is_code ^= _FENCE.match(line) is not None
        found = None if is_code else _HEADING.fullmatch(line.rstrip())
        if found is None:
            held.append(line)
            continue
        yield from _cut("\n".join(held), _below(title, path), first)
        path = [*path[: len(found[1]) - 1], found[2]]
        held, first = [], number + 1
    yield from _cut("\n".join(held), _below(title, path), first)


def _below(title: str, path: list[str]) -> str:
    whole = path if not title or path[:1] == [title] else [title, *path]
    return HEADINGS_JOINED_BY.join(whole)


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
