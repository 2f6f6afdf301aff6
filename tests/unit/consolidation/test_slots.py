"""What claims compete for: who shares a slot, and who does not."""

from dataclasses import replace

import pytest

from quipu.graph.consolidation.slots import Told, entry_of, seat_of, slot_of
from quipu.schema.identity import Scope
from quipu.schema.knowledge import GIVEN, Mention, Nature, Statement
from quipu.schema.ontology import default_ontology, ontology_from

SCOPE = Scope("test")


def slot(predicate, target, *, who="sam", nature=Nature.STATE, scope=SCOPE, by=None, of=""):
    entry = (by or default_ontology()).predicate(predicate)
    return slot_of(scope, who, entry, target, Told(nature, of))


def seat(predicate, who, target, **how):
    return seat_of(SCOPE, (who, target), default_ontology().predicate(predicate), Told(**how))


def test_all_values_of_a_one_valued_predicate_compete():
    assert slot("lives in", "rome") == slot("lives in", "oslo")


def test_a_plan_and_a_past_compete_with_what_is():
    assert slot("lives in", "rome", nature=Nature.PLAN) == slot("lives in", "oslo")
    assert slot("lives in", "rome", nature=Nature.PAST_STATE) == slot("lives in", "oslo")


def test_values_of_a_many_valued_predicate_meet_only_themselves():
    assert slot("likes", "tea") == slot("likes", "tea")
    assert slot("likes", "tea") != slot("likes", "rain")


def test_events_meet_only_themselves_even_of_a_one_valued_predicate():
    event = {"nature": Nature.EVENT}
    assert slot("lives in", "rome", **event) != slot("lives in", "oslo", **event)
    assert slot("lives in", "rome", **event) != slot("lives in", "rome")
    assert slot("likes", "tea", **event) != slot("likes", "tea")


def test_predicates_of_an_exclusive_set_compete():
    assert slot("engaged to", "ann") == slot("married to", "bea")
    assert slot("married to", "ann") != slot("lives in", "ann")


def test_other_people_other_scopes_and_other_predicates_do_not_compete():
    assert slot("lives in", "rome") != slot("lives in", "rome", who="ann")
    assert slot("lives in", "rome") != slot("lives in", "rome", scope=Scope("test", "maya"))
    assert slot("likes", "tea") != slot("owns", "tea")


def test_where_one_holds_for_each_qualifier_those_of_one_qualifier_compete():
    each = ontology_from('[predicates."chair"]\ncardinality = "one-per-qualifier"')
    assert slot("chair", "ann", by=each, of="Board") == slot("chair", "bea", by=each, of="board")
    assert slot("chair", "ann", by=each, of="board") != slot("chair", "bea", by=each, of="council")


def test_where_one_holds_for_each_qualifier_many_do_if_nobody_said_for_what():
    each = ontology_from('[predicates."chair"]\ncardinality = "one-per-qualifier"')
    assert slot("chair", "ann", by=each) != slot("chair", "bea", by=each)


def test_what_holds_both_ways_competes_at_both_ends():
    one, other = seat("married to", "ann", "ben"), seat("married to", "ben", "ann")
    assert (one.slot, one.far_slot) == (other.far_slot, other.slot)
    assert one.far_slot == slot("married to", "carl", who="ben")


def test_what_holds_both_ways_of_many_is_one_slot_told_from_either_end():
    one, other = seat("sibling", "ann", "ben"), seat("sibling", "ben", "ann")
    assert one == other
    assert one.slot == one.far_slot
    assert one != seat("sibling", "ann", "carl")


def test_a_value_and_oneself_are_no_other_end():
    assert seat("married to", "ann", "a sailor", is_of_value=True).far_slot is None
    assert seat("married to", "ann", "ann").far_slot is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Mention("Oslo", "place"), "lives in"),
        (Mention("Oslo"), "lives in"),
        (Mention("Rio de Janeiro"), "lives in"),
        (Mention("1 small house"), "lives in"),
        (Mention("a new apartment"), "live in"),
        (Mention("sin"), "live in"),
        (Mention("Acme", "organisation"), "live in"),
        (Mention("Oslo 1", is_value=True), "live in"),
    ],
)
def test_another_way_of_saying_it_joins_only_if_its_object_may_be_of_the_kind(target, expected):
    statement = Statement(Mention("Sam", "person"), "live in", target, "Sam lives there")
    assert entry_of(statement, default_ontology()).name == expected
    given = replace(statement, reader=GIVEN)
    assert entry_of(given, default_ontology()).name == "lives in"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (Mention("Acme", "organisation"), "chaired by"),
        (Mention("Oslo", "place"), "headed by"),
        (Mention("Sam", "person"), "headed by"),
    ],
)
def test_another_way_of_saying_it_joins_only_if_its_subject_may_be_of_the_kind(subject, expected):
    firms = ontology_from(
        '[predicates."chaired by"]\naliases = ["headed by"]\n'
        'subject = "organisation"\nvalue = "person"'
    )
    statement = Statement(subject, "headed by", Mention("Ann", "person"), "Ann heads it")
    assert entry_of(statement, firms).name == expected
