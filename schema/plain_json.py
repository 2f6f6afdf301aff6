"""What JSON says without its signs: each value behind the words of the keys that lead to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from quipu.schema.texts import legible, storable

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAP = re.compile(r"[\W_]+")
_KEYS = 4  # of those that lead to a value, the nearest: deep ones would be longer than all values


def key_words(key: str) -> str:
    """A key as words in lower case, whatever its spelling: `fullName` and `full_name` are one."""
    return _GAP.sub(" ", _HUMP.sub(" ", legible(storable(key)))).strip().lower()


def plain_json(content: str) -> str:
    """A line for each value that says something, such as "customer full name: Maya Lind".

    Never much longer than what was given: of what nests deeply the rest is left out. What is no
    JSON, or says nothing, stays as it is.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return content
    lines: list[str] = []
    room = 2 * len(content)
    for keys, said in _values(value):
        line = f"{' '.join(keys)}: {said}" if keys else said
        room -= len(line)
        if room < 0:
            break
        lines.append(line)
    return "\n".join(lines) or content


def _values(root: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value with the words of its nearest keys, in the order written. Without recursion: a
    text may nest as deeply as it likes."""
    left: list[tuple[tuple[str, ...], object]] = [((), root)]
    while left:
        keys, value = left.pop()
        if isinstance(value, dict):
            named = [(key_words(key), one) for key, one in value.items()]
            inner = [((*keys, words)[-_KEYS:] if words else keys, one) for words, one in named]
            left += reversed(inner)
        elif isinstance(value, list):
            left += [(keys, one) for one in reversed(value)]
        elif said := _said(value):
            yield keys, said


def _said(value: object) -> str:
    """A single value in words; nothing of what is null or empty."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(legible(storable(str(value))).split())
