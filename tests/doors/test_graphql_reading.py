"""What can be read through GraphQL, as of any time, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from tests.doors.scripted import Door

import builders
from quipu.schema.intervals import DUSK, Interval

FACTS = """
query Facts($at: TimePoint, $first: Int, $after: String, $filter: FactFilter, $scope: ScopeInput) {
  facts(at: $at, first: $first, after: $after, filter: $filter, scope: $scope) {
    edges { cursor node { id statement status source { name } target { name } value } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
SEARCH = """
query Search($input: SearchInput!, $first: Int, $after: String) {
  search(input: $input, first: $first, after: $after) {
    edges {
      cursor score
      channels { channel rank rawScore contribution }
      via { statement }
      node {
        __typename
        ... on Fact { id statement factStatus: status }
        ... on Episode { id content }
        ... on Entity { id name }
      }
    }
    pageInfo { hasNextPage endCursor }
    explain { plan exact candidates truncatedBy tookMs stages warnings }
  }
}
"""


def statements(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["statement"] for edge in connection["edges"]]


async def test_a_date_brings_back_what_held_then(door: Door) -> None:
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    await door.tell("Sam lives in Bergen.", "2024-06-01")

    now = await door.ask(FACTS)
    then = await door.ask(FACTS, at={"asOf": "2024-03-01T02:00:00+02:00"})

    assert statements(now["facts"]) == ["Sam lives in Bergen"]
    assert [
        (edge["node"]["statement"], edge["node"]["status"]) for edge in then["facts"]["edges"]
    ] == [("Sam lives in Oslo", "CURRENT")]


async def test_stale_facts_come_back_only_when_asked_for(door: Door) -> None:
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    await door.tell("Sam lives in Bergen.", "2024-06-01")

    every = await door.ask(FACTS, at={"includeInvalidated": True})
    superseded = await door.ask(FACTS, filter={"status": ["SUPERSEDED"]})

    assert statements(every["facts"]) == ["Sam lives in Oslo", "Sam lives in Bergen"]
    assert statements(superseded["facts"]) == ["Sam lives in Oslo"]


async def test_what_we_believed_before_a_correction_can_be_asked(door: Door) -> None:
    told = await door.tell("Sam lives in Oslo.", "2024-01-01")
    [learned] = (await door.ask("{ facts { edges { node { createdAt } } } }"))["facts"]["edges"]
    await door.tell("Sam lives in Bergen.", "2024-06-01")

    before = await door.ask(FACTS, at={"knownAt": learned["node"]["createdAt"]})

    assert told["facts"][0]["statement"] == "Sam lives in Oslo"
    assert statements(before["facts"]) == ["Sam lives in Oslo"]


async def test_pages_stay_right_while_others_write(door: Door) -> None:
    for day in range(1, 6):
        await door.tell(f"Sam likes thing{day}.", f"2024-01-{day:02}")
    first = (await door.ask(FACTS, first=2))["facts"]
    await door.tell("Sam likes thing0.", "2023-12-31")

    second = (await door.ask(FACTS, first=2, after=first["pageInfo"]["endCursor"]))["facts"]
    third = (await door.ask(FACTS, first=2, after=second["pageInfo"]["endCursor"]))["facts"]

    assert statements(first) == ["Sam likes thing1", "Sam likes thing2"]
    assert statements(second) == ["Sam likes thing3", "Sam likes thing4"]
    assert statements(third) == ["Sam likes thing5"]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second, third)] == [1, 1, 0]
    assert [page["pageInfo"]["hasPreviousPage"] for page in (first, second, third)] == [0, 1, 1]


async def test_filtered_pages_neither_repeat_nor_lose_a_fact(door: Door) -> None:
    for day in range(1, 6):
        await door.tell(f"Sam lives in town{day}.", f"2024-01-{day:02}")
    wanted = {"status": ["SUPERSEDED"]}
    first = (await door.ask(FACTS, first=3, filter=wanted))["facts"]
    after = first["pageInfo"]["endCursor"]

    second = (await door.ask(FACTS, first=3, filter=wanted, after=after))["facts"]

    towns = [f"Sam lives in town{day}" for day in range(1, 5)]
    assert statements(first) + statements(second) == towns


async def test_a_value_is_no_entity(door: Door) -> None:
    await door.tell("Sam is aged 40.")

    [edge] = (await door.ask(FACTS))["facts"]["edges"]
    entities = (await door.ask("{ entities { edges { node { name } } } }"))["entities"]

    assert edge["node"]["target"] is None
    assert edge["node"]["value"] == "40"
    assert [one["node"]["name"] for one in entities["edges"]] == ["Sam"]


async def test_search_says_how_it_found_things(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")

    found = (await door.ask(SEARCH, input={"text": "where does Sam live, in Oslo?"}))["search"]

    kinds = {edge["node"]["__typename"] for edge in found["edges"]}
    assert kinds == {"Fact", "Episode"}
    assert all(edge["channels"] for edge in found["edges"])
    assert "FULLTEXT" in found["explain"]["plan"]
    assert found["explain"]["exact"] is True


async def test_search_walks_the_graph_and_says_by_which_way(door: Door) -> None:
    await door.tell("Sam works at Acme.")
    await door.tell("Acme likes Bergen.")
    asked = {"text": "Sam works", "expandDepth": 1, "filter": {"kinds": ["FACT"]}}

    found = (await door.ask(SEARCH, input=asked))["search"]

    ways = {
        edge["node"]["statement"]: [one["statement"] for one in edge["via"]]
        for edge in found["edges"]
    }
    assert ways["Sam works at Acme"] == []
    assert ways["Acme likes Bergen"] == ["Sam works at Acme"]


async def test_search_pages_follow_each_other(door: Door) -> None:
    for day in range(1, 5):
        await door.tell(f"Sam likes thing{day}.", f"2024-01-{day:02}")
    asked = {"text": "Sam likes thing", "filter": {"kinds": ["FACT"]}}
    first = (await door.ask(SEARCH, input=asked, first=3))["search"]

    second = (await door.ask(SEARCH, input=asked, first=3, after=first["pageInfo"]["endCursor"]))[
        "search"
    ]

    ids = [edge["node"]["id"] for edge in first["edges"] + second["edges"]]
    assert len(ids) == len(set(ids)) == 4
    assert first["pageInfo"]["hasNextPage"] is True
    assert second["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize("size", [3, 10, 25])
async def test_pages_of_a_search_give_every_hit_once(door: Door, size: int) -> None:
    for day in range(1, 9):
        others = [f"{name}{day}" for name in ("Ann", "Bob", "Cy", "Dee")]
        liked = [f"{who} likes {what}{day * 7 % 10}." for who in others for what in ("tea", "oats")]
        await door.tell(" ".join([*liked, f"Sam likes tea{day}."]), f"2024-01-{day:02}")
    asked = {"text": "Sam likes tea", "filter": {"kinds": ["FACT"]}}
    whole = (await door.ask(SEARCH, input=asked, first=100))["search"]["edges"]
    ids, page = [], {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        found = await door.ask(SEARCH, input=asked, first=size, after=page["endCursor"])
        ids += [edge["node"]["id"] for edge in found["search"]["edges"]]
        page = found["search"]["pageInfo"]
    assert len(ids) == len(set(ids)) > 50
    assert set(ids) == {edge["node"]["id"] for edge in whole}


async def test_a_fact_tells_its_whole_story(door: Door) -> None:
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    told = await door.tell("Sam lives in Bergen.", "2024-06-01")
    story = """query Story($id: ID!) { fact(id: $id) {
        supersedes { statement status supersededBy { statement } }
        explanation { text rule decidedBy quotes { quote } rivals { statement } }
        history { edges { node { kind item { id } } } }
        provenance { edges { node { quote extractor episode { content } } } }
    } }"""

    fact = (await door.ask(story, id=told["facts"][0]["id"]))["fact"]

    assert fact["supersedes"] == [
        {
            "statement": "Sam lives in Oslo",
            "status": "SUPERSEDED",
            "supersededBy": {"statement": "Sam lives in Bergen"},
        }
    ]
    assert fact["explanation"]["quotes"] == [{"quote": "Sam lives in Bergen."}]
    assert [one["statement"] for one in fact["explanation"]["rivals"]] == ["Sam lives in Oslo"]
    assert [edge["node"]["kind"] for edge in fact["history"]["edges"]] == ["CREATED"]
    [source] = fact["provenance"]["edges"]
    assert source["node"]["episode"]["content"] == "Sam lives in Bergen."
    assert source["node"]["extractor"] == "scripted"


async def test_an_entity_shows_its_facts_neighbours_and_changes(door: Door) -> None:
    await door.tell("Sam lives in Oslo. Sam works at Acme.")
    asked = """{ entity(name: "sam") { name types
        facts(direction: OUT, predicates: ["works_at"]) { edges { node { statement } } }
        incoming: facts(direction: IN) { edges { node { statement } } }
        neighbours(first: 1) { edges { node { name } } pageInfo { hasNextPage } }
        history { edges { node { kind } } }
        provenance { edges { node { quote } } }
    } }"""

    entity = (await door.ask(asked))["entity"]

    assert (entity["name"], entity["types"]) == ("Sam", ["person"])
    assert statements(entity["facts"]) == ["Sam works at Acme"]
    assert statements(entity["incoming"]) == []
    assert [edge["node"]["name"] for edge in entity["neighbours"]["edges"]] == ["Acme"]
    assert entity["neighbours"]["pageInfo"]["hasNextPage"] is True
    assert {edge["node"]["kind"] for edge in entity["history"]["edges"]} == {"CREATED"}
    assert len(entity["provenance"]["edges"]) == 2


async def test_traversal_reaches_as_far_as_asked(door: Door) -> None:
    told = await door.tell("Sam works at Acme.")
    await door.tell("Acme likes Bergen.")
    asked = """query Reach($from: [ID!]!, $depth: Int, $max: Int) {
        traverse(input: { from: $from, depth: $depth, maxNodes: $max }) {
            entities { name } facts { statement } truncated frontier } }"""
    start = [told["facts"][0]["source"]["id"]]

    near = (await door.ask(asked, **{"from": start}, depth=1))["traverse"]
    far = (await door.ask(asked, **{"from": start}, depth=2))["traverse"]
    small = (await door.ask(asked, **{"from": start}, depth=2, max=2))["traverse"]

    assert {one["statement"] for one in near["facts"]} == {"Sam works at Acme"}
    assert {one["name"] for one in far["entities"]} == {"Sam", "Acme", "Bergen"}
    assert small["truncated"] is True
    assert len(small["entities"]) == 2
    assert {one["statement"] for one in small["facts"]} == {"Sam works at Acme"}


async def test_an_unknown_start_of_a_traversal_is_told(door: Door) -> None:
    asked = '{ traverse(input: { from: ["en_missing"] }) { truncated } }'

    assert await door.error_codes(asked) == ["BAD_USER_INPUT"]


PATHS = """query Paths($from: ID!, $to: ID!, $length: Int, $limit: Int, $at: TimePoint) {
    paths(from: $from, to: $to, maxLength: $length, limit: $limit, at: $at) {
        length entities { name } facts { statement status } } }"""


async def test_two_people_are_connected_by_the_facts_of_the_time_asked_for(door: Door) -> None:
    sam = await door.tell("Sam works at Acme.", "2024-01-01")
    kim = await door.tell("Kim works at Acme.", "2024-01-01")
    await door.tell("Kim works at Beta.", "2024-06-01")
    ends = {"from": sam["facts"][0]["source"]["id"], "to": kim["facts"][0]["source"]["id"]}

    now = (await door.ask(PATHS, **ends))["paths"]
    [then] = (await door.ask(PATHS, **ends, at={"asOf": "2024-03-01T00:00:00Z"}))["paths"]

    assert now == []
    assert then["length"] == 2
    assert [one["name"] for one in then["entities"]] == ["Sam", "Acme", "Kim"]
    assert [(one["statement"], one["status"]) for one in then["facts"]] == [
        ("Sam works at Acme", "CURRENT"),
        ("Kim works at Acme", "CURRENT"),
    ]


async def test_paths_say_what_they_cannot_do(door: Door) -> None:
    await door.tell("Sam works at Acme.")
    entities = (await door.ask("{ entities { edges { node { id } } } }"))["entities"]["edges"]
    acme, sam = (edge["node"]["id"] for edge in entities)
    bad = "BAD_USER_INPUT"

    assert await door.error_codes(PATHS, **{"from": sam, "to": "en_missing"}) == [bad]
    assert await door.error_codes(PATHS, **{"from": sam, "to": sam}) == [bad]
    for more in ({"length": 0}, {"length": 7}, {"limit": 0}, {"limit": 21}):
        assert await door.error_codes(PATHS, **{"from": sam, "to": acme}, **more) == [bad]
    stale = {"includeInvalidated": True}
    assert await door.error_codes(PATHS, **{"from": sam, "to": acme}, at=stale) == [bad]


async def test_a_question_is_answered_with_its_path_and_sources(door: Door) -> None:
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    told = await door.tell("Sam lives in Bergen.", "2024-06-01")
    asked = """query Ask($text: String!, $at: TimePoint) { ask(text: $text, at: $at) {
        texts confidence reason path { statement status } sources { id content } } }"""

    now = (await door.ask(asked, text="Where does Sam live?"))["ask"]
    then = await door.ask(asked, text="Where did Sam live?", at={"asOf": "2024-03-01T00:00:00Z"})
    unknown = (await door.ask(asked, text="Who wrote Hamlet?"))["ask"]

    assert now["texts"] == ["Bergen"]
    assert now["path"] == [{"statement": "Sam lives in Bergen", "status": "CURRENT"}]
    assert now["sources"] == [{"id": told["episodes"][0]["id"], "content": "Sam lives in Bergen."}]
    assert then["ask"]["texts"] == ["Oslo"]
    assert (unknown["texts"], unknown["path"], bool(unknown["reason"])) == ([], [], True)


async def test_a_date_without_a_time_is_refused_with_what_to_write(door: Door) -> None:
    body = await door.answer(FACTS, at={"asOf": "2024-05-01"})

    [error] = body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "write 2024-05-01T00:00:00Z" in error["message"]


@pytest.mark.parametrize("moment", ["2024-05-01T00:00:00+25:00", "2024-02-30T00:00:00Z"])
async def test_a_moment_that_there_is_not_is_refused_in_our_own_words(
    door: Door, moment: str
) -> None:
    [error] = (await door.answer(FACTS, at={"asOf": moment}))["errors"]
    assert error["message"].startswith(f"no such date and time: '{moment}' (such as 2024-05-01")
    assert "timedelta" not in error["message"]


async def test_the_change_log_can_be_followed_from_a_sequence(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    asked = """query Log($since: String, $first: Int, $after: String, $kinds: [ChangeKind!]) {
        changes(since: $since, first: $first, after: $after, kinds: $kinds) {
            edges { node { sequence kind item { __typename } } }
            pageInfo { hasNextPage endCursor } } }"""
    first = (await door.ask(asked, first=1))["changes"]
    rest = await door.ask(asked, after=first["pageInfo"]["endCursor"], first=100)
    last = rest["changes"]["edges"][-1]["node"]["sequence"]

    await door.tell("Sam lives in Bergen.", "2024-06-01")

    news = (await door.ask(asked, since=last))["changes"]["edges"]
    assert "SUPERSEDED" in {edge["node"]["kind"] for edge in news}
    assert all(int(edge["node"]["sequence"]) > int(last) for edge in news)


async def test_any_item_is_found_by_its_id(door: Door) -> None:
    told = await door.tell("Sam lives in Oslo.")
    [fact] = told["facts"]
    ids = [fact["id"], fact["source"]["id"], told["episodes"][0]["id"], told["job"]["id"]]

    nodes = await door.ask("query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)

    kinds = ["Fact", "Entity", "Episode", "Job"]
    assert nodes["nodes"] == [
        {"__typename": kind, "id": id} for kind, id in zip(kinds, ids, strict=True)
    ]


async def test_foreign_ids_look_like_missing_ones(door: Door) -> None:
    told = await door.tell("Sam lives in Oslo.", user="alice")
    ids = [
        told["facts"][0]["id"],
        told["facts"][0]["source"]["id"],
        told["episodes"][0]["id"],
        told["job"]["id"],
        "fa_missing",
        "nonsense",
    ]
    asked = "query N($ids: [ID!]!, $s: ScopeInput) { nodes(ids: $ids, scope: $s) { id } }"

    of_bob = await door.ask(asked, ids=ids, s={"user": "bob"})
    of_alice = await door.ask(asked, ids=ids, s={"user": "alice"})

    assert of_bob["nodes"] == [None] * 6
    assert [node and node["id"] for node in of_alice["nodes"]] == [*ids[:4], None, None]


async def test_a_narrow_scope_sees_the_wider_one_unless_told_not_to(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    await door.tell("Kim likes tea.", user="alice")

    own = await door.ask(FACTS, scope={"user": "alice", "inherit": False})
    both = await door.ask(FACTS, scope={"user": "alice"})
    wide = await door.ask(FACTS)

    assert statements(own["facts"]) == ["Kim likes tea"]
    assert sorted(statements(both["facts"])) == ["Kim likes tea", "Sam lives in Oslo"]
    assert statements(wide["facts"]) == ["Sam lives in Oslo"]


async def test_statistics_and_viewer_say_what_is_here(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    asked = """{
        statistics { entities facts currentFacts episodes queuedJobs failedJobs lastSequence }
        viewer { subject scope { path tenant user } permissions limits } }"""

    data = await door.ask(asked)

    assert data["statistics"]["episodes"] == 1
    assert data["statistics"]["currentFacts"] == 1
    assert data["viewer"]["scope"] == {"path": "local", "tenant": "local", "user": None}
    assert data["viewer"]["limits"]["first"] == 100


async def test_below_an_item_is_what_its_reader_sees_not_what_its_own_scope_sees(
    door: Door,
) -> None:
    """Sam is known to all; what Maya alone was told of him stands beside what all know."""
    await door.tell("Sam lives in Oslo.")
    await door.tell("Sam likes Ann. Sam is aged 41.", user="maya")
    asked = """query S($scope: ScopeInput) { entity(name: "Sam", scope: $scope) {
      scope { user } attributes updatedAt
      facts { totalCount edges { node { statement source { facts { totalCount } } } } }
      neighbours { edges { node { name facts { totalCount } } } }
      history { edges { node { kind } } } provenance { edges { node { quote } } } } }"""
    maya = (await door.ask(asked, scope={"user": "maya"}))["entity"]
    everybody = (await door.ask(asked))["entity"]
    assert maya["scope"] == everybody["scope"] == {"user": None}
    assert statements(everybody["facts"]) == ["Sam lives in Oslo"]
    assert sorted(statements(maya["facts"])) == [
        "Sam is aged 41",
        "Sam likes Ann",
        "Sam lives in Oslo",
    ]
    assert [one["node"]["source"]["facts"]["totalCount"] for one in maya["facts"]["edges"]] == [
        3
    ] * 3
    assert [one["node"]["name"] for one in maya["neighbours"]["edges"]] == ["Ann", "Oslo"]
    assert (maya["attributes"], everybody["attributes"]) == ({"is aged": ["41"]}, {})
    assert len(maya["provenance"]["edges"]) == 3
    assert len(maya["history"]["edges"]) > len(everybody["history"]["edges"])


async def test_what_a_narrower_scope_has_in_its_place_is_told(door: Door) -> None:
    await door.tell("Sam lives in Oslo. Sam likes Ann.")
    await door.tell("Sam lives in Rome.", "2024-03-01", user="maya")
    asked = """query F($scope: ScopeInput) { facts(scope: $scope) {
      edges { node { statement status overriddenBy { statement } } } } }"""
    seen = {}
    for user in ("maya", "anna"):
        found = await door.ask(asked, scope={"user": user})
        rows = [edge["node"] for edge in found["facts"]["edges"]]
        assert {row["status"] for row in rows} == {"CURRENT"}  # each in its own scope
        seen[user] = {row["statement"]: row["overriddenBy"] for row in rows}
    assert seen == {
        "maya": {
            "Sam lives in Oslo": {"statement": "Sam lives in Rome"},
            "Sam lives in Rome": None,
            "Sam likes Ann": None,
        },
        "anna": {"Sam lives in Oslo": None, "Sam likes Ann": None},
    }


async def test_the_history_of_somebody_with_very_many_facts_has_the_newest_too(door: Door) -> None:
    service = door.app.state.service
    many = [
        builders.fact(
            f"T{n}", valid=Interval(builders.day(n), DUSK), predicate="likes", scope=service.scope
        )
        for n in range(1_002)
    ]
    rows = builders.about(*many, names=["Anna", *(f"T{n}" for n in range(1_002))])
    await service.memory.store.apply(service.scope, rows, builders.vectors())
    told, page = 0, {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        data = await door.ask(HISTORY, after=page["endCursor"])
        told, page = (
            told + len(data["entity"]["history"]["edges"]),
            data["entity"]["history"]["pageInfo"],
        )
    assert told == len(many) + 1  # and Anna herself


HISTORY = """
query History($after: String) {
  entity(name: "Anna") {
    history(first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }
  }
}
"""
