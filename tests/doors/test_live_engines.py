"""Streams tell the same on every engine, whoever writes there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from tests.doors.engines import EMBEDDER, settings_on
from tests.doors.listening import Clockwork
from tests.doors.scripted import ScriptedReader, open_door
from tests.doors.test_live import CHANGES, by_events, by_socket, log_of, sequences, told

from contract.engines import PARAMETERS
from quipu.api.assemble import assembled
from quipu.api.live import Tempo
from quipu.api.settings import Settings
from quipu.schema.drafts import EpisodeDraft


@pytest.fixture(params=PARAMETERS)
async def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    return await settings_on(request.param, request, tmp_path)


async def test_what_another_process_writes_is_heard_at_the_next_look(anywhere: Settings) -> None:
    clock, tempo = Clockwork(), Tempo()
    idle = replace(anywhere, worker_poll_seconds=3_600)
    async with (
        assembled(anywhere, extractor=ScriptedReader(), embedder=EMBEDDER) as other,
        open_door(idle, embedder=EMBEDDER, tempo=Tempo(rest=clock.rest)) as door,
        by_socket(door, CHANGES) as hear,
    ):
        await door.app.state.service.worker.drain()  # from here on it rests for an hour
        await clock.pass_(tempo.look_seconds)  # the stream is open, and found nothing
        await other.memory.remember(other.scope, [EpisodeDraft("Sam likes tea.")], "key")
        await other.worker.drain()
        await clock.pass_(tempo.look_seconds)
        heard = await told(hear, 3)

        assert sequences(heard) == await log_of(door)
    assert heard[-1]["item"]["statement"] == "Sam likes tea"


async def test_nothing_is_passed_over_while_many_write_at_once(anywhere: Settings) -> None:
    async with open_door(anywhere, embedder=EMBEDDER) as door:
        ann = {"user": "ann"}
        async with by_events(door, CHANGES, since="0", scope=ann) as hear:
            await asyncio.gather(
                *(door.tell(f"Sam{number} likes tea.") for number in range(8)),
                *(door.tell(f"Ann{number} likes tea.", user="ann") for number in range(8)),
                *(door.tell(f"Bob{number} likes tea.", user="bob") for number in range(8)),
            )
            whole = await log_of(door, scope=ann)
            heard = await told(hear, len(whole))

        assert sequences(heard) == whole
        assert len({one["item"]["id"] for one in heard if one["kind"] == "CREATED"}) > 16


async def test_any_place_in_the_log_can_be_gone_on_from(anywhere: Settings) -> None:
    async with open_door(anywhere, embedder=EMBEDDER) as door:
        for year, town in enumerate(("Rome", "Oslo", "Bergen")):
            await door.tell(f"Sam lives in {town}.", f"202{year}-01-01")
        whole = await log_of(door)
        for place, since in enumerate(whole[:-1]):
            async with by_socket(door, CHANGES, since=since) as hear:
                heard = await told(hear, len(whole) - place - 1)
                assert sequences(heard) == whole[place + 1 :]
