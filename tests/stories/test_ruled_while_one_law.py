"""Mergers that are all taken back might never have been made, whatever was ruled meanwhile."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import corrected, invalidated, undone
from quipu.graph.ruling.merging import merged
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.intervals import AsOf
from quipu.schema.merging import Merger
from quipu.schema.ports import FactQuery, Page
from quipu.schema.rulings import Correction, Invalidation, Ruling
from stories.by_hand import Silent
from teller import date

BEN = Ruling("ben", "I know them")
PEOPLE = ("Ann", "Bea", "Cleo", "Dora")
THINGS = ("tea", "rain", "snow")


@dataclass
class Side:
    """One of two memories that are told the same, each in a scope of its own."""

    by_hand: object
    scope: Scope
    ruled: int = 0

    @property
    def memory(self):
        return self.by_hand.memory

    async def facts(self):
        now = self.memory.view()
        everything = FactQuery(AsOf.moment(now.valid.start, now.known), include_stale=True)
        return await self.memory.store.list_facts(self.scope, everything, Page(200))

    async def rules(self, deed, wish):
        self.ruled += 1
        receipt = await deed(self.memory, self.scope, wish, BEN, f"r{self.ruled}")
        while await settle_next(self.memory, Silent()):
            pass
        return receipt

    async def said_by(self, fact):
        """The sentences of the claims that a fact rests on, which are the same on both sides."""
        return {one.sentence for one in await self.memory.store.claims(self.scope, fact.claims)}

    async def resting_on(self, sentences):
        return [one for one in await self.facts() if await self.said_by(one) & sentences]

    async def reads(self):
        found = await self.facts()
        ids = {end for one in found for end in (one.subject, one.object)}
        known = await self.memory.store.entities(self.scope, sorted(ids))
        names = {one.id: one.name for one in known}
        return sorted(
            (names[f.subject], f.predicate, names[f.object], str(f.valid), f.sentence)
            for f in found
        )


class Walk:
    """`one` merges in between, `two` never does; what is ruled on a fact there is ruled here on
    every fact that rests on the same claims."""

    def __init__(self, by_hand, number):
        self.chance = random.Random(number)
        self.one = Side(by_hand, Scope(f"one{number}"))
        self.two = Side(by_hand, Scope(f"two{number}"))
        self.mergers = []

    async def tells(self):
        told = [(who, "likes", self.chance.choice(THINGS), 2020) for who in PEOPLE]
        homes = self.chance.sample(range(2000, 2020), len(PEOPLE))
        told += [
            (who, "lives in", f"Town{year}", year) for who, year in zip(PEOPLE, homes, strict=True)
        ]
        told += [("Ann", "married to", "Ben", 2001), ("Carl", "married to", "Bea", 2002)]
        for side in (self.one, self.two):
            for who, what, whom, year in told:
                said = f"{who} {what} {whom}"
                await side.by_hand.tells(
                    who, what, whom, f"{year}-01-01", statement=said, scope=side.scope
                )

    async def merges(self):
        names = self.chance.choice([(*PEOPLE, "Ben", "Carl"), THINGS])
        keep, gone = self.chance.sample(names, 2)
        ids = []
        for name in (keep, gone):
            found = await self.one.memory.entity(self.one.scope, EntityRef(name=name))
            if found is None:
                return
            ids.append(found.id)
        before = len(await self.lines())
        try:
            await self.one.rules(merged, Merger(ids[0], (ids[1],), insists=True))
        except Invalid:
            return  # they are one already
        new = (await self.lines())[before:]
        self.mergers += [one for one in new if one.item == ids[1]]

    async def lines(self):
        kinds = [ChangeKind.MERGED]
        return await self.one.memory.store.changes(self.one.scope, 0, 1_000, kinds)

    async def rules(self):
        found = await self.one.facts()
        if not found:
            return
        fact = self.chance.choice(sorted(found, key=lambda one: (one.sentence, one.valid.start)))
        said = await self.one.said_by(fact)
        deeds = [self.refuses, self.dates]
        if len(said) == 1:  # what two tell of each other has no one end that may be corrected
            deeds.append(self.corrects)
        deed, wish = self.chance.choice(deeds)()
        others = await self.two.resting_on(said)
        await self.one.rules(deed, wish(fact))
        for other in others:
            await self.two.rules(deed, wish(other))

    def refuses(self):
        return invalidated, lambda fact: Invalidation(fact.id)

    def corrects(self):
        name = f"Place{self.chance.randrange(1000)}"
        return corrected, lambda fact: Correction(fact.id, target=EntityRef(name=name))

    def dates(self):
        at = date(f"{self.chance.randrange(1990, 2000)}-01-01")
        return corrected, lambda fact: Correction(fact.id, valid_at=at)

    async def parts(self):
        for line in self.chance.sample(self.mergers, len(self.mergers)):
            await self.one.rules(undone, line.sequence)


@pytest.mark.parametrize("seed", [0])
async def test_what_is_ruled_between_mergers_stays_with_whom_it_was_told_of(by_hand, seed):
    on_sqlite = isinstance(by_hand.memory.store, SqliteEngine)
    for number in range(seed, seed + (4 if on_sqlite else 1)):
        walk = Walk(by_hand, number)
        await walk.tells()
        for _ in range(10 if on_sqlite else 4):
            await walk.chance.choice([walk.merges, walk.rules])()
        await walk.parts()
        assert await walk.one.reads() == await walk.two.reads(), number
