"""Which turn answers which, and what was read too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import day, episode
from quipu.graph.intake.turns import PATIENCE, read_too_early, with_questions
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import EpisodeKind, Trust
from quipu.schema.turns import Beside


def turn(text, minute, speaker="Bo", **more):
    fields = {
        "id": EpisodeId(f"ep_{minute}"),
        "occurred_at": day(1) + timedelta(minutes=minute),
        "created_at": day(2),
        "kind": EpisodeKind.MESSAGE,
        "speaker": speaker,
        "source": "chat",
        "trust": Trust.OBSERVED,
    }
    return episode(text, **(fields | more))


LONG = "In Kiel, where I have lived with my sister and two old cats for years."
ASKED, SAID, ANSWER = turn("Where?", 0, "Ann"), turn("I see.", 0, "Ann"), turn(LONG, 1)


def asked(before, one, *, earlier=(), after=None):
    [found] = with_questions([one], {one.id: Beside((*earlier, before), after)})
    return found.asked


def test_a_turn_answers_the_question_just_before_it():
    assert asked(ASKED, ANSWER) == ASKED
    assert asked(SAID, ANSWER) is None
    assert asked(SAID, ANSWER, earlier=(ASKED,)) is None
    assert with_questions([ANSWER], {})[0].asked is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"speaker": "Bo"}, {}),
        ({"source": ""}, {}),
        ({"kind": EpisodeKind.TEXT}, {}),
        ({"trust": Trust.UNTRUSTED}, {}),
        ({}, {"occurred_at": ASKED.occurred_at + PATIENCE + timedelta(seconds=1)}),
        ({}, {"occurred_at": ASKED.occurred_at, "created_at": day(3)}),
    ],
)
def test_it_answers_nobody_who_is_himself_unknown_late_or_of_no_certain_order(question, answer):
    assert asked(replace(ASKED, **question), replace(ANSWER, **answer)) is None


def test_the_last_moment_of_patience_and_one_call_are_an_answer():
    late = replace(ANSWER, occurred_at=ASKED.occurred_at + PATIENCE)
    assert asked(ASKED, late) == ASKED
    assert asked(ASKED, replace(ANSWER, occurred_at=ASKED.occurred_at)) == ASKED
    mistrusted = {"trust": Trust.UNTRUSTED}
    assert asked(replace(ASKED, **mistrusted), replace(ANSWER, **mistrusted)) is not None


def test_a_short_turn_may_put_right_what_the_same_one_said_last():
    mine, yours, right = (
        turn("On Monday.", 0),
        turn("I see.", 1, "Ann"),
        turn("Tuesday, I mean.", 2),
    )
    assert asked(mine, right) == mine
    assert asked(yours, right, earlier=(mine,)) == mine
    assert asked(yours, right) is None
    assert asked(mine, replace(right, content=LONG)) is None
    assert asked(mine, replace(right, content="a" * 201)) is None
    assert asked(mine, replace(right, trust=Trust.UNTRUSTED)) is None
    assert asked(mine, replace(right, occurred_at=day(2))) is None
    assert too_early(mine, Beside((), right, frozenset({right.id}))) == [right.id]


def too_early(one, beside):
    return read_too_early([one], {one.id: beside})


def test_what_was_read_before_its_question_came_is_read_again():
    read = frozenset({ANSWER.id})
    assert too_early(ASKED, Beside((), ANSWER, read)) == [ANSWER.id]
    assert too_early(ASKED, Beside((), ANSWER, frozenset())) == []
    assert too_early(SAID, Beside((), ANSWER, read)) == []
    assert too_early(ASKED, Beside((), replace(ANSWER, source=""), read)) == []
    assert read_too_early([ASKED, ANSWER], {ASKED.id: Beside((), ANSWER, read)}) == []


def test_what_comes_between_a_question_and_its_answer_parts_them():
    between = turn("Well.", 0.5)
    read = frozenset({ASKED.id, ANSWER.id})
    assert too_early(between, Beside((ASKED,), ANSWER, read)) == [ANSWER.id]
    assert too_early(between, Beside((SAID,), ANSWER, read)) == []


def test_a_turn_of_the_same_moment_by_another_call_leaves_no_order():
    twin = replace(ANSWER, id=EpisodeId("ep_twin"), created_at=day(3))
    assert too_early(twin, Beside((ANSWER,), None, frozenset({ANSWER.id}))) == [ANSWER.id]
    same_call = replace(twin, created_at=ANSWER.created_at)
    assert too_early(same_call, Beside((ANSWER,), None, frozenset({ANSWER.id}))) == []
