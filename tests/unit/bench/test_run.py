from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from quipu.api.bench.comparing import shares
from quipu.api.bench.retrieval import BUDGETS
from quipu.api.bench.run import Course, Result, run_bench
from quipu.api.bench.sets import SetName
from quipu.api.bench.temporal import Order, Source, Telling
from quipu.api.bench.variants import VARIANTS, WHOLE
from quipu.api.cli.progress import PlainLines
from scripted import scripted_service

HOMES = [("s1", "2021-01-01", "Rome"), ("s2", "2022-01-01", "Oslo"), ("s3", "2023-01-01", "Porto")]
MAYORS = [("s4", "2021-01-01", "Oslo", "Berit"), ("s5", "2021-01-01", "Porto", "Rui")]
CHAT = {
    "conversation_id": "c1",
    "sessions": [
        {
            "session_id": "s1",
            "started_at": "2024-05-01",
            "turns": [
                {"id": "D1", "speaker": "Maya", "text": "The weather is bad."},
                {"id": "D2", "speaker": "Maya", "text": "I live in Oslo."},
                {"id": "D3", "speaker": "Tom", "text": "Trains are late."},
            ],
        }
    ],
    "questions": [
        {"id": "q1", "question": "Who lives in Oslo?", "category": "single", "evidence": ["D2"]},
        {"id": "q2", "question": "Which trains are late?", "category": "two", "evidence": ["D3"]},
    ],
}


def world(path: Path, shuffled: list[str]) -> Path:
    statements = [
        {"id": id, "at": at, "text": f"I live in {home}.", "triple": ["Anna", "lives in", home]}
        for id, at, home in HOMES
    ] + [
        {"id": id, "at": at, "text": "…", "triple": [town, "mayor", name]}
        for id, at, town, name in MAYORS
    ]
    asked = [
        ("q1", None, ["Anna", "lives in"], "Porto"),
        ("q2", "2021-07-01", ["Anna", "lives in"], "Rome"),
        ("q3", "2022-07-01", ["Anna", "lives in", "mayor"], "Berit"),
        ("q4", None, ["Anna", "lives in", "king"], "Nobody"),
    ]
    questions = [
        {"id": id, "type": "hop", "question": "?", "as_of": at, "path": path, "answer": answer}
        for id, at, path, answer in asked
    ]
    document = {"statements": statements, "shuffled_order": shuffled, "questions": questions}
    path.write_text(json.dumps(document))
    return path


async def run(folder: Path, course: Course) -> Result:
    async with scripted_service(folder / "m.db") as service:
        return await run_bench(service, course, PlainLines(lambda: 0.0, say=lambda _: None))


def told(path: Path, source: Source = "triples", order: Order = "date") -> Course:
    return Course(SetName.TEMPORAL, path, Telling(source, order))


async def test_paths_are_walked_as_of_the_asked_date(tmp_path: Path) -> None:
    path = world(tmp_path / "dev.json", [])
    result = await run(tmp_path, told(path))
    assert result.predictions == {"q1": ["Porto"], "q2": ["Rome"], "q3": ["Berit"], "q4": []}
    assert result.table["ALL"]["acc"] == 75.0
    assert (result.figures.messages, result.figures.facts) == (5, 5)


@pytest.mark.parametrize("order", [*permutations(["s1", "s2", "s3"])])
async def test_the_order_of_telling_changes_no_answer(tmp_path: Path, order: list[str]) -> None:
    path = world(tmp_path / "dev.json", ["s5", *order, "s4"])
    result = await run(tmp_path, told(path, order="shuffled"))
    assert result.predictions == {"q1": ["Porto"], "q2": ["Rome"], "q3": ["Berit"], "q4": []}


async def test_texts_are_remembered_with_their_dates(tmp_path: Path) -> None:
    result = await run(tmp_path, told(world(tmp_path / "dev.json", []), source="text"))
    assert result.figures.messages == 5
    assert set(result.predictions) == {"q1", "q2", "q3", "q4"}


async def test_a_chat_is_answered_with_its_own_turn_ids(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([CHAT]))
    result = await run(tmp_path, Course(SetName.LOCOMO, path, Telling()))
    assert result.predictions["q1"][0] == "D2"
    assert sorted(result.predictions["q2"]) == ["D1", "D2", "D3"]
    assert result.table["ALL"]["R@5"] == 100.0


async def test_it_is_measured_how_much_evidence_a_context_of_some_tokens_has(
    tmp_path: Path,
) -> None:
    path = tmp_path / "dev.json"
    session = CHAT["sessions"][0]
    long = [{"id": f"L{n}", "speaker": "Tom", "text": f"Late, {'so ' * 90}{n}."} for n in range(40)]
    more = {**session, "session_id": "s2", "turns": long}
    path.write_text(json.dumps([CHAT | {"sessions": [session, more]}]))
    result = await run(tmp_path, Course(SetName.LOCOMO, path, Telling()))

    few, many = (result.within[tokens]["q1"] for tokens in BUDGETS)
    assert "D2" in few
    assert len(few) < len(many) <= 43
    assert [one.tokens for one in shares(result.keys, result.within)] == [*BUDGETS]
    assert shares(result.keys, result.within)[1].value == 100.0


async def test_conversations_do_not_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    other = json.loads(
        json.dumps(CHAT).replace('"D', '"E').replace('"q1', '"r1').replace('"q2', '"r2')
    )
    path.write_text(json.dumps([CHAT, other | {"conversation_id": "c2"}]))
    result = await run(tmp_path, Course(SetName.LOCOMO, path, Telling()))
    assert set(result.predictions["q1"]) <= {"D1", "D2", "D3"}
    assert set(result.predictions["r1"]) <= {"E1", "E2", "E3"}


async def test_a_limit_asks_only_the_first_questions(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([CHAT, CHAT | {"conversation_id": "c2"}]))
    result = await run(tmp_path, Course(SetName.LOCOMO, path, Telling(), limit=1))
    assert (list(result.predictions), result.figures.messages) == (["q1"], 3)


async def test_an_ablation_asks_every_question_again_without_each_arm(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([CHAT]))
    course = Course(SetName.LOCOMO, path, Telling(), is_ablation=True)
    result = await run(tmp_path, course)
    assert set(result.runs) == {WHOLE, *VARIANTS}
    assert all(set(ranked) == set(result.predictions) for ranked in result.runs.values())
    assert result.runs["words alone"] != result.runs["meaning alone"]
    assert len(result.figures.question_ms) == len(result.predictions)


async def test_answers_are_scored_by_the_turns_that_they_rest_on(tmp_path: Path) -> None:
    unknown = {"id": "q3", "question": "Where does Tom live?", "category": "none", "evidence": []}
    chat = CHAT | {"questions": [*CHAT["questions"], unknown]}
    path = tmp_path / "dev.json"
    path.write_text(json.dumps([chat]))
    result = await run(tmp_path, Course(SetName.LOCOMO, path, Telling(), asks=True))
    assert result.cited["single"] == {"n": 1, "answered": 100.0, "evidence": 100.0}
    assert result.cited["none"] == {"n": 1, "answered": 0.0, "evidence": 0.0}
