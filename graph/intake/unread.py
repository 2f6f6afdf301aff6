"""A reader for what no reader can read: it is kept as it was said, and says nothing of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.schema.knowledge import Episode, Reading


@dataclass(frozen=True, slots=True)
class Unread:
    """Gives an empty reading, which bears no reader's name and so is not written down as one."""

    name: str = "unread"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        return [Reading() for _ in episodes]
