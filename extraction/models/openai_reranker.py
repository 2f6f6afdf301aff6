"""A reranker behind an address that answers `/rerank`, as vLLM, Jina, Cohere, llama.cpp and LiteLLM
do: the model, a question and documents go there, an index and a score for each come back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from openai import AsyncOpenAI

from quipu.extraction.models.encoder import readable
from quipu.extraction.models.openai_endpoint import Endpoint, Raw, Refused
from quipu.schema.errors import Unavailable


class RemoteReranker:
    """Asks an endpoint how well each text answers a question."""

    def __init__(self, endpoint: Endpoint, name: str) -> None:
        self.name = name
        self._endpoint = endpoint

    async def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score a text, in the order given, as the endpoint scales it. Raises `Unavailable`."""
        if not texts:
            return []
        body = {
            "model": self.name,
            "query": readable(question),
            "documents": [readable(text) for text in texts],
        }

        async def call(client: AsyncOpenAI) -> Raw:
            return await client.post("/rerank", body=body, cast_to=httpx.Response)

        answer = await self._endpoint.ask(call)
        if isinstance(answer, Refused):
            raise Unavailable(f"HTTP {answer.status}: {answer.complaint}")
        return _scores(answer, len(texts))


def _scores(answer: Mapping[str, Any], count: int) -> list[float]:
    try:
        given = {int(row["index"]): float(row["relevance_score"]) for row in answer["results"]}
        scores = [given[place] for place in range(count)]
    except (KeyError, TypeError, ValueError) as error:
        raise Unavailable("it did not answer with a score for each text") from error
    if not all(map(math.isfinite, scores)):
        raise Unavailable("it answered with scores that are no numbers")
    return scores
