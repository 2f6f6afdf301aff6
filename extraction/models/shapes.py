"""Whether a value has the shape that was asked for: the part of JSON Schema that we use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


def misfit(value: object, schema: Mapping[str, Any], place: str = "answer") -> str:
    """The first thing in a value that does not fit, in words for the model; "" where all fits.

    Keys that nobody asked for are no misfit.
    """
    kind = schema.get("type", "")
    if kind and not _is_a(value, kind):
        return f"{place} is not of type {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is not one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, dict):
        return _misfit_of_object(value, schema, place)
    if isinstance(value, list):
        items = schema.get("items", {})
        found = (misfit(one, items, f"{place}[{n}]") for n, one in enumerate(value))
        return next(filter(None, found), "")
    return _out_of_range(value, schema, place)


def _is_a(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


def _misfit_of_object(value: Mapping[str, Any], schema: Mapping[str, Any], place: str) -> str:
    for name in schema.get("required", ()):
        if name not in value:
            return f"{place} lacks {name!r}"
    properties = schema.get("properties", {})
    found = (
        misfit(value[name], inner, f"{place}.{name}")
        for name, inner in properties.items()
        if name in value
    )
    return next(filter(None, found), "")


def _out_of_range(value: object, schema: Mapping[str, Any], place: str) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < schema.get("minimum", value):
            return f"{place} is below {schema['minimum']}"
        if value > schema.get("maximum", value):
            return f"{place} is above {schema['maximum']}"
    return ""
