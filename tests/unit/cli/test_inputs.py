from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quipu.api.cli.inputs import files_under, read_file
from quipu.api.cli.messages import BadLine, Message
from quipu.api.cli.written_days import DayOrder
from quipu.graph.accept import episode_id
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind


def drafts_of(path: Path) -> list[EpisodeDraft]:
    return [found.draft for _, found in read_file(path, None) if isinstance(found, Message)]


def bad_lines_of(path: Path) -> list[BadLine]:
    return [found for _, found in read_file(path, None) if isinstance(found, BadLine)]


def test_a_bad_line_is_reported_with_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text('{"text": "Hi"}\n\n{broken\n{"text": "Bye"}\n')
    [bad] = bad_lines_of(path)
    assert str(bad).startswith(f"{path}:3: not JSON")
    assert [draft.content for draft in drafts_of(path)] == ["Hi", "Bye"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"text": ""}', "no text"),
        (b'{"text": "Hi", "at": "soon"}', "not a date"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "1,000,001 bytes"),
        (b'{"text": "\\u0000"}', "no text"),
        (b'{"text": "\\ud800"}', "no text"),
        (b'{"text": "Hi", "speaker": "' + b"x" * 600 + b'"}', "speaker of 600"),
        (b'{"text": "Hi", "id": "' + b"x" * 3_000 + b'"}', "externalId of 3000"),
        (b'{"text": "Hi", "session": "' + b"x" * 3_000 + b'"}', "source of 3000"),
        (b'{"text": "Hi", "at": "0001-01-01"}', "time out of range"),
        (b'{"text": "Hi", "mood": NaN}', "metadata is not JSON"),
    ],
)
def test_every_fault_of_a_line_is_a_bad_line(tmp_path: Path, line: bytes, problem: str) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_bytes(line)
    [bad] = bad_lines_of(path)
    assert problem in bad.problem


