"""All vectors of a memory computed anew, by another embedder."""

from __future__ import annotations

from collections.abc import Callable

from quipu.schema.ports import Embedder
from quipu.schema.vector_moves import VectorMove

BATCH = 256  # kept together: what an interruption can cost


async def move_vectors(
    move: VectorMove, embedder: Embedder, tell: Callable[[int, int], None], batch: int = BATCH
) -> int:
    """Compute what is missing and let it count; returns how many were computed this time.

    `tell` hears after each batch how many are done and how many are left.
    """
    done = 0
    while some := await move.unmoved(batch):
        rows = await embedder.embed([one.text for one in some])
        await move.move([one.key for one in some], rows)
        done += len(some)
        tell(done, await move.left())
    await move.finish()
    return done
