"""What claims compete for: who shares a slot, and who does not."""

from dataclasses import replace

import pytest

from quipu.graph.consolidation.slots import entry_of, slot_of
from quipu.schema.identity import Scope
from quipu.schema.knowledge import GIVEN, Mention, Nature, Statement
from quipu.schema.ontology import default_ontology, ontology_from

SCOPE = Scope("test")


def slot(predicate, target, *, who="sam", nature=Nature.STATE, scope=SCOPE, by=None):
    entry = (by or default_ontology()).predicate(predicate)
    return slot_of(scope, who, entry, target, nature)


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


def test_one_for_each_qualifier_is_many_until_qualifiers_are_read():
    each = ontology_from('[predicates."chairs"]\ncardinality = "one-per-qualifier"')
    assert slot("chairs", "board", by=each) != slot("chairs", "council", by=each)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Mention("Oslo", "place"), "lives in"),
        (Mention("Oslo"), "lives in"),
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
