"""Values as JSON that is the same for the same value, today and in later versions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any

from quipu.schema.intervals import utc

APART: Mapping[str, bool] = MappingProxyType({"is_apart": True})
"""Metadata of a field that is no part of what its value says."""


def canonical(value: object) -> str:
    """The value as JSON: moments in UTC, keys in order, sets sorted, no field that has its default.

    So a field that is added later, with a default, changes nothing for whoever does not use it.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> object:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return utc(value).isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted(canonical(one) for one in value)
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        told = {one.name: getattr(value, one.name) for one in fields(value) if _is_told(one, value)}
        return {name: _plain(one) for name, one in told.items()}
    raise TypeError(f"{type(value).__name__} has no form of its own")


def _is_told(field: Field[Any], value: object) -> bool:
    if field.metadata.get("is_apart"):
        return False
    given = getattr(value, field.name)
    if field.default_factory is not MISSING:
        return bool(given != field.default_factory())
    return field.default is MISSING or bool(given != field.default)
