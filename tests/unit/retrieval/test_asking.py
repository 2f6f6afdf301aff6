"""Who asks whom, and what a question asks beneath its courtesy."""

from __future__ import annotations

import pytest

from builders import entity
from quipu.graph.retrieval.question.asking import (
    in_third_person,
    related_in,
    sides_in,
    speaks_of,
    without_courtesy,
)
from quipu.schema.identity import Scope

USER, HELPER, MAYA = entity("user"), entity("assistant"), entity("Maya")
ACME = Scope("acme")


def third(text, *named, scope=ACME):
    return in_third_person(text, sides_in(text, scope), named)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Where do I live?", "Where does user live?"),
        ("Who is my sister?", "Who is user's sister?"),
        ("Am I married?", "is user married?"),
        ("What I'm allergic to", "What user is allergic to"),
        ("Have I been to Rome?", "has user been to Rome?"),
        ("Who likes me?", "Who likes user?"),
    ],
)
def test_i_is_the_user(asked, meant):
    assert third(asked, USER, HELPER) == (meant, [USER, HELPER])


def test_i_is_the_user_of_the_scope_first_of_all():
    text, named = third("Where do I live?", USER, MAYA, scope=Scope("acme", user="maya"))
    assert (text, named) == ("Where does Maya live?", [MAYA])


def test_you_is_the_assistant_where_its_deeds_are_asked_for():
    assert third("What did you recommend?", HELPER)[0] == "What did assistant recommend?"
    assert (
        third("What can you tell me of Rome?", HELPER)[0] == "What can assistant tell me of Rome?"
    )
    assert sides_in("Where do you live?", ACME) == ()


def test_a_question_stays_as_it_is_where_nobody_is_known_to_ask():
    assert third("Where do I live?", MAYA) == ("Where do I live?", [MAYA])
    assert third("Who wrote Henry I.e. in Roman numerals?")[0].startswith("Who wrote Henry")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Can you tell me where Ann lives?", "where does Ann live?"),
        ("Do you remember who Ann is?", "who Ann is?"),
        ("Could you please remind me when Ann moved?", "when Ann moved?"),
        ("I'd like to know what Ann does.", "what Ann does."),
        ("Do you know my name?", "What is my name?"),
        ("Where does Ann live?", "Where does Ann live?"),
        ("What does Ann's sister do for a living?", "What is Ann's sister's job?"),
        ("What do I do?", "What is my job?"),
        ("What does she do?", "What does she do?"),
        ("What do you do?", "What do you do?"),
        ("What did Ann do in May?", "What did Ann do in May?"),
        ("Can you speak German?", "Can you speak German?"),
    ],
)
def test_courtesy_is_no_part_of_a_question(asked, meant):
    assert without_courtesy(asked) == meant


def test_a_question_about_a_relative_asks_first_who_that_is():
    found = related_in("Does Ann Lee's sister like tea?")
    assert found is not None
    assert found.question == "Who is Ann Lee's sister?"
    assert found.named("Zoe") == "Does Zoe like tea?"
    assert related_in("Where does Ann's sister live?") is None


def test_who_says_i_speaks_of_the_user_and_not_of_the_assistant():
    assert speaks_of("Where did I park?", "User")
    assert not speaks_of("Where did I park?", "assistant")
    assert speaks_of("Which hotel did you suggest?", "assistant")
