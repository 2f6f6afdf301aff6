"""JSON becomes dated facts: records replace what they said before, events stay. On all engines."""

from __future__ import annotations

import json

import pytest

from quipu.extraction.events.reader import WithRecords
from quipu.graph.intake.ingest import settle_next
from quipu.graph.memory import Memory
from quipu.graph.ruling.merging import merged
from quipu.graph.ruling.reviews import reviews
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import EpisodeKind, Trust
from quipu.schema.merging import Merger
from quipu.schema.names import name_form
from quipu.schema.ports import FactQuery, Page
from quipu.schema.reviews import ReviewStatus
from quipu.schema.rulings import Ruling
from stories.by_hand import ACME, Silent
from teller import date

MAYA = {"type": "customer", "name": "Maya Lind"}


@pytest.fixture
def memory(by_hand) -> Memory:
    return by_hand.memory


async def tells(memory: Memory, value: object, on: str) -> None:
    draft = EpisodeDraft(json.dumps(value), kind=EpisodeKind.JSON, occurred_at=date(on))
    await memory.remember(ACME, [draft], f"{on} {json.dumps(value)}")
    while await settle_next(memory, WithRecords(Silent())) is not None:
        pass


async def held(memory: Memory, on: str) -> set[str]:
    found = await memory.store.list_facts(ACME, FactQuery(memory.view(as_of=date(on))), Page(50))
    return {one.sentence for one in found if date(on) in one.valid}


async def test_a_newer_record_takes_the_place_of_an_older_one(memory: Memory) -> None:
    old = MAYA | {"employer": "Acme", "home_city": "Lisbon", "plan": "pro"}
    new = MAYA | {"employer": "Globex", "homeCity": "Oslo", "plan": "pro"}
    await tells(memory, old | {"updated_at": "2024-01-10"}, "2024-01-10")
    await tells(memory, new | {"updated_at": "2025-03-01"}, "2025-03-01")
    plan = "Maya Lind's plan is pro"
    works, lives = "Maya Lind's employer is ", "Maya Lind's home city is "
    assert await held(memory, "2024-06-01") == {plan, f"{works}Acme", f"{lives}Lisbon"}
    assert await held(memory, "2025-06-01") == {plan, f"{works}Globex", f"{lives}Oslo"}


ORDER = {"type": "order", "id": "ORD-1", "status": "paid", "updated_at": "2026-03-02"}
SHIPPED = {"event": "order_status_changed", "order_id": "ORD-1", "from": "paid", "to": "shipped"}


@pytest.mark.parametrize("is_late", [False, True])
async def test_an_order_is_one_in_its_records_and_its_events(memory: Memory, is_late: bool) -> None:
    told = [ORDER, SHIPPED | {"timestamp": "2026-03-04"}]
    for value in reversed(told) if is_late else told:
        await tells(memory, value, "2026-03-05")
    assert await held(memory, "2026-03-03") == {"order ORD-1's status is paid"}
    assert await held(memory, "2026-03-06") == {"order ORD-1's status is shipped"}
    found = await memory.store.named(ACME, forms := [name_form("ORD-1"), name_form("order ORD-1")])
    assert [[one.id for one in found[form]] for form in forms] == [[found[forms[0]][0].id]] * 2


async def test_a_change_that_tells_how_it_was_is_believed_of_how_it_is(memory: Memory) -> None:
    before, after = MAYA | {"city": "Lisbon"}, MAYA | {"city": "Oslo"}
    change = {"op": "u", "ts_ms": 1_772_445_600_000, "before": before, "after": after}
    await tells(memory, change, "2026-03-05")
    assert await held(memory, "2026-03-06") == {"Maya Lind's city is Oslo"}


async def test_an_older_record_that_comes_late_ends_nothing(memory: Memory) -> None:
    await tells(memory, MAYA | {"plan": "pro", "at": "2025-03-01"}, "2025-03-01")
    await tells(memory, MAYA | {"plan": "free", "at": "2024-01-10"}, "2025-04-01")
    assert await held(memory, "2024-06-01") == {"Maya Lind's plan is free"}
    assert await held(memory, "2025-06-01") == {"Maya Lind's plan is pro"}


