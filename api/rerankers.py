"""Which reranker the settings ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from quipu.api.readers import must_be_address, secret
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid
from quipu.schema.reranking import Reranker


@asynccontextmanager
async def chosen_reranker(settings: Settings) -> AsyncIterator[Reranker | None]:
    """The reranker of the settings; None where they name none. Raises `Invalid`."""
    if not settings.reranker_name:
        yield None
        return
    address = settings.reranker_address or settings.model_address
    must_be_address("reranker.address", address)
    try:
        from quipu.extraction.models.openai_endpoint import Address, Endpoint
        from quipu.extraction.models.openai_reranker import RemoteReranker
    except ModuleNotFoundError as error:
        raise Invalid(
            "what talks to rerankers is not installed", hint="pip install 'quipu-memory[openai]'"
        ) from error
    key = secret(settings.reranker_key, settings.reranker_key_file, "reranker.key")
    where = Address(address, key, timeout_seconds=settings.reranker_timeout_seconds, tries=1)
    endpoint = Endpoint(where)
    try:
        yield RemoteReranker(endpoint, settings.reranker_name)
    finally:
        await endpoint.close()
