"""Two scopes never see each other, and a narrow one sees the wide ones above it: every read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from builders import (
    change_set,
    claim,
    day,
    entity,
    episode,
    fact,
    now_view,
    scope,
    vector,
    vectors,
)
from contract.engines import Engine
from quipu.schema.changes import Named
from quipu.schema.identity import Scope
from quipu.schema.ports import EntityQuery, FactQuery, Page, Reach
from quipu.schema.recall import ItemKind, Wanted

WIDE = scope("acme")
NARROW = scope("acme", user="ann")
BELOW = scope("acme", user="ann", agent="planner", session="s1")
STRANGERS = [
    WIDE,
    scope("other"),
    scope("other", user="ann"),
    scope("acme", user="bob"),
    scope("acme", user="bob", agent="planner", session="s1"),
    scope("acme", agent="planner", session="s1"),
]

ANNA, OSLO = entity("Anna", scope=WIDE), entity("Oslo", scope=WIDE)
FACT = fact("Oslo", scope=NARROW, subject=ANNA.id, object=OSLO.id, sentence="Anna lives in Oslo.")
TURN = episode("I live in Oslo.", scope=NARROW)
SAID = claim("Oslo", scope=NARROW, subject=ANNA.id, object=OSLO.id, episode=TURN.id)
BOB = entity("Bob", scope=NARROW)


async def _gather(store: Engine, where: Scope) -> object:
    everything = frozenset(ItemKind)
    asked = Wanted("Anna Bob Oslo", vector("Anna"), now_view(), everything, depth=2)
    found = await store.gather(where, asked)
    secret: set[str] = {BOB.id, FACT.id, TURN.id}
    items = {one.item for one in found.found} | found.facts.keys() | found.episodes.keys()
    beside = {one.id for one in found.around.facts} | {one.id for one in found.around.entities}
    return secret & (items | found.entities.keys() | set(found.named) | beside)


async def _around(store: Engine, where: Scope) -> object:
    return (await store.around(where, [ANNA.id, BOB.id], now_view(), Reach(hops=2))).facts


async def _slots(store: Engine, where: Scope) -> object:
    state = await store.slots(where, [FACT.slot, SAID.slot])
    return (*state.claims, *state.facts)


async def _named(store: Engine, where: Scope) -> object:
    found = await store.named(where, ["bob", "nickname"])
    return [one for some in found.values() for one in some]


async def _aliases(store: Engine, where: Scope) -> object:
    return [alias for one in await store.entities(where, [ANNA.id]) for alias in one.aliases]


async def _statistics(store: Engine, where: Scope) -> object:
    counted = await store.statistics(where, now_view())
    return counted.facts + counted.episodes + counted.queued_jobs


async def _listed_entities(store: Engine, where: Scope) -> object:
    found = await store.list_entities(where, EntityQuery(), Page(10))
    return [one for one in found if one.id == BOB.id]


async def _job(store: Engine, where: Scope) -> object:
    known = await store.job_of(NARROW, [TURN.id])
    return await store.job(where, known[TURN.id].id)


Read = Callable[[Engine, Scope], Awaitable[object]]
READS: dict[str, Read] = {
    "gather": _gather,
    "around": _around,
    "named": _named,
    "aliases": _aliases,
    "facts": lambda store, where: store.facts(where, [FACT.id]),
    "entities": lambda store, where: store.entities(where, [BOB.id]),
    "episodes": lambda store, where: store.episodes(where, [TURN.id]),
    "claims": lambda store, where: store.claims(where, [SAID.id]),
    "claims_of": lambda store, where: store.claims_of(where, [TURN.id]),
    "revisions": lambda store, where: store.revisions(where, FACT.id),
    "list_facts": lambda store, where: store.list_facts(where, FactQuery(now_view()), Page(10)),
    "list_entities": _listed_entities,
    "count_facts": lambda store, where: store.count_facts(where, FactQuery(now_view())),
    "count_entities": lambda store, where: store.count_entities(
        where, EntityQuery(name_contains="bob")
    ),
    "profiles": lambda store, where: store.profiles(where, [BOB.id], now_view()),
    "changes_of": lambda store, where: store.changes_of(where, [FACT.id, BOB.id], 10),
    "statistics": _statistics,
    "job": _job,
    "job_of": lambda store, where: store.job_of(where, [TURN.id]),
}
EXACT: dict[str, Read] = {"slots": _slots}


async def filled(store: Engine) -> None:
    await store.apply(WIDE, change_set(entities=(ANNA, OSLO)), vectors())
    await store.accept(NARROW, "key", "body", [TURN], day(0))
    learned = change_set(
        entities=(BOB,),
        names=(Named(ANNA.id, "Nickname"),),
        claims=(SAID,),
        learned=(FACT,),
    )
    await store.apply(NARROW, learned, vectors(FACT, TURN))


@pytest.mark.parametrize("read", (READS | EXACT).values(), ids=(READS | EXACT).keys())
async def test_what_is_in_a_scope_is_invisible_above_beside_and_to_other_tenants(
    store: Engine, read: Read
) -> None:
    await filled(store)
    assert [bool(await read(store, where)) for where in STRANGERS] == [False] * 6
    assert await read(store, NARROW)


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
async def test_a_scope_inherits_from_the_wider_ones_above_it(store: Engine, read: Read) -> None:
    await filled(store)
    assert await read(store, BELOW)


async def test_settling_sees_its_exact_scope_alone(store: Engine) -> None:
    wide = fact("Oslo", scope=WIDE)
    await store.apply(WIDE, change_set(entities=(ANNA, OSLO), learned=(wide,)), vectors())
    assert (await store.slots(NARROW, [wide.slot])).facts == ()
    assert (await store.slots(WIDE, [wide.slot])).facts == (wide,)


async def test_a_read_that_does_not_inherit_sees_its_exact_scope_alone(store: Engine) -> None:
    wide = fact("Rome", scope=WIDE)
    people = (ANNA, OSLO, entity("Rome", scope=WIDE))
    await store.apply(WIDE, change_set(entities=people, learned=(wide,)), vectors(wide))
    await filled(store)
    query = FactQuery(now_view(), inherit=False)
    assert await store.list_facts(NARROW, query, Page(10)) == [FACT]
    names = await store.list_entities(NARROW, EntityQuery(inherit=False), Page(10))
    assert names == [BOB]
    asked = Wanted("Anna", vector("x"), now_view(), frozenset({ItemKind.FACT}), inherit=False)
    found = await store.gather(NARROW, asked)
    assert found.facts.keys() == {FACT.id}
    assert found.entities.keys() | found.values == set()


async def test_a_narrow_fact_may_be_about_an_entity_of_a_wider_scope(store: Engine) -> None:
    await filled(store)
    found = await store.around(NARROW, [ANNA.id], now_view(), Reach())
    assert found.facts == (FACT,)
    assert {one.scope for one in found.entities} == {WIDE}


async def test_the_same_id_in_two_tenants_is_two_things(store: Engine) -> None:
    one = episode("mine", id=TURN.id, scope=scope("one"))
    two = episode("yours", id=TURN.id, scope=scope("two"))
    for turn in (one, two):
        await store.accept(turn.scope, "key", "body", [turn], day(0))
    assert await store.episodes(one.scope, [TURN.id]) == [one]
    assert await store.episodes(two.scope, [TURN.id]) == [two]
