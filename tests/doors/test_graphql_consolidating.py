"""Going over a scope through GraphQL: a dry run, a real one, communities as they are read then."""

from __future__ import annotations

from typing import Any

from tests.doors.listening import events_of
from tests.doors.scripted import CONSOLIDATE, Door

DRY = """mutation C($input: ConsolidateInput!) {
  consolidate(input: $input) {
    job { id }
    proposals { sequence kind reason after item { ... on Entity { name } } }
    reviews { statements }
    report { name lookedAt found written }
    dryRun
    userErrors { __typename path message }
  }
}"""
COMMUNITIES = """query L($first: Int, $after: String, $level: Int) {
  communities(first: $first, after: $after, level: $level) {
    edges { node { id name summary level size members { edges { node { name } } } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
CIRCLES = (("Anna", "Berta", "Clara"), ("Emil", "Fritz", "Gustav"))


async def circles(door: Door) -> None:
    for one, other, third in CIRCLES:
        await door.tell(f"{one} likes {other}. {other} likes {third}. {third} likes {one}.")


async def gone_over(door: Door, **more: Any) -> dict[str, Any]:
    given = {"idempotencyKey": "c", "dryRun": True} | more
    found: dict[str, Any] = (await door.ask(DRY, input=given))["consolidate"]
    return found


async def listed(door: Door, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await door.ask(COMMUNITIES, **asked))["communities"]
    return found


async def test_a_dry_run_reports_and_writes_nothing(door: Door) -> None:
    await circles(door)
    done = await gone_over(door)
    steps = {one["name"]: one for one in done["report"]}
    assert (done["dryRun"], done["userErrors"], done["job"]) == (True, [], None)
    assert steps["COMMUNITIES"] == {
        "name": "COMMUNITIES", "lookedAt": 6, "found": 2, "written": 0,
    }  # fmt: skip
    assert (await listed(door))["edges"] == []


async def test_communities_are_listed_looked_up_and_found_from_their_members(door: Door) -> None:
    await circles(door)
    await door.consolidate(passes=["COMMUNITIES"])
    first = await listed(door, first=1)
    rest = await listed(door, first=1, after=first["pageInfo"]["endCursor"])
    nodes = [edge["node"] for page in (first, rest) for edge in page["edges"]]
    people = [{each["node"]["name"] for each in one["members"]["edges"]} for one in nodes]
    assert sorted(map(sorted, people)) == sorted(map(sorted, CIRCLES))
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    assert (await listed(door, level=7))["edges"] == []
    [node] = [one for one in nodes if "Anna" in one["name"]]
    assert "Anna likes Berta." in node["summary"]
    by_id = "query N($id: ID!) { node(id: $id) { ... on Community { name size level } } }"
    assert (await door.ask(by_id, id=node["id"]))["node"]["size"] == 3
    of_her = '{ entity(name: "Anna") { communities { id } } }'
    assert (await door.ask(of_her))["entity"]["communities"] == [{"id": node["id"]}]


async def test_a_search_that_wants_communities_answers_with_them(door: Door) -> None:
    await circles(door)
    await door.consolidate(passes=["COMMUNITIES"])
    search = """{ search(input: { text: "Whom does Anna like?", filter: { kinds: [COMMUNITY] } }) {
      edges { score channels { channel } node {
        ... on Community { name summary members { edges { node { name } } } } } } } }"""

    first, *_ = (await door.ask(search))["search"]["edges"]

    assert "Anna likes Berta." in first["node"]["summary"]
    assert len(first["node"]["members"]["edges"]) == 3
    assert first["channels"] == [{"channel": "GRAPH"}]


async def test_who_may_be_one_is_proposed_with_why(door: Door) -> None:
    await door.tell("Sam works at International Business Machines.")
    await door.tell("Tom works at IBM.")
    [proposal] = (await gone_over(door))["proposals"]
    assert (proposal["sequence"], proposal["kind"]) == ("", "MERGED")
    assert proposal["reason"] == "acronym 0.85"
    assert proposal["after"]["merge"]["name"] == "IBM"
    assert proposal["item"] == {"name": "International Business Machines"}


async def test_what_no_rule_settles_is_reported(door: Door) -> None:
    for place in ("Oslo", "Bergen"):
        await door.tell(f"Sam lives in {place}.")
    [review] = (await gone_over(door, passes=["CONTRADICTIONS"]))["reviews"]
    assert sorted(review["statements"]) == ["Sam lives in Bergen", "Sam lives in Oslo"]


WATCHED = "subscription W($id: ID!) { job(id: $id) { status progress report { name } } }"


async def test_a_real_run_is_work_that_is_owed_and_tells_how_far_it_is(door: Door) -> None:
    await circles(door)
    job = await door.consolidate()
    assert (job["kind"], job["progress"], job["episodes"]) == ("consolidate", 1.0, [])
    assert [one["name"] for one in job["report"]] == [
        "DEDUPLICATE", "CONTRADICTIONS", "COMMUNITIES",
    ]  # fmt: skip
    assert job["report"][2] == {
        "name": "COMMUNITIES", "lookedAt": 6, "found": 2, "written": 2,
    }  # fmt: skip
    assert await door.consolidate() == job


async def test_the_work_can_be_watched_until_it_is_done(door: Door) -> None:
    await circles(door)
    asked = {"idempotencyKey": "watched", "passes": ["COMMUNITIES"]}
    job = (await door.ask(CONSOLIDATE, input=asked))["consolidate"]["job"]
    seen = []
    async with events_of(door.app, WATCHED, id=job["id"]) as events:
        while not seen or seen[-1]["status"] != "DONE":
            name, body = await events.hear()
            assert name == "next"
            seen.append(body["data"]["job"])
    assert seen[-1] == {
        "status": "DONE", "progress": 1.0, "report": [{"name": "COMMUNITIES"}],
    }  # fmt: skip
    assert [one["progress"] for one in seen] == sorted(one["progress"] for one in seen)


async def test_a_key_that_was_used_for_other_passes_is_a_conflict(door: Door) -> None:
    await door.consolidate(passes=["COMMUNITIES"])
    other = {"passes": ["DEDUPLICATE"], "idempotencyKey": "consolidate", "dryRun": False}
    done = await gone_over(door, **other)
    assert (done["job"], done["userErrors"][0]["__typename"]) == (None, "Conflict")


async def test_a_bad_key_comes_back_as_data(door: Door) -> None:
    [error] = (await gone_over(door, idempotencyKey=" "))["userErrors"]
    assert (error["__typename"], error["path"]) == ("InvalidInput", ["input", "idempotencyKey"])
