"""Moving a memory to another embedder: all vectors computed anew, then exchanged at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from quipu.schema.knowledge import EpisodeKind
from quipu.schema.recall import plain_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Unmoved:
    """Something that has no vector of the new embedder yet, and the text to embed."""

    key: str  # of the engine's own making
    text: str


def unmoved(key: str, kind: str | None, text: str) -> Unmoved:
    """An item by its key; `kind` is that of an episode, None of a fact."""
    return Unmoved(key, text if kind is None else plain_text(EpisodeKind(kind), text))


class VectorMove(Protocol):
    """A memory on its way to another embedder. What was moved stays moved: it can be interrupted
    and begun again, and until `finish` everything is as it was for the old embedder."""

    async def left(self) -> int:
        """How many vectors are still to be computed."""
        ...

    async def unmoved(self, limit: int) -> list[Unmoved]:
        """Some of them, in an order that stays."""
        ...

    async def move(self, keys: Sequence[str], rows: NDArray[np.float32]) -> None:
        """Keep the new vectors of some items beside the old ones."""
        ...

    async def finish(self) -> None:
        """From now on the new vectors count. Raises `Conflict` while the memory is in use, where
        that can be seen, and while vectors are missing."""
        ...

    async def close(self) -> None: ...
