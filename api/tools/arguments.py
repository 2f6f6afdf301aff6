"""Arguments of a tool as a frozen dataclass: its JSON schema, and reading what an agent sent."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar, get_type_hints

from quipu.schema.errors import Invalid
from quipu.schema.experience import Step

Arguments = TypeVar("Arguments")
_TEXT_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """`of_each` reads one of a list; None is what it cannot be read as."""

    name: str
    schema: Mapping[str, object]
    python: type
    of_each: Callable[[object], object | None] = lambda one: one


def _text(given: object) -> str | None:
    return given if isinstance(given, str) else None


_STEP: Mapping[str, type] = {"action": str, "observation": str, "succeeded": bool, "tool": str}


def _step(given: object) -> Step | None:
    if isinstance(given, str):
        return Step(given)
    told = {} if not isinstance(given, dict) else {k: v for k, v in given.items() if v is not None}
    fits = all(isinstance(value, _STEP.get(name, ())) for name, value in told.items())
    return Step(**told) if fits and "action" in told else None


_TEXT: Mapping[str, object] = {"type": "string"}
_STEP_SCHEMA: Mapping[str, object] = {
    "type": ["string", "object"],
    "properties": {"action": _TEXT, "observation": _TEXT, "succeeded": {"type": "boolean"}},
}
_KINDS: dict[object, _Kind] = {
    str: _Kind("a text", _TEXT, str),
    int: _Kind("a whole number", {"type": "integer"}, int),
    bool: _Kind("true or false", {"type": "boolean"}, bool),
    tuple[str, ...]: _Kind("a list of texts", {"type": "array", "items": _TEXT}, list, _text),
    tuple[Step, ...]: _Kind(
        f"a list of steps, each a text or an object of {', '.join(_STEP)}",
        {"type": "array", "items": _STEP_SCHEMA},
        list,
        _step,
    ),
}


def argument(meaning: str = "", *, default: object = MISSING, **bounds: int) -> Any:
    """A field of a tool's arguments. bounds: `minimum` and `maximum` of a number."""
    metadata = {"meaning": meaning, "bounds": bounds}
    return field(default=default, metadata=metadata)


def schema_of(kind: type) -> dict[str, object]:
    """The JSON schema of a tool's arguments."""
    hints = get_type_hints(kind)
    entries = _fields(kind)
    needed = [entry.name for entry in entries if entry.default is MISSING]
    return {
        "type": "object",
        "properties": {entry.name: _property(entry, hints[entry.name]) for entry in entries},
        **({"required": needed} if needed else {}),
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
        read = tuple(map(kind.of_each, value))
        if None in read:
            raise Invalid(f"{entry.name} is not {kind.name}")
        return read
    bounds: Mapping[str, int] = entry.metadata.get("bounds", {})
    if isinstance(value, int) and bounds and not _within(value, bounds):
        raise Invalid(f"{entry.name}: {value} is out of range", hint=_range(bounds))
    if isinstance(value, str) and len(value) > _TEXT_LIMIT:
        hint = f"at most {_TEXT_LIMIT:,}: send it in parts"
        raise Invalid(f"{entry.name} of {len(value):,} characters", hint=hint)
    return value


def _within(value: int, bounds: Mapping[str, int]) -> bool:
    return bounds.get("minimum", value) <= value <= bounds.get("maximum", value)


def _range(bounds: Mapping[str, int]) -> str:
    return f"{bounds.get('minimum')} to {bounds.get('maximum')}"
