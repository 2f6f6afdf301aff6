"""What many streams read of a memory between two beats, read once for all of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")
Read = Callable[[Sequence[Key]], Awaitable[Mapping[Key, Row]]]


@dataclass(slots=True)
class _Shelf:
    """Rows by key, and the turn in which the missing ones are read."""

    rows: dict[Any, Any] = field(default_factory=dict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Edition:
    """What was read since a beat. The next beat drops it, so it shows nothing that is past."""

    number: int
    _shelves: defaultdict[Hashable, _Shelf] = field(default_factory=lambda: defaultdict(_Shelf))

    async def rows(
        self, shelf: Hashable, keys: Sequence[Key], read: Read[Key, Row]
    ) -> dict[Key, Row]:
        """Rows of a shelf by key; only those are read that nobody has asked for yet.

        A key without a row is not asked for again. Who reads does so in his own task: where he
        goes away meanwhile, or his read fails, the next one who waits reads for himself.
        """
        held = self._shelves[shelf]
        async with held.turn:
            missing = [key for key in dict.fromkeys(keys) if key not in held.rows]
            if missing:
                found = await read(missing)
                held.rows.update((key, found.get(key)) for key in missing)
        return {key: held.rows[key] for key in keys if held.rows[key] is not None}

    async def one(self, shelf: Hashable, key: Key, read: Callable[[], Awaitable[Row]]) -> Row:
        """The row of one key. Raises what reading it raises, to each who asks."""

        async def alone(_: Sequence[Key]) -> dict[Key, Row]:
            return {key: await read()}

        return (await self.rows(shelf, [key], alone))[key]
