"""The objects of a JSON file: of one array, of several values in a row, or one alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quipu.api.cli.conversations import conversation_in
from quipu.api.cli.memories import memories_in
from quipu.schema.errors import Invalid
from quipu.schema.texts import storable_json

_DECODER = json.JSONDecoder()
_BETWEEN = " \t\r\n,"
# Under which an export keeps its list, when it is the only one of an object that says no more.
_LISTS = ("messages", "records", "events", "items", "data", "conversation")


def objects_in(text: str) -> Iterator[tuple[int, object]]:
    """Each object with the line on which it begins, from 1. Raises Invalid at the first that is no
    JSON: what comes after it cannot be told apart."""
    place, line = _skipped(text, 0), 1
    line += text.count("\n", 0, place)
    if text[place : place + 1] == "[":
        yield from _values(text, place + 1, line, until="]")
        return
    for number, value in _values(text, place, line, until=""):
        inner = _list_in(value)
        if inner is None:
            yield number, value
        else:
            yield from ((number, one) for one in inner)


def _values(text: str, place: int, line: int, *, until: str) -> Iterator[tuple[int, object]]:
    while True:
        start = _skipped(text, place)
        line += text.count("\n", place, start)
        if start == len(text) or text[start] == until:
            break
        try:
            value, place = _DECODER.raw_decode(text, start)
            value = storable_json(value)
        except (ValueError, RecursionError) as error:
            raise Invalid(f"line {line}: not JSON: {error}") from error
        yield line, value
        line += text.count("\n", start, place)
    if until and start == len(text):
        raise Invalid(f"line {line}: not JSON: the array has no end")


def _skipped(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BETWEEN:
        place += 1
    return place


def _list_in(value: object) -> list[object] | None:
    if not isinstance(value, dict):
        return None
    if memories := memories_in(value):
        return list[object](memories)
    if len(value) != 1 or conversation_in(value) is not None:
        return None
    [(key, inner)] = value.items()
    is_list = key in _LISTS and isinstance(inner, list)
    return inner if is_list and all(isinstance(one, dict) for one in inner) else None
