"""A question as phrases: what stands together, and what it is after."""

from __future__ import annotations

import pytest

from builders import entity, fact
from quipu.graph.retrieval.question.wording import Wording, wording_of
from quipu.graph.retrieval.walking.hearing import frame_of
from quipu.schema.ontology import default_ontology


def wording(text: str, *names: str) -> Wording:
    return wording_of(text, names, default_ontology())


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the country of origin of Acme's owner?", "country of origin"),
        ("What is Acme's country of origin?", "country of origin"),
        ("Who founded the owner of Acme?", "founded"),
        ("Where was the founder of Acme born?", "born"),
        ("Where was the person who founded Acme born?", "born"),
        ("Where is the seat of the school where Acme was taught?", "seat"),
        ("Where is the seat of the firm that Acme owns?", "seat"),
        ("Where did the author of Acme pass away?", "pass away"),
        ("Where does Acme's owner live?", "live"),
        ("What is the place where the founder of Acme worked?", "worked"),
    ],
)
def test_a_question_is_after_the_relation_furthest_from_the_name(question: str, asked: str) -> None:
    found = wording(question, "Acme").asked
    assert found is not None
    assert found.text == asked


def test_a_relation_of_something_is_needed_wherever_it_stands() -> None:
    phrases = wording("In which city is the office of the owner of Acme?", "Acme").phrases
    assert [one.text for one in phrases if one.is_needed] == ["office", "owner"]


def test_what_only_says_what_a_name_is_need_not_be_explained() -> None:
    question = wording("Who is the captain of the ship Acme?", "Acme")
    assert [one.text for one in question.left(())] == ["captain"]


def test_a_possessive_without_an_s_is_one_all_the_same() -> None:
    phrases = wording("Where was the founder of Ulis' school born?", "Ulis").phrases
    assert [one.text for one in phrases] == ["founder", "school", "born"]


@pytest.mark.parametrize(
    ("sentence", "frame"),
    [
        ("Oslo is the seat of Acme.", "is the seat of"),
        ("Oslo is a town by the sea and has for long been the seat of Acme.", ""),  # too much else
        ("It is the seat of Acme.", ""),  # one end is not named
    ],
)
def test_a_relation_is_heard_as_its_sentence_says_it(sentence: str, frame: str) -> None:
    one = fact("Acme", subject="Oslo", predicate="seat", sentence=sentence)
    known = {one.subject: entity("Oslo"), one.object: entity("Acme")}
    assert frame_of(one, known) == frame
