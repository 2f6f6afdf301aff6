"""Small stand-ins for ports, for tests that want the real code around them and no models."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class HashEmbedder:
    """Texts that share words are near: each word adds to one place chosen by its hash.

    `calls` keeps what was asked, one list a call.
    """

    name = "hashed-words"
    dimensions = 64

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(list(texts))
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row[_place(word, self.dimensions)] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _place(word: str, places: int) -> int:
    digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % places
