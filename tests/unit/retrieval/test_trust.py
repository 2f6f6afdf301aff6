"""Which steps and ends of a walk are trusted."""

import pytest

from builders import entity, fact
from quipu.graph.retrieval.question.wording import wording_of
from quipu.graph.retrieval.walking.path import Path, Step
from quipu.graph.retrieval.walking.trust import (
    is_told,
    is_turned_round,
    may_be_another,
    turns_back_at_a_thing,
    without_said,
)
from quipu.schema.knowledge import Nature
from quipu.schema.ontology import default_ontology


def asked(text, *names):
    return wording_of(text, names, default_ontology())


def to(one, *explained):
    return Path(one.object, (one,), frozenset(explained))


@pytest.mark.parametrize(
    ("name", "kind", "is_refused"),
    [
        ("jazz", "thing", True),
        ("Jazz Nights", "thing", False),
        ("acme", "organisation", False),
        ("爵士乐", "thing", False),
    ],
)
def test_a_walk_turns_back_only_at_what_has_a_name(name, kind, is_refused):
    thing = entity(name, kind=kind)
    hers, his = fact(name, predicate="likes"), fact(name, subject="Ben", predicate="likes")
    step = Step(his, thing.id, "")
    assert turns_back_at_a_thing(to(hers, "likes"), step, {thing.id: thing}) is is_refused


def test_a_deed_has_to_tell_all_that_is_asked_and_a_lasting_relation_has_not():
    deed = fact("a bowl", predicate="make", nature=Nature.EVENT, sentence="Anna made a bowl.")
    question = asked("What did Anna make in the workshop?", "Anna")
    assert may_be_another(to(deed, "make"), question)
    assert not is_told(to(deed, "make"), question, [entity("Anna")])
    at = fact("Acme", predicate="works for", sentence="Anna works for Acme.")
    question = asked("For which firm of the region does Anna work?", "Anna")
    assert not may_be_another(to(at, "work"), question)


def test_all_who_are_named_have_to_be_spoken_of():
    deed = fact("a bowl", predicate="make", nature=Nature.EVENT, sentence="Anna made a bowl.")
    question = asked("What did Anna make for Ben?", "Anna", "Ben")
    assert is_told(to(deed, "make"), question, [entity("Anna")])
    assert not is_told(to(deed, "make"), question, [entity("Anna"), entity("Ben")])


def test_whom_she_helps_is_not_who_helps_her():
    deed = fact("Ben", predicate="coach", sentence="Anna coaches Ben.")
    assert is_turned_round(to(deed, "coaches"), asked("Who coaches Anna?", "Anna"))
    assert not is_turned_round(to(deed, "coach"), asked("Whom does Anna coach?", "Anna"))


def test_a_word_is_said_in_any_form_and_without_its_accents():
    assert not without_said({"workshops", "malmo"}, ["A workshop in Malmö."])
    assert without_said({"museum"}, ["A workshop in Malmö."]) == {"museum"}