async def test_an_event_is_told_of_its_day(memory: Memory) -> None:
    event = {"event": "order_placed", "user": "Maya Lind", "item": "Nordlys bicycle"}
    await tells(memory, event | {"timestamp": "2024-06-02T12:00:00Z"}, "2024-06-09")
    [one] = await memory.timeline(
        ACME, (await memory.store.named(ACME, ["maya lind"]))["maya lind"][0].id
    )
    assert one.sentence == "Maya Lind placed order Nordlys bicycle"
    assert (one.valid.start, one.valid.end) == (date("2024-06-02"), date("2024-06-03"))
    assert one.nature.value == "EVENT"


async def test_city_and_address_of_a_record_take_the_place_of_what_they_were(
    memory: Memory,
) -> None:
    old = MAYA | {"city": "Lisbon", "address": {"street": "A-street 1", "zip": "111"}}
    new = MAYA | {"city": "Oslo", "address": {"street": "B-street 2", "zip": "222"}}
    await tells(memory, old | {"updated_at": "2024-01-10"}, "2024-01-10")
    await tells(memory, new | {"updated_at": "2025-03-01"}, "2025-03-01")
    said = await held(memory, "2025-06-01")
    assert {one.rpartition(" is ")[2] for one in said} == {"Oslo", "B-street 2", "222"}


JOHN = {"type": "customer", "name": "John Smith"}


async def johns(memory: Memory) -> list[EntityId]:
    return [one.id for one in (await memory.store.named(ACME, ["john smith"]))["john smith"]]


async def test_two_customers_of_one_name_are_two_where_their_numbers_differ(memory: Memory) -> None:
    await tells(memory, JOHN | {"id": "C-1041", "city": "Oslo"}, "2024-01-01")
    await tells(memory, JOHN | {"id": "C-2077", "city": "Rome"}, "2024-01-02")
    await tells(memory, JOHN | {"id": "C-2077", "city": "Bonn"}, "2024-01-03")
    one, other = await johns(memory)
    homes = {fact for fact in await held(memory, "2024-02-01") if "city" in fact}
    assert homes == {"John Smith's city is Oslo", "John Smith's city is Bonn"}
    with pytest.raises(Invalid, match="other record id for customer c"):
        await merged(memory, ACME, Merger(one, (other,)), Ruling("ben", "I know him"), "k")


@pytest.mark.parametrize(
    "other",
    [
        {"city": "Rome"},
        {"city": "Rome", "type": "employee", "id": "E-12"},
        {"city": "Rome", "id": "cus_9s8"},
    ],
    ids=["no number", "of another kind", "of another system"],
)
async def test_numbers_of_different_systems_part_nobody(memory: Memory, other) -> None:
    await tells(memory, JOHN | {"id": "C-1041", "city": "Oslo"}, "2024-01-01")
    await tells(memory, JOHN | other, "2024-01-02")
    assert len(await johns(memory)) == 1


@pytest.mark.parametrize("key", ["city", "address", "home_city"])
async def test_where_somebody_lives_is_told_by_the_city_of_a_record(
    memory: Memory, key: str
) -> None:
    await tells(memory, MAYA | {key: "Lisbon", "updated_at": "2024-01-10"}, "2024-01-10")
    await tells(memory, MAYA | {key: "Oslo", "updated_at": "2025-03-01"}, "2025-03-01")
    asked = "Where does Maya Lind live?"
    then = memory.view(as_of=date("2024-06-01"))

    assert (await memory.ask(ACME, asked)).texts == ("Oslo",)
    assert (await memory.ask(ACME, asked, then)).texts == ("Lisbon",)


async def met(memory: Memory, name: str) -> EntityId:
    form = name_form(name)
    [found] = (await memory.store.named(ACME, [form]))[form]
    return found.id


