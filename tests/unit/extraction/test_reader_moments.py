"""What only goes on while it is told is of that day; what may go on is left open."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, triples

from quipu.schema.knowledge import Temporal


@pytest.mark.parametrize(
    "text",
    [
        "I'm cooking dinner right now.",
        "I'm having breakfast.",
        "I'm running some errands.",
        "I'm watching a film at the moment.",
        "Rosa is having coffee with Karl.",
        "I have a headache.",
        "My son has the flu.",
    ],
)
def test_what_passes_is_of_the_day_on_which_it_is_told(text: str) -> None:
    (found,) = reading(text).statements

    assert (found.temporal, found.is_just_now) == (Temporal.EVENT, True)


@pytest.mark.parametrize(
    "text",
    [
        "I'm writing a book.",
        "I'm running a bakery.",
        "I'm having a baby.",
        "I have diabetes.",
        "I'm living in Ghent at the moment.",
        "I'm working at Siemens right now.",
    ],
)
def test_what_may_go_on_is_no_matter_of_a_day(text: str) -> None:
    assert not any(found.is_just_now for found in reading(text).statements)


@pytest.mark.parametrize(
    "text",
    ["Don't even get me started on golf.", "Don't get them started.", "I'll give you a summary."],
)
def test_commands_and_announced_words_are_no_facts(text: str) -> None:
    assert triples(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Lunch on Friday is off.", "Lunch"),
        ("Our trip to Rome is off.", "Sam's trip to Rome"),
        ("The match on Sunday was cancelled.", "match"),
    ],
)
def test_what_is_off_is_so_from_when_it_is_told(text: str, what: str) -> None:
    (found,) = [one for one in reading(text).statements if one.predicate == "status"]

    assert (found.subject.text, found.object.text, found.when) == (what, "cancelled", None)


@pytest.mark.parametrize("text", ["The light is off.", "Is lunch off?", "The milk is off."])
def test_what_is_off_without_being_met_for_is_not_cancelled(text: str) -> None:
    assert "status" not in [predicate for _, predicate, _ in triples(text)]


def test_a_deed_of_the_teller_told_without_i_is_read() -> None:
    assert ("Sam", "meet with", "creative team") in triples("Met with the creative team yesterday.")