def test_reading_again_names_the_same_messages(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text('{"text": "Hi"}\n{"text": "Hi"}\n{"text": "Bye"}\n')
    first = [draft.external_id for draft in drafts_of(path)]
    path.write_text('{"text": "New"}\n{"text": "Hi"}\n{"text": "Hi"}\n{"text": "Bye"}\n')
    os.utime(path, (0, 0))
    assert len(set(first)) == 3
    assert [draft.external_id for draft in drafts_of(path)][1:] == first


def test_what_has_no_date_is_as_old_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Home\n\nI live in Oslo.\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    [draft] = drafts_of(path)
    assert draft.occurred_at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert draft.content == "Home\n\nI live in Oslo."
    assert draft.source == str(path)


def test_a_folder_gives_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.png", "sub/d.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [str(one.relative_to(tmp_path)) for one in files_under(tmp_path)] == [
        "a.md",
        "b.txt",
        "sub/d.jsonl",
    ]


def test_paths_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    picture = tmp_path / "c.png"
    picture.touch()
    with pytest.raises(NotFound):
        files_under(tmp_path / "none")
    with pytest.raises(Invalid, match=r"c\.png"):
        files_under(picture)
    with pytest.raises(Invalid, match="nothing to read"):
        files_under(tmp_path)


@pytest.mark.parametrize("name", ["notes.txt", "notes.jsonl", "notes.json"])
def test_a_file_that_is_no_text_is_one_bad_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for raw, problem in ((b"\xff\x00", "not UTF-8"), (b"\xff\xfe\x00", "not UTF-16")):
        path.write_bytes(raw)
        [bad] = bad_lines_of(path)
        assert problem in bad.problem


@pytest.mark.parametrize("name", ["chat.jsonl", "chat.json", "chat.txt"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be"])
def test_a_file_of_windows_says_the_same(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    text = "Zoë lives in Łódź." if name.endswith(".txt") else '{"text": "Zoë lives in Łódź."}\r\n'
    mark = "" if encoding == "utf-8-sig" else "\ufeff"
    path.write_bytes((mark + text).encode(encoding))
    [draft] = drafts_of(path)
    assert draft.content == "Zoë lives in Łódź."


@pytest.mark.parametrize("name", ["chat.jsonl", "record.jsonl", "notes.md"])
def test_a_file_that_was_moved_says_the_same_messages(tmp_path: Path, name: str) -> None:
    texts = {
        "chat.jsonl": '{"text": "Hi", "at": "2024-05-01T10:00:00Z"}',
        "record.jsonl": '{"name": "Ann", "city": "Oslo"}',
        "notes.md": "I live in Oslo.",
    }
    named = []
    for place in ("here/" + name, "there/" + name, "there/other-" + name):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[name])
        [draft] = drafts_of(path)
        named.append(episode_id(Scope("acme"), draft))
    assert named[0] == named[1] != named[2]


@pytest.mark.parametrize("name", ["chat.jsonl", "chat.json"])
def test_half_a_character_in_a_file_costs_nothing_but_itself(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(r'{"text": "See you \ud83d", "speaker": "Ma\u0000ya"}')
    [draft] = drafts_of(path)
    assert (draft.content, draft.speaker) == ("See you ", "Maya")


def test_a_message_that_names_its_conversation_goes_by_that(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text('{"text": "Hi", "id": "m1", "session": "a/b"}')
    [draft] = drafts_of(path)
    assert episode_id(Scope("acme"), draft) == episode_id(
        Scope("acme"), EpisodeDraft("Hi", source="a/b", external_id="m1")
    )


def test_a_chat_log_is_read_turn_by_turn(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("[2024-01-08 10:15] Ben: I moved.\n[2024-01-08 10:16] Ann: Where?\n")
    first, second = drafts_of(path)
    assert (first.speaker, first.content, first.kind) == ("Ben", "I moved.", EpisodeKind.MESSAGE)
    assert second.occurred_at == datetime(2024, 1, 8, 10, 16, tzinfo=UTC)
    assert drafts_of(path)[0].external_id == first.external_id


def test_a_chat_without_dates_is_of_the_files_time_in_order(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    path.write_text("# Call\n\n**Ben:** I moved.\n\n**Ann:** You did?\n")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    moments = [draft.occurred_at for draft in drafts_of(path) if draft.occurred_at]
    assert moments == sorted(set(moments))
    assert {f"{one:%Y-%m-%d %H:%M:%S}" for one in moments} == {"2001-09-09 01:46:40"}


def test_a_chat_whose_dates_read_both_ways_is_one_bad_file(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("1/8/24, 10:15 - Ben: Hi\n1/9/24, 10:15 - Ann: Yo\n")
    [bad] = bad_lines_of(path)
    assert "--dates day-first" in bad.problem
    read = [found for _, found in read_file(path, None, DayOrder.DAY_FIRST)]
    assert all(isinstance(found, Message) for found in read)


def test_front_matter_dates_and_names_a_document(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text('---\ntitle: "Acme"\ndate: 2023-04-01\n---\n# History\n\nIt grew.\n')
    [draft] = drafts_of(path)
    assert draft.content == "Acme › History\n\nIt grew."
    assert draft.occurred_at == datetime(2023, 4, 1, tzinfo=UTC)
    assert draft.metadata == {
        "line": 7, "ordinal": 0, "title": "Acme", "heading": "Acme › History",
    }  # fmt: skip


def test_what_else_front_matter_says_stands_below_its_title(tmp_path: Path) -> None:
    told = "---\ntitle: Retries\nauthor: Kim\ndate: 2026-01-05\nstatus: done\n---\nWe retry."
    (file := tmp_path / "a.md").write_text(told)
    sheet, text = drafts_of(file)

    assert sheet.content == "Retries\n\nauthor: Kim\nstatus: done"
    assert text.content == "Retries\n\nWe retry."
    assert text.metadata["line"] == 7


def test_front_matter_whose_date_is_none_is_a_bad_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("---\ndate: soon\n---\nIt grew.\n")
    [bad] = bad_lines_of(path)
    assert "not a date" in bad.problem


@pytest.mark.parametrize(
    "text",
    [
        '[{"text": "Hi"},\n {"text": "Yo"}]',
        '{"text": "Hi"}\n{"text": "Yo"}\n',
        '{"messages": [{"text": "Hi"}, {"text": "Yo"}]}',
        '\ufeff[\n  {\n    "text": "Hi"\n  },\n  {"text": "Yo"}\n]\n',
    ],
)
def test_a_json_file_holds_an_array_or_objects(tmp_path: Path, text: str) -> None:
    path = tmp_path / "chat.json"
    path.write_text(text, "utf-8")
    assert [draft.content for draft in drafts_of(path)] == ["Hi", "Yo"]


def test_one_object_of_a_json_file_is_one_record(tmp_path: Path) -> None:
    path = tmp_path / "customer.json"
    path.write_text('{\n "type": "customer",\n "name": "Maya",\n "city": "Oslo"\n}\n')
    [draft] = drafts_of(path)
    assert draft.kind is EpisodeKind.JSON


@pytest.mark.parametrize(
    ("text", "good", "problem"),
    [
        ('[{"text": "Hi"},\n7,\n{"text": "Yo"}]', 2, "not a JSON object but int"),
        ('[{"text": "Hi"},\n{"text": ', 1, "line 2: not JSON"),
        ('[{"text": "Hi"}', 1, "has no end"),
    ],
)
def test_what_is_bad_in_a_json_file_is_said(
    tmp_path: Path, text: str, good: int, problem: str
) -> None:
    path = tmp_path / "chat.json"
    path.write_text(text)
    [bad] = bad_lines_of(path)
    assert problem in bad.problem
    assert len(drafts_of(path)) == good
