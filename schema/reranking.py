"""A second look at what a search found: a port, for nothing of ours needs one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Reranker(Protocol):
    """Reads question and text together, which no vector does."""

    @property
    def name(self) -> str: ...

    async def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers a question, in the order given; higher is better, on a scale
        of the model's own. Raises `Unavailable`."""
        ...
