"""Vectors on their way into a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.schema.identity import EpisodeId, FactId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit rows (n, d) for items in the same order: facts' sentences and episodes' texts."""

    items: tuple[FactId | EpisodeId, ...]
    rows: NDArray[np.float32]
