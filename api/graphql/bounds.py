"""How much one filter may name: each name costs a look-up, and a body holds a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from quipu.schema.errors import Invalid

LIST_LIMIT = 1_000
NAME_LIMIT = 500
LISTS_ARE_BOUNDED = f"A list has at most {LIST_LIMIT:,}, a name {NAME_LIMIT} characters."
_T = TypeVar("_T")


def few(name: str, values: Sequence[_T] | None) -> Sequence[_T]:
    """The values of a filter, none where it is not given. Raises Invalid for too many."""
    if values is not None and len(values) > LIST_LIMIT:
        raise Invalid(f"{name} has {len(values):,}", hint=f"at most {LIST_LIMIT:,}")
    return values or ()


def short(name: str, value: str | None) -> str:
    """A name asked for, "" where it is not given. Raises Invalid for a long one."""
    if value is not None and len(value) > NAME_LIMIT:
        raise Invalid(f"{name} has {len(value):,} characters", hint=f"at most {NAME_LIMIT}")
    return value or ""
