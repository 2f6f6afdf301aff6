"""From a type to what a document selects for it, and from an answer back to the type.

A dataclass is selected field by field under the contract's own names, so there is one place that
says what is asked for and what comes back.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from quipu.schema.errors import Invalid

T = TypeVar("T")


def selection(kind: Any) -> str:
    """What a document selects for a type; "" for a scalar."""
    members = _members(kind)
    if len(members) > 1:
        parts = " ".join(f"... on {one.__name__} {_fields(one, one.__name__)}" for one in members)
        return f"{{ __typename {parts} }}"
    return _fields(members[0]) if members else ""


def _fields(kind: type, prefix: str = "") -> str:
    """Of a union's members each field has a name of its own, for two may differ in its type."""
    inside = (
        f"{prefix}_{_spoken(name)}: {_spoken(name)} {selection(hint)}".strip()
        if prefix
        else f"{_spoken(name)} {selection(hint)}".strip()
        for name, hint in _hints(kind)
    )
    return f"{{ {' '.join(inside)} }}"


def read(kind: type[T], value: Any) -> T:
    """An answer as a value of its type, which `selection` asked for."""
    found: T = _read(kind, value)
    return found


def given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as the contract spells them; None leaves one out. Raises Invalid."""
    return {_spoken(name): _told(value) for name, value in arguments.items() if value is not None}


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in value)
    members = _members(kind)
    if len(members) > 1:
        kinds = {one.__name__: one for one in members}
        name = value["__typename"]
        return _built(kinds[name], value, f"{name}_") if name in kinds else None
    if members:
        return _built(members[0], value)
    return datetime.fromisoformat(value) if datetime in (kind, *get_args(kind)) else value


def _built(kind: type, value: Mapping[str, Any], prefix: str = "") -> Any:
    known = {name: _read(hint, value[prefix + _spoken(name)]) for name, hint in _hints(kind)}
    return kind(**known)


def _members(kind: Any) -> list[type]:
    """The dataclasses that a type names: none for a scalar, several for a union of them."""
    if get_origin(kind) in (tuple, Union, types.UnionType):
        return [member for part in get_args(kind) for member in _members(part)]
    return [kind] if is_dataclass(kind) and isinstance(kind, type) else []


def _hints(kind: Any) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return ((field.name, hints[field.name]) for field in fields(kind))


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Invalid(f"{value} has no offset", hint="say which zone: datetime(…, tzinfo=UTC)")
        return value.isoformat()
    if isinstance(value, Mapping):
        return given(value)
    if isinstance(value, str) and any("\ud800" <= one <= "\udfff" for one in value):
        raise Invalid("a text holds characters that are no text", hint="send UTF-8")
    return [_told(one) for one in value] if isinstance(value, list | tuple) else value


def _spoken(name: str) -> str:
    """`valid_at` → `validAt`, as the contract has it; `from_` → `from`."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
