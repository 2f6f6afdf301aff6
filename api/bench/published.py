"""Sets as their authors publish them, put into the form in which they are measured here (pure).

Whoever wants to check a figure has the authors' file. What is recognised, by its keys: LoCoMo
(Maharana et al. 2024), LongMemEval (Wu et al. 2025), HotpotQA and 2WikiMultihopQA (Yang et al.
2018, Ho et al. 2020: one form), MuSiQue (Trivedi et al. 2022). Only what a set's own description
says of its form is used; what points at nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

Fields = Mapping[str, Any]

_CATEGORIES = {1: "multi-hop", 2: "temporal", 3: "open-domain", 4: "single-hop", 5: "adversarial"}
_TURN = re.compile(
    r"D:?(\d+):0*(\d+)"
)  # some are written "D:11:26", some "D30:05", some two in one
_WEEKDAY = re.compile(r"\s*\(\w+\)\s*")


def chats_of(document: Any) -> Any:
    """The conversations of a published chat set as prepared ones; anything else as it is."""
    forms: dict[str, Callable[[Fields], Fields]] = {
        "conversation": _locomo,
        "haystack_sessions": _longmemeval,
    }
    for key, prepared in forms.items():
        if _has(document, key):
            return [prepared(one) for one in document]
    return document


def passages_of(document: Any) -> tuple[Any, list[Fields]] | None:
    """The questions and the corpus of a published passage set; None for anything else.

    The corpus is every passage that stands beside any of the questions, once.
    """
    forms: dict[str, Callable[[Fields], Iterator[tuple[str, str, bool]]]] = {
        "supporting_facts": _beside_hotpotqa,
        "paragraphs": _beside_musique,
    }
    for key, beside in forms.items():
        if _has(document, key):
            return _gathered(document, beside)
    return None


def _has(document: Any, key: str) -> bool:
    return isinstance(document, list) and bool(document) and key in document[0]


def _locomo(sample: Fields) -> Fields:
    talk = sample["conversation"]
    places = sorted(int(key[8:]) for key in talk if re.fullmatch(r"session_\d+", key))
    sessions: list[dict[str, Any]] = [
        {
            "session_id": f"session_{place}",
            "started_at": _spoken_at(talk[f"session_{place}_date_time"]),
            "turns": [
                {**turn, "id": turn["dia_id"], "image_caption": turn.get("blip_caption")}
                for turn in talk[f"session_{place}"]
            ],
        }
        for place in places
    ]
    known = {turn["id"] for session in sessions for turn in session["turns"]}
    name = str(sample["sample_id"])
    questions = [
        {
            "id": f"{name}#q{place}",
            "question": one["question"],
            "category": _CATEGORIES.get(one["category"], str(one["category"])),
            "evidence": [turn for turn in _turns_in(one.get("evidence", ())) if turn in known],
        }
        for place, one in enumerate(sample["qa"])
    ]
    return {"conversation_id": name, "sessions": sessions, "questions": questions}


def _turns_in(evidence: Sequence[str]) -> list[str]:
    """The turns that are meant, each once."""
    found = [match.groups() for one in evidence for match in _TURN.finditer(one)]
    return list(dict.fromkeys(f"D{session}:{turn}" for session, turn in found))


def _longmemeval(case: Fields) -> Fields:
    dated = zip(case["haystack_dates"], case["haystack_sessions"], strict=True)
    told = dict(zip(case["haystack_session_ids"], dated, strict=True))  # some stand there twice
    sessions = [
        {
            "session_id": id,
            "started_at": _dated(date),
            "turns": [
                {"id": f"{id}:{place}", "speaker": turn["role"], "text": turn["content"]}
                for place, turn in enumerate(turns)
            ],
        }
        for id, (date, turns) in told.items()
    ]
    unanswerable = case["question_id"].endswith("_abs")
    question = {
        "id": case["question_id"],
        "question": case["question"],
        "category": "abstention" if unanswerable else case["question_type"],
        "asked_at": _dated(case["question_date"]),
        "evidence_sessions": [] if unanswerable else case["answer_session_ids"],
    }
    return {
        "conversation_id": case["question_id"],
        "sessions": sessions,
        "questions": [question],
    }


def _spoken_at(written: str) -> str:
    """ "1:56 pm on 8 May, 2023", as LoCoMo dates a session."""
    return datetime.strptime(written.strip(), "%I:%M %p on %d %B, %Y").isoformat()  # noqa: DTZ007


def _dated(written: str) -> str:
    """ "2023/05/20 (Sat) 02:36", as LongMemEval dates sessions and questions."""
    plain = _WEEKDAY.sub(" ", written).strip()
    return datetime.strptime(plain, "%Y/%m/%d %H:%M").isoformat()  # noqa: DTZ007


def _gathered(
    document: Sequence[Fields], beside: Callable[[Fields], Iterator[tuple[str, str, bool]]]
) -> tuple[list[Fields], list[Fields]]:
    ids: dict[tuple[str, str], str] = {}
    questions: list[Fields] = []
    for one in document:
        supporting = []
        for title, text, is_gold in beside(one):
            id = ids.setdefault((title, text), f"p{len(ids)}")
            if is_gold:
                supporting.append(id)
        asked = {"id": one.get("_id") or one["id"], "question": one["question"]}
        kind = one.get("type") or f"{len(supporting)} hops"
        questions.append({**asked, "type": kind, "supporting": supporting})
    corpus: list[Fields] = [
        {"id": id, "title": title, "text": text} for (title, text), id in ids.items()
    ]
    return questions, corpus


def _beside_hotpotqa(question: Fields) -> Iterator[tuple[str, str, bool]]:
    gold = {title for title, _ in question["supporting_facts"]}
    for title, sentences in question["context"]:
        yield title, "".join(sentences), title in gold


def _beside_musique(question: Fields) -> Iterator[tuple[str, str, bool]]:
    for one in question["paragraphs"]:
        yield one["title"], one["paragraph_text"], one["is_supporting"]
