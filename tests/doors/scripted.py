"""A service behind the doors that reads one kind of sentence, and a client that talks to it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette
from tests.fakes import HashEmbedder

from quipu.api.access.authority import Authority
from quipu.api.app import create_app
from quipu.api.assemble import assembled
from quipu.api.live import Tempo
from quipu.api.settings import Settings
from quipu.schema.errors import Unavailable
from quipu.schema.knowledge import Episode, Mention, Reading, Statement
from quipu.schema.ports import Embedder, Extractor

ADDRESS = "http://127.0.0.1:8321"
_SENTENCE = re.compile(r"(?P<who>\w+) (?P<what>lives in|works at|likes|is aged) (?P<whom>[\w ]+)\.")
_KINDS = {"lives in": "place", "works at": "organisation", "likes": "thing", "is aged": "number"}
_PARTIES = {"Acme": "organisation"}


class ScriptedReader:
    """Reads "Sam lives in Oslo." and the like; knows nothing else, and refuses POISON."""

    name = "scripted"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        return [_reading(episode) for episode in episodes]


class AbsentReader:
    """A reader whose model does not answer."""

    name = "absent"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        raise Unavailable("the model does not answer")


def _reading(episode: Episode) -> Reading:
    if "POISON" in episode.content:
        raise ValueError("this text cannot be read")
    statements = tuple(_statement(match) for match in _SENTENCE.finditer(episode.content))
    ends = tuple(end for one in statements for end in (one.subject, one.object))
    return Reading(ends, statements)


def _statement(match: re.Match[str]) -> Statement:
    kind = _KINDS[match["what"]]
    return Statement(
        subject=Mention(match["who"], _PARTIES.get(match["who"], "person")),
        predicate=match["what"],
        object=Mention(match["whom"], kind, is_value=kind == "number"),
        sentence=match[0].rstrip("."),
        quote=match[0],
        confidence=0.8,
        reader="scripted",
    )


@dataclass(frozen=True, slots=True)
class Door:
    """The application as a client sees it."""

    app: Starlette
    http: httpx.AsyncClient

    async def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """The data of an operation that must have no errors."""
        body = await self.answer(document, **variables)
        assert "errors" not in body, body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    async def answer(self, document: str, **variables: object) -> dict[str, Any]:
        """The whole response to an operation."""
        asked = {"query": document, "variables": variables}
        response = await self.http.post("/graphql", json=asked)
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    async def error_codes(self, document: str, **variables: object) -> list[str]:
        body = await self.answer(document, **variables)
        return [error["extensions"]["code"] for error in body.get("errors", [])]

    async def tell(self, text: str, date: str = "2024-01-01", **scope: str) -> dict[str, Any]:
        """Remember a text of a date and wait until it is settled."""
        episode = {"content": text, "occurredAt": f"{date}T00:00:00Z"}
        given = {
            "idempotencyKey": f"{text}|{date}|{scope}",
            "episodes": [episode],
            "waitFor": "EXTRACTED",
            "scope": scope or None,
        }
        data = await self.ask(REMEMBER, input=given)
        payload: dict[str, Any] = data["remember"]
        assert payload["userErrors"] == []
        assert payload["job"]["status"] == "DONE"
        return payload

    async def record(self, task: str, *steps: str, key: str, **more: object) -> dict[str, Any]:
        """Record an attempt that went well, unless `more` says otherwise."""
        given = {
            "idempotencyKey": key,
            "task": task,
            "outcome": "SUCCESS",
            "steps": [{"action": step, "succeeded": True} for step in steps],
        }
        payload: dict[str, Any] = (await self.ask(RECORD, input=given | more))["recordExperience"]
        assert payload["userErrors"] == []
        return payload

    async def consolidate(self, **asked: Any) -> dict[str, Any]:
        """Go over the caller's scope and wait until that is done; gives the job."""
        given = {"idempotencyKey": "consolidate"} | asked
        done = (await self.ask(CONSOLIDATE, input=given))["consolidate"]
        assert done["userErrors"] == []
        job: dict[str, Any] = done["job"]
        while job["status"] not in ("DONE", "FAILED"):
            await asyncio.sleep(0)
            job = (await self.ask(JOB, id=job["id"]))["job"]
        assert job["status"] == "DONE", job
        return job


_JOB = """id kind status progress lastError ruled
      report { name lookedAt found written } episodes { id }"""
JOB = f"query Job($id: ID!) {{ job(id: $id) {{ {_JOB} }} }}"
CONSOLIDATE = f"""
mutation Consolidate($input: ConsolidateInput!) {{
  consolidate(input: $input) {{
    job {{ {_JOB} }}
    userErrors {{ message }}
  }}
}}"""
RECORD = """
mutation Record($input: RecordExperienceInput!) {
  recordExperience(input: $input) {
    experience { id }
    updatedProcedures { id }
    userErrors { message }
  }
}"""
REMEMBER = """
mutation Remember($input: RememberInput!) {
  remember(input: $input) {
    job { id status lastError episodes { id } }
    episodes { id content }
    facts { id statement status validAt invalidAt source { id name } target { name } value }
    replayed
    userErrors { __typename code message path }
  }
}
"""


@asynccontextmanager
async def open_door(
    settings: Settings,
    extractor: Extractor | None = None,
    embedder: Embedder | None = None,
    *,
    authority: Authority | None = None,
    tempo: Tempo | None = None,
) -> AsyncIterator[Door]:
    """The application on a database of its own, worker running, without models."""
    reader = extractor if extractor is not None else ScriptedReader()
    vectors = embedder if embedder is not None else HashEmbedder()
    app = create_app(
        settings,
        lambda: assembled(settings, extractor=reader, embedder=vectors),
        authority,
        tempo,
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http,
    ):
        yield Door(app, http)
