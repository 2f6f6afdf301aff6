"""Arguments of a tool as a frozen dataclass: its JSON schema, and reading what an agent sent."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar, get_type_hints

from quipu.schema.errors import Invalid

Arguments = TypeVar("Arguments")
_TEXT_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    schema: Mapping[str, object]
    python: type


_KINDS: dict[object, _Kind] = {
    str: _Kind("a text", {"type": "string"}, str),
    int: _Kind("a whole number", {"type": "integer"}, int),
    bool: _Kind("true or false", {"type": "boolean"}, bool),
    tuple[str, ...]: _Kind("a list of texts", {"type": "array", "items": {"type": "string"}}, list),
}


def argument(meaning: str = "", *, default: object = MISSING, **bounds: int) -> Any:
    """A field of a tool's arguments. bounds: `minimum` and `maximum` of a number."""
    metadata = {"meaning": meaning, "bounds": bounds}
    return field(default=default, metadata=metadata)


def schema_of(kind: type) -> dict[str, object]:
    """The JSON schema of a tool's arguments."""
    hints = get_type_hints(kind)
    entries = _fields(kind)
    return {
        "type": "object",
        "properties": {entry.name: _property(entry, hints[entry.name]) for entry in entries},
        "required": [entry.name for entry in entries if entry.default is MISSING],
        "additionalProperties": False,
    }


def read_arguments(kind: type[Arguments], given: Mapping[str, object]) -> Arguments:
    """What was sent, checked. Raises Invalid naming the argument, so that the next call is right.

    null stands for an argument that is left out.
    """
    hints, entries = get_type_hints(kind), {entry.name: entry for entry in _fields(kind)}
    sent = {name: value for name, value in given.items() if value is not None}
    for name in sent:
        if name not in entries:
            near = difflib.get_close_matches(name, entries, n=1)
            hint = (
                f"did you mean {near[0]}?" if near else f"there is {', '.join(entries) or 'none'}"
            )
            raise Invalid(f"no argument {name!r}", hint=hint)
    for name, entry in entries.items():
        if name not in sent and entry.default is MISSING:
            raise Invalid(f"the argument {name!r} is missing")
    checked = {name: _checked(entries[name], hints[name], value) for name, value in sent.items()}
    return kind(**checked)


def _fields(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind)


def _property(entry: Field[Any], hint: object) -> dict[str, object]:
    meaning = entry.metadata.get("meaning")
    described = {"description": meaning} if meaning else {}
    usual = {} if entry.default in (MISSING, "", ()) else {"default": entry.default}
    return {**_KINDS[hint].schema, **described, **entry.metadata.get("bounds", {}), **usual}


def _checked(entry: Field[Any], hint: object, value: object) -> object:
    kind = _KINDS[hint]
    is_flag_as_number = isinstance(value, bool) and kind.python is int
    if not isinstance(value, kind.python) or is_flag_as_number:
        raise Invalid(f"{entry.name} is not {kind.name}: {str(value)[:40]!r}")
    if isinstance(value, list):
        if not all(isinstance(one, str) for one in value):
            raise Invalid(f"{entry.name} is not {kind.name}")
        return tuple(value)
    bounds: Mapping[str, int] = entry.metadata.get("bounds", {})
    if isinstance(value, int) and bounds and not _within(value, bounds):
        raise Invalid(f"{entry.name}: {value} is out of range", hint=_range(bounds))
    if isinstance(value, str) and len(value) > _TEXT_LIMIT:
        raise Invalid(f"{entry.name} is too long")
    return value


def _within(value: int, bounds: Mapping[str, int]) -> bool:
    return bounds.get("minimum", value) <= value <= bounds.get("maximum", value)


def _range(bounds: Mapping[str, int]) -> str:
    return f"{bounds.get('minimum')} to {bounds.get('maximum')}"
