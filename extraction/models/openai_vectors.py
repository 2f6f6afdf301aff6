"""Vectors from any OpenAI-compatible address."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openai import AsyncOpenAI

from quipu.extraction.models.encoder import readable
from quipu.extraction.models.openai_endpoint import Endpoint, Raw, Refused
from quipu.schema.errors import Invalid, Unavailable

BATCH = 64  # texts in one request: fewer than any endpoint's limit we know of
_PROBE = "How long is a vector?"


class OpenAIEmbedder:
    """Asks an endpoint for vectors of `dimensions` numbers and brings them to unit length.

    Blank texts are embedded as a single full stop, since some endpoints refuse them. A vector of
    another length and a text that is refused raise `Invalid`, an endpoint that does not answer
    `Unavailable`.
    """

    def __init__(self, endpoint: Endpoint, name: str, dimensions: int) -> None:
        if dimensions < 1:
            raise Invalid(f"vectors of {dimensions} dimensions", hint="set embedder.dimensions")
        self.name = name
        self.dimensions = dimensions
        self._endpoint = endpoint

    async def check(self) -> None:
        """Raises `Invalid` where the model gives vectors of another length than was said."""
        await self.embed([_PROBE])

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions), in the order given."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        return np.concatenate(await asyncio.gather(*map(self._embedded, batches)))

    async def _embedded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        answer = await self._answer(texts)
        if isinstance(answer, Refused):
            problem = f"{self.name}: HTTP {answer.status}: {answer.complaint}"
            # Whose text it is fails alone, unless it refuses what nothing is wrong with as well.
            is_away = isinstance(await self._answer([_PROBE]), Refused)
            raise Unavailable(problem) if is_away else Invalid(problem)
        return self._rows(answer, len(texts))

    async def _answer(self, texts: Sequence[str]) -> Mapping[str, Any] | Refused:
        asked = [readable(text) if text.strip() else "." for text in texts]

        async def call(client: AsyncOpenAI) -> Raw:
            raw: Raw = await client.embeddings.with_raw_response.create(
                model=self.name, input=asked, encoding_format="float"
            )
            return raw

        return await self._endpoint.ask(call)

    def _rows(self, answer: Mapping[str, Any], count: int) -> NDArray[np.float32]:
        problem = f"{self.name} did not answer with a vector for each text"
        try:
            given = {int(row["index"]): row["embedding"] for row in answer["data"]}
            vectors = [np.asarray(given[place], np.float32) for place in range(count)]
        except (KeyError, TypeError, ValueError) as error:
            raise Unavailable(problem) from error
        if not all(vector.ndim == 1 and vector.size for vector in vectors):
            raise Unavailable(problem)  # null, one number, or nothing
        for vector in vectors:
            if vector.shape != (self.dimensions,):
                raise Invalid(
                    f"{self.name} gives vectors of {vector.size} numbers, not {self.dimensions}",
                    hint=f"set embedder.dimensions to {vector.size}",
                )
        rows = np.stack(vectors)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise Unavailable(f"{self.name} answered with vectors of no direction")
        unit: NDArray[np.float32] = (rows / lengths).astype(np.float32)
        return unit
