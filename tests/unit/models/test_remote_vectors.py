"""Vectors from an OpenAI-compatible address, over real HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_endpoint import ModelEndpoint, Reply, embedded, refused
from quipu.api.assemble import assembled
from quipu.api.settings import Settings
from quipu.extraction.models.openai_endpoint import Address, Endpoint
from quipu.extraction.models.openai_vectors import BATCH, OpenAIEmbedder
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.ports import JobStatus
from stories.by_hand import Silent


@pytest.fixture
async def embedder(endpoint: ModelEndpoint):
    endpoint.answers(refused(500))
    endpoint.embedding_script = lambda asked: None
    asked = Endpoint(Address(endpoint.address, timeout_seconds=10, tries=1))
    yield OpenAIEmbedder(asked, "scripted", endpoint.dimensions)
    await asked.close()


async def test_vectors_are_of_unit_length_and_in_order(
    embedder: OpenAIEmbedder, endpoint: ModelEndpoint
) -> None:
    texts = [f"text number {n}" for n in range(BATCH + 3)]
    rows = await embedder.embed(texts)
    assert rows.shape == (BATCH + 3, endpoint.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(rows[BATCH], (await embedder.embed([texts[BATCH]]))[0])
    assert sorted(len(asked["input"]) for asked in endpoint.embedded) == [1, 3, BATCH]


async def test_blank_and_broken_texts_have_vectors_too(embedder: OpenAIEmbedder) -> None:
    assert (await embedder.embed(["", " ", "\ud800"])).shape[0] == 3
    assert (await embedder.embed([])).shape == (0, 8)


async def test_a_vector_of_another_length_is_refused_with_the_length_to_set(
    embedder: OpenAIEmbedder, endpoint: ModelEndpoint
) -> None:
    endpoint.embedding_script = lambda asked: embedded(asked["input"], 5)
    with pytest.raises(Invalid, match=r"vectors of 5 numbers, not 8.*embedder.dimensions to 5"):
        await embedder.check()


@pytest.mark.parametrize(
    "reply",
    [
        refused(500),
        refused(400, "no such model"),
        Reply('{"data": []}', headers={"content-type": "application/json"}),
        Reply('{"data": [{"index": 0, "embedding": [0, 0, 0, 0, 0, 0, 0, 0]}]}'),
        Reply('{"data": [{"index": 0, "embedding": "AAAA"}]}'),
        Reply('{"data": [{"index": 0, "embedding": null}]}'),
        Reply('{"data": [{"index": 0, "embedding": 1.5}]}'),
        Reply('{"data": [{"index": 0, "embedding": []}]}'),
        Reply('{"data": [{"index": 0, "embedding": [[1, 0]]}]}'),
        Reply("hello"),
    ],
)
async def test_an_endpoint_without_vectors_is_away(
    embedder: OpenAIEmbedder, endpoint: ModelEndpoint, reply: Reply
) -> None:
    endpoint.embedding_script = lambda asked: reply
    with pytest.raises(Unavailable):
        await embedder.embed(["a text"])


def refusing(word: str, endpoint: ModelEndpoint) -> None:
    """The endpoint refuses whatever has a word in it, and serves the rest."""

    def answer(asked: dict[str, Any]) -> Reply | None:
        is_bad = any(word in text for text in asked["input"])
        return refused(400, "too long for the model") if is_bad else None

    endpoint.embedding_script = answer


async def test_a_text_that_is_refused_is_at_fault_itself(
    embedder: OpenAIEmbedder, endpoint: ModelEndpoint
) -> None:
    refusing("BAD", endpoint)
    with pytest.raises(Invalid, match="too long for the model"):
        await embedder.embed(["fine", "BAD"])


async def test_a_refused_text_fails_alone_and_others_are_read(
    endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    refusing("BAD", endpoint)
    settings = Settings(
        database=tmp_path / "m.db",
        embedder_kind="remote",
        embedder_address=endpoint.address,
        embedder_name="scripted",
        embedder_dimensions=endpoint.dimensions,
    )
    async with assembled(settings, extractor=Silent()) as service:
        memory = service.memory
        bad = await memory.remember(Scope("one"), [EpisodeDraft("BAD")], "k")
        good = await memory.remember(Scope("two"), [EpisodeDraft("good")], "k")
        await service.worker.drain()
        found = [
            await memory.queue.job(Scope(tenant), receipt.job.id)
            for tenant, receipt in (("one", bad), ("two", good))
        ]
    assert [job.status for job in found if job] == [JobStatus.FAILED, JobStatus.DONE]


async def test_a_service_embeds_there(endpoint: ModelEndpoint, tmp_path: Path) -> None:
    endpoint.embedding_script = lambda asked: None
    settings = Settings(
        database=tmp_path / "m.db",
        embedder_kind="remote",
        embedder_address=endpoint.address,
        embedder_name="scripted",
        embedder_dimensions=endpoint.dimensions,
    )
    async with assembled(settings) as service:
        assert (service.memory.embedder.name, service.memory.embedder.dimensions) == ("scripted", 8)
    with pytest.raises(Invalid, match=r"was made with scripted \(8 dimensions\)"):
        async with assembled(Settings(database=tmp_path / "m.db")):
            pass


async def test_what_is_missing_to_embed_elsewhere_is_said(tmp_path: Path) -> None:
    settings = Settings(
        database=tmp_path / "m.db", embedder_kind="remote", embedder_address="http://127.0.0.1:9/v1"
    )
    with pytest.raises(Invalid, match=r"embedder\.dimensions"):
        async with assembled(settings):
            pass
