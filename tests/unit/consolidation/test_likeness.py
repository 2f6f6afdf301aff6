"""How likely two names mean the same, and by which rule."""

import pytest

from quipu.graph.consolidation.likeness import GREY, SAME, closeness, kinds_agree, verdict
from quipu.graph.consolidation.resolve import Likely, resolution
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity, Mention
from quipu.schema.name_parts import name_keys
from timeline_claims import day

PERSON, BODY, PLACE = ("person", "person"), ("organisation", "organisation"), ("place", "place")
THING = ("thing", "thing")


@pytest.mark.parametrize(
    ("one", "other", "kinds", "rule"),
    [
        ("Sam", "sam", PERSON, "same-name"),
        ("Dr. Emily Watson", "Emily Watson", PERSON, "title-or-ending"),
        ("Acme", "Acme GmbH", BODY, "title-or-ending"),
        ("Watson, Emily", "Emily Watson", PERSON, "order-of-words"),
        ("Zoë Ångström", "Zoe Angstrom", PERSON, "accents-or-spaces"),
        ("the Netherlands", "Netherlands", PLACE, "accents-or-spaces"),
        ("Macy", "Macy's Inc.", BODY, "title-or-ending"),
        ("Acme Incorporated", "Acme Inc.", BODY, "title-or-ending"),
        ("Acme Co. Ltd", "Acme Ltd.", BODY, "title-or-ending"),
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
        ("Acme Inc.", "ACME GmbH", BODY, "other-sort-of-firm"),
        ("Acme Holding", "Acme Ltd", BODY, "other-sort-of-firm"),
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
        ("Halden", "Halden, Norway", PLACE, "place-or-kind-added"),
        ("Mercury", "Mercury (planet)", THING, "place-or-kind-added"),
        ("HAFORA", "Harbour and Forest Authority", BODY, "acronym"),
        ("BRW", "Bremen Railwagons", BODY, "acronym"),
        ("Tom", "Tommy", PERSON, "pet-name"),
        ("Ben", "Benjamin", PERSON, "pet-name"),
        ("Charlie", "Charles", PERSON, "pet-name"),
        ("Ben Hill", "Benjamin Hill", PERSON, "pet-name"),
        ("Anna Weber", "Anna Maria Weber", THING, "part-of-a-name"),
        ("A. Weber", "Adam Weber", ("", ""), "initials"),
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
        ("Anna", "Anna's job", ("person", "thing"), "its-owner"),
        ("Anna", "Keys for Anna’s house", ("", ""), "its-owner"),
        ("Anna Weber", "Anna Weber's sister", PERSON, "its-owner"),
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
    for name in ("Acme Ltd", "ACME Limited"):
        assert found.entity(Mention(name, "organisation")) == plain
    emily = found.entity(Mention("Emily Watson", "person"))
    assert found.entity(Mention("Prof. Emily Watson", "person")) == emily
    told = [named.alias for named in found.names]
    assert told == ["Acme Ltd", "ACME Limited", "Prof. Emily Watson"]


def test_the_first_or_last_word_of_a_name_is_a_likelier_short_form_than_one_within():
    whole = "John Adam Smith"
    found = [verdict(part, whole, PERSON).score for part in ("Smith", "John", "Adam")]
    assert found == [0.8, 0.8, 0.75]


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Mary", "Mark", PERSON),
        ("Al", "Albert", PERSON),
        ("Tom Hill", "Tommy Dale", PERSON),
        ("Tom", "Tommy", ("person", "place")),
        ("Tom", "Tommy", THING),
        ("Halden, Norway", "Halden, Sweden", PLACE),
        ("HAFORB", "Harbour and Forest Authority", BODY),
        ("HAFO", "Harbour and Forest Authority", BODY),
        ("AFORA", "Harbour and Forest Authority", BODY),
        ("HF", "Harbour Forester", PERSON),
        ("A. Weber", "Adam Webern", ("", "")),
        ("a. w", "adam w", ("", "")),
        ("Acme Works (Oslo)", "Acme Works (Bonn)", BODY),
        ("Anna Weber", "Adam Weber", ("", "")),
    ],
)
def test_what_only_looks_like_another_dress_is_not_likely(one, other, kinds):
    rules = {"pet-name", "place-or-kind-added", "acronym", "initials"}
    for pair, both in (((one, other), kinds), ((other, one), kinds[::-1])):
        assert verdict(*pair, both).rule not in rules


def test_an_article_before_a_letter_makes_no_number_of_it():
    assert verdict("The X-Ray", "X Ray").rule != "other-number"
    assert verdict("World War I", "World War V").rule == "other-number"


def test_of_equally_likely_names_the_closest_by_letters_comes_first():
    assert closeness("Anna Weber", "Anna Webers") > closeness("Anna Weber", "Anna Kleinweber")
    long, short = (
        Entity(EntityId(id), Scope("test"), name, "person", day(0))
        for id, name in (("en_1", "Josephine Smith"), ("en_2", "Jo Smith"))
    )
    found = resolution(Scope("test"), day(1), {}, [long, short])
    found.entity(Mention("J. Smith", "person"))
    assert [one.other for one in found.likely] == ["en_2", "en_1"]


def test_a_name_told_in_the_same_batch_parts_two_firms():
    started = resolution(Scope("test"), day(0), {})
    one, same, other = (
        started.entity(Mention(name, "organisation")) for name in ("Acme", "Acme Inc.", "ACME GmbH")
    )

    assert same == one != other
    assert [(pair.one, pair.other, pair.rule) for pair in started.likely] == [
        (other, one, "other-sort-of-firm")
    ]
