"""The review queue through GraphQL: listed, looked up, decided, undone."""

from __future__ import annotations

from typing import Any

from tests.doors.scripted import Door

REVIEWS = """query R($status: ReviewStatus, $first: Int, $after: String) {
  reviews(status: $status, first: $first, after: $after) {
    edges { node { id kind status reason statements decidedBy decision facts { statement } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
DECIDE = """mutation D($input: DecideInput!) {
  decide(input: $input) {
    review { id status decidedBy decision }
    changes { sequence item { id } }
    replayed
    userErrors { __typename message }
  }
}"""
UNDO = "mutation U($input: UndoInput!) { undo(input: $input) { userErrors { message } } }"
OPEN = {"status": "OPEN"}


async def two_homes(door: Door, who: str = "Sam") -> None:
    for place in ("Oslo", "Bergen"):
        await door.tell(f"{who} lives in {place}.")


async def listed(door: Door, **asked: Any) -> list[dict[str, Any]]:
    found = (await door.ask(REVIEWS, **(OPEN | asked)))["reviews"]["edges"]
    return [edge["node"] for edge in found]


async def test_what_no_rule_settles_is_listed_with_what_both_say(door: Door) -> None:
    await two_homes(door)
    [review] = await listed(door)
    told = (review["kind"], review["status"], review["reason"])
    assert told == ("CONFLICT", "OPEN", "equal-start")
    assert sorted(review["statements"]) == ["Sam lives in Bergen", "Sam lives in Oslo"]
    assert review["facts"][0]["statement"] == review["statements"][0]
    by_id = "query N($id: ID!) { node(id: $id) { id ... on Review { status } } }"
    node = (await door.ask(by_id, id=review["id"]))["node"]
    assert node == {"id": review["id"], "status": "OPEN"}


async def test_a_decision_is_kept_answers_again_and_is_undone(door: Door) -> None:
    await two_homes(door)
    [review] = await listed(door)
    given = {
        "idempotencyKey": "d1",
        "review": review["id"],
        "decision": "KEEP_SECOND",
        "reason": "asked",
    }

    done = (await door.ask(DECIDE, input=given))["decide"]
    again = (await door.ask(DECIDE, input=given))["decide"]

    assert done["userErrors"] == []
    assert done["review"]["status"] == "DECIDED"
    assert (done["review"]["decidedBy"], done["review"]["decision"]) == ("local", "KEEP_SECOND")
    assert (again["replayed"], again["changes"]) == (True, done["changes"])
    assert await listed(door) == []
    assert len(await listed(door, status=None)) == 1
    back = {"idempotencyKey": "u1", "change": done["changes"][-1]["sequence"], "reason": "no"}
    assert (await door.ask(UNDO, input=back))["undo"]["userErrors"] == []
    assert [one["id"] for one in await listed(door)] == [review["id"]]


async def test_reviews_are_paged(door: Door) -> None:
    for who in ("Sam", "Kim", "Lee"):
        await two_homes(door, who)
    whole = [one["id"] for one in await listed(door)]
    first = (await door.ask(REVIEWS, status="OPEN", first=2))["reviews"]
    after = first["pageInfo"]["endCursor"]
    rest = (await door.ask(REVIEWS, status="OPEN", first=2, after=after))["reviews"]
    assert [edge["node"]["id"] for page in (first, rest) for edge in page["edges"]] == whole
    counts = "query C($status: ReviewStatus) { reviews(status: $status, first: 1) { totalCount } }"
    told = [(await door.ask(counts, status=one))["reviews"] for one in ("OPEN", "DECIDED", None)]
    assert [one["totalCount"] for one in told] == [3, 0, 3]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)


async def test_an_unknown_review_comes_back_as_data(door: Door) -> None:
    given = {"idempotencyKey": "d", "review": "rv_1_2", "decision": "DISMISS", "reason": "r"}
    [error] = (await door.ask(DECIDE, input=given))["decide"]["userErrors"]
    assert error["__typename"] == "NotFound"
