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
