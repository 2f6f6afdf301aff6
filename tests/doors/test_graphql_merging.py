"""Merge, split and the queue of names through GraphQL: what comes back, what is refused as data."""

from __future__ import annotations

from typing import Any

from tests.doors.scripted import Door

MERGE = """mutation M($input: MergeEntitiesInput!) {
  mergeEntities(input: $input) {
    entity { id name aliases } created { id } movedFacts replayed
    changes { sequence kind item { id } } userErrors { __typename code message path }
  }
}"""
SPLIT = """mutation S($input: SplitEntityInput!) {
  splitEntity(input: $input) {
    entity { name } created { id name facts { edges { node { statement } } } } movedFacts replayed
    changes { sequence kind } userErrors { __typename code message path }
  }
}"""
ADD = "mutation A($input: AddFactInput!) { addFact(input: $input) { fact { id } } }"
UNDO = "mutation U($input: UndoInput!) { undo(input: $input) { userErrors { message } } }"
ENTITY = """query E($id: ID, $name: String) {
  entity(id: $id, name: $name) {
    id name mergedInto { id name } facts(at: { includeInvalidated: true }) {
      edges { node { id statement status } }
    }
  }
}"""
REVIEWS = "{ reviews { edges { node { id kind score statements entities { id name } } } } }"
DECIDE = """mutation D($input: DecideInput!) {
  decide(input: $input) { review { status decision entities { mergedInto { name } } } }
}"""


async def entity(door: Door, **which: str) -> dict[str, Any]:
    found: dict[str, Any] = (await door.ask(ENTITY, **which))["entity"]
    return found


async def two(door: Door) -> tuple[str, str]:
    """Sam and Samuel, who live in two towns."""
    await door.tell("Sam lives in Oslo.", "2023-01-01")
    await door.tell("Samuel lives in Bergen.", "2024-01-01")
    return (await entity(door, name="Sam"))["id"], (await entity(door, name="Samuel"))["id"]


def given(**more: object) -> dict[str, Any]:
    return {"idempotencyKey": "m1", "reason": "his sister says so", **more}


async def test_a_merger_answers_with_who_is_left_and_is_undone(door: Door) -> None:
    keep, other = await two(door)

    done = (await door.ask(MERGE, input=given(keep=keep, merge=[other])))["mergeEntities"]
    again = (await door.ask(MERGE, input=given(keep=keep, merge=[other])))["mergeEntities"]

    assert done["userErrors"] == []
    assert done["entity"] == {"id": keep, "name": "Sam", "aliases": ["Samuel"]}
    assert (done["movedFacts"], done["created"], done["replayed"]) == (1, None, False)
    assert {"kind": "MERGED", "item": {"id": other}}.items() <= done["changes"][0].items()
    assert (again["replayed"], again["movedFacts"]) == (True, 1)
    gone = await entity(door, id=other)
    assert (gone["name"], gone["mergedInto"]) == ("Samuel", {"id": keep, "name": "Sam"})
    assert (await entity(door, name="Samuel"))["id"] == keep
    told = (await entity(door, id=keep))["facts"]["edges"]
    assert sorted((one["node"]["statement"], one["node"]["status"]) for one in told) == [
        ("Sam lives in Oslo", "SUPERSEDED"),
        ("Samuel lives in Bergen", "CURRENT"),
    ]
    back = {"idempotencyKey": "u", "change": done["changes"][0]["sequence"], "reason": "not so"}
    assert (await door.ask(UNDO, input=back))["undo"]["userErrors"] == []
    assert (await entity(door, name="Samuel"))["id"] == other
    assert (await entity(door, id=other))["mergedInto"] is None


