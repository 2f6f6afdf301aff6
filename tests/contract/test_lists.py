"""Lists of facts and entities on every engine: what they keep, their pages, their counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from builders import about, change_set, day, entity, fact, now_view, scope, vectors
from contract.engines import Engine
from quipu.graph.listing import every_fact
from quipu.schema.changes import Respelled
from quipu.schema.errors import Invalid
from quipu.schema.intervals import DUSK, AsOf, Interval
from quipu.schema.knowledge import Ending, Fact, FactStatus, Nature, Trust, status_of
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page

HERE = scope()
NOTHING = vectors()
VIEW = AsOf.moment(day(50), day(50))
PAST = Interval(day(0), day(10))
EVERY_STATUS = [
    fact("Current"),
    fact("Planned", valid=Interval(day(99), DUSK)),
    fact("Event", valid=PAST, nature=Nature.EVENT),
    fact("Told as past", valid=PAST, nature=Nature.PAST_STATE),
    fact("Ended by its source", valid=PAST, ending=Ending.STATED),
    fact("Superseded", valid=PAST, ending=Ending.SUPERSEDED),
    fact("Invalidated", valid=PAST, ending=Ending.INVALIDATED),
    fact("Untrusted", trust=Trust.UNTRUSTED),
    fact("Untrusted and planned", valid=Interval(day(99), DUSK), trust=Trust.UNTRUSTED),
]


def value_of(one: Fact) -> str:
    return one.sentence.removeprefix(f"Anna {one.predicate} ").removesuffix(".")


async def test_a_list_of_some_statuses_has_exactly_those(store: Engine) -> None:
    names = ["Anna", *map(value_of, EVERY_STATUS)]
    await store.apply(HERE, about(*EVERY_STATUS, names=names), NOTHING)
    for status in FactStatus:
        query = FactQuery(VIEW, include_stale=True, statuses=frozenset({status}))
        found = await store.list_facts(HERE, query, Page(20))
        wanted = {one.id for one in EVERY_STATUS if status_of(one, VIEW) is status}
        assert {one.id for one in found} == wanted
        assert await store.count_facts(HERE, query) == len(wanted)
    two = frozenset({FactStatus.CURRENT, FactStatus.PLANNED})
    assert await store.count_facts(HERE, FactQuery(VIEW, statuses=two)) == 2


async def test_a_whole_list_is_read_page_by_page_and_may_begin_after_a_fact(store: Engine) -> None:
    names = ["Anna", *map(value_of, EVERY_STATUS)]
    await store.apply(HERE, about(*EVERY_STATUS, names=names), NOTHING)
    query = FactQuery(VIEW, include_stale=True)
    whole = (await store.list_facts(HERE, query, Page(20)))[:20]
    for size in (2, 3, len(EVERY_STATUS)):
        assert await every_fact(store, HERE, query, page=size) == whole
    assert await every_fact(store, HERE, query, after=whole[3].id, page=2) == whole[4:]


NAMES = ["Anna", "Oslo", "Rome", "Acme", "Bob"]
FACTS = [
    fact("Oslo", valid=Interval(day(0), day(10)), ending=Ending.STATED, trust=Trust.ASSERTED),
    fact("Rome", subject="Bob", valid=Interval(day(10), DUSK)),
    fact("Acme", predicate="works for", valid=Interval(day(5), DUSK)),
    fact("Bob", predicate="knows", trust=Trust.VERIFIED, valid=Interval(day(20), DUSK)),
]
FILTERS = {
    "trust": ({"min_trust": Trust.ASSERTED}, {"Oslo", "Bob"}),
    "between two": ({"between": frozenset({entity("Anna").id, entity("Bob").id})}, {"Bob"}),
    "between three": (
        {"between": frozenset({entity(name).id for name in ("Anna", "Bob", "Rome")})},
        {"Bob", "Rome"},
    ),
    "between and subject": (
        {
            "between": frozenset({entity("Anna").id, entity("Rome").id, entity("Bob").id}),
            "subject": entity("Bob").id,
        },
        {"Rome"},
    ),
    "before a change": ({"during": Interval(day(1), day(10))}, {"Oslo", "Acme"}),
    "after a change": ({"during": Interval(day(10), day(20))}, {"Rome", "Acme"}),
    "over a change": ({"during": Interval(day(9), day(11))}, {"Oslo", "Rome", "Acme"}),
    "long before": ({"during": Interval(day(-9), day(0))}, set()),
    "anything": ({}, {"Oslo", "Rome", "Acme", "Bob"}),
}


@pytest.mark.parametrize(("fields", "expected"), FILTERS.values(), ids=FILTERS.keys())
async def test_a_list_of_facts_keeps_and_counts_what_its_filter_asks_for(
    store: Engine, fields: dict[str, object], expected: set[str]
) -> None:
    await store.apply(HERE, about(*FACTS, names=NAMES), NOTHING)
    query = FactQuery(now_view(), **fields)  # type: ignore[arg-type]
    found = await store.list_facts(HERE, query, Page(10))
    assert {one.sentence.split()[-1].rstrip(".") for one in found} == expected
    assert await store.count_facts(HERE, query) == len(expected)


async def test_a_filter_keeps_what_stands_far_behind_what_it_drops(store: Engine) -> None:
    many = [fact(f"P{n}", valid=Interval(day(n), DUSK)) for n in range(300)]
    last = fact("Rome", valid=Interval(day(300), DUSK), trust=Trust.VERIFIED)
    names = ["Anna", "Rome", *(f"P{n}" for n in range(300))]
    await store.apply(HERE, about(*many, last, names=names), NOTHING)
    query = FactQuery(now_view(), min_trust=Trust.VERIFIED)
    assert await store.list_facts(HERE, query, Page(1)) == [last]
    assert await store.count_facts(HERE, FactQuery(now_view())) == 301


async def test_entities_are_listed_by_when_they_were_first_heard_of(store: Engine) -> None:
    people = [entity(f"P{n}", created_at=day(n)) for n in range(4)]
    await store.apply(HERE, change_set(entities=tuple(people)), NOTHING)
    for span, expected in (
        (Interval(day(1), day(3)), people[1:3]),
        (Interval(day(3), DUSK), people[3:]),
        (Interval(day(9), DUSK), []),
    ):
        query = EntityQuery(created=span)
        assert await store.list_entities(HERE, query, Page(9)) == expected
        assert await store.count_entities(HERE, query) == len(expected)


PAGES = list(product(("", 1, 3), ("", 2, 5), (1, 2, 9), (False, True)))


@pytest.mark.parametrize("of_one", [False, True], ids=["all", "of one"])
async def test_a_page_of_facts_is_a_slice_of_the_list_from_either_end(
    store: Engine, of_one: bool
) -> None:
    facts = [fact(f"P{n}", valid=Interval(day(n // 3), DUSK)) for n in range(7)]
    names = ["Anna", *(f"P{n}" for n in range(7))]
    await store.apply(HERE, about(*facts, names=names), NOTHING)
    query = FactQuery(now_view(), subject=entity("Anna").id if of_one else None)
    whole = await store.list_facts(HERE, query, Page(20))
    assert whole == sorted(facts, key=lambda one: (one.valid.start, one.id))
    for after, before, size, from_end in PAGES:
        page = _page(whole, after, before, size, from_end)
        found = await store.list_facts(HERE, query, page)
        assert found == _slice(whole, after, before, size, from_end), page


async def test_a_page_of_entities_is_a_slice_of_the_list_from_either_end(store: Engine) -> None:
    named = ["Anna", "Anna B", "Zoë", "Öre", "Öresund", "東京", "😀 smile"]
    people = [entity(name) for name in named]
    await store.apply(HERE, change_set(entities=tuple(people)), NOTHING)
    whole = await store.list_entities(HERE, EntityQuery(), Page(20))
    assert whole == sorted(people, key=lambda one: (name_form(one.name), one.id))
    assert await store.count_entities(HERE, EntityQuery()) == len(named)
    for after, before, size, from_end in PAGES:
        page = _page(whole, after, before, size, from_end)
        found = await store.list_entities(HERE, EntityQuery(), page)
        assert found == _slice(whole, after, before, size, from_end), page


async def test_pages_of_entities_give_each_once_though_names_are_respelled(store: Engine) -> None:
    people = [entity(name) for name in ("ann", "bob", "cy", "dee", "eve")]
    await store.apply(HERE, change_set(entities=tuple(people)), NOTHING)
    pages = [await store.list_entities(HERE, EntityQuery(), Page(2))]
    respelled = [Respelled(people[place].id, better) for place, better in ((1, "Bob"), (4, "EVE"))]
    await store.apply(HERE, change_set(respelled=tuple(respelled)), NOTHING)
    pages.append(await store.list_entities(HERE, EntityQuery(), Page(3, pages[0][1].id)))
    assert [one.name for page in (pages[0][:2], pages[1]) for one in page] == [
        "ann", "bob", "cy", "dee", "EVE",
    ]  # fmt: skip


def _page(whole, after, before, size: int, from_end: bool) -> Page:
    ids = ["" if place == "" else whole[place].id for place in (after, before)]
    return Page(size, ids[0], ids[1], from_end)


def _slice(whole, after, before, size: int, from_end: bool):
    """What lies between, with one more where there is more."""
    between = whole[0 if after == "" else after + 1 : len(whole) if before == "" else before]
    return between[-size - 1 :] if from_end else between[: size + 1]


async def test_pages_backwards_give_each_fact_once_even_while_more_arrive(store: Engine) -> None:
    facts = [fact(f"P{n}", valid=Interval(day(n), DUSK)) for n in range(5)]
    late = [fact(f"Late{n}", valid=Interval(day(50 + n), DUSK)) for n in range(9)]
    names = ["Anna", *(f"P{n}" for n in range(5)), *(f"Late{n}" for n in range(9))]
    await store.apply(HERE, about(*facts, names=names), NOTHING)
    seen: list[Fact] = []
    before = ""
    query = FactQuery(now_view())
    while page := (await store.list_facts(HERE, query, Page(2, before=before, from_end=True)))[-2:]:
        seen = page + seen
        before = page[0].id
        await store.apply(HERE, change_set(learned=(late.pop(),)), NOTHING)
    assert seen == facts


@pytest.mark.parametrize("end", ["after", "before"])
async def test_a_page_beside_an_unknown_item_is_refused(store: Engine, end: str) -> None:
    beside = Page(2, **{end: "fa_unknown"})  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        await store.list_facts(HERE, FactQuery(now_view()), beside)
    with pytest.raises(Invalid):
        await store.list_entities(HERE, EntityQuery(), beside)


async def test_what_another_scope_has_is_not_counted(store: Engine) -> None:
    narrow = scope(user="ann")
    await store.apply(HERE, about(fact("Oslo"), names=["Anna", "Oslo"]), NOTHING)
    mine = fact("Rome", scope=narrow)
    await store.apply(narrow, about(mine, names=["Anna", "Rome"]), NOTHING)
    for where, inherit, count in ((HERE, True, 1), (narrow, True, 2), (narrow, False, 1)):
        query = FactQuery(now_view(), inherit=inherit)
        assert await store.count_facts(where, query) == count
        names = EntityQuery(inherit=inherit)
        assert await store.count_entities(where, names) == 2 * count


async def test_many_lists_at_once_are_what_each_is_alone(store: Engine) -> None:
    wide, own = scope(), scope(user="anna")
    turned = replace(fact("Turned", scope=own), subject=entity("Anna").id)
    await store.apply(wide, about(*FACTS, names=NAMES), NOTHING)
    await store.apply(own, about(turned, names=["Turned"]), NOTHING)
    queries = [
        FactQuery(VIEW, either=entity("Anna").id),
        FactQuery(VIEW, either=entity("Anna").id, inherit=False),
        FactQuery(VIEW, subject=entity("Bob").id, predicates=frozenset({"lives in"})),
        FactQuery(VIEW, object=entity("Bob").id, include_stale=True),
        FactQuery(VIEW, subject=entity("Rome").id),
    ]
    each = await store.list_facts_each(own, queries, 2)
    assert each == [await store.list_facts(own, query, Page(2)) for query in queries]
    assert [len(one) for one in each] == [3, 1, 1, 1, 0]
    counted = await store.count_facts_each(own, queries)
    assert counted == [await store.count_facts(own, query) for query in queries]
    assert await store.list_facts_each(own, [], 2) == await store.count_facts_each(own, []) == []
    with pytest.raises(Invalid):
        await store.list_facts_each(own, [FactQuery(VIEW)], 2)


async def test_what_belongs_to_many_items_is_what_belongs_to_each(store: Engine) -> None:
    await store.apply(HERE, about(*FACTS, names=NAMES), NOTHING)
    ids = [one.id for one in FACTS] + [fact("Nobody").id]
    assert await store.revisions_each(HERE, ids) == [[one] for one in FACTS] + [[]]
    log = [ids[:1], ids[1:3], [ids[-1]]]
    each = await store.changes_of_each(HERE, log, 10)
    assert each == [await store.changes_of(HERE, items, 10) for items in log]
    assert [len(one) for one in each] == [1, 2, 0]
    assert [len(one) for one in await store.changes_of_each(HERE, log, 1)] == [1, 1, 0]
