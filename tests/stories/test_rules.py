"""What the predicate registry says, from the first telling to what is believed and walked."""

from __future__ import annotations

from dataclasses import replace

from quipu.schema.ontology import ontology_from
from quipu.schema.ports import Reach
from teller import date, takes_back


async def test_a_marriage_is_one_fact_told_from_either_end(by_hand):
    await by_hand.tells("Anna", "married to", "Ben", "2020-01-01")
    await by_hand.tells("Ben", "spouse", "Anna", "2021-01-01")
    [fact] = await by_hand.facts()
    assert len(fact.claims) == 2
    for name in ("Anna", "Ben"):
        assert await by_hand.facts(subject=await by_hand.named(name)) == [fact]


async def test_who_marries_again_ends_the_marriage_at_both_ends(by_hand):
    await by_hand.tells("Anna", "married to", "Ben", "2020-01-01")
    await by_hand.tells("Anna", "married to", "Carl", "2022-01-01")
    assert await by_hand.believed() == ["Anna married to Carl"]
    await by_hand.tells("Ben", "married to", "Dora", "2021-06-01")
    assert await by_hand.believed() == ["Anna married to Carl", "Ben married to Dora"]
    assert await by_hand.believed(date("2021-01-01"), either=await by_hand.named("Ben")) == [
        "Anna married to Ben"
    ]


async def test_a_bigamist_told_from_the_other_end_is_none(by_hand):
    await by_hand.tells("Anna", "married to", "Ben", "2020-01-01")
    await by_hand.tells("Carl", "married to", "Anna", "2022-01-01")
    assert await by_hand.believed() == ["Carl married to Anna"]
    assert (await by_hand.memory.ask(by_hand.scope, "Who is Ben married to?")).texts == ()
    assert (await by_hand.memory.ask(by_hand.scope, "Who is Anna married to?")).texts == ("Carl",)
    assert (await by_hand.memory.ask(by_hand.scope, "Who is Carl married to?")).texts == ("Anna",)


async def test_what_a_marriage_had_ended_comes_back_when_it_is_taken_back(by_hand):
    await by_hand.tells("Anna", "married to", "Ben", "2020-01-01")
    await by_hand.tells("Anna", "married to", "Carl", "2022-01-01")
    [fact] = await by_hand.facts()
    await takes_back(by_hand.memory, by_hand.scope, fact.episodes)
    assert await by_hand.believed() == ["Anna married to Ben"]
    assert await by_hand.facts(subject=await by_hand.named("Ben"))


async def test_what_holds_both_ways_is_walked_both_ways(by_hand):
    await by_hand.tells("Anna", "sibling", "Ben", "2020-01-01")
    await by_hand.tells("Ben", "sibling", "Anna", "2021-01-01")
    [fact] = await by_hand.facts()
    only_out = Reach(incoming=False, predicates=frozenset({"sibling"}))
    view = by_hand.memory.view()
    for name in ("Anna", "Ben"):
        start = await by_hand.named(name)
        around = await by_hand.memory.traverse(by_hand.scope, [start], view, only_out)
        assert around.facts == (fact,)


async def test_an_inverse_told_either_way_is_one_fact_found_either_way(by_hand):
    await by_hand.tells("Anna", "works for", "Acme", "2020-01-01")
    await by_hand.tells("Acme", "employs", "Anna", "2021-01-01")
    [fact] = await by_hand.facts()
    assert (fact.predicate, len(fact.claims)) == ("works for", 2)
    acme, anna = await by_hand.named("Acme"), await by_hand.named("Anna")
    memory, asked = by_hand.memory, ["employs"]
    ways = {"predicates": memory.predicates(asked), "inverses": memory.inverses(asked)}
    assert await by_hand.facts(subject=acme, **ways) == [fact]
    assert await by_hand.facts(object=anna, **ways) == [fact]
    assert await by_hand.facts(subject=anna, **ways) == []
    onward = Reach(incoming=False, **ways)
    for start, found in ((acme, (fact,)), (anna, ())):
        around = await memory.traverse(by_hand.scope, [start], memory.view(), onward)
        assert around.facts == found


async def test_a_new_employer_told_by_the_employer_ends_the_old_one(by_hand):
    await by_hand.tells("Anna", "works for", "Acme", "2020-01-01")
    await by_hand.tells("Beta", "employs", "Anna", "2022-01-01")
    assert await by_hand.believed() == ["Beta employs Anna"]


async def test_a_parent_is_asked_for_from_the_child(by_hand):
    await by_hand.tells("Anna", "child", "Ben", "2000-01-01")
    await by_hand.tells("Carl", "parent", "Ben", "2000-01-01")
    asked = by_hand.memory.ask
    assert (await asked(by_hand.scope, "Who is the parent of Carl?")).texts == ("Ben",)
    assert (await asked(by_hand.scope, "Who is the parent of Ben?")).texts == ("Anna",)
    assert (await asked(by_hand.scope, "Who is a child of Ben?")).texts == ("Carl",)


async def test_one_value_holds_for_each_qualifier(by_hand):
    rules = '[predicates."head"]\ncardinality = "one-per-qualifier"\ntemporal = "state"'
    by_hand.memory = replace(by_hand.memory, ontology=ontology_from(rules))
    await by_hand.tells("Acme", "head", "Anna", "2020-01-01", qualifier="Sales")
    await by_hand.tells("Acme", "head", "Ben", "2021-01-01", qualifier="Research")
    await by_hand.tells("Acme", "head", "Carl", "2022-01-01", qualifier="sales")
    assert await by_hand.believed() == ["Acme head Ben", "Acme head Carl"]
    assert {fact.qualifier for fact in await by_hand.facts()} == {"Research", "sales"}
    await by_hand.tells("Acme", "head", "Dora", "2023-01-01")
    await by_hand.tells("Acme", "head", "Emil", "2024-01-01")
    assert len(await by_hand.believed()) == 4  # nobody said of what: nothing is ended


async def test_a_date_told_in_two_ways_is_one_fact(by_hand):
    await by_hand.tells("Anna", "born on", "21 May 1990", "2020-01-01")
    await by_hand.tells("Anna", "birthday", "1990-05-21", "2021-01-01")
    [fact] = await by_hand.facts()
    assert len(fact.claims) == 2


async def test_another_number_is_another_value(by_hand):
    await by_hand.tells("Oslo", "population", "1,000", "2020-01-01")
    await by_hand.tells("Oslo", "population", "1000", "2021-01-01")
    assert len(await by_hand.facts()) == 1
    await by_hand.tells("Oslo", "population", "1,001", "2022-01-01")
    assert await by_hand.believed() == ["Oslo population 1,001"]
