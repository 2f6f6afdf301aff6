"""An address says who is one where names are alike, and asks where they are not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import pytest

from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.memory import Memory
from quipu.graph.ruling.reviews import reviews
from quipu.schema.ontology import default_ontology
from quipu.schema.reviews import ReviewStatus
from stories.by_hand import ACME, EightPlaces
from stories.test_records import met, tells

TESSA = {"type": "person", "name": "Tessa Vermeulen", "email": "tess@example.com"}


@pytest.fixture
async def memory(tmp_path: Path, clock: Callable[[], datetime]) -> AsyncIterator[Memory]:
    """On the embedded engine: what decides is the same for all, and one story below asks them."""
    engine = await open_sqlite(tmp_path / "memory.db", dimensions=8, embedder="test")
    yield Memory(engine, engine, EightPlaces(), default_ontology(), clock)
    await engine.close()


async def asked(memory: Memory) -> list[tuple[str, list[str]]]:
    """What waits for a person: the rule, and who may be one."""
    found = await reviews(memory, ACME, ReviewStatus.OPEN, 0, 9)
    return [(one.reason, sorted(each.name for each in one.entities)) for _, one in found]


async def is_tessa(memory: Memory, name: str) -> bool:
    return await met(memory, name) == await met(memory, "Tessa Vermeulen")


async def test_who_is_alike_joins_and_who_is_not_is_asked_about_on_all_engines(by_hand) -> None:
    memory = by_hand.memory
    for name in ("Tessa Vermeulen", "T. Vermeulen", "Jan Brouwer"):
        await tells(memory, TESSA | {"name": name}, "2024-01-01")
    assert await is_tessa(memory, "T. Vermeulen")
    assert await asked(memory) == [("same-address", ["Jan Brouwer", "Tessa Vermeulen"])]


@pytest.mark.parametrize(
    "names", [("T. Vermeulen", "Tessa Vermeulen"), ("Tessa Vermeulen", "Tessa")]
)
async def test_names_that_are_alike_and_share_an_address_are_one(memory: Memory, names) -> None:
    for name in names:
        await tells(memory, TESSA | {"name": name}, "2024-01-01")
    assert await met(memory, names[0]) == await met(memory, names[1])
    assert await asked(memory) == []


@pytest.mark.parametrize("name", ["Jan Brouwer", "Willem Vermeulen"])
async def test_names_that_are_not_alike_and_share_an_address_wait_for_a_person(
    memory: Memory, name
) -> None:
    await tells(memory, TESSA, "2024-01-01")
    await tells(memory, TESSA | {"name": name}, "2024-02-01")
    assert not await is_tessa(memory, name)
    assert await asked(memory) == [("same-address", sorted([name, "Tessa Vermeulen"]))]


async def test_an_address_of_many_says_nothing(memory: Memory) -> None:
    shared = {"email": "info@example.com"}
    await tells(memory, TESSA | shared, "2024-01-01")
    await tells(memory, TESSA | shared | {"name": "Jan Brouwer"}, "2024-02-01")
    assert await asked(memory) == []


async def test_another_address_parts_nobody_who_is_called_the_same(memory: Memory) -> None:
    await tells(memory, TESSA, "2024-01-01")
    await tells(memory, TESSA | {"email": "tv@example.org"}, "2024-02-01")
    assert await met(memory, "Tessa Vermeulen")  # one, or `met` would fail
    assert await asked(memory) == []


async def test_another_address_has_a_person_asked_who_is_only_called_alike(memory: Memory) -> None:
    await tells(memory, TESSA, "2024-01-01")
    other = {"name": "Dr. Tessa Vermeulen", "email": "tv@example.org"}
    await tells(memory, TESSA | other, "2024-02-01")
    assert not await is_tessa(memory, "Dr. Tessa Vermeulen")
    assert len(await asked(memory)) == 1
