"""The embedded engine's columns beside a naive reference: walks and sieves, fact by fact."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from builders import DIMENSIONS, change_set, day, entity, fact, scope, vector, vectors
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.changes import ChangeKind, Retired
from quipu.schema.erasing import Erasure
from quipu.schema.identity import EntityId, FactId, Scope, SlotKey
from quipu.schema.intervals import DUSK, AsOf, Interval, micros
from quipu.schema.knowledge import Ending, Fact, FactStatus, Nature, Trust, status_of
from quipu.schema.outlines import outline_of
from quipu.schema.queries import Reach
from quipu.schema.recall import ItemKind, Sieve, Wanted

WIDE, HERE = scope(), scope(user="ann")
PEOPLE = [entity(f"P{n}", kind=("person", "place", "firm")[n % 3]) for n in range(9)]
YEARS = [entity(f"{2000 + n}", is_value=True, kind="value") for n in range(3)]


def told(draw: random.Random, number: int, where: Scope) -> Fact:
    """A fact between any two, at any time, of any kind."""
    start = draw.randrange(-40, 40)
    end = DUSK if draw.random() < 0.6 else day(start + draw.randrange(1, 30))
    one, other = draw.choice(PEOPLE), draw.choice([*PEOPLE, *YEARS])
    return fact(
        id=FactId(f"fa_{draw.randrange(10**9):09}{number}"),
        scope=where,
        subject=one.id,
        object=other.id,
        predicate=draw.choice(["knows", "owns", "leads"]),
        sentence=f"{one.name} {number} {other.name}",
        slot=SlotKey(f"slot {number}"),
        far_slot=SlotKey(f"far {number}") if draw.random() < 0.2 else None,
        valid=Interval(day(start), end),
        known=Interval(day(number % 7), DUSK),
        nature=draw.choice([Nature.STATE, Nature.STATE, Nature.EVENT, Nature.PAST_STATE]),
        ending=Ending.OPEN if end == DUSK else draw.choice(list(Ending)[1:]),
        confidence=draw.choice([0.4, 0.6, 0.8, 0.9]),
        trust=draw.choice([Trust.UNTRUSTED, Trust.OBSERVED, Trust.VERIFIED]),
        is_negated=draw.random() < 0.1,
    )


class World:
    """What is told to an engine, kept beside it."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.facts: dict[FactId, Fact] = {}
        self.embedded: set[FactId] = set()

    async def tell(self, store: SqliteEngine, count: int) -> None:
        where = self.draw.choice([WIDE, HERE])
        new = [told(self.draw, len(self.facts) + n, where) for n in range(count)]
        old = [one for one in self.facts.values() if one.scope == where and one.known.end == DUSK]
        gone = self.draw.sample(old, min(len(old), count // 5))
        retired = tuple(Retired(one, ChangeKind.INVALIDATED) for one in gone)
        changes = change_set(at=day(8), learned=tuple(new), retired=retired)
        await store.apply(where, changes, vectors(*new[::2]))
        self.facts |= {one.id: one for one in new}
        self.embedded |= {one.id for one in new[::2]}
        for one in gone:
            self.facts[one.id] = replace(one, known=Interval(one.known.start, day(8)))

    async def forget(self, store: SqliteEngine) -> None:
        gone = self.draw.choice(list(self.facts.values()))
        revision = (await store.holdings(gone.scope, [])).revision
        erasure = Erasure(f"er {len(self.facts)}", revision, facts=(gone.id,))
        await store.erase(gone.scope, erasure, change_set(), vectors())
        del self.facts[gone.id]

    def view(self) -> AsOf:
        at = day(self.draw.randrange(-40, 60))
        return AsOf.moment(at, day(self.draw.randrange(0, 12)))


def walked(facts: Sequence[Fact], starts: Sequence[EntityId], view: AsOf, reach: Reach) -> set[str]:
    """What a walk finds that has room for everything, fact by fact."""
    values = {one.id for one in YEARS}
    frontier, found = set(starts), set[str]()
    for _ in range(reach.hops):
        onward: set[EntityId] = set()
        for one in facts:
            if not is_road(one, view, reach):
                continue
            here = {
                end for end, is_out in ((one.subject, True), (one.object, False))
                if end in frontier and is_along(one, reach, is_out=is_out)
            }  # fmt: skip
            if here:
                found.add(one.id)
                onward |= {one.subject, one.object} - values
        frontier |= onward
    return found


def is_road(one: Fact, view: AsOf, reach: Reach) -> bool:
    is_over = one.nature is Nature.PAST_STATE or one.ending is Ending.STATED
    holds = one.valid.end > view.valid.start or one.nature is Nature.EVENT
    holds |= reach.include_past and is_over
    is_told = one.trust > Trust.UNTRUSTED and not one.is_negated
    return holds and one.valid.start < view.valid.end and view.known in one.known and is_told


def is_along(one: Fact, reach: Reach, *, is_out: bool) -> bool:
    along, back = (reach.outgoing, reach.incoming) if is_out else (reach.incoming, reach.outgoing)
    is_any = not reach.predicates and not reach.inverses
    if (along or (back and one.is_mutual)) and (is_any or one.predicate in reach.predicates):
        return True
    return back and one.predicate in reach.inverses


REACHES = [
    Reach(hops=1),
    Reach(hops=2),
    Reach(hops=3, include_past=True),
    Reach(hops=2, incoming=False),
    Reach(hops=2, outgoing=False, predicates=frozenset({"knows"})),
    Reach(hops=2, incoming=False, predicates=frozenset({"owns"}), inverses=frozenset({"leads"})),
]
SIEVES: dict[str, tuple[Sieve, Callable[[Fact, AsOf], bool]]] = {
    "trust": (Sieve(min_trust=Trust.VERIFIED), lambda one, _: one.trust is Trust.VERIFIED),
    "when": (
        Sieve(created=Interval(day(2), day(5))),
        lambda one, _: day(2) <= one.known.start < day(5),
    ),
    "kinds": (
        Sieve(kinds=frozenset({"place", "firm"})),
        lambda one, _: any(
            who.kind in ("place", "firm") for who in PEOPLE if who.id in (one.subject, one.object)
        ),
    ),
    "predicates": (
        Sieve(predicates=frozenset({"owns", "leads"})),
        lambda one, _: one.predicate in ("owns", "leads"),
    ),
    "about": (
        Sieve(about=frozenset({PEOPLE[1].id, YEARS[0].id})),
        lambda one, _: bool({PEOPLE[1].id, YEARS[0].id} & {one.subject, one.object}),
    ),
    "sure": (Sieve(min_confidence=0.7), lambda one, _: one.confidence >= 0.7),
    **{
        status.value: (
            Sieve(statuses=frozenset({status})),
            lambda one, view, status=status: status_of(one, view) is status,  # type: ignore[misc]
        )
        for status in FactStatus
        if status is not FactStatus.EXPIRED
    },
}


@pytest.mark.parametrize("seed", range(4))
async def test_walks_and_sieves_find_what_reading_every_fact_finds(
    tmp_path: Path, seed: int
) -> None:
    store, other = [
        await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
        for _ in range(2)
    ]
    world = World(seed)
    await store.apply(WIDE, change_set(entities=(*PEOPLE, *YEARS)), vectors())
    for step in range(9):
        await world.tell(store, world.draw.choice([3, 40, 150]))
        if step % 4 == 3:
            await world.forget(store)
        reader = world.draw.choice([store, other])
        await walks_agree(reader, world)
        await sieves_agree(reader, world)
    await store.close()
    await other.close()


async def walks_agree(store: SqliteEngine, world: World) -> None:
    for reach in REACHES:
        view, starts = world.view(), [world.draw.choice(PEOPLE).id, world.draw.choice(YEARS).id]
        wide = replace(reach, max_edges=10_000, max_fanout=10_000)
        found = await store.around(HERE, starts, view, wide)
        assert {one.id for one in found.facts} == walked(
            list(world.facts.values()), starts, view, wide
        )
        assert not found.is_cut
        assert all(world.facts[one.id].known == one.known for one in found.facts)
        few = replace(reach, hops=1, max_edges=4, max_fanout=3)
        near = await store.around(HERE, starts, view, few)
        assert [one.id for one in near.facts] == nearest_first(world, starts, view, few)


def nearest_first(world: World, starts: list[EntityId], view: AsOf, reach: Reach) -> list[FactId]:
    """One hop fact by fact: the newest, the surest, by id; in turns, and four in all."""
    turns: list[tuple[int, int, FactId]] = []
    for n, start in enumerate(dict.fromkeys(starts)):
        edges = [
            one
            for one in world.facts.values()
            if is_road(one, view, reach)
            and any(
                end == start and is_along(one, reach, is_out=is_out)
                for end, is_out in ((one.subject, True), (one.object, False))
            )
        ]
        edges.sort(key=lambda one: (-micros(one.valid.start), -one.confidence, one.id))
        turns += [(turn, n, one.id) for turn, one in enumerate(edges[:3])]
    return list(dict.fromkeys(id for _, _, id in sorted(turns)))[:4]


async def sieves_agree(store: SqliteEngine, world: World) -> None:
    for sieve, passes in SIEVES.values():
        view = world.view()
        asked = Wanted(
            "P1", vector("P1"), view, frozenset({ItemKind.FACT}), per_arm=10_000, sieve=sieve
        )
        found = await store.gather(HERE, asked)
        naive = {
            one.id
            for one in world.facts.values()
            if view.known in one.known
            and passes(one, view)
            and (one.id in world.embedded or "P1" in one.sentence.split())
        }
        assert {one.item for one in found.found} == naive
        facts = found.facts.values()
        assert list(found.outlines.values()) == [outline_of(one, view) for one in facts]


async def test_a_plain_search_brings_no_fact_that_it_would_not_show(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    store = await open_sqlite(path, dimensions=DIMENSIONS, embedder="test")
    lives, lived = (
        fact(
            "Oslo", scope=HERE, subject=PEOPLE[0].id, object=PEOPLE[n].id, sentence=f"P0 P{n}", **of
        )
        for n, of in (
            (1, {}),
            (2, {"valid": Interval(day(-9), day(-5)), "ending": Ending.SUPERSEDED}),
        )
    )
    await store.apply(WIDE, change_set(entities=tuple(PEOPLE)), vectors())
    await store.apply(HERE, change_set(learned=(lives, lived)), vectors())
    facts = frozenset({ItemKind.FACT})
    plain = Wanted("P0", vector("P0"), AsOf.moment(day(9), day(9)), facts, most_facts=48)
    shown = await store.gather(HERE, plain)
    every = await store.gather(HERE, replace(plain, include_stale=True))
    weighed = await store.gather(HERE, replace(plain, most_facts=None))
    assert {one.item for one in shown.found} == set(shown.facts) == {lives.id}
    assert {one.item for one in every.found} == {lives.id, lived.id}
    assert {one.item for one in weighed.found} == {lives.id, lived.id}
    await store.close()
