"""What stands beside a turn of a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Episode


@dataclass(frozen=True, slots=True)
class Beside:
    """The two turns before one, the nearest last, and the one after it; fewer at either end.

    `read` are those of them that somebody has read already.
    """

    before: tuple[Episode, ...] = ()
    after: Episode | None = None
    read: frozenset[EpisodeId] = frozenset()
