"""What other software writes down of chats and memories is taken as what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quipu.api.cli.inputs import read_file
from quipu.api.cli.messages import BadLine, Message, Unsaid
from quipu.graph.accept import episode_id
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.identity import Scope

SYSTEM = {"role": "system", "content": "You live in Paris."}
ASKED = {"role": "user", "content": "I live in Oslo."}
TOLD = {"role": "assistant", "content": "Nice city!"}
CHAT = [("user", "I live in Oslo."), ("assistant", "Nice city!")]


def found_in(path: Path, *objects: object) -> list[Message | Unsaid | BadLine]:
    lines = path.suffix == ".jsonl"
    path.write_text("\n".join(map(json.dumps, objects)) if lines else json.dumps(objects[0]))
    return [found for _, found in read_file(path, datetime(2024, 5, 1, tzinfo=UTC))]


def drafts_in(path: Path, *objects: object) -> list[EpisodeDraft]:
    return [one.draft for one in found_in(path, *objects) if isinstance(one, Message)]


def said(drafts: list[EpisodeDraft]) -> list[tuple[str, str]]:
    return [(one.speaker, one.content) for one in drafts]


CALL = {"id": "call_1", "type": "function", "function": {"name": "save", "arguments": "{}"}}
PARTS = [
    {"type": "text", "text": "I live in Oslo."},
    {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
]


@pytest.mark.parametrize(
    "whole",
    [
        {"messages": [SYSTEM, ASKED, TOLD]},
        {"id": "c1", "messages": [ASKED, TOLD], "tools": []},
        {"messages": [{"role": "developer", "content": "Be kind."}, ASKED, TOLD]},
        {"messages": [{"role": "user", "content": PARTS}, TOLD]},
        {"messages": [ASKED, {"role": "assistant", "content": None, "tool_calls": [CALL]},
                      {"role": "tool", "tool_call_id": "call_1", "content": "{}"}, TOLD]},
        {"id": "x1", "conversations": [{"from": "human", "value": "I live in Oslo."},
                                       {"from": "gpt", "value": "Nice city!"}]},
        {"messages": [
            {"type": "system", "data": {"content": "Be kind.", "type": "system"}},
            {"type": "human", "data": {"content": "I live in Oslo.", "additional_kwargs": {}}},
            {"type": "ai", "data": {"content": "Nice city!", "type": "ai", "tool_calls": []}}]},
        {"messages": [
            {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "HumanMessage"],
             "kwargs": {"content": "I live in Oslo.", "type": "human"}},
            {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "AIMessage"],
             "kwargs": {"content": "Nice city!", "type": "ai"}}]},
    ],
)  # fmt: skip
def test_a_chat_of_other_software_is_the_turns_of_its_people(
    tmp_path: Path, whole: Mapping[str, object]
) -> None:
    for name, given in (("a.jsonl", whole), ("a.json", whole), ("b.json", [whole])):
        drafts = drafts_in(tmp_path / name, given)
        assert said(drafts) == CHAT
        assert not any(one.metadata for one in drafts)


@pytest.mark.parametrize("name", ["chat.json", "chat.jsonl"])
def test_messages_in_a_row_are_read_like_those_of_one_chat(tmp_path: Path, name: str) -> None:
    turns = [SYSTEM, {"role": "user", "content": PARTS}, TOLD]
    given = [turns] if name == "chat.json" else turns
    assert said(drafts_in(tmp_path / name, *given)) == CHAT


def test_what_nobody_said_is_told_apart_from_what_is_bad(tmp_path: Path) -> None:
    found = found_in(tmp_path / "chat.jsonl", {"messages": [SYSTEM, ASKED, {"role": "user"}]})
    assert [type(one) for one in found] == [Unsaid, Message, BadLine]


def test_turns_follow_each_other_and_two_chats_of_a_file_are_two(tmp_path: Path) -> None:
    one, other = {"messages": [ASKED, TOLD]}, {"id": "c2", "created_at": "2024-06-01"}
    drafts = drafts_in(tmp_path / "c.jsonl", one, other | {"messages": [ASKED]}, one)
    day = datetime(2024, 5, 1, tzinfo=UTC)
    assert [(Path(turn.source).name, turn.occurred_at) for turn in drafts] == [
        ("c.jsonl#1", day),
        ("c.jsonl#1", day + timedelta(microseconds=1)),
        ("c2", datetime(2024, 6, 1, tzinfo=UTC)),
        ("c.jsonl#3", day),
        ("c.jsonl#3", day + timedelta(microseconds=1)),
    ]


@pytest.mark.parametrize("named", [{}, {"id": "c1"}])
def test_a_chat_that_grew_and_was_moved_keeps_what_it_was(
    tmp_path: Path, named: Mapping[str, object]
) -> None:
    (tmp_path / "later").mkdir()
    before = drafts_in(tmp_path / "c.jsonl", {**named, "messages": [ASKED]})
    after = drafts_in(tmp_path / "later" / "c.jsonl", {**named, "messages": [ASKED, TOLD]})
    ids = [[episode_id(Scope("acme"), one) for one in some] for some in (before, after)]
    assert ids[1][:1] == ids[0]


def test_somebody_with_a_name_is_called_so(tmp_path: Path) -> None:
    named = {"messages": [ASKED | {"name": "Maya"}, TOLD | {"name": "helper"}]}
    assert [one.speaker for one in drafts_in(tmp_path / "c.json", named)] == ["Maya", "assistant"]


def test_a_record_that_has_a_content_within_stays_a_record(tmp_path: Path) -> None:
    [draft] = drafts_in(tmp_path / "e.jsonl", {"type": "note", "data": {"content": "Hi"}})
    assert json.loads(draft.content) == {"type": "note", "data": {"content": "Hi"}}


ROW = {
    "id": "m1", "memory": "Lives in Oslo", "hash": "ab", "user_id": "alex", "updated_at": None,
    "created_at": "2024-07-26T10:29:36-07:00", "metadata": {"category": "home"}, "score": 0.4,
}  # fmt: skip


@pytest.mark.parametrize("whole", [ROW, [ROW], {"results": [ROW], "relations": []}])
def test_a_memory_of_mem0_is_its_users(tmp_path: Path, whole: object) -> None:
    [found] = found_in(tmp_path / "mem0.json", whole)
    assert isinstance(found, Message)
    assert (found.user, found.draft.content, found.draft.external_id) == (
        "alex",
        "Lives in Oslo",
        "m1",
    )
    assert found.draft.occurred_at == datetime(2024, 7, 26, 17, 29, 36, tzinfo=UTC)
    assert found.draft.metadata == {
        "category": "home",
        "hash": "ab",
        "created_at": "2024-07-26T10:29:36-07:00",
        "noted": True,
    }


def test_what_replaced_a_memory_is_of_the_day_when_it_did(tmp_path: Path) -> None:
    [draft] = drafts_in(tmp_path / "m.jsonl", ROW | {"updated_at": "2024-08-01T00:00:00Z"})
    assert draft.occurred_at == datetime(2024, 8, 1, tzinfo=UTC)


def test_a_phone_with_a_memory_is_no_memory(tmp_path: Path) -> None:
    [draft] = drafts_in(tmp_path / "p.jsonl", {"type": "phone", "name": "P8", "memory": "8 GB"})
    assert json.loads(draft.content)["memory"] == "8 GB"
