"""Which embedder the settings ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from quipu.api.readers import must_be_address, secret
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid
from quipu.schema.ports import Embedder


@asynccontextmanager
async def chosen_embedder(settings: Settings) -> AsyncIterator[Embedder]:
    """The embedder of the settings, with the vectors of the texts used last.

    A remote one is asked once, so that a wrong length is found before anything is stored. Raises
    `Invalid` or `Unavailable`.
    """
    from quipu.extraction.models.cached import CachedEmbedder

    if settings.embedder_kind == "local":
        from quipu.extraction.models.local_vectors import LocalEmbedder

        local = LocalEmbedder(threads=settings.embedder_threads)
        yield CachedEmbedder(local, settings.embedder_cache_entries)
        return
    async with _remote(settings) as remote:
        yield CachedEmbedder(remote, settings.embedder_cache_entries)


@asynccontextmanager
async def _remote(settings: Settings) -> AsyncIterator[Embedder]:
    address = settings.embedder_address or settings.model_address
    must_be_address("embedder.address", address)
    if not settings.embedder_name or not settings.embedder_dimensions:
        raise Invalid(
            "embedder.kind is remote, but embedder.name or embedder.dimensions is not set",
            hint="say which model, and how many numbers its vectors have",
        )
    try:
        from quipu.extraction.models.openai_endpoint import Address, Endpoint
        from quipu.extraction.models.openai_vectors import OpenAIEmbedder
    except ModuleNotFoundError as error:
        raise Invalid(
            "what talks to embedding models is not installed",
            hint="pip install 'quipu-memory[openai]'",
        ) from error
    key = secret(settings.embedder_key, settings.embedder_key_file, "embedder.key")
    where = Address(address, key, timeout_seconds=settings.embedder_timeout_seconds)
    endpoint = Endpoint(where)
    try:
        embedder = OpenAIEmbedder(endpoint, settings.embedder_name, settings.embedder_dimensions)
        await embedder.check()
        yield embedder
    finally:
        await endpoint.close()
