"""What both engines share of keyset pages: their bounds, and whom a list of facts is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Fact
from quipu.schema.ports import FactQuery
from quipu.schema.reviews import DisputePlace

BEFORE_ALL = -(2**63)  # below micros(DAWN)
AFTER_ALL = 2**63 - 1  # above micros(DUSK)
BEFORE_DISPUTES = DisputePlace(BEFORE_ALL, "", "", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity stands in a list of entities, however it is spelled by now."""

    id: str
    form: str


_One = TypeVar("_One", Fact, Place)


def neighbour(found: Iterable[_One], id: str) -> _One | None:
    """The item beside a page; None where none is named. Raises Invalid for one not found."""
    if not id:
        return None
    for one in found:
        if one.id == id:
            return one
    raise Invalid(f"no page beside {id!r}", hint="take the cursor from another page")


def ends_of(query: FactQuery) -> list[EntityId]:
    """Entities of which every fact of a list touches one; none where it may be about anybody."""
    named = [end for end in (query.subject, query.object, query.either) if end is not None]
    return named or sorted(query.between)


def check_ends(queries: Sequence[FactQuery]) -> None:
    """Raises Invalid where a list is about anybody: many lists at once may not read it all."""
    if not all(ends_of(query) for query in queries):
        raise Invalid("a list of facts about nobody", hint="name a subject, an object or either")
