from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quipu.api.bench.sets import SetName, collections_of, worlds_of
from quipu.schema.errors import Invalid, NotFound

CHAT = [
    {
        "conversation_id": "c/1",
        "sessions": [
            {
                "session_id": "s1",
                "started_at": "2024-05-01T10:00:00",
                "turns": [
                    {"id": "D1:1", "speaker": "Maya", "text": "Hi", "image_query": "secret"},
                    {"id": "D1:2", "speaker": "Tom", "text": "", "image_caption": "a dog"},
                    {"id": "D1:3", "speaker": "Tom", "text": ""},
                ],
            }
        ],
        "questions": [
            {"id": "q1", "question": "Who?", "category": "single", "evidence": ["D1:1"]},
            {"id": "q2", "question": "What?", "category": "none", "evidence": []},
        ],
        "observations": ["secret"],
    }
]
WORLD = {
    "world_id": "w",
    "statements": [
        {"id": "s2", "at": "2023-01-01", "text": "B.", "triple": ["A", "r", "B"], "valid_to": "x"},
        {"id": "s1", "at": "2021-01-01", "text": "C.", "triple": ["A", "r", "C"], "kind": "x"},
    ],
    "shuffled_order": ["s2", "s1"],
    "questions": [
        {
            "id": "q",
            "type": "single-hop",
            "question": "Which r?",
            "as_of": "2022-07-01",
            "path": ["A", "r"],
            "answer": "C",
            "functional": "strict",
            "wrong_if": ["B"],
        }
    ],
}


def written(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document))
    return path


def test_of_a_chat_only_speaker_text_caption_time_and_session_are_taken(tmp_path: Path) -> None:
    [chat] = collections_of(SetName.LOCOMO, written(tmp_path / "dev.json", CHAT))
    assert [(one.external_id, one.speaker, one.content) for one in chat.drafts] == [
        ("D1:1", "Maya", "Hi"),
        ("D1:2", "Tom", "(image: a dog)"),
    ]
    assert {one.occurred_at for one in chat.drafts} == {datetime(2024, 5, 1, 10, tzinfo=UTC)}
    assert {one.source for one in chat.drafts} == {"s1"}
    assert "secret" not in repr(chat)


def test_a_scope_is_named_after_its_conversation(tmp_path: Path) -> None:
    [chat] = collections_of(SetName.LOCOMO, written(tmp_path / "dev.json", CHAT))
    assert chat.name == "c-1"


def test_the_gold_is_for_the_scorer_alone(tmp_path: Path) -> None:
    [chat] = collections_of(SetName.LOCOMO, written(tmp_path / "dev.json", CHAT))
    assert [(key.question, key.group, set(key.gold)) for key in chat.key] == [
        ("q1", "single", {"D1:1"}),
        ("q2", "none", set()),
    ]
    assert "D1:1" not in repr(chat.questions)


@pytest.mark.parametrize("corpus", ["corpus.jsonl", "dev_corpus.jsonl"])
def test_the_corpus_lies_beside_the_questions(tmp_path: Path, corpus: str) -> None:
    (tmp_path / corpus).write_text(json.dumps({"id": "p1", "title": "Oslo", "text": "A city."}))
    questions = [{"id": "q", "question": "Which?", "type": "bridge", "supporting": ["p1"]}]
    [found] = collections_of(SetName.MULTIHOP, written(tmp_path / "dev.json", questions))
    assert [one.external_id for one in found.drafts] == ["p1"]
    assert found.key[0].gold == {"p1"}


def test_a_world_can_be_told_in_two_orders(tmp_path: Path) -> None:
    [world] = worlds_of(written(tmp_path / "dev.json", WORLD))
    assert [one.id for one in world.statements] == ["s1", "s2"]
    assert [one.id for one in world.shuffled] == ["s2", "s1"]


def test_of_a_dated_question_only_id_text_date_and_path_are_taken(tmp_path: Path) -> None:
    [world] = worlds_of(written(tmp_path / "dev.json", WORLD))
    [asked] = world.questions
    assert (asked.as_of, asked.path) == (datetime(2022, 7, 1, tzinfo=UTC), ("A", "r"))
    assert world.key[0].groups == ("single-hop / as-of", "  single-hop[strict] / as-of")


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="has not the form"):
        collections_of(SetName.BEAM, written(tmp_path / "dev.json", WORLD))
    with pytest.raises(Invalid, match="has not the form"):
        worlds_of(written(tmp_path / "dev.json", CHAT))
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(Invalid, match="not JSON"):
        worlds_of(tmp_path / "broken.json")


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.json"):
        worlds_of(tmp_path / "none.json")
    with pytest.raises(NotFound, match=r"corpus\.jsonl"):
        collections_of(SetName.TIMEQA, written(tmp_path / "dev.json", []))
