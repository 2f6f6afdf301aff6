"""Which entities of many may be one: what is compared, and what is called likely."""

from datetime import UTC, datetime

from quipu.graph.consolidation.duplicates import (
    MOST_UNDER_A_KEY,
    MOST_UNDER_A_WORD,
    compared,
    grouped,
    likely_pairs,
    shared_keys,
)
from quipu.graph.consolidation.resolve import Likely
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity

AT = datetime(2024, 5, 10, tzinfo=UTC)


def person(name, *aliases, kind="person", day=10, is_value=False):
    met = AT.replace(day=day)
    return Entity(EntityId(name), Scope("test"), name, kind, met, aliases, is_value=is_value)


def names_compared(entities):
    return {(one.name, other.name) for one, other in compared(entities)}


def test_only_what_shares_a_key_or_a_word_is_compared():
    met = [person("John Smith"), person("J. Smith"), person("Anna Berg"), person("Berg")]
    assert names_compared(met) == {("John Smith", "J. Smith"), ("Anna Berg", "Berg")}


def test_each_pair_is_compared_once_whatever_it_shares():
    met = [person("Emily Watson"), person("Watson, Emily")]
    assert len(list(compared(met))) == 1


def test_a_word_that_many_have_brings_nobody_together():
    met = [person(f"{letter}{letter} Oak") for letter in "abcdefghijk"]
    assert len(met) == MOST_UNDER_A_WORD + 1
    assert names_compared(met) == set()


def test_under_a_key_that_very_many_have_only_neighbours_by_name_are_compared():
    many = [person(f"J{place:03} Smith") for place in range(4 * MOST_UNDER_A_KEY)]
    pairs = names_compared(many)
    assert ("J000 Smith", "J001 Smith") in pairs
    assert len(pairs) < 15 * len(many)


def test_as_many_as_may_share_a_word_or_a_key_are_all_compared():
    words = [person(f"{letter}{letter} Oak") for letter in "abcdefghij"]
    assert len(names_compared(words)) == MOST_UNDER_A_WORD * (MOST_UNDER_A_WORD - 1) / 2
    keys = [person(f"J{place:02} Elm") for place in range(MOST_UNDER_A_KEY)]
    assert len(names_compared(keys)) == MOST_UNDER_A_KEY * (MOST_UNDER_A_KEY - 1) / 2


def test_small_words_and_single_letters_bring_nobody_together():
    assert shared_keys(["A B of the North"]) >= {("word", "north")}
    assert {word for kind, word in shared_keys(["A B of the North"]) if kind == "word"} == {"north"}


def test_values_are_never_compared():
    assert names_compared([person("1999", is_value=True), person("1999")]) == set()


def test_a_likely_pair_names_first_whom_the_memory_met_first():
    late, early = person("J. Smith", day=20), person("John Smith", day=10)
    for met in ([late, early], [early, late]):
        assert likely_pairs(met) == [Likely(early.id, late.id, 0.85, "initials")]


def test_an_alias_makes_a_pair_likely_too():
    met = [person("Bob Smith", "Robert Smith"), person("Robert Smith, PhD")]
    [found] = likely_pairs(met)
    assert found.rule == "title-or-ending"


def test_what_no_gate_lets_through_is_no_likely_pair():
    met = [person("Apple", kind="organisation"), person("Apple pie", kind="food")]
    assert names_compared(met)
    assert likely_pairs(met) == []


def test_the_likest_pair_comes_first():
    met = [person("Dr. Ann Berg"), person("Ann Berg"), person("John Smith"), person("J. Smith")]
    assert [one.rule for one in likely_pairs(met)] == ["title-or-ending", "initials"]


def test_in_one_text_a_part_of_a_name_means_whoever_bears_it():
    met = [person("Smith"), person("John Smith"), person("Anna Berg")]
    one, other, third = grouped(met)
    assert one == other != third


def test_in_one_text_the_whole_names_part_what_a_shared_word_would_join():
    john, jane, smith = grouped([person("John Smith"), person("Jane Smith"), person("Smith")])
    assert john != jane
    assert smith in (john, jane)


def test_a_group_wants_at_least_the_likeness_asked_for():
    met = [person("J. Smith"), person("John Smith")]
    assert len(set(grouped(met, least=0.85))) == 1
    assert len(set(grouped(met, least=0.86))) == 2


def test_who_is_likest_of_several_groups_is_joined():
    met = [person("John Adam Smith"), person("Smith Ltd", kind="organisation"), person("J. Smith")]
    john, firm, short = grouped(met)
    assert short == john != firm
    assert grouped([]) == []


def test_names_that_only_begin_alike_are_compared_where_few_do():
    few = [person(name) for name in ("Zoroastre", "Zoroaster", "Anna")]
    assert names_compared(few) == {("Zoroastre", "Zoroaster")}
    many = [person(f"Zoroa{letter}{letter}xyz") for letter in "bcdfghjklmn"]
    assert len(names_compared(many[:10])) == 45
    assert len(names_compared(many)) < 20
