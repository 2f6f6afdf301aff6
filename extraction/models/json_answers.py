"""JSON from what a model said: alone, in a fence, amid chatter, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"```(?:json)?\s*\n?(.*?)```", re.DOTALL | re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LOOKS = 50  # places where an object may begin: more of them are noise


def object_in(text: str) -> dict[str, Any] | None:
    """The first JSON object of a text, whatever stands around it; None where there is none.

    Commas before a closing bracket are forgiven. Strings come without characters that cannot be
    stored. NaN and infinities are no JSON.
    """
    spoken = _THOUGHTS.sub("", text)
    for candidate in (spoken, *_FENCED.findall(spoken)):
        found = _parsed(candidate)
        if found is not None:
            return found
    for start in _openings(spoken):
        found = _parsed_from(spoken, start)
        if found is not None:
            return found
    return _parsed(_TRAILING_COMMA.sub("", _outermost(spoken)))


def _openings(text: str) -> Iterator[int]:
    for count, match in enumerate(re.finditer(r"\{", text)):
        if count >= _LOOKS:
            return
        yield match.start()


def _outermost(text: str) -> str:
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else ""


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return _storable_object(json.loads(text, parse_constant=_refused))
    except (ValueError, RecursionError):
        return None


def _parsed_from(text: str, start: int) -> dict[str, Any] | None:
    try:
        found, _ = json.JSONDecoder(parse_constant=_refused).raw_decode(text, start)
        return _storable_object(found)
    except (ValueError, RecursionError):
        return None


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _storable_object(value: object) -> dict[str, Any] | None:
    stored = _storable(value)
    return stored if isinstance(stored, dict) else None


def _storable(value: object) -> object:
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_UNSTORABLE.sub("", key): _storable(one) for key, one in value.items()}
    return value
