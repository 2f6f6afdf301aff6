"""A search through a sieve, on every engine: what does not pass takes nobody's place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import (
    about,
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
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Ending, Episode, Fact, FactStatus, Trust
from quipu.schema.recall import Candidates, ItemKind, Sieve, Wanted

HERE = scope()
BOTH = frozenset({ItemKind.FACT, ItemKind.EPISODE})


async def told(store: Engine, where: Scope, turns: Sequence[Episode], *facts: Fact) -> None:
    """Turns and facts; who stands in a fact is a person, but Oslo is a place."""
    names = {end for one in facts for end in (one.subject, one.object)}
    every = ("Anna", "Ben", "Oslo", *(f"P{n}" for n in range(60)))
    kinds = {"Oslo": "place"}
    people = [entity(name, scope=where, kind=kinds.get(name, "person")) for name in every]
    wanted = tuple(one for one in people if one.id in names or one.name in ("Anna", "Oslo"))
    await store.accept(where, "key", "body", list(turns), day(0))
    said = tuple(
        claim("Oslo", scope=where, episode=turn.id, sentence=turn.content)
        for turn in turns
        if "Oslo" in turn.content
    )
    changes = change_set(entities=wanted, learned=facts, claims=said)
    await store.apply(where, changes, vectors(*facts, *turns))


async def sifted(store: Engine, sieve: Sieve, **fields: object) -> Candidates:
    asked = {"kinds": BOTH, "per_arm": 2, "view": now_view(), "sieve": sieve} | fields
    text = "Anna knows P1"
    return await store.gather(HERE, Wanted(text, vector(text), **asked))  # type: ignore[arg-type]


def brought(found: Candidates) -> set[str]:
    kept = {one.item for one in found.found}
    facts = {one.sentence for one in found.facts.values() if one.id in kept}
    return facts | {one.content for one in found.episodes.values() if one.id in kept}


NOISE = [fact(f"P{n}", predicate="knows", sentence=f"Anna knows P{n}") for n in range(60)]
TURNS = [episode(f"Anna knows P{n}, she says", ordinal=n, source="talk") for n in range(60)]
SURE = fact("Oslo", trust=Trust.VERIFIED, known=Interval(day(9), DUSK))
SAID = episode(
    "Anna has been to Oslo", ordinal=60, source="talk", trust=Trust.VERIFIED, created_at=day(9)
)
SIEVES = {
    "trust": Sieve(min_trust=Trust.VERIFIED),
    "when we heard": Sieve(created=Interval(day(5), day(10))),
    "kinds of entities": Sieve(kinds=frozenset({"place"})),
    "all of them": Sieve(Trust.VERIFIED, Interval(day(9), DUSK), frozenset({"place"})),
}


OVER = fact("Oslo", valid=Interval(day(-9), day(-5)), ending=Ending.SUPERSEDED)
OF_FACTS = {
    "predicates": (Sieve(predicates=frozenset({"lives in"})), SURE),
    "statuses": (Sieve(statuses=frozenset({FactStatus.SUPERSEDED})), OVER),
    "about whom": (Sieve(about=frozenset({entity("Oslo").id})), SURE),
    "how sure": (Sieve(min_confidence=0.95), fact("Oslo", confidence=0.97)),
    "all of them": (
        Sieve(
            predicates=frozenset({"lives in", "owns"}),
            statuses=frozenset({FactStatus.CURRENT, FactStatus.HISTORICAL}),
            about=frozenset({entity("Oslo").id, entity("P3").id}),
            min_confidence=0.5,
        ),
        SURE,
    ),
}


@pytest.mark.parametrize(("sieve", "only"), OF_FACTS.values(), ids=OF_FACTS.keys())
async def test_a_fact_of_the_kind_asked_for_is_found_behind_any_number_of_others(
    store: Engine, sieve: Sieve, only: Fact
) -> None:
    await told(store, HERE, [], *NOISE, only)
    found = await sifted(store, sieve, kinds=frozenset({ItemKind.FACT}), depth=1)
    assert brought(found) == {only.sentence}
    assert {one.id for one in found.around.facts} <= {only.id}


@pytest.mark.parametrize("sieve", SIEVES.values(), ids=SIEVES.keys())
async def test_what_passes_is_found_behind_any_number_of_better_ones(
    store: Engine, sieve: Sieve
) -> None:
    await told(store, HERE, [*TURNS, SAID], *NOISE, SURE)
    found = await sifted(store, sieve)
    assert brought(found) == {SURE.sentence, SAID.content}
    assert found.is_exact


async def test_a_sieve_that_nothing_passes_brings_nothing(store: Engine) -> None:
    await told(store, HERE, TURNS[:3], *NOISE[:3])
    for sieve in (
        Sieve(kinds=frozenset({"ship"})),
        Sieve(created=Interval(day(1), day(2))),
        Sieve(min_trust=Trust.ASSERTED),
    ):
        found = await sifted(store, sieve, depth=2)
        assert (found.found, found.around.facts) == ((), ())


async def test_an_open_sieve_changes_nothing(store: Engine) -> None:
    await told(store, HERE, [*TURNS[:9], SAID], *NOISE[:9], SURE)
    every = await sifted(store, Sieve(), per_arm=50)
    wide = Sieve(created=Interval(day(-1), DUSK))
    assert brought(await sifted(store, wide, per_arm=50)) == brought(every)


async def test_what_is_reached_through_the_graph_passes_too(store: Engine) -> None:
    knows = fact("Ben", predicate="knows", sentence="Anna knows Ben")
    lives = fact("Oslo", subject="Ben", trust=Trust.VERIFIED)
    await told(store, HERE, [], knows, lives)
    found = await sifted(store, Sieve(min_trust=Trust.VERIFIED), depth=2)
    assert [one.id for one in found.around.facts] == [lives.id]


async def test_a_kind_of_a_wider_scopes_entity_counts_in_a_narrower_one(store: Engine) -> None:
    narrow = scope(user="ann")
    base = about(fact("Bonn"), names=["Anna", "Bonn"])
    await store.apply(HERE, base, vectors())
    place = entity("Oslo", kind="place")
    await store.apply(HERE, change_set(entities=(place,)), vectors())
    mine = fact("Oslo", scope=narrow, subject=entity("Anna").id, object=place.id)
    await store.apply(narrow, change_set(learned=(mine,)), vectors(mine))
    text = "Anna"
    asked = Wanted(
        text, vector(text), now_view(), BOTH, sieve=Sieve(kinds=frozenset({"place"})), inherit=False
    )
    assert {one.item for one in (await store.gather(narrow, asked)).found} == {mine.id}
