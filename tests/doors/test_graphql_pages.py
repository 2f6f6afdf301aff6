"""Pages in both directions, filters and totals through GraphQL, each in a fixed number of reads."""

from __future__ import annotations

from typing import Any

import pytest
from tests.doors.counted_trips import counting
from tests.doors.scripted import Door

FACTS = """
query Facts($first: Int, $after: String, $last: Int, $before: String, $filter: FactFilter,
            $at: TimePoint) {
  facts(first: $first, after: $after, last: $last, before: $before, filter: $filter, at: $at) {
    totalCount
    edges { cursor node { statement source { name } target { name } value } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
ENTITIES = """
query Entities($first: Int, $after: String, $last: Int, $before: String, $filter: EntityFilter) {
  entities(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    totalCount
    edges { cursor node { id name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
LIKED = [f"Sam likes thing{day}" for day in range(1, 8)]


@pytest.fixture
async def week(door: Door) -> Door:
    """A memory with seven facts, one a day."""
    for day, said in enumerate(LIKED, start=1):
        await door.tell(f"{said}.", f"2024-01-{day:02}")
    return door


def shown(page: dict[str, Any]) -> list[str]:
    return [edge["node"].get("statement") or edge["node"]["name"] for edge in page["edges"]]


def goes_on(page: dict[str, Any]) -> tuple[bool, bool]:
    """Whether there is more before and after."""
    info = page["pageInfo"]
    return info["hasPreviousPage"], info["hasNextPage"]


async def test_a_list_is_paged_from_its_end_to_its_beginning(week: Door) -> None:
    pages, before = [], None
    for _ in range(3):
        page = (await week.ask(FACTS, last=3, before=before))["facts"]
        pages.append(page)
        before = page["pageInfo"]["startCursor"]
        await week.tell(f"Sam likes later{len(pages)}.", f"2024-02-{len(pages):02}")

    assert [shown(page) for page in pages] == [LIKED[4:], LIKED[1:4], LIKED[:1]]
    assert [goes_on(page) for page in pages] == [(True, False), (True, True), (False, True)]


async def test_what_was_read_forwards_is_read_backwards_again(week: Door) -> None:
    first = (await week.ask(FACTS, first=3))["facts"]
    second = (await week.ask(FACTS, first=3, after=first["pageInfo"]["endCursor"]))["facts"]
    back = (await week.ask(FACTS, last=3, before=second["pageInfo"]["startCursor"]))["facts"]

    assert shown(back) == shown(first) == LIKED[:3]
    assert goes_on(back) == (False, True)
    assert [edge["cursor"] for edge in back["edges"]] == [edge["cursor"] for edge in first["edges"]]


async def test_between_two_cursors_either_end_can_be_taken(week: Door) -> None:
    whole = (await week.ask(FACTS, first=7))["facts"]["edges"]
    ends = {"after": whole[0]["cursor"], "before": whole[5]["cursor"]}

    front = (await week.ask(FACTS, first=2, **ends))["facts"]
    back = (await week.ask(FACTS, last=2, **ends))["facts"]
    every = (await week.ask(FACTS, first=4, **ends))["facts"]

    assert (shown(front), goes_on(front)) == (LIKED[1:3], (True, True))
    assert (shown(back), goes_on(back)) == (LIKED[3:5], (True, True))
    assert (shown(every), goes_on(every)) == (LIKED[1:5], (True, False))


async def test_both_first_and_last_give_the_last_of_the_first(week: Door) -> None:
    both = (await week.ask(FACTS, first=4, last=2))["facts"]
    more = (await week.ask(FACTS, first=2, last=4))["facts"]

    assert (shown(both), goes_on(both)) == (LIKED[2:4], (True, True))
    assert (shown(more), goes_on(more)) == (LIKED[:2], (True, True))


async def test_entities_are_paged_backwards_too(week: Door) -> None:
    last = (await week.ask(ENTITIES, last=2))["entities"]
    rest = (await week.ask(ENTITIES, last=9, before=last["pageInfo"]["startCursor"]))["entities"]

    assert shown(last) == ["thing6", "thing7"]
    assert shown(rest) == ["Sam", *(f"thing{day}" for day in range(1, 6))]
    assert (goes_on(last), goes_on(rest)) == ((True, False), (False, True))


@pytest.mark.parametrize("size", [{"last": 0}, {"last": 101}, {"last": -1}, {"first": 0}])
async def test_a_page_of_an_impossible_size_is_refused(door: Door, size: dict[str, int]) -> None:
    assert await door.error_codes(FACTS, **size) == ["BAD_USER_INPUT"]


async def test_a_cursor_of_another_filter_is_refused_before_a_page_too(week: Door) -> None:
    page = (await week.ask(FACTS, last=2))["facts"]
    given = {"before": page["pageInfo"]["startCursor"], "filter": {"minConfidence": 0.1}}
    assert await week.error_codes(FACTS, last=2, **given) == ["BAD_USER_INPUT"]


async def test_the_total_is_that_of_all_pages_and_of_the_filter(week: Door) -> None:
    await week.tell("Kim lives in Oslo.", "2024-01-01")
    await week.tell("Kim lives in Bergen.", "2024-03-01")

    page = (await week.ask(FACTS, first=2))["facts"]
    lives = (await week.ask(FACTS, first=1, filter={"predicates": ["lives in"]}))["facts"]
    stale = (await week.ask(FACTS, first=1, filter={"status": ["SUPERSEDED"]}))["facts"]
    people = (await week.ask(ENTITIES, last=1, filter={"nameContains": "thing"}))["entities"]

    assert (len(page["edges"]), page["totalCount"]) == (2, 8)
    assert (lives["totalCount"], stale["totalCount"], people["totalCount"]) == (1, 1, 7)


async def test_facts_between_some_entities_are_found(week: Door) -> None:
    await week.tell("Kim likes thing3.")
    found = (await week.ask(ENTITIES, first=9, filter={"nameContains": ""}))["entities"]["edges"]
    ids = {edge["node"]["name"]: edge["node"]["id"] for edge in found}

    of_two = (await week.ask(FACTS, filter={"between": [ids["Sam"], ids["thing3"]]}))["facts"]
    three = [ids["Sam"], ids["Kim"], ids["thing3"]]
    of_three = (await week.ask(FACTS, filter={"between": three}))["facts"]

    assert shown(of_two) == ["Sam likes thing3"]
    assert set(shown(of_three)) == {"Kim likes thing3", "Sam likes thing3"}
    for too_few in ([], [ids["Sam"]], [ids["Sam"], ids["Sam"]]):
        assert await week.error_codes(FACTS, filter={"between": too_few}) == ["BAD_USER_INPUT"]


async def test_facts_that_held_during_a_range_are_found(door: Door) -> None:
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    await door.tell("Sam lives in Bergen.", "2024-06-01")
    spring = {"from": "2024-02-01T00:00:00Z", "to": "2024-06-01T00:00:00Z"}
    every = {"includeInvalidated": True}

    held = (await door.ask(FACTS, filter={"validDuring": spring}, at=every))["facts"]
    hidden = (await door.ask(FACTS, filter={"validDuring": spring}))["facts"]
    later = {"from": "2024-06-01T00:00:00Z"}
    open_end = (await door.ask(FACTS, filter={"validDuring": later}, at=every))["facts"]
    empty = {"from": "2024-06-01T00:00:00Z", "to": "2024-06-01T00:00:00Z"}

    assert shown(held) == ["Sam lives in Oslo"]
    assert shown(hidden) == []
    assert shown(open_end) == ["Sam lives in Bergen"]
    assert await door.error_codes(FACTS, filter={"validDuring": empty}) == ["BAD_USER_INPUT"]


async def test_entities_are_found_by_when_we_first_heard_of_them(week: Door) -> None:
    asked = "{ entities(first: 9) { edges { node { name createdAt } } } }"
    known = (await week.ask(asked))["entities"]["edges"]
    since = next(one["node"]["createdAt"] for one in known if one["node"]["name"] == "thing6")

    newer = (await week.ask(ENTITIES, filter={"createdBetween": {"from": since}}))["entities"]
    older = (await week.ask(ENTITIES, filter={"createdBetween": {"to": since}}))["entities"]

    assert shown(newer) == ["thing6", "thing7"]
    assert (newer["totalCount"], older["totalCount"]) == (2, 6)


async def test_a_list_takes_the_same_reads_however_long_and_however_filtered(week: Door) -> None:
    page = (await week.ask(FACTS, first=3))["facts"]["pageInfo"]
    store = counting(week.app)
    asked = [
        {"first": 1},
        {"first": 7},
        {"last": 7},
        {"first": 2, "after": page["startCursor"]},
        {"first": 7, "filter": {"status": ["SUPERSEDED"], "minTrust": "VERIFIED"}},
    ]
    counted = []
    for given in asked:
        store.calls.clear()
        await week.ask(FACTS, **given)
        counted.append(dict(store.calls))

    full = {"list_facts": 1, "count_facts": 1, "entities": 1}
    assert counted[:4] == [full] * 4
    assert counted[4] == {"list_facts": 1, "count_facts": 1}  # no row, so nobody to name


async def test_nothing_is_counted_unless_a_total_is_asked_for(week: Door) -> None:
    store = counting(week.app)

    await week.ask("{ facts { edges { cursor } } entities { edges { cursor } } }")

    assert store.calls == {"list_facts": 1, "list_entities": 1}


SEARCH = """
query Search($input: SearchInput!) { search(input: $input, first: 5) { edges { node {
  ... on Fact { statement } ... on Episode { content } ... on Entity { name } } } } }
"""


async def found(door: Door, **filter: object) -> set[str]:
    asked = {"text": "Sam likes Oslo", "filter": {"kinds": ["FACT", "ENTITY", "EPISODE"]} | filter}
    edges = (await door.ask(SEARCH, input=asked))["search"]["edges"]
    return {text for edge in edges for text in edge["node"].values()}


async def test_a_search_can_be_narrowed_by_type_trust_and_time(week: Door) -> None:
    await week.tell("Kim lives in Oslo.")
    known = "{ entities(first: 20) { edges { node { name createdAt } } } }"
    edges = (await week.ask(known))["entities"]["edges"]
    since = next(one["node"]["createdAt"] for one in edges if one["node"]["name"] == "Oslo")

    places = {"Kim lives in Oslo", "Kim lives in Oslo.", "Oslo"}
    assert await found(week, entityTypes=["place"]) == places
    assert await found(week, createdBetween={"from": since}) == places - {"Kim lives in Oslo."}
    assert await found(week, minTrust="ASSERTED", kinds=["FACT", "EPISODE"]) == set()
    assert await found(week, createdBetween={"to": "2020-01-01T00:00:00Z"}) == set()
