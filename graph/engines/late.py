"""Items of a search, made of their rows when somebody asks for one: twenty of hundreds are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Id = TypeVar("_Id", bound=str)
_Row = TypeVar("_Row")
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Late(Mapping[_Id, _Item], Generic[_Id, _Row, _Item]):
    """Items by id. Their rows were read with all else, so that all is of one moment."""

    rows: Mapping[_Id, _Row]
    make: Callable[[_Row], _Item]
    made: dict[_Id, _Item] = field(default_factory=dict)

    def __getitem__(self, id: _Id) -> _Item:
        if id not in self.made:
            self.made[id] = self.make(self.rows[id])
        return self.made[id]

    def __iter__(self) -> Iterator[_Id]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, id: object) -> bool:
        return id in self.rows
