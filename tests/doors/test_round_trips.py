"""However many items a page shows, a door asks its store no more often than for one.

What is asked is read from the schema: each field of everything that has an id, below a list, so
that a field added later is counted as well.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path

import pytest
from tests.doors.counted_trips import CountedStore, counting
from tests.doors.engines import EMBEDDER, settings_on
from tests.doors.scripted import Door, open_door
from tests.schema_walk import below_lists

from quipu.api.graphql.build import SCHEMA
from quipu.api.settings import Settings

WORLD = SCHEMA._schema
LISTS = """{
  facts(at: { includeInvalidated: true }) {
    edges { node { id provenance { edges { node { episode { id } } } } } }
  }
  entities { edges { node { id } } }
  communities { edges { node { id } } }
  reviews { edges { node { id } } }
  search(input: { text: "move", filter: { kinds: [EXPERIENCE, PROCEDURE] } }, first: 20) {
    edges { node { ... on Node { id } } }
  }
}"""
KINDS = {
    "fa": "Fact",
    "en": "Entity",
    "ep": "Episode",
    "ex": "Experience",
    "pr": "Procedure",
    "co": "Community",
    "rv": "Review",
}
THINGS = ("the piano", "the boxes", "the cat", "the fridge")
IDS = re.compile(r'"id": "((\w\w)_\w+)"')


@pytest.fixture(params=["sqlite", pytest.param("neo4j-5.26", marks=pytest.mark.neo4j)])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    return await settings_on(request.param, request, tmp_path)


@pytest.fixture
async def town(engine: Settings) -> AsyncIterator[Door]:
    """Four people of whom the same is told: what is past, in dispute, and who belongs together; and
    what helped where four things could not be done."""
    async with open_door(engine, embedder=EMBEDDER) as door:
        for date, said in (
            (
                "2023-01-01",
                "Sam{0} lives in Oslo{0}. Pat{0} lives in Oslo{0}. Sam{0} likes Pat{0}.",
            ),
            ("2024-01-01", "Sam{0} lives in Rome{0}. Sam{0} is aged 4{0}."),
            ("2024-01-01", "Sam{0} lives in Bonn{0}."),
        ):
            for number in range(4):
                await door.tell(said.format(number), date)
        await door.consolidate()
        for number, thing in product(range(2), THINGS):
            steps = [
                {"action": f"lift {thing}", "succeeded": False},
                {"action": f"ask Sam1 to lift {thing}", "succeeded": True},
            ]
            await door.record(f"move {thing}", key=f"{thing} {number}", steps=steps)
        yield door


async def ids_of(door: Door) -> dict[str, list[str]]:
    """Four ids of each kind of item, if there are as many."""
    found: dict[str, dict[str, None]] = {}
    for id, prefix in IDS.findall(json.dumps(await door.ask(LISTS))):
        found.setdefault(KINDS[prefix], {})[id] = None
    return {kind: list(ids)[:4] for kind, ids in found.items()}


async def reads_of(door: Door, store: CountedStore, document: str, ids: list[str]) -> Counter[str]:
    store.calls.clear()
    await door.ask(document, ids=ids)
    return Counter(store.calls)


async def test_a_page_takes_no_more_reads_than_one_of_its_items(town: Door) -> None:
    ids = await ids_of(town)
    assert {kind: len(some) > 3 for kind, some in ids.items()} == dict.fromkeys(
        KINDS.values(), True
    )
    store = counting(town.app)
    more = {}
    for kind, some in ids.items():
        for name, document in below_lists(WORLD, kind):
            alone = Counter[str]()
            for one in some:
                alone |= await reads_of(town, store, document, [one])
            together = await reads_of(town, store, document, some)
            # What was read before, or comes sooner, lets its branch of the answer run ahead: once
            # or twice. One read for each item would be three more at least.
            if sum((together - alone).values()) > 2:
                more[name] = together - alone
    assert more == {}
