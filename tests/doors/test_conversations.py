"""Who answers in two words is read with the question before it, through whichever door it came."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from tests.doors.scripted import REMEMBER, Door, open_door
from tests.doors.test_tools import agent, told
from tests.unit.cli.test_ingest import Seen

from quipu import Quipu
from quipu.api.assemble import Service
from quipu.api.cli.ingest import Wish, ingest
from quipu.api.settings import Settings
from quipu.schema.drafts import kind_handed_over, kind_of
from quipu.schema.knowledge import Episode, EpisodeKind, Reading

TURNS = (
    ("Ann", "Where do you live now?", "2024-01-01T10:00:00+00:00"),
    ("Ben", "In Kiel.", "2024-01-01T10:01:00+00:00"),
)


@dataclass
class Listener:
    """Reads nothing, and keeps with which question each text was read last."""

    name: str = "listener"
    asked: dict[str, str] = field(default_factory=dict)

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        for one in episodes:
            self.asked[one.content] = "" if one.asked is None else one.asked.content
        return [Reading() for _ in episodes]


async def by_graphql(door: Door, folder: Path) -> None:
    for who, text, at in TURNS:
        episode = {"content": text, "speaker": who, "source": "chat", "occurredAt": at}
        await door.ask(REMEMBER, input={"idempotencyKey": text, "episodes": [episode]})


async def by_library(door: Door, folder: Path) -> None:
    service: Service = door.app.state.service
    memory = Quipu(service, service.scope)
    for who, text, at in TURNS:
        said = datetime.fromisoformat(at)
        await memory.remember(text, speaker=who, source="chat", occurred_at=said)


async def by_agent(door: Door, folder: Path) -> None:
    async with agent(door) as client:
        for who, text, at in TURNS:
            turn = {"content": text, "speaker": who, "source": "chat", "occurred_at": at}
            await told(client, "remember", **turn)


async def by_file(door: Door, folder: Path) -> None:
    path = folder / "chat.jsonl"
    lines = [{"text": text, "speaker": who, "at": at} for who, text, at in TURNS]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    service: Service = door.app.state.service
    await ingest(service, service.scope, [path], Wish(), Seen(), lambda: 0.0)


@pytest.mark.parametrize("tell", [by_graphql, by_library, by_agent, by_file])
async def test_a_short_answer_meets_its_question_by_every_door(
    settings: Settings, tell: Callable[[Door, Path], Awaitable[None]], tmp_path: Path
) -> None:
    reader = Listener()
    async with open_door(settings, reader) as door:
        await tell(door, tmp_path)
        await door.app.state.service.worker.drain()
    assert reader.asked == {"Where do you live now?": "", "In Kiel.": "Where do you live now?"}


@pytest.mark.parametrize(
    ("speaker", "source", "kind"),
    [
        ("Ben", "chat", EpisodeKind.MESSAGE),
        ("Ben", "", EpisodeKind.MESSAGE),
        ("", "", EpisodeKind.MESSAGE),
        ("", "manual.pdf", EpisodeKind.TEXT),
    ],
)
def test_what_nobody_says_but_a_document_is_no_message(
    speaker: str, source: str, kind: EpisodeKind
) -> None:
    assert kind_handed_over(speaker, source) is kind


@pytest.mark.parametrize(
    ("content", "speaker", "kind"),
    [
        ('{"name": "Ann", "city": "Oslo"}', "", EpisodeKind.JSON),
        (' [{"name": "Ann"}, {"name": "Bo"}]', "", EpisodeKind.JSON),
        ('{"name": "Ann"}', "Ben", EpisodeKind.MESSAGE),  # Ben shows it to somebody
        ("[1, 2]", "", EpisodeKind.MESSAGE),
        ("[]", "", EpisodeKind.MESSAGE),
        ("{broken", "", EpisodeKind.MESSAGE),
        ("[" * 100_000, "", EpisodeKind.MESSAGE),
    ],
)
def test_json_that_is_handed_over_as_a_text_is_json(
    content: str, speaker: str, kind: EpisodeKind
) -> None:
    assert kind_of(content, speaker, "") is kind
