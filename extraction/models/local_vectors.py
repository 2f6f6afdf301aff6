"""Sentence vectors on this machine: the MiniLM model that is shipped, run by onnxruntime."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.encoder import SHIPPED, Encoder, shipped_encoder
from quipu.schema.errors import Invalid


class LocalEmbedder:
    """all-MiniLM-L6-v2 in 8-bit integers; the model is loaded when first asked.

    The first 256 tokens of a text count. A text's vector is the same whatever else is asked
    with it. Calls made at the same time share `threads` threads. Raises `Unavailable` if the
    model's files are missing or damaged.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimensions = 384

    def __init__(self, threads: int | None = None, folder: Path = SHIPPED) -> None:
        if threads is None:
            threads = min(2, os.cpu_count() or 1)
        if threads < 1:
            raise Invalid(f"{threads} threads for the embedder", hint="at least 1")
        # The shipped one is shared with the reader: what it reads is not computed twice.
        self._encoder = shipped_encoder() if folder == SHIPPED else Encoder(folder)
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="embedder")

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 384), in the order given."""
        return await asyncio.to_thread(self._embed, texts)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return np.stack(self._encoder.vectors(texts, self._workers.map))