OTHER_NAMES = ["John Berg", "J. B.", "Mr. John Smith-Berg", "Nordlys Ltd"]


@pytest.mark.parametrize("name", OTHER_NAMES)
async def test_a_record_of_a_known_number_stays_who_it_is_under_a_new_name(
    memory: Memory, name: str
) -> None:
    await tells(memory, JOHN | {"id": "C-1041", "city": "Oslo"}, "2024-01-01")
    await tells(memory, JOHN | {"name": name, "id": "C-1041", "city": "Rome"}, "2024-02-01")
    [john] = await johns(memory)
    assert await met(memory, name) == john
    [home] = [one for one in await held(memory, "2024-03-01") if "city" in one]
    assert home.endswith("Rome")


async def test_records_of_one_list_are_known_by_their_numbers_too(memory: Memory) -> None:
    again = JOHN | {"name": "John Berg", "id": "C-1041"}
    await tells(memory, [JOHN | {"id": "C-1041"}, again], "2024-01-01")
    assert [await met(memory, "John Berg")] == await johns(memory)


@pytest.mark.parametrize(
    "other",
    [{"id": "C-2077"}, {"type": "employee", "id": "C-1041"}, {"id": "1041"}],
    ids=["another number", "of another kind", "of another system"],
)
async def test_another_number_is_another_record(memory: Memory, other) -> None:
    await tells(memory, JOHN | {"id": "C-1041"}, "2024-01-01")
    await tells(memory, JOHN | {"name": "Ada Berg"} | other, "2024-01-02")
    assert await met(memory, "Ada Berg") not in await johns(memory)
    assert await reviews(memory, ACME, ReviewStatus.OPEN, 0, 9) == []


async def test_a_number_that_every_system_has_only_asks_whether_two_names_are_one(
    memory: Memory,
) -> None:
    await tells(memory, JOHN | {"id": "7"}, "2024-01-01")
    await tells(memory, JOHN | {"name": "J. Smith", "id": "7"}, "2024-01-02")
    assert [await met(memory, "J. Smith")] == await johns(memory)
    await tells(memory, JOHN | {"name": "Ada Berg", "id": "7"}, "2024-01-03")
    [(_, asked)] = await reviews(memory, ACME, ReviewStatus.OPEN, 0, 9)
    assert [one.name for one in asked.entities] == ["John Smith", "Ada Berg"]
    assert asked.reason == "same-number"


async def test_a_rumour_gives_nobody_a_new_name(memory: Memory) -> None:
    await tells(memory, JOHN | {"id": "C-1041"}, "2024-01-01")
    rumour = EpisodeDraft(
        json.dumps(JOHN | {"name": "Eve", "id": "C-1041"}),
        kind=EpisodeKind.JSON,
        occurred_at=date("2024-02-01"),
        trust=Trust.UNTRUSTED,
    )
    await memory.remember(ACME, [rumour], "rumour")
    await settle_next(memory, WithRecords(Silent()))
    assert await met(memory, "Eve") not in await johns(memory)


async def test_who_is_called_so_already_is_not_taken_for_whose_number_is_told(
    memory: Memory,
) -> None:
    await tells(memory, JOHN | {"id": "C-1041"}, "2024-01-01")
    await tells(memory, {"type": "customer", "name": "Ada Berg", "city": "Rome"}, "2024-01-01")
    ada = await met(memory, "Ada Berg")
    await tells(memory, JOHN | {"name": "Ada Berg", "id": "C-1041"}, "2024-02-01")
    assert await met(memory, "Ada Berg") == ada
    assert ada not in await johns(memory)


async def test_two_who_were_born_on_one_day_are_two(memory: Memory) -> None:
    born = {"type": "customer", "date_of_birth": "1990-04-02"}
    await tells(memory, [born | {"name": "Ada Berg"}, born | {"name": "Jon Lund"}], "2024-01-01")
    assert await met(memory, "Ada Berg") != await met(memory, "Jon Lund")
