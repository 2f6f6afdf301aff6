"""Questions about what was before or after something."""

from __future__ import annotations

import pytest

from quipu.graph.retrieval.particular.earlier import Beside, beside_in


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Where did Ann live before?", Beside("Where did Ann live?")),
        ("Where did Ann live before that?", Beside("Where did Ann live?")),
        ("Where did Ann work before Acme?", Beside("Where did Ann work?", "acme")),
        ("Where did Ann work just before she joined Acme?",
         Beside("Where did Ann work?", "she joined acme")),
        ("Where did Ann work after Acme", Beside("Where did Ann work", "acme", is_after=True)),
        ("Who was Ann's previous boss?", Beside("Who was Ann's boss?")),
        ("Where did Ann use to live?", Beside("Where did Ann live?")),
        ("Where did she formerly work?", Beside("Where did she work?")),
    ],
)  # fmt: skip
def test_words_for_before_and_after_are_taken_out_of_a_question(asked, meant):
    assert beside_in(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "Where did Ann live before 2020?",
        "Where did Ann live before last week?",
        "What did Ann do after?",
        "Where does Ann live?",
    ],
)
def test_a_time_is_no_other_answer_to_look_beside(asked):
    assert beside_in(asked) is None
