"""Tables in Markdown: each row is a record about what its first column names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quipu.extraction.events.keys import NUMBERS
from quipu.extraction.events.records import statements_of
from quipu.extraction.events.values import moment_in
from quipu.schema.knowledge import Statement
from quipu.schema.plain_json import key_words

_RULE = re.compile(r"\s*\|?(?:\s*:?-{1,}:?\s*\|)*\s*:?-{1,}:?\s*\|?\s*")
_CELL = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(\*\*|__|`|~~)(.+?)\1|(?<!\w)[*_](\S.*?)[*_](?!\w)")
NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "none", "?", "tbd", "…", "..."))
_TICKS = {"✓": "yes", "✔": "yes", "✅": "yes", "☑": "yes", "✗": "no", "✘": "no", "❌": "no"}
_LONGEST_NAME = 6  # words of what a row is about
_LONGEST_HEADER = 5


@dataclass(frozen=True, slots=True)
class Tables:
    """A text without its tables, or its lines of properties, and what these state."""

    text: str
    statements: tuple[Statement, ...]


def tables_in(content: str) -> Tables | None:
    """The tables of a text taken out of it; None where it has none that is read."""
    lines = content.split("\n")
    kept, found, at = list[str](), list[Statement](), 0
    while at < len(lines):
        width = _width(lines, at)
        end = at + 2
        while width and end < len(lines) and "|" in lines[end]:
            end += 1
        rows = list(_rows(lines[at], lines[at + 2 : end])) if width else []
        if not rows:
            kept.append(lines[at])
            at += 1
            continue
        found += rows
        at = end
    return Tables("\n".join(kept), tuple(found)) if found else None


def _width(lines: list[str], at: int) -> int:
    """How many columns a table has that begins at a line; 0 where none begins there."""
    if at + 2 >= len(lines) or "|" not in lines[at] or "-" not in lines[at + 1]:
        return 0
    if "|" not in lines[at + 1] or _RULE.fullmatch(lines[at + 1]) is None:
        return 0
    width = len(_cells(lines[at]))
    return width if width > 1 and width == len(_cells(lines[at + 1])) else 0


def _rows(header: str, rows: list[str]) -> Iterator[Statement]:
    first, *others = map(key_words, _cells(header))
    told = [*others, first]
    if first in NUMBERS or len(first.split()) > _LONGEST_NAME or len(set(told)) < len(told):
        return
    for row in rows:
        name, *values = _cells(row)
        if not _is_name(name):
            continue
        said = {
            key: value
            for key, value in zip(others, values, strict=False)
            if key and len(key.split()) <= _LONGEST_HEADER and value.lower() not in NOTHING
        }
        for one in statements_of({**said, "kind": first or "thing", "name": name}):
            yield replace(one, quote=row.strip())


def _is_name(text: str) -> bool:
    """Whether something is called so: neither a number, a day nor a sentence."""
    is_short = len(text.split()) <= _LONGEST_NAME and text[-1:] not in (".", "!", "?", ":")
    return is_short and any(map(str.isalpha, text)) and moment_in(text) is None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [plain_cell(cell.replace("\\|", "|")) for cell in _CELL.split(inner)]


def plain_cell(cell: str) -> str:
    """A value without its Markdown."""
    text = _LINK.sub(r"\1", cell)
    text = _MARKS.sub(lambda found: found[2] or found[3], text).strip()
    return _TICKS.get(text, text)
