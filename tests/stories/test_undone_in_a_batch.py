"""What texts told that were settled together is taken back text by text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.intake.ingest import settle_next
from quipu.graph.memory import Memory
from quipu.graph.ruling.amend import undone
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.knowledge import Trust
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import FactQuery, Page
from quipu.schema.rulings import Ruling
from stories.by_hand import ACME, EightPlaces, Silent
from teller import date

ANNA = Ruling("anna", "that was somebody else")


@dataclass(frozen=True)
class Home:
    """Where Ann lived, as one text tells it."""

    city: str
    since: str
    until: str = ""

    @property
    def told(self):
        return f"Ann lives in {self.city}"


LISBON, LISBON_TOLD = Home("Lisbon", "2023-01-01"), "Ann lives in Lisbon"
PARIS = Home("Paris", "2023-03-01", "2023-06-01")
OSLO, ROME = Home("Oslo", "2024-01-01"), Home("Rome", "2024-01-01")


@pytest.fixture
async def memories(clock):
    """Opens memories, and closes them."""
    opened = []

    async def open_memory():
        engine = await open_sqlite(":memory:", dimensions=8, embedder="test")
        opened.append(engine)
        return Memory(engine, engine, EightPlaces(), default_ontology(), clock)

    yield open_memory
    for engine in opened:
        await engine.close()


async def tell(memory, homes, **more):
    """Each home in a text of its own, all settled together."""
    for home in homes:
        draft = FactDraft(
            EntityRef(name="Ann"),
            "lives in",
            home.told,
            EntityRef(name=home.city),
            valid_at=date(home.since),
            invalid_at=date(home.until) if home.until else None,
            **more,
        )
        await memory.add_fact(ACME, draft, f"{home.city} {home.since}")
    await settle(memory)


async def settle(memory):
    while await settle_next(memory, Silent()):
        pass


async def held(memory):
    """What is believed, of any time."""
    query = FactQuery(memory.view(), include_stale=True)
    rows = await memory.store.list_facts(ACME, query, Page(100))
    return sorted((row.sentence, row.valid) for row in rows)


async def lines_of(memory, *kinds):
    lines = await memory.store.changes(ACME, 0, 1_000, kinds)
    return [line for line in lines if line.item.startswith("fa_")]


async def take_back(memory, line):
    await undone(memory, ACME, line.sequence, ANNA, f"undo {line.sequence}")
    await settle(memory)


async def line_about(memory, kind, home):
    return next(line for line in await lines_of(memory, kind) if home.told in line.after)


@pytest.mark.parametrize("gone", [LISBON, PARIS, OSLO])
async def test_undoing_one_line_leaves_all_else_as_without_its_text(memories, gone):
    memory, expected = await memories(), await memories()
    homes = [LISBON, PARIS, OSLO]
    await tell(memory, homes)
    await tell(expected, [home for home in homes if home != gone])
    await take_back(memory, await line_about(memory, ChangeKind.CREATED, gone))
    assert await held(memory) == await held(expected)


@pytest.mark.parametrize(
    ("kind", "place"),
    [(ChangeKind.SUPERSEDED, 0), (ChangeKind.UPDATED, 0), (ChangeKind.CREATED, -1)],
)
async def test_undoing_an_interruption_by_any_line_leaves_what_came_later(memories, kind, place):
    memory, expected = await memories(), await memories()
    await tell(memory, [LISBON])
    await tell(memory, [PARIS, OSLO])
    await tell(expected, [LISBON, OSLO])
    of_lisbon = [line for line in await lines_of(memory, kind) if LISBON_TOLD in line.after]
    await take_back(memory, of_lisbon[place])
    assert await held(memory) == await held(expected)


async def test_undoing_the_end_of_all_that_was_told_leaves_what_came_beside(memories):
    memory, expected = await memories(), await memories()
    sure, bergen = (replace(OSLO, since="2022-01-01"), replace(ROME, since="2025-01-01"))
    await tell(memory, [LISBON])
    await tell(memory, [sure, bergen], trust=Trust.VERIFIED)
    await tell(expected, [LISBON])
    await tell(expected, [bergen], trust=Trust.VERIFIED)
    [line] = await lines_of(memory, ChangeKind.INVALIDATED)
    await take_back(memory, line)
    assert await held(memory) == await held(expected)


async def test_texts_that_said_the_same_go_together(memories):
    memory = await memories()
    await tell(memory, [LISBON, OSLO, replace(OSLO, since="2024-06-01")])
    await take_back(memory, await line_about(memory, ChangeKind.CREATED, OSLO))
    assert [sentence for sentence, _ in await held(memory)] == [LISBON_TOLD]
