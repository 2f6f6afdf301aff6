"""What is no question is refused before anybody looks through it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from quipu.graph.memory import Memory
from quipu.graph.retrieval.question.wanting import TEXT_LIMIT
from quipu.schema.errors import Invalid
from quipu.schema.intervals import Interval
from quipu.schema.recall import Question
from stories.by_hand import ACME, ByHand

NO_QUESTIONS = {
    "too long": "on 12 May 2024 " * TEXT_LIMIT,
    "empty": " \n",
    "no text": 5,
}


class NeverAsked:
    """A calendar that nobody may ask."""

    def asked_about(self, question: str, now: datetime) -> Interval | None:
        raise AssertionError("looked through a question that is none")


@pytest.fixture
def memory(by_hand: ByHand) -> Memory:
    return replace(by_hand.memory, calendar=NeverAsked())


@pytest.mark.parametrize("text", NO_QUESTIONS.values(), ids=NO_QUESTIONS.keys())
async def test_what_is_no_question_is_refused_unread(memory: Memory, text: str) -> None:
    with pytest.raises(Invalid):
        await memory.search(ACME, Question(text))
    with pytest.raises(Invalid):
        await memory.ask(ACME, text)
    with pytest.raises(Invalid):
        memory.view_for(text)
