"""One story through the public door, with the reader and the embedder that are shipped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tests.doors.scripted import ADDRESS, REMEMBER, Door

from quipu.api.app import create_app
from quipu.api.settings import Settings

SAID = [
    ("Sam", "2024-01-01T09:00:00Z", "I live in Oslo and I work at Acme."),
    ("Kim", "2024-01-02T09:00:00Z", "How nice! I have a dog called Rex."),
    ("Sam", "2024-06-01T09:00:00Z", "I moved to Bergen."),
]
HOMES = """
query Homes($at: TimePoint) {
  entity(name: "Sam") {
    facts(direction: OUT, predicates: ["lives in"], at: $at) {
      edges { node { status validAt invalidAt target { name }
        provenance { edges { node { quote episode { speaker occurredAt } } } } } }
    }
  }
}
"""


@pytest.fixture
async def real_door(settings: Settings) -> AsyncIterator[Door]:
    app = create_app(settings)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http,
    ):
        yield Door(app, http)


async def test_a_dated_conversation_becomes_a_memory_with_a_past(real_door: Door) -> None:
    episodes = [
        {"content": text, "speaker": who, "occurredAt": when, "source": "chat", "kind": "MESSAGE"}
        for who, when, text in SAID
    ]
    given = {"idempotencyKey": "chat", "episodes": episodes, "waitFor": "EXTRACTED"}

    told = (await real_door.ask(REMEMBER, input=given))["remember"]
    now = await real_door.ask(HOMES)
    then = await real_door.ask(HOMES, at={"asOf": "2024-03-01T00:00:00Z"})
    search = await real_door.ask(
        '{ search(input: { text: "where does Sam live now?" }, first: 5) { edges { node {'
        " ... on Fact { statement status } ... on Episode { content } } } } }"
    )

    assert (told["job"]["status"], told["userErrors"]) == ("DONE", [])
    assert _towns(now) == [("Bergen", "CURRENT")]
    assert ("Oslo", "CURRENT") in _towns(then)
    assert "Bergen" in str(search["search"]["edges"])


def _towns(data: dict[str, Any]) -> list[tuple[str, str]]:
    nodes = [edge["node"] for edge in data["entity"]["facts"]["edges"]]
    return [(node["target"]["name"], node["status"]) for node in nodes]
