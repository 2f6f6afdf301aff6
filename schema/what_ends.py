"""What is over once something else is told: a divorce ends a marriage, whoever it was with.

In the registry, by what is told, its value ("*" for any), and what that ends at its subject:

    [ends."marital status"]
    divorced = ["married to"]             # whatever held there
    [ends."married to"]
    "*" = ["marital status != married"]   # whatever held there, but this value
    [ends."no longer owns"]               # told as over
    "*" = ["drive = it"]                  # of the very thing that is told of
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quipu.schema.errors import Invalid
from quipu.schema.names import name_form

ANY = "*"
NO_LONGER = "no longer "
_BUT, _IT = " != ", " = it"


@dataclass(frozen=True, slots=True)
class Over:
    """A predicate of which something is over: all but one value, or `is_it` what is told of."""

    predicate: str
    but: str = ""
    is_it: bool = False


def ends_from(table: Mapping[str, Any], where: str) -> dict[str, tuple[Over, ...]]:
    """What each value ends, by the value's normal form. Raises `Invalid`."""
    found = {}
    for value, ended in table.items():
        if not isinstance(ended, list) or not all(isinstance(one, str) for one in ended):
            hint = 'must be a list such as ["works for"]'
            raise Invalid(f"{where}: {value} {ended!r}", hint=hint)
        found[value if value == ANY else name_form(value)] = tuple(map(_over, ended))
    return found


def _over(text: str) -> Over:
    if text.endswith(_IT):
        return Over(text.removesuffix(_IT), is_it=True)
    predicate, _, but = text.partition(_BUT)
    return Over(predicate, but)


def over_with(ends: Mapping[str, tuple[Over, ...]], value: str) -> tuple[Over, ...]:
    """What is over once a value is told."""
    return (*ends.get(ANY, ()), *ends.get(name_form(value), ()))
