"""A reranker behind an address that answers /rerank, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from model_endpoint import ModelEndpoint, Reply, refused
from quipu.extraction.models.openai_endpoint import Address, Endpoint
from quipu.extraction.models.openai_reranker import RemoteReranker
from quipu.schema.errors import Unavailable


@pytest.fixture
async def reranker(endpoint: ModelEndpoint) -> AsyncIterator[RemoteReranker]:
    endpoint.answers(refused(500))
    endpoint.reranking_script = lambda asked: None
    where = Endpoint(Address(endpoint.address, key="rk", timeout_seconds=10, tries=1))
    yield RemoteReranker(where, "scripted")
    await where.close()


async def test_scores_come_in_the_order_of_the_texts(
    reranker: RemoteReranker, endpoint: ModelEndpoint
) -> None:
    assert await reranker.scores("who?", ["four", "a", "\ud800xx"]) == [1 / 5, 1 / 2, 1 / 4]
    [asked] = endpoint.reranked
    assert (asked["model"], asked["query"], len(asked["documents"])) == ("scripted", "who?", 3)
    assert endpoint.keys == ["Bearer rk"]
    assert await reranker.scores("who?", []) == []


def results(*rows: object) -> Reply:
    return Reply(json.dumps({"results": rows}), headers={"content-type": "application/json"})


@pytest.mark.parametrize(
    "reply",
    [
        refused(500),
        refused(400, "no such model"),
        refused(401, "no such key"),
        Reply("hello"),
        Reply('{"results": 3}', headers={"content-type": "application/json"}),
        results({"index": 0, "relevance_score": 1.0}),
        results({"index": 0, "relevance_score": 1.0}, {"index": 1, "relevance_score": None}),
        results({"index": 0, "relevance_score": 1.0}, {"index": 1, "relevance_score": "nan"}),
        results({"index": 0, "score": 1.0}, {"index": 1, "score": 1.0}),
    ],
)
async def test_any_other_answer_is_none(
    reranker: RemoteReranker, endpoint: ModelEndpoint, reply: Reply
) -> None:
    endpoint.reranking_script = lambda asked: reply
    with pytest.raises(Unavailable):
        await reranker.scores("who?", ["a", "b"])
