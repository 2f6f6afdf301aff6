"""Someone or something, and which of all names is the one shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quipu.schema.best_names import best_of, says_more
from quipu.schema.identity import NOBODY, EntityId, Scope


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something. A value (date, number, clause) is an entity that is never merged."""

    id: EntityId
    scope: Scope
    name: str  # the best of all names, as seen from where it was read
    kind: str
    created_at: datetime
    aliases: tuple[str, ...] = ()  # all other names
    is_value: bool = False
    merged_into: EntityId | None = None  # who it is taken for, of those merged with it
    met_as: str = ""  # the name it was met under, where another one is shown

    @property
    def is_nobody(self) -> bool:
        """Whether it came of a split alone that was taken back: no name leads to it any more."""
        return self.merged_into == NOBODY

    @property
    def first_name(self) -> str:
        """The name it was met under, which stays as long as it does."""
        return self.met_as or self.name

    @property
    def further_names(self) -> tuple[str, ...]:
        """All names but that one."""
        return tuple(one for one in (self.name, *self.aliases) if one != self.first_name)


def with_names(one: Entity, own: Sequence[str], lent: Sequence[str]) -> Entity:
    """Somebody who has only the name he was met under, with all names and the best one shown.

    A name that somebody lends who was merged is shown only if it says more than all own ones:
    whom a person keeps is called as he was, where that says as much.
    """
    if not own and not lent:
        return one
    mine, others = dict.fromkeys((one.name, *own)), dict.fromkeys(lent)
    best = best_of(mine)
    if others and says_more(best_of(others), best):
        best = best_of(others)
    rest = tuple(name for name in mine | others if name != best)
    return replace(one, name=best, aliases=rest, met_as="" if best == one.name else one.name)
