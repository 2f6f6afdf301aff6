"""A clock that is put back, or several hosts that do not agree on the time: what people rule holds,
can be told of and taken back as ever. All engines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from quipu.api.rulings import outcome
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import corrected, undone
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.rulings import Correction, Ruling
from stories.by_hand import ACME, Silent
from stories.test_merging import People
from teller import date

ANN = Ruling("ann", "I know better")
OSLO, ROME = "Anna lives in Oslo", "Anna lives in Rome"


@dataclass
class Clock:
    """Goes a second with each look, and back when told."""

    now: datetime

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def put(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock(date("2026-01-01"))


async def rules(by_hand, deed, wish, key):
    receipt = await deed(by_hand.memory, ACME, wish, ANN, key)
    while await settle_next(by_hand.memory, Silent()):
        pass
    return await by_hand.memory.queue.job(ACME, receipt.job.id)


async def last_line(by_hand, kind):
    return (await by_hand.memory.store.changes(ACME, 0, 1_000, [kind]))[-1].sequence


async def test_a_correction_tells_what_it_changed(by_hand, clock):
    await by_hand.tells("Anna", "lives in", "Oslo", "2024-01-01")
    [fact] = await by_hand.facts()
    clock.put(-60)
    wish = Correction(fact.id, target=EntityRef(name="Rome"))
    done = await rules(by_hand, corrected, wish, "c")
    clock.put(120)
    found = await outcome(by_hand.memory, ACME, done)
    assert [one.id for one in found.gone] == [fact.id]
    assert [one.object for one in found.learned] == [await by_hand.named("Rome")]
    assert found.lines


async def test_what_was_told_meanwhile_can_be_undone_by_its_line(by_hand, clock):
    await by_hand.tells("Anna", "lives in", "Oslo", "2024-01-01")
    clock.put(-60)
    await by_hand.tells("Anna", "lives in", "Rome", "2024-02-01")
    await rules(by_hand, undone, await last_line(by_hand, ChangeKind.SUPERSEDED), "u")
    clock.put(120)
    assert await by_hand.believed() == [OSLO]


async def test_the_last_undoing_holds(by_hand, clock):
    await by_hand.tells("Anna", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Anna", "lives in", "Rome", "2024-02-01")
    line = await last_line(by_hand, ChangeKind.SUPERSEDED)
    for key in ("undo", "undo that", "undo this", "undo it all"):
        clock.put(-60)
        await rules(by_hand, undone, line, key)
        line = (await by_hand.memory.store.changes(ACME, 0, 1_000))[-1].sequence
    clock.put(600)
    assert await by_hand.believed() == [ROME]


async def test_two_who_were_parted_after_they_were_merged_are_two(by_hand, clock):
    people = People(by_hand)
    await by_hand.tells("Anna", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Annie", "lives in", "Rome", "2024-02-01")
    await people.merges("Anna", "Annie")
    clock.put(-60)
    await people.undoes(ChangeKind.MERGED)
    clock.put(-60)
    await people.merges("Anna", "Annie", by=replace(ANN, reason="after all"))
    clock.put(-60)
    await people.undoes(ChangeKind.MERGED)
    clock.put(600)
    assert await by_hand.believed() == [OSLO, "Annie lives in Rome"]


async def test_the_log_s_moments_never_go_back_within_a_slot(by_hand, clock):
    for place, city in enumerate(("Oslo", "Rome", "Bergen")):
        await by_hand.tells("Anna", "lives in", city, f"2024-0{place + 1}-01")
        clock.put(-60)
    lines = [one for one in await by_hand.memory.store.changes(ACME, 0, 1_000) if "fa_" in one.item]
    assert [one.at for one in lines] == sorted(one.at for one in lines)
