"""A chat and embedding endpoint on this machine that answers by a script, over real HTTP."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Asked = dict[str, Any]
Statements = list[dict[str, Any]]


@dataclass(frozen=True)
class Reply:
    """One HTTP answer. `is_endless` never comes: whoever waits for it gives up."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_endless: bool = False


Script = Callable[[Asked], Reply]


def said(content: object, finish_reason: str = "stop", **message: object) -> Reply:
    """A completion whose message says something; what is no text is said as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    body = {
        "id": "c1",
        "object": "chat.completion",
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
    }
    return Reply(json.dumps(body), headers={"content-type": "application/json"})


def refused(status: int, message: str = "no", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps({"error": {"message": message, "type": "scripted"}})
    return Reply(body, status, {"content-type": "application/json", **named})


def messages_of(asked: Asked) -> list[dict[str, Any]]:
    """The messages that a question was about, as the model sees them."""
    told = "\n".join(turn["content"] for turn in asked["messages"] if turn["role"] == "user")
    found = re.search(r"<messages>\n(.*?)\n</messages>", told, re.DOTALL)
    assert found is not None, told
    rows: list[dict[str, Any]] = json.loads(found[1])
    return rows


def reading_by(statements: Mapping[str, Statements]) -> Script:
    """A model that finds in each text what a table says of it."""

    def script(asked: Asked) -> Reply:
        rows = messages_of(asked)
        found = [{"number": r["number"], "statements": statements.get(r["text"], [])} for r in rows]
        return said({"messages": found})

    return script


def in_turn(*replies: Reply | Script) -> Script:
    """One answer after the other; the last one again and again."""
    left = list(replies)

    def script(asked: Asked) -> Reply:
        reply = left.pop(0) if len(left) > 1 else left[0]
        return reply if isinstance(reply, Reply) else reply(asked)

    return script


class ModelEndpoint:
    """Where the scripted model answers; `asked` keeps what it was asked, oldest first."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[Asked] = []
        self.embedded: list[Asked] = []
        self.keys: list[str] = []
        self.script: Script = in_turn(said({"messages": []}))
        self.dimensions = 8
        self.embedding_script: Callable[[Asked], Reply | None] = lambda asked: None
        self.reranked: list[Asked] = []
        self.reranking_script: Callable[[Asked], Reply | None] = lambda asked: None

    def answers(self, *replies: Reply | Script) -> None:
        """From now on answers so, and has been asked nothing yet."""
        self.asked, self.embedded, self.reranked, self.keys = [], [], [], []
        self.script = in_turn(*replies)

    async def chat(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        self.asked.append(asked)
        self.keys.append(request.headers.get("authorization", ""))
        return await _response(self.script(asked))

    async def embeddings(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        self.embedded.append(asked)
        scripted = self.embedding_script(asked)
        return await _response(scripted or embedded(asked["input"], self.dimensions))

    async def rerank(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        self.reranked.append(asked)
        self.keys.append(request.headers.get("authorization", ""))
        return await _response(self.reranking_script(asked) or reranked(asked))


def reranked(asked: Asked) -> Reply:
    """The shortest document is the best; in no order, as servers answer."""
    rows = [
        {"index": place, "relevance_score": 1 / (1 + len(text))}
        for place, text in enumerate(asked["documents"])
    ]
    body = {"model": asked["model"], "results": rows[::-1]}
    return Reply(json.dumps(body), headers={"content-type": "application/json"})


def embedded(texts: Sequence[str], dimensions: int) -> Reply:
    """Vectors that depend on the words of a text; longer than unit length, as some servers' are."""
    rows = []
    for place, text in enumerate(texts):
        row = [0.0] * dimensions
        for word in re.findall(r"\w+", text.lower()) or [""]:
            row[sum(map(ord, word)) % dimensions] += 3.0
        rows.append({"object": "embedding", "index": place, "embedding": row})
    body = {"object": "list", "model": "scripted", "data": rows, "usage": {"prompt_tokens": 1}}
    return Reply(json.dumps(body), headers={"content-type": "application/json"})


async def _response(reply: Reply) -> Response:
    if reply.is_endless:
        await asyncio.Event().wait()
    return Response(reply.body, reply.status, dict(reply.headers))


@contextmanager
def model_endpoint() -> Iterator[ModelEndpoint]:
    """A server in a thread of its own while the block runs."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        endpoint = ModelEndpoint(f"http://127.0.0.1:{listener.getsockname()[1]}/v1")
        routes = [
            Route("/v1/chat/completions", endpoint.chat, methods=["POST"]),
            Route("/v1/embeddings", endpoint.embeddings, methods=["POST"]),
            Route("/v1/rerank", endpoint.rerank, methods=["POST"]),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes),
            log_level="critical",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        listener.listen()
        thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
        thread.start()
        try:
            yield endpoint
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def endpoint() -> Iterator[ModelEndpoint]:
    """One server for all tests; each says first how it answers."""
    with model_endpoint() as standing:
        yield standing
