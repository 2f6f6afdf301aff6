"""Files as the authors of a set publish them are measured like prepared ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quipu.api.bench.sets import Collection, SetName, collections_of
from quipu.schema.errors import Invalid

LOCOMO = [
    {
        "sample_id": "conv-1",
        "conversation": {
            "speaker_a": "Maya",
            "speaker_b": "Tom",
            "session_2_date_time": "12:05 am on 1 June, 2024",
            "session_2": [{"speaker": "Tom", "dia_id": "D2:1", "text": "Back again."}],
            "session_10_date_time": "1:56 pm on 8 May, 2024",
            "session_1_date_time": "1:56 pm on 8 May, 2024",
            "session_1": [
                {
                    "speaker": "Maya",
                    "dia_id": "D1:1",
                    "text": "Look!",
                    "blip_caption": "a dog",
                    "query": "secret",
                    "img_url": ["secret"],
                }
            ],
        },
        "qa": [
            {"question": "What?", "answer": "secret", "evidence": ["D1:1"], "category": 4},
            {"question": "Both?", "evidence": ["D:1:01; D2:1", "D", "D9:9"], "category": 1},
            {"question": "None?", "adversarial_answer": "secret", "category": 5},
        ],
        "observation": {"session_1_observation": "secret"},
    }
]
CASE = {
    "question_id": "q1",
    "question_type": "knowledge-update",
    "question": "Where do I live?",
    "answer": "secret",
    "question_date": "2023/05/30 (Tue) 23:40",
    "haystack_dates": ["2023/05/20 (Sat) 02:21"],
    "haystack_session_ids": ["answer_1"],
    "haystack_sessions": [
        [
            {"role": "user", "content": "I live in Oslo.", "has_answer": True},
            {"role": "assistant", "content": "Noted."},
        ]
    ],
    "answer_session_ids": ["answer_1"],
}
HOTPOTQA = [
    {
        "_id": "h1",
        "question": "Which?",
        "answer": "secret",
        "type": "bridge",
        "supporting_facts": [["Oslo", 0], ["Norway", 1]],
        "context": [["Oslo", ["A city.", " In Norway."]], ["Rome", ["Another."]]],
    },
    {
        "_id": "h2",
        "question": "And?",
        "type": "comparison",
        "supporting_facts": [["Oslo", 1]],
        "context": [["Oslo", ["A city.", " In Norway."]], ["Norway", ["A country."]]],
    },
]
MUSIQUE = {
    "id": "2hop__1",
    "question": "Whose?",
    "answer": "secret",
    "paragraphs": [
        {"idx": 0, "title": "Oslo", "paragraph_text": "A city.", "is_supporting": True},
        {"idx": 1, "title": "Oslo", "paragraph_text": "Elsewhere.", "is_supporting": False},
    ],
}


def read(name: SetName, folder: Path, document: object) -> list[Collection]:
    path = folder / "published.json"
    path.write_text(json.dumps(document), "utf-8")
    return collections_of(name, path)


def test_locomo_is_read_session_after_session_with_its_dates(tmp_path: Path) -> None:
    [chat] = read(SetName.LOCOMO, tmp_path, LOCOMO)
    assert chat.name == "conv-1"
    first, second = datetime(2024, 5, 8, 13, 56, tzinfo=UTC), datetime(2024, 6, 1, 0, 5, tzinfo=UTC)
    assert [
        (one.external_id, one.speaker, one.content, one.source, one.occurred_at)
        for one in chat.drafts
    ] == [
        ("D1:1", "Maya", "Look! (image: a dog)", "session_1", first),
        ("D2:1", "Tom", "Back again.", "session_2", second),
    ]


def test_evidence_that_is_written_badly_is_mended_and_what_points_at_nothing_dropped(
    tmp_path: Path,
) -> None:
    [chat] = read(SetName.LOCOMO, tmp_path, LOCOMO)
    assert [(key.question, key.group, set(key.gold)) for key in chat.key] == [
        ("conv-1#q0", "single-hop", {"D1:1"}),
        ("conv-1#q1", "multi-hop", {"D1:1", "D2:1"}),
        ("conv-1#q2", "adversarial", set()),
    ]


def test_longmemeval_is_asked_on_its_date_and_scored_by_session(tmp_path: Path) -> None:
    abstains = {**CASE, "question_id": "q2_abs"}
    one, other = read(SetName.LONGMEMEVAL, tmp_path, [CASE, abstains])
    assert [(told.external_id, told.speaker, told.source) for told in one.drafts] == [
        ("answer_1:0", "user", "answer_1"),
        ("answer_1:1", "assistant", "answer_1"),
    ]
    assert one.questions[0].as_of == datetime(2023, 5, 30, 23, 40, tzinfo=UTC)
    assert one.units == {"answer_1:0": "answer_1", "answer_1:1": "answer_1"}
    assert (one.key[0].group, set(one.key[0].gold)) == ("knowledge-update", {"answer_1"})
    assert (other.key[0].group, set(other.key[0].gold)) == ("abstention", set())


def test_the_corpus_of_a_passage_set_is_all_that_stands_beside_its_questions(
    tmp_path: Path,
) -> None:
    [found] = read(SetName.MULTIHOP, tmp_path, HOTPOTQA)
    assert [(one.external_id, one.source) for one in found.drafts] == [
        ("p0", "Oslo"),
        ("p1", "Rome"),
        ("p2", "Norway"),
    ]
    assert "A city. In Norway." in found.drafts[0].content
    assert [set(key.gold) for key in found.key] == [{"p0"}, {"p0"}]


def test_musique_comes_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "published.jsonl"
    path.write_text(json.dumps(MUSIQUE) + "\n\n", "utf-8")
    [found] = collections_of(SetName.MULTIHOP, path)
    assert len(found.drafts) == 2
    assert [(key.question, key.group, set(key.gold)) for key in found.key] == [
        ("2hop__1", "1 hops", {"p0"})
    ]


@pytest.mark.parametrize(
    ("name", "document"),
    [(SetName.LOCOMO, LOCOMO), (SetName.LONGMEMEVAL, [CASE]), (SetName.MULTIHOP, HOTPOTQA)],
)
def test_answers_and_what_else_gives_them_away_are_not_taken(
    tmp_path: Path, name: SetName, document: object
) -> None:
    assert "secret" not in repr(read(name, tmp_path, document))


def test_a_date_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="has not the form"):
        read(SetName.LONGMEMEVAL, tmp_path, [{**CASE, "question_date": "yesterday"}])
