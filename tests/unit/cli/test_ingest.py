from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import pytest

from forgetting import forget
from quipu.api.assemble import Service
from quipu.api.cli.ingest import BATCH, Ingested, Wish, batch_key, ingest
from quipu.api.cli.inputs import read_file
from quipu.api.cli.messages import BadLine, Message
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid
from quipu.schema.forgetting import Selector
from quipu.schema.identity import EpisodeId
from scripted import ScriptedReader, scripted_service


@dataclass
class Seen:
    """Keeps what an ingest reports."""

    taken: int = 0
    done: int = 0
    bad: list[BadLine] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def opened(self, path: Path, lines: int) -> None: ...

    def accepted(self, line: int, messages: int) -> None:
        self.taken += messages

    def settled(self, messages: int) -> None:
        self.done += messages

    def refused(self, bad: BadLine) -> None:
        self.bad.append(bad)

    def noted(self, remark: str) -> None:
        self.remarks.append(remark)


def chat(path: Path, texts: Sequence[str], **fields: str) -> Path:
    lines = [
        {"text": text, "speaker": "Maya", "at": "2024-05-01T10:00Z"} | fields for text in texts
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


async def read(
    service: Service, path: Path, seen: Seen | None = None, *, stops_on_error: bool = False
) -> Ingested:
    ticks = count()
    wish = Wish(stops_on_error=stops_on_error)
    watch = seen if seen is not None else Seen()
    return await ingest(service, service.scope, [path], wish, watch, lambda: float(next(ticks)))


def test_whom_texts_mean_by_we_goes_with_each_unless_it_says_so_itself() -> None:
    told, own = EpisodeDraft("We use Postgres."), EpisodeDraft("Hi.", metadata={"we": "Norvik"})

    assert Wish(group="Halden").of_group(told).metadata == {"we": "Halden"}
    assert Wish(group="Halden").of_group(own).metadata == {"we": "Norvik"}
    assert Wish().of_group(told) == told


async def test_what_a_file_says_becomes_facts(tmp_path: Path) -> None:
    path, seen = chat(tmp_path / "chat.jsonl", ["I live in Oslo.", "I work for Acme."]), Seen()
    async with scripted_service(tmp_path / "m.db") as service:
        done = await read(service, path, seen)
    assert (done.messages, done.new_episodes, done.new_facts, done.seconds) == (2, 2, 2, 1.0)
    assert (seen.taken, seen.done) == (2, 2)


async def test_ingesting_again_stores_nothing_twice(tmp_path: Path) -> None:
    path, reader = chat(tmp_path / "chat.jsonl", ["I live in Oslo.", "Hm."]), ScriptedReader()
    async with scripted_service(tmp_path / "m.db", reader) as service:
        await read(service, path)
        again = await read(service, path)
    assert (again.messages, again.new_episodes, again.new_facts) == (2, 0, 0)
    assert reader.read_contents == ["I live in Oslo.", "Hm."]


async def test_a_file_that_grew_stores_only_what_is_new(tmp_path: Path) -> None:
    path = chat(tmp_path / "chat.jsonl", ["I live in Oslo."])
    async with scripted_service(tmp_path / "m.db") as service:
        await read(service, path)
        more = await read(service, chat(path, ["I live in Oslo.", "I work for Acme."]))
    assert (more.messages, more.new_episodes, more.new_facts) == (2, 1, 1)


async def test_an_ingest_cut_off_between_batches_goes_on_where_it_was(tmp_path: Path) -> None:
    texts = [f"Message {number}." for number in range(2 * BATCH)]
    path = chat(tmp_path / "chat.jsonl", texts)
    whole = path.read_text()
    path.write_text("\n".join(whole.split("\n")[:BATCH]))
    async with scripted_service(tmp_path / "m.db") as service:
        await read(service, path)
    path.write_text(whole)
    async with scripted_service(tmp_path / "m.db") as service:
        rest = await read(service, path)
    assert (rest.messages, rest.new_episodes) == (2 * BATCH, BATCH)


async def test_touching_a_file_without_dates_stores_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("I live in Oslo.")
    async with scripted_service(tmp_path / "m.db") as service:
        await read(service, path)
        os.utime(path, (0, 0))
        again = await read(service, path)
    assert (again.new_episodes, again.new_facts) == (0, 0)


async def test_a_file_that_was_moved_is_not_stored_again(tmp_path: Path) -> None:
    path = chat(tmp_path / "chat.jsonl", ["I live in Oslo."])
    async with scripted_service(tmp_path / "m.db") as service:
        await read(service, path)
        (tmp_path / "old").mkdir()
        again = await read(service, path.rename(tmp_path / "old" / "chat.jsonl"))
    assert (again.messages, again.new_episodes, again.new_facts) == (1, 0, 0)


async def as_before(service: Service, path: Path) -> EpisodeId:
    """Kept as earlier versions kept it, which called a message by the whole path of its file."""
    [draft] = [found.draft for _, found in read_file(path, None) if isinstance(found, Message)]
    former = replace(draft, is_source_a_path=False)
    receipt = await service.memory.remember(service.scope, [former], "before")
    await service.worker.drain()
    return receipt.job.episodes[0]


async def test_what_earlier_versions_stored_of_a_file_is_known_again(tmp_path: Path) -> None:
    path = chat(tmp_path / "chat.jsonl", ["I live in Oslo."])
    async with scripted_service(tmp_path / "m.db") as service:
        await as_before(service, path)
        again = await read(service, chat(path, ["I live in Oslo.", "I work for Acme."]))
    assert (again.messages, again.new_episodes, again.new_facts) == (2, 1, 1)


async def test_what_earlier_versions_erased_of_a_file_stays_erased(tmp_path: Path) -> None:
    path = chat(tmp_path / "chat.jsonl", ["I live in Oslo."])
    async with scripted_service(tmp_path / "m.db") as service:
        id = await as_before(service, path)
        await forget(service.memory, service.scope, Selector(ids=(id,)))
        again = await read(service, path)
        left = await service.memory.store.statistics(service.scope, service.memory.view())
    assert (again.new_episodes, left.episodes) == (0, 0)


async def test_a_bad_line_is_skipped_and_the_rest_is_kept(tmp_path: Path) -> None:
    path, seen = chat(tmp_path / "chat.jsonl", ["One.", "", "Two."]), Seen()
    async with scripted_service(tmp_path / "m.db") as service:
        done = await read(service, path, seen)
    assert (done.messages, done.refused) == (2, 1)
    assert [bad.line for bad in seen.bad] == [2]


async def test_a_line_that_cannot_be_accepted_takes_no_other_with_it(tmp_path: Path) -> None:
    path, seen = chat(tmp_path / "chat.jsonl", ["One.", "Two.", "Three."]), Seen()
    first, second, third = path.read_text().splitlines()
    path.write_text("\n".join([first, second.replace("Maya", "M" * 600), third]))
    async with scripted_service(tmp_path / "m.db") as service:
        done = await read(service, path, seen)
    assert (done.messages, done.new_episodes, done.refused) == (2, 2, 1)
    assert str(seen.bad[0]).startswith(f"{path}:2: speaker of 600 characters")


async def test_many_bad_lines_are_counted_and_not_all_shown(tmp_path: Path) -> None:
    path, seen = chat(tmp_path / "chat.jsonl", ["Hm."] + [""] * 25), Seen()
    async with scripted_service(tmp_path / "m.db") as service:
        done = await read(service, path, seen)
    assert (done.refused, len(seen.bad), done.unusable) == (25, 20, ())
    assert seen.remarks == ["and 5 more bad lines"]


async def test_a_file_of_bad_lines_only_is_named(tmp_path: Path) -> None:
    path = chat(tmp_path / "chat.jsonl", ["", ""])
    async with scripted_service(tmp_path / "m.db") as service:
        done = await read(service, path)
    assert done.unusable == (path,)


async def test_stopping_at_a_bad_line_keeps_what_came_before(tmp_path: Path) -> None:
    path = chat(tmp_path / "chat.jsonl", ["I live in Oslo.", "", "Two."])
    async with scripted_service(tmp_path / "m.db") as service:
        with pytest.raises(Invalid, match=r"chat\.jsonl:2: no text"):
            await read(service, path, stops_on_error=True)
        kept = await service.memory.store.statistics(service.scope, service.memory.view())
    assert (kept.episodes, kept.facts, kept.queued_jobs) == (1, 1, 0)


async def test_dates_without_an_offset_are_mentioned_once(tmp_path: Path) -> None:
    path, seen = chat(tmp_path / "chat.jsonl", ["One.", "Two."], at="2024-05-01 10:00"), Seen()
    async with scripted_service(tmp_path / "m.db") as service:
        await read(service, path, seen)
    assert seen.remarks == [f"{path}:1: dates without an offset are read as UTC"]


async def test_work_that_a_killed_process_held_is_taken_over(tmp_path: Path) -> None:
    path, reader = chat(tmp_path / "chat.jsonl", ["I live in Oslo."]), ScriptedReader()
    async with scripted_service(tmp_path / "m.db", reader) as service:
        [(_, found)] = read_file(path, None)
        assert isinstance(found, Message)
        await service.memory.remember(service.scope, [found.draft], batch_key([found.draft]))
        assert await service.memory.queue.lease(service.memory.clock(), 0.05, 10) is not None
        done = await read(service, path)
        counted = await service.memory.store.statistics(service.scope, service.memory.view())
    assert (done.new_episodes, done.new_facts, done.failed) == (0, 1, 0)
    assert (counted.episodes, counted.facts, counted.queued_jobs) == (1, 1, 0)


def memories(path: Path, **notes: str) -> Path:
    rows = [{"memory": note, "user_id": user} for user, note in notes.items()]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


async def test_what_was_noted_of_each_user_is_only_his(tmp_path: Path) -> None:
    path = memories(tmp_path / "mem0.jsonl", alex="I live in Oslo.", kim="I live in Rome.")
    async with scripted_service(tmp_path / "m.db") as service:
        first, again = await read(service, path), await read(service, path)
        held = [
            (await service.memory.store.statistics(one, service.memory.view())).episodes
            for one in (service.scope, *(replace(service.scope, user=u) for u in ("alex", "kim")))
        ]
    assert held == [0, 1, 1]
    assert [(one.messages, one.new_episodes, one.new_facts) for one in (first, again)] == [
        (2, 2, 2),
        (2, 0, 0),
    ]


async def test_nobodys_memory_goes_to_another_user(tmp_path: Path) -> None:
    path, seen = (
        memories(tmp_path / "m.jsonl", alex="I live in Oslo.", kim="I live in Rome."),
        Seen(),
    )
    async with scripted_service(tmp_path / "m.db") as service:
        kim = replace(service.scope, user="kim")
        done = await ingest(service, kim, [path], Wish(), seen, lambda: 0.0)
    assert (done.messages, done.refused) == (1, 1)
    assert [one.problem for one in seen.bad] == ["a memory of alex, not of kim"]


async def test_what_nobody_said_in_a_chat_is_counted(tmp_path: Path) -> None:
    turns = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "I like tea."}]
    path, seen = tmp_path / "chat.json", Seen()
    path.write_text(json.dumps({"messages": turns}))
    async with scripted_service(tmp_path / "m.db") as service:
        done = await read(service, path, seen)
    assert (done.messages, done.refused) == (1, 0)
    assert seen.remarks == [f"{path}: 1 instructions, calls of tools and pictures left out"]
