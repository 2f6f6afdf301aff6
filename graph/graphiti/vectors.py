"""The vectors that Graphiti keeps: of entities' names and of facts' sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from quipu.schema.graphiti import Embedded, Projection
from quipu.schema.ports import Embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE = 256


async def embedded(embedder: Embedder, projection: Projection) -> Embedded:
    """Names alone and sentences alone, as Graphiti embeds them; by our own model."""
    return Embedded(
        names=await _rows(embedder, [one.name for one in projection.group.entities]),
        facts=await _rows(embedder, [one.fact for one in projection.group.facts]),
    )


async def _rows(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    pages = [
        await embedder.embed(texts[start : start + _AT_ONCE])
        for start in range(0, len(texts), _AT_ONCE)
    ]
    return np.concatenate(pages) if pages else np.empty((0, embedder.dimensions), np.float32)
