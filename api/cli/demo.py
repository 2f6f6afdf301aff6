"""The story that `quipu demo` tells: every line of it is computed by the memory as it is told."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib.resources import as_file, files

import typer

from quipu.api.app import create_app
from quipu.api.assemble import Service, assembled
from quipu.api.cli.ingest import Wish, ingest
from quipu.api.cli.inputs import read_file
from quipu.api.cli.messages import Message
from quipu.api.cli.progress import PlainLines
from quipu.api.cli.render import answer_lines, ingested_lines, timeline_lines
from quipu.api.cli.standing import standing
from quipu.api.settings import Settings
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Fact, FactStatus, status_of

SUBJECT = "Maya"
QUESTION = "Where does Maya live?"
THEN = datetime(2023, 9, 1, tzinfo=UTC)
_ASK_SECONDS = 60.0
_HOMES = """
query Homes($name: String!, $then: DateTime) {
  entity(name: $name) {
    now: facts(direction: OUT, predicates: ["lives in"]) { ...homes }
    then: facts(direction: OUT, predicates: ["lives in"], at: {asOf: $then}) { ...homes }
  }
}
fragment homes on FactConnection { edges { node { status statement validAt invalidAt } } }
"""


async def story(settings: Settings, *, is_attended: bool) -> None:
    """Tell it all, then serve: until Ctrl-C for a person, for one question otherwise."""
    async with assembled(settings) as service:
        await _tell(service)
        _heading("The same memory over GraphQL")
        app = create_app(settings, lambda: nullcontext(service))
        async with standing(app, settings) as server:
            typer.echo(f"{server.address}/graphql")
            if not is_attended:
                await _ask_once(f"{server.address}/graphql")
                return
            typer.echo(f"Look at it in a browser: {server.address}/explorer (Ctrl-C ends the demo)")
            await server.until_stopped


async def _tell(service: Service) -> None:
    scope = service.scope
    await _remember(service, scope)
    facts = await _believed(service, scope)
    await _contradiction(service, scope, facts)
    await _questions(service, scope)


async def _remember(service: Service, scope: Scope) -> None:
    _heading("What was said")
    with as_file(files("quipu.api.cli") / "demo.jsonl") as path:
        for _, read in read_file(path, None):
            if isinstance(read, Message) and read.draft.occurred_at is not None:
                said = read.draft
                typer.echo(f"  {said.occurred_at:%Y-%m-%d}  {said.speaker:<5} {said.content}")
        quiet = PlainLines(time.monotonic, say=lambda _: None)
        done = await ingest(service, scope, [path], Wish(), quiet, time.perf_counter)
    _say(f"  → {line}" for line in ingested_lines(done))


async def _believed(service: Service, scope: Scope) -> list[Fact]:
    _heading(f"What is believed of {SUBJECT} now (× marks what no longer holds)")
    entity = await service.memory.entity(scope, EntityRef(name=SUBJECT))
    if entity is None:
        return []
    facts = await service.memory.timeline(scope, entity.id)
    _say(timeline_lines(entity, facts, service.memory.view()))
    return facts


async def _contradiction(service: Service, scope: Scope, facts: Iterable[Fact]) -> None:
    _heading("A contradiction, settled: why does the first of these no longer hold?")
    view = service.memory.view()
    ended = [one for one in facts if status_of(one, view) is FactStatus.SUPERSEDED]
    for fact in ended[:1]:
        typer.echo(f"$ quipu explain {fact.id}")
        typer.echo((await service.memory.explain(scope, fact.id)).text)
    if not ended:
        typer.echo("  nothing was superseded")


async def _questions(service: Service, scope: Scope) -> None:
    for asked_at, command in (
        (THEN, f'quipu ask "{QUESTION}" --as-of {THEN:%Y-%m-%d}'),
        (None, f'quipu ask "{QUESTION}"'),
    ):
        _heading(f"$ {command}")
        view = service.memory.view(asked_at)
        answer = await service.memory.ask(scope, QUESTION, view)
        _say(f"  {line}" for line in answer_lines(answer, view))


async def _ask_once(address: str) -> None:
    """One question over HTTP, as any program would put it."""
    typer.echo("No terminal is attached, so the demo asks its endpoint once itself:")
    typer.echo(_HOMES.rstrip())
    body = {"query": _HOMES, "variables": {"name": SUBJECT, "then": THEN.isoformat()}}
    reply = await asyncio.to_thread(_posted, address, json.dumps(body).encode())
    if "errors" in reply:
        raise Unavailable(f"the endpoint answered {reply['errors']}")
    _say(_laid_out(reply))


def _posted(address: str, body: bytes) -> dict[str, object]:
    request = urllib.request.Request(
        address, body, {"Content-Type": "application/json", "Accept": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_ASK_SECONDS) as reply:
        found: dict[str, object] = json.load(reply)
    return found


def _laid_out(reply: object, depth: int = 0) -> Iterator[str]:
    """JSON with one line for each innermost object, so that a reply of rows reads like rows."""
    pad = "  " * depth
    if isinstance(reply, dict) and any(isinstance(one, dict | list) for one in reply.values()):
        for name, value in reply.items():
            yield f"{pad}{name}:"
            yield from _laid_out(value, depth + 1)
    elif isinstance(reply, list):
        for one in reply:
            yield from _laid_out(one, depth)
    else:
        yield f"{pad}{json.dumps(reply, ensure_ascii=False)}"


def _heading(text: str) -> None:
    typer.echo("")
    typer.echo(typer.style(text, bold=True))


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