async def test_a_split_answers_with_who_is_new(door: Door) -> None:
    await door.tell("Sam lives in Oslo. Sam likes tea.")
    sam = await entity(door, name="Sam")
    tea = [one["node"]["id"] for one in sam["facts"]["edges"] if "tea" in one["node"]["statement"]]
    wish = given(id=sam["id"], newName="Sam of Rome", moveFacts=tea)

    done = (await door.ask(SPLIT, input=wish))["splitEntity"]

    assert done["userErrors"] == []
    assert done["entity"] == {"name": "Sam"}
    assert done["created"]["name"] == "Sam of Rome"
    assert [one["node"]["statement"] for one in done["created"]["facts"]["edges"]] == [
        "Sam of Rome likes tea"
    ]
    assert (done["movedFacts"], done["changes"][0]["kind"]) == (1, "CREATED")
    assert (await entity(door, name="Sam of Rome"))["id"] == done["created"]["id"]


async def test_a_split_onto_a_name_that_somebody_has_makes_nobody_new(door: Door) -> None:
    await door.tell("Sam lives in Oslo. Sam likes tea. Greta lives in Rome.")
    sam = await entity(door, name="Sam")
    tea = [one["node"]["id"] for one in sam["facts"]["edges"] if "tea" in one["node"]["statement"]]
    wish = given(id=sam["id"], newName="Greta", moveFacts=tea)

    done = (await door.ask(SPLIT, input=wish))["splitEntity"]

    assert (done["userErrors"], done["created"], done["movedFacts"]) == ([], None, 1)
    said = {
        one["node"]["statement"] for one in (await entity(door, name="Greta"))["facts"]["edges"]
    }
    assert said == {"Greta lives in Rome", "Greta likes tea"}


async def test_a_name_that_several_bear_is_refused(door: Door) -> None:
    await door.tell("Sam lives in Oslo. Sam likes tea.")
    sam = await entity(door, name="Sam")
    tea = [one["node"]["id"] for one in sam["facts"]["edges"] if "tea" in one["node"]["statement"]]
    await door.ask(SPLIT, input=given(id=sam["id"], newName="Sam", moveFacts=tea))

    assert await door.error_codes(ENTITY, name="Sam") == ["BAD_USER_INPUT"]
    assert (await entity(door, id=sam["id"]))["name"] == "Sam"


async def test_what_cannot_be_merged_comes_back_as_data(door: Door) -> None:
    keep, other = await two(door)
    cases = [
        ({"keep": keep, "merge": ["en_nobody"]}, "NotFound"),
        ({"keep": keep, "merge": [keep]}, "InvalidInput"),
        ({"keep": keep, "merge": []}, "InvalidInput"),
    ]
    for number, (wish, kind) in enumerate(cases):
        asked = given(**wish) | {"idempotencyKey": f"m{number}"}
        [error] = (await door.ask(MERGE, input=asked))["mergeEntities"]["userErrors"]
        assert error["__typename"] == kind
    wish = given(id=keep, newName="X", moveFacts=["fa_nothing"])
    [error] = (await door.ask(SPLIT, input=wish))["splitEntity"]["userErrors"]
    assert error["__typename"] == "NotFound"
    assert (await entity(door, id=other))["mergedInto"] is None


async def test_two_likely_names_are_listed_and_decided(door: Door) -> None:
    for name in ("Ford Motor Company of America", "FMCA"):
        fact = {"source": {"name": name}, "predicate": "makes", "target": {"name": "cars"}}
        more = {"statement": f"{name} makes cars", "idempotencyKey": name}
        await door.ask(ADD, input=fact | more)
    [review] = [edge["node"] for edge in (await door.ask(REVIEWS))["reviews"]["edges"]]
    assert review["kind"] == "POSSIBLY_SAME_AS"
    assert review["statements"] == [one["name"] for one in review["entities"]]
    assert 0.65 <= review["score"] < 0.9
    wish = {"idempotencyKey": "d", "review": review["id"], "decision": "SAME", "reason": "I know"}
    done = (await door.ask(DECIDE, input=wish))["decide"]["review"]
    assert (done["status"], done["decision"]) == ("DECIDED", "SAME")
    assert done["entities"] == [
        {"mergedInto": None},
        {"mergedInto": {"name": review["statements"][0]}},
    ]
    assert (await door.ask(REVIEWS))["reviews"]["edges"] == []
