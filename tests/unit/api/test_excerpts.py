"""Of a long text that part is shown which was asked for."""

from __future__ import annotations

import pytest

from quipu.api.excerpts import excerpt

LONG = " ".join(f"Sentence {number} tells of pump {number}." for number in range(200))
CODE = f"{LONG} The access codes of valve nine are secret. {LONG}"


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("I live in Oslo.", "Oslo?", 20) == "I live in Oslo."


def test_the_part_with_most_of_the_words_is_shown_in_any_of_their_forms() -> None:
    shown = excerpt(CODE, "What is the access code of the valves?", 120)
    assert "The access codes of valve nine" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert len(shown) <= 120


def test_what_follows_the_words_is_shown_rather_than_what_went_before() -> None:
    shown = excerpt(f"{LONG} The access code of the pump is 4711. {LONG}", "code of the pump", 120)
    assert "The access code of the pump is 4711." in shown


@pytest.mark.parametrize("question", ["giraffe", "what is it?", "", "(.*"])
def test_where_none_of_the_words_is_in_it_its_beginning_is_shown(question: str) -> None:
    shown = excerpt(LONG, question, 100)
    assert shown == f"{LONG[:99]}…"


@pytest.mark.parametrize("limit", [80, 100, 300])
def test_the_end_of_a_text_is_shown_to_its_end(limit: int) -> None:
    shown = excerpt(f"{LONG} The code is 4711.", "code", limit)
    assert shown.endswith("The code is 4711.")
    assert len(shown) <= limit
