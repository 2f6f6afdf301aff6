"""What entities, facts and errors tell beside their rows, each in a fixed number of reads."""

from __future__ import annotations

from typing import Any

from tests.doors.counted_trips import counting
from tests.doors.scripted import Door

ADD = """mutation A($input: AddFactInput!) { addFact(input: $input) {
  fact { id revision } userErrors { message } } }"""
CORRECT = """mutation C($input: CorrectFactInput!) { correctFact(input: $input) {
  fact { id revision }
  userErrors { __typename message
    ... on NotFound { id didYouMean }
    ... on Conflict { currentRevision current { id ... on Fact { statement } } } } } }"""


async def added(door: Door, source: str, predicate: str, target: str) -> None:
    said = f"{source} {predicate} {target}"
    given = {
        "idempotencyKey": said,
        "source": {"name": source},
        "predicate": predicate,
        "target": {"name": target},
        "statement": said,
    }
    assert (await door.ask(ADD, input=given))["addFact"]["userErrors"] == []


async def corrected(door: Door, id: str, **fields: Any) -> dict[str, Any]:
    given = {"idempotencyKey": f"{id}{fields}", "id": id, "reason": "so it is"} | fields
    payload: dict[str, Any] = (await door.ask(CORRECT, input=given))["correctFact"]
    return payload


async def test_an_entity_tells_its_values_and_when_it_changed(door: Door) -> None:
    asked = '{ entity(name: "Sam") { createdAt updatedAt attributes } }'
    await door.tell("Sam is aged 40.", "2024-01-01")
    first = (await door.ask(asked))["entity"]
    await door.tell("Sam is aged 41.", "2024-06-01")
    await door.tell("Sam lives in Oslo.", "2024-06-01")
    second = (await door.ask(asked))["entity"]

    assert first["attributes"] == {"is aged": ["40"]}
    assert second["attributes"] == {"is aged": ["41", "40"]}  # nothing says that one must go
    assert first["createdAt"] == first["updatedAt"] == second["createdAt"]
    assert second["updatedAt"] > first["updatedAt"]


async def test_facts_that_an_open_dispute_sets_against_each_other_say_so(door: Door) -> None:
    asked = """{ facts(filter: { predicates: ["born in"] }, at: { includeInvalidated: true }) {
      edges { node { statement contradicts { statement } } } } }"""
    await added(door, "Sam", "born in", "Oslo")
    alone = [edge["node"] for edge in (await door.ask(asked))["facts"]["edges"]]
    await added(door, "Sam", "born in", "Rome")
    both = [edge["node"] for edge in (await door.ask(asked))["facts"]["edges"]]

    assert [one["contradicts"] for one in alone] == [[]]
    assert {one["statement"]: one["contradicts"] for one in both} == {
        "Sam born in Oslo": [{"statement": "Sam born in Rome"}],
        "Sam born in Rome": [{"statement": "Sam born in Oslo"}],
    }


async def test_who_read_something_is_told_with_the_model_if_one_did(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    found = await door.ask(
        "{ facts { edges { node { provenance { edges { node { extractor model } } } } } } }"
    )
    [edge] = found["facts"]["edges"]
    assert [one["node"] for one in edge["node"]["provenance"]["edges"]] == [
        {"extractor": "scripted", "model": None}
    ]


async def test_what_is_told_of_many_takes_no_more_reads_than_of_one(door: Door) -> None:
    for number in range(6):
        await door.tell(f"Sam{number} lives in Town{number}. Sam{number} is aged {number + 20}.")
    entities = (
        "query E($n: Int) { entities(first: $n) { edges { node { updatedAt attributes } } } }"
    )
    facts = "query F($n: Int) { facts(first: $n) { edges { node { contradicts { id } } } } }"
    store = counting(door.app)
    for document, reads in (
        (entities, {"list_entities": 1, "profiles": 1}),
        (facts, {"list_facts": 1, "slots": 1}),
    ):
        for size in (1, 12):
            store.calls.clear()
            await door.ask(document, n=size)
            assert store.calls == reads


async def test_what_is_not_found_is_named_with_what_may_have_been_meant(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    [edge] = (await door.ask("{ facts { edges { node { id } } } }"))["facts"]["edges"]
    id = edge["node"]["id"]
    shortened = id[:8]
    mistyped = id[:12] + "0" * (len(id) - 12)

    for asked, meant in ((shortened, [id]), (mistyped, [id]), ("fa_000000", []), ("fa_", [])):
        [error] = (await corrected(door, asked, statement="x"))["userErrors"]
        assert (error["__typename"], error["id"], error["didYouMean"]) == ("NotFound", asked, meant)


async def test_an_entity_that_is_not_found_by_name_is_offered_by_a_near_one(door: Door) -> None:
    await door.tell("Samuel lives in Oslo.")
    asked = """mutation F($input: ForgetInput!) { forget(input: $input) {
      userErrors { ... on NotFound { id didYouMean } } } }"""
    given = {"idempotencyKey": "f", "selector": {"subject": {"name": "Samuell"}}, "reason": "x"}
    [error] = (await door.ask(asked, input=given))["forget"]["userErrors"]
    found = (await door.ask('{ entity(name: "Samuel") { id } }'))["entity"]
    assert error == {"id": "Samuell", "didYouMean": [found["id"]]}


async def test_a_conflict_tells_what_stands_there_now(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    [edge] = (await door.ask("{ facts { edges { node { id revision } } } }"))["facts"]["edges"]
    id, revision = edge["node"]["id"], edge["node"]["revision"]

    [stale] = (await corrected(door, id, statement="x", expectedRevision=revision + 1))[
        "userErrors"
    ]
    done = await corrected(door, id, statement="Sam lives in Oslo, in the north")
    [gone] = (await corrected(door, id, statement="y"))["userErrors"]
    key = {"idempotencyKey": "same"}
    await corrected(door, done["fact"]["id"], statement="z", **key)
    [other] = (await corrected(door, done["fact"]["id"], statement="zz", **key))["userErrors"]

    assert stale["currentRevision"] == revision
    assert stale["current"] == {"id": id, "statement": "Sam lives in Oslo"}
    assert gone["current"]["id"] == done["fact"]["id"]
    assert gone["currentRevision"] == done["fact"]["revision"]
    assert (other["__typename"], other["current"], other["currentRevision"]) == (
        "Conflict",
        None,
        None,
    )


async def test_a_summary_is_what_holds_now_and_none_where_nothing_does(door: Door) -> None:
    await door.tell("Sam lives in Rome. Sam likes tea.", "2023-01-01")
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    asked = "{ entities { edges { node { name summary } } } }"
    edges = (await door.ask(asked))["entities"]["edges"]
    said = {one["node"]["name"]: one["node"]["summary"] for one in edges}
    assert said["Sam"] == "Sam lives in Oslo. Sam likes tea."
    assert said["Oslo"] == "Sam lives in Oslo."
    assert said["Rome"] is None
