"""Which of the names that stand in a question are meant."""

from __future__ import annotations

import pytest

from builders import entity
from quipu.graph.retrieval.question.meant import is_meant, meant_among


@pytest.mark.parametrize(
    ("name", "question", "expected"),
    [
        ("Country", "Which country is Ida Berg from?", False),
        ("The", "The director of Blue Hour grew up where?", False),
        ("Who", "Who made Blue Hour?", False),
        ("Home Games", "Where are the home games of Brann played?", False),
        ("Blue Hour", "Who made Blue Hour?", True),
        ("Blue Hour", "Who made the Blue hour?", True),
        ("Maya", "Maya lives where?", True),
        ("bakery", "Who owns the bakery?", True),  # as it is written itself
        ("Blue Hour", "who made blue hour?", True),  # typed without capitals
        ("The", "who made the film?", False),
        ("US", "What does it cost us?", False),
        ("US", "What does the US pay?", True),
        ("東京", "Who lives in 東京?", True),
        ("東京", "東京はどこですか", True),
    ],
)
def test_a_name_is_meant_where_it_is_written_as_one(
    name: str, question: str, expected: bool
) -> None:
    assert is_meant(entity(name), question) is expected


def test_a_part_of_a_longer_name_is_not_meant_unless_it_stands_alone_as_well() -> None:
    both = [entity("River"), entity("Bubye River")]
    assert [one.name for one in meant_among(both, "Where is Bubye River?")] == ["Bubye River"]
    assert meant_among(both, "Where does Bubye River meet the River?") == both


def test_any_of_its_names_will_do() -> None:
    assert is_meant(entity("The", aliases=("Ida Berg",)), "Where did Ida Berg grow up?")


def test_a_name_without_letters_is_left_to_the_engine() -> None:
    assert is_meant(entity("+++"), "What is +++?")
