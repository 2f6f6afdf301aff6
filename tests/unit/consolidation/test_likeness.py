"""How likely two names mean the same, and by which rule."""

import pytest

from quipu.graph.consolidation.likeness import GREY, SAME, kinds_agree, verdict
from quipu.graph.consolidation.resolve import Likely, resolution
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Mention
from quipu.schema.name_parts import name_keys
from timeline_claims import day

PERSON, BODY, PLACE = ("person", "person"), ("organisation", "organisation"), ("place", "place")


@pytest.mark.parametrize(
    ("one", "other", "kinds", "rule"),
    [
        ("Sam", "sam", PERSON, "same-name"),
        ("Dr. Emily Watson", "Emily Watson", PERSON, "title-or-ending"),
        ("Acme", "Acme GmbH", BODY, "title-or-ending"),
        ("Watson, Emily", "Emily Watson", PERSON, "order-of-words"),
        ("Zoë Ångström", "Zoe Angstrom", PERSON, "accents-or-spaces"),
        ("the Netherlands", "Netherlands", PLACE, "accents-or-spaces"),
    ],
)
def test_what_differs_only_in_its_dress_is_the_same(one, other, kinds, rule):
    for pair in ((one, other), (other, one)):
        found = verdict(*pair, kinds)
        assert found.score >= SAME
        assert found.rule == rule


@pytest.mark.parametrize(
    ("one", "other", "kinds", "rule"),
    [
        ("IBM", "International Business Machines", BODY, "acronym"),
        ("USA", "United States of America", PLACE, "acronym"),
        ("J. Smith", "John Smith", PERSON, "initials"),
        ("A. A. Milne", "Alan Alexander Milne", PERSON, "initials"),
        ("J. Smith", "John Adam Smith", PERSON, "initials"),
        ("Smith", "John Smith", PERSON, "part-of-a-name"),
        ("Dr. Lee", "Lee", PERSON, "title-or-ending"),
        ("Apple", "Apple Inc.", ("thing", "organisation"), "title-or-ending"),
        ("Thomas James", "James Thomas", PERSON, "order-of-words"),
        ("Paul Bush", "Paul Bush Jr.", PERSON, "generation"),
        ("Zoë", "Zoe", PERSON, "accents-or-spaces"),
        ("Johns Hopkins University", "Johns Hopkins", BODY, "kind-left-out"),
        ("Republic of Karelia", "Karelia", PLACE, "kind-left-out"),
        ("IFFHS", "International Federation of Football History & Statistics", BODY, "acronym"),
        ("Norwegian Parliament", "Parliament", BODY, "part-of-a-name"),
        ("Jon Smithson", "John Smithson", PERSON, "spelling"),
        ("Иван Петров", "Иван Петрова", PERSON, "spelling"),
        ("Canada", "Canadian", PLACE, "people-of-a-place"),
        ("Bavaria", "Bavarian", PLACE, "people-of-a-place"),
    ],
)
def test_what_may_be_the_same_is_for_somebody_to_decide(one, other, kinds, rule):
    for pair, both in (((one, other), kinds), ((other, one), kinds[::-1])):
        found = verdict(*pair, both)
        assert GREY <= found.score < SAME
        assert found.rule == rule


@pytest.mark.parametrize(
    ("one", "other", "kinds", "rule"),
    [
        ("Apple", "Apple", ("organisation", "fruit"), "other-kind"),
        ("Tigran", "Iran", ("person", "place"), "other-kind"),
        ("SR-2023-052", "SR-2023-053", ("", ""), "other-number"),
        ("Rev A", "Rev B", ("", ""), "other-number"),
        ("World War I", "World War II", ("", ""), "other-number"),
        ("Acme", "Acme 2", ("", ""), "other-number"),
        ("Paul Bush Sr.", "Paul Bush Jr.", PERSON, "other-generation"),
        ("", "Sam", PERSON, "no-name"),
    ],
)
def test_a_gate_is_shut_whatever_else_speaks_for_it(one, other, kinds, rule):
    for pair, both in (((one, other), kinds), ((other, one), kinds[::-1])):
        assert verdict(*pair, both).score == 0.0
        assert verdict(*pair, both).rule == rule


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("李雷", "李蕾", PERSON),
        ("John Smith", "Jane Smith", PERSON),
        ("Alberta", "University of Alberta", ("place", "organisation")),
        ("York", "New York", PLACE),
        ("Sudan", "South Sudan", PLACE),
        ("Anna", "Ana", PERSON),
        ("IBM", "Ivan Boris Malkin", PERSON),
        ("Goal of the Tournament", "Player of the Tournament", ("", "")),
        ("Kanin Peninsula", "Kola Peninsula", PLACE),
        ("Kunene River", "Kunene", PLACE),
        ("Anna Karenina", "Anna", ("book", "person")),
    ],
)
def test_names_that_say_little_for_each_other_are_passed_over(one, other, kinds):
    assert verdict(one, other, kinds).score < GREY
    assert verdict(other, one, kinds[::-1]).score < GREY


def test_kinds_that_a_reader_may_confuse_agree():
    assert kinds_agree("place", "organisation")
    assert kinds_agree("thing", "fruit")
    assert not kinds_agree("person", "place")
    assert not kinds_agree("fruit", "organisation")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Dr. Emily Watson", "Emily Watson", "joined"),
        ("Zoë Ångström", "Zoe Angstrom", "joined"),
        ("Watson, Emily", "Emily Watson", "sorted"),
        ("IBM", "International Business Machines", "initials"),
        ("J. Smith", "John Smith", "person"),
        ("李 雷", "李雷", "joined"),
    ],
)
def test_names_that_may_mean_the_same_share_a_key(one, other, kind):
    assert name_keys(one)[kind] == name_keys(other)[kind] != ""


def test_what_is_too_like_to_be_passed_over_is_noted():
    found = resolution(Scope("test"), day(0), {})
    john = found.entity(Mention("John Smith", "person"))
    other = found.entity(Mention("J. Smith", "person"))
    assert found.likely == [Likely(other, john, 0.85, "initials")]


def test_another_dress_of_a_name_is_remembered_as_an_alias():
    found = resolution(Scope("test"), day(0), {})
    plain = found.entity(Mention("Acme", "organisation"))
    for name in ("Acme Ltd", "Acme Inc"):
        assert found.entity(Mention(name, "organisation")) == plain
    emily = found.entity(Mention("Emily Watson", "person"))
    assert found.entity(Mention("Prof. Emily Watson", "person")) == emily
    assert [named.alias for named in found.names] == ["Acme Ltd", "Acme Inc", "Prof. Emily Watson"]


def test_the_first_or_last_word_of_a_name_is_a_likelier_short_form_than_one_within():
    whole = "John Adam Smith"
    found = [verdict(part, whole, PERSON).score for part in ("Smith", "John", "Adam")]
    assert found == [0.8, 0.8, 0.75]
