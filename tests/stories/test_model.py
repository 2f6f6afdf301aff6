"""A random walk of tellings and rulings beside a naive reference. All engines.

A few hundred steps on each run. `QUIPU_MODEL_STEPS=10000 QUIPU_MODEL_SEED=1` walks on demand.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import invalidated, undone
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Trust
from quipu.schema.ports import FactQuery, Page
from quipu.schema.rulings import Invalidation, Ruling
from stories.by_hand import ACME, Silent
from teller import takes_back

PLACES = ("Rome", "Oslo", "Bonn", "Lima")
DAYS = 60  # within which everything is told to hold
LIFE = 25  # steps that are about one person
BEN = Ruling("ben", "he should know")


def day(number: float) -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number)


@dataclass(frozen=True)
class Said:
    """That somebody lived somewhere from a day on, for good or until another day."""

    place: str
    since: int
    until: int | None
    episode: str
    told: int


@dataclass
class Reference:
    """One person's homes, worked out from all that was said, moment by moment, and nothing else."""

    said: list[Said] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)  # episodes that were taken back
    refused: set[str] = field(default_factory=set)  # places where the person never lived
    over: set[tuple[str, int]] = field(default_factory=set)  # places that were left on a day

    def holds(self, moment: float) -> str | None:
        """The latest of those who may speak for a moment: what is said for good ends what was said
        before, what is said for a while does so for that while, and what is left stays left."""
        live = [
            one
            for one in self.said
            if one.episode not in self.gone and one.place not in self.refused
        ]
        live.sort(key=lambda one: (one.since, one.told))
        for number, one in reversed([*enumerate(live)]):
            if not one.since <= moment or (one.until is not None and moment >= one.until):
                continue
            if any(place == one.place and one.since < at <= moment for place, at in self.over):
                continue
            later = live[number + 1 :]
            ended = any(
                other.place != one.place and other.until is None and other.since <= moment
                for other in later
            )
            if not ended:
                return one.place
        return None


@dataclass
class Walk:
    """The memory and the reference side by side."""

    by_hand: object
    chance: random.Random
    steps: int = 0
    person: str = ""
    model: Reference = field(default_factory=Reference)
    taken: list[tuple[int, str]] = field(default_factory=list)  # refusals that can be undone
    remembered: list[tuple[AsOf, str, list[str]]] = field(default_factory=list)

    @property
    def memory(self):
        return self.by_hand.memory

    async def step(self):
        if self.steps % LIFE == 0:
            await self.looks_back()
            self.person, self.model = f"Person {self.steps // LIFE}", Reference()
            self.taken = []
        self.steps += 1
        deeds = [self.tells] * 6 + [self.takes_back, self.refuses, self.undoes, self.leaves]
        await self.chance.choice(deeds)()
        while await settle_next(self.memory, Silent()):
            pass
        await self.compares()

    async def tells(self):
        since = self.free_day()
        until = self.chance.choice([None, None, since + self.chance.randrange(1, 15)])
        place = self.chance.choice(PLACES)
        draft = FactDraft(
            EntityRef(name=self.person), "lives in", f"{self.person} lives in {place}",
            EntityRef(name=place), valid_at=day(since), occurred_at=day(100 + self.steps),
            invalid_at=None if until is None else day(until), trust=Trust.ASSERTED,
        )  # fmt: skip
        receipt = await self.memory.add_fact(ACME, draft, f"step {self.steps}")
        self.model.said.append(Said(place, since, until, receipt.job.episodes[0], self.steps))

    def free_day(self):
        """A day on which nothing else begins: whoever begins together waits for a decision."""
        taken = {one.since for one in self.model.said} | {at for _, at in self.model.over}
        return self.chance.choice([one for one in range(DAYS) if one not in taken])

    async def takes_back(self):
        ended = {place for place, _ in self.model.over}  # an end says as well that it held before
        left = [
            one.episode
            for one in self.model.said
            if one.episode not in self.model.gone and one.place not in ended
        ]
        if left:
            episode = self.chance.choice(left)
            await takes_back(self.memory, ACME, [episode])
            self.model.gone.add(episode)

    async def refuses(self):
        facts = await self.facts()
        if facts:
            fact = self.chance.choice(facts)
            await self.rules(fact, None)
            place = fact.sentence.rpartition(" ")[2]
            self.model.refused.add(place)
            lines = await self.memory.store.changes_of(ACME, [fact.id], 100)
            last = [one for one in lines if one.kind is ChangeKind.INVALIDATED]
            if last:
                self.taken.append((last[-1].sequence, place))

    async def undoes(self):
        if self.taken:
            sequence, place = self.taken.pop()
            await undone(self.memory, ACME, sequence, BEN, f"undo {self.steps}")
            self.model.refused.discard(place)

    async def leaves(self):
        """Say of what holds at some moment that it ended on a day within its time."""
        facts = [one for one in await self.facts() if one.valid.end > one.valid.start + 2 * DAY]
        if facts:
            fact = self.chance.choice(facts)
            at = round((fact.valid.start - day(0)) / DAY) + 1
            if at < DAYS and at not in {one.since for one in self.model.said}:
                await self.rules(fact, day(at))
                self.model.over.add((fact.sentence.rpartition(" ")[2], at))

    async def rules(self, fact, at):
        wish = Invalidation(fact.id, at)
        await invalidated(self.memory, ACME, wish, BEN, f"rule {self.steps}")
        while await settle_next(self.memory, Silent()):
            pass

    async def facts(self):
        who = await self.memory.entity(ACME, EntityRef(name=self.person))
        if who is None:
            return []
        view = self.memory.view(day(DAYS))
        query = FactQuery(view, include_stale=True, subject=who.id)
        return [
            one
            for one in await self.memory.store.list_facts(ACME, query, Page(200))
            if one.predicate == "lives in"
        ]

    async def compares(self):
        """What holds at every day, as the memory has it and as the reference works it out."""
        facts = await self.facts()
        for number in range(DAYS + 5):
            moment = day(number + 0.5)
            found = [one.sentence.rpartition(" ")[2] for one in facts if moment in one.valid]
            wanted = self.model.holds(number + 0.5)
            assert found == ([wanted] if wanted else []), (self.steps, number, self.model)
        if self.chance.random() < 0.1:
            now = self.memory.view(day(DAYS / 2))
            self.remembered.append((now, self.person, await self.seen_from(now, self.person)))

    async def seen_from(self, view, person):
        who = await self.memory.entity(ACME, EntityRef(name=person))
        if who is None:
            return []
        query = FactQuery(view, include_stale=True, subject=who.id)
        rows = await self.memory.store.list_facts(ACME, query, Page(200))
        return [(one.id, one.valid) for one in rows]

    async def looks_back(self):
        """What was known then reads the same now."""
        for view, person, found in self.remembered:
            assert await self.seen_from(view, person) == found
        self.remembered = self.remembered[-5:]


DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", [int(os.environ.get("QUIPU_MODEL_SEED", "7"))])
async def test_a_long_walk_of_tellings_and_rulings_agrees_with_a_naive_reference(by_hand, seed):
    on_sqlite = isinstance(by_hand.memory.store, SqliteEngine)
    steps = int(os.environ.get("QUIPU_MODEL_STEPS", "150" if on_sqlite else "5"))
    walk = Walk(by_hand, random.Random(seed))
    for _ in range(steps):
        await walk.step()
    await walk.looks_back()
