"""Whoever says "yesterday" means the day before by his own clock, through whichever door."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.doors.scripted import REMEMBER, Door
from tests.doors.test_tools import agent, told
from tests.unit.cli.test_ingest import Seen

from quipu import Quipu
from quipu.api.assemble import Service
from quipu.api.cli.ingest import Wish, ingest
from quipu.schema.identity import EpisodeId

TEXT, SAID = "Sam lives in Oslo.", "2024-05-01T08:00:00+09:00"


async def by_graphql(door: Door, said: str, folder: Path) -> None:
    episode = {"content": TEXT, "occurredAt": said}
    await door.ask(REMEMBER, input={"idempotencyKey": "k", "episodes": [episode]})


async def by_library(door: Door, said: str, folder: Path) -> None:
    service: Service = door.app.state.service
    memory = Quipu(service, service.scope)
    await memory.remember(TEXT, occurred_at=datetime.fromisoformat(said), key="k")


async def by_agent(door: Door, said: str, folder: Path) -> None:
    async with agent(door) as client:
        await told(client, "remember", content=TEXT, occurred_at=said, key="k")


async def by_file(door: Door, said: str, folder: Path) -> None:
    path = folder / "chat.jsonl"
    path.write_text(json.dumps({"text": TEXT, "at": said, "id": "m1", "session": "chat"}))
    service: Service = door.app.state.service
    await ingest(service, service.scope, [path], Wish(), Seen(), lambda: 0.0)


@pytest.mark.parametrize("tell", [by_graphql, by_library, by_agent, by_file])
async def test_every_door_keeps_the_clock_of_who_said_it(
    door: Door, tell: Callable[[Door, str, Path], Awaitable[None]], tmp_path: Path
) -> None:
    await tell(door, SAID, tmp_path)
    await tell(door, "2024-04-30T23:00:00Z", tmp_path)  # the same moment: the same message
    service: Service = door.app.state.service
    await service.worker.drain()
    moved = service.archive.contents(service.scope.tenant)
    ids = [row["id"] async for batch in moved if batch.kind == "episode" for row in batch.rows]
    [kept] = await service.memory.store.episodes(service.scope, [EpisodeId(str(ids[0]))])
    assert len(ids) == 1
    assert kept.said_at.isoformat() == SAID
    assert kept.occurred_at.isoformat() == "2024-04-30T23:00:00+00:00"
