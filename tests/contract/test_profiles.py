"""When an entity changed and which values it has, on every engine."""

from __future__ import annotations

from dataclasses import replace

from builders import about, change_set, day, entity, fact, scope, vectors
from contract.engines import Engine
from quipu.schema.changes import ChangeKind, Named, Retired
from quipu.schema.identity import ClaimId, EntityId
from quipu.schema.intervals import DUSK, AsOf, Interval
from quipu.schema.knowledge import Nature, Trust
from quipu.schema.profiles import HeldValue, Profile

HERE = scope()
NOTHING = vectors()
VIEW = AsOf.moment(day(50), day(50))
ANNA = entity("Anna")


def value(text: str, predicate: str = "aged", **fields: object):
    said = f"Anna {predicate} {text}"
    return fact(text, predicate=predicate, sentence=said, **fields)


async def profile(store: Engine, view: AsOf = VIEW, where=HERE, id: EntityId = ANNA.id) -> Profile:
    return (await store.profiles(where, [id], view))[id]


async def test_the_values_that_hold_are_told_newest_first(store: Engine) -> None:
    facts = [
        value("40", valid=Interval(day(2), DUSK)),
        value("1983", predicate="born in"),
        value("555", predicate="phone number", qualifier="work", valid=Interval(day(3), DUSK)),
        value("39", valid=Interval(day(0), day(2))),
        value("41", valid=Interval(day(99), DUSK)),
        value("30", predicate="ran", nature=Nature.EVENT),
        value("20", predicate="weighs", trust=Trust.UNTRUSTED),
        value("10", predicate="owns", is_negated=True),
        fact("Oslo"),
    ]
    numbers = [entity(n, is_value=True) for n in "40 1983 555 39 41 30 20 10".split()]
    people = (ANNA, entity("Oslo"), *numbers)
    await store.apply(HERE, change_set(entities=people, learned=tuple(facts)), NOTHING)
    assert (await profile(store)).values == (
        HeldValue("phone number", "555", "work"),
        HeldValue("aged", "40"),
        HeldValue("born in", "1983"),
    )
    then = AsOf.moment(day(1), day(50))
    assert HeldValue("aged", "39") in (await profile(store, then)).values


async def test_a_name_and_a_fact_learned_or_given_up_are_changes(store: Engine) -> None:
    await store.apply(HERE, change_set(entities=(ANNA, entity("Oslo"))), NOTHING)
    assert (await profile(store)).changed_at == day(0)

    named = change_set(at=day(1), names=(Named(ANNA.id, "Annie"),))
    await store.apply(HERE, named, NOTHING)
    assert (await profile(store)).changed_at == day(1)

    oslo = fact("Oslo", known=Interval(day(2), DUSK))
    await store.apply(HERE, change_set(at=day(2), learned=(oslo,)), NOTHING)
    assert (await profile(store)).changed_at == day(2)

    gone = change_set(at=day(3), retired=(Retired(oslo, ChangeKind.INVALIDATED),))
    await store.apply(HERE, gone, NOTHING)
    assert (await profile(store)).changed_at == day(3)
    assert (await profile(store, id=entity("Oslo").id)).changed_at == day(3)


async def test_what_a_scope_does_not_see_changes_nothing_there(store: Engine) -> None:
    narrow = scope(user="ann")
    await store.apply(HERE, change_set(entities=(ANNA,)), NOTHING)
    age = entity("40", is_value=True, scope=narrow)
    mine = value("40", scope=narrow, subject=ANNA.id, known=Interval(day(5), DUSK))
    await store.apply(narrow, change_set(entities=(age,), learned=(mine,)), NOTHING)
    assert await profile(store) == Profile(day(0))
    assert await profile(store, where=narrow) == Profile(day(5), (HeldValue("aged", "40"),))
    for stranger in (scope("other"), scope("other", user="ann")):
        assert await store.profiles(stranger, [ANNA.id], VIEW) == {}


async def test_profiles_are_of_those_asked_for(store: Engine) -> None:
    ben = replace(entity("Ben"), created_at=day(4))
    facts = about(fact("Oslo"), names=["Anna", "Oslo"])
    await store.apply(HERE, facts, NOTHING)
    await store.apply(HERE, change_set(entities=(ben,)), NOTHING)
    found = await store.profiles(HERE, [ben.id, ANNA.id, EntityId("en_unknown")], VIEW)
    assert found.keys() == {ben.id, ANNA.id}
    assert (found[ben.id].changed_at, found[ANNA.id].changed_at) == (day(4), day(0))
    assert await store.profiles(HERE, [], VIEW) == {}


async def said_of(store: Engine, *ids: EntityId, view: AsOf = VIEW, where=HERE):
    return await store.summaries(where, ids or (ANNA.id,), view)


async def test_of_each_predicate_the_best_attested_stands_for_an_entity(store: Engine) -> None:
    twice = (ClaimId("cl_1"), ClaimId("cl_2"))
    facts = [
        fact("Oslo", predicate="likes", sentence="Anna likes Oslo"),
        fact("Rome", predicate="likes", sentence="Anna likes Rome", claims=twice),
        fact("Bonn", predicate="works in", sentence="Anna works in Bonn", confidence=0.3),
        fact("Lima", predicate="born in", sentence="Anna was born in Lima", confidence=0.9),
        fact("York", predicate="left", sentence="Anna left York", valid=Interval(day(0), day(2))),
        fact("Kiel", predicate="saw", sentence="Anna saw Kiel", nature=Nature.EVENT),
        fact("Graz", predicate="owns", sentence="Anna owns no Graz", is_negated=True),
        fact("Wien", predicate="is", sentence="Anna is Wien", trust=Trust.UNTRUSTED),
        fact("Genf", predicate="hates", sentence="Anna hates Genf", confidence=0.1),
    ]
    people = (
        ANNA,
        *(entity(one) for one in "Oslo Rome Bonn Lima York Kiel Graz Wien Genf".split()),
    )
    await store.apply(HERE, change_set(entities=people, learned=tuple(facts)), NOTHING)
    rome, york = entity("Rome").id, entity("York").id
    assert await said_of(store, ANNA.id, rome, york) == {
        ANNA.id: ("Anna likes Rome", "Anna was born in Lima", "Anna works in Bonn"),
        rome: ("Anna likes Rome",),
    }
    then = await said_of(store, york, view=AsOf.moment(day(1), day(50)))
    assert then == {york: ("Anna left York",)}
    assert await said_of(store, where=scope("other")) == {}
