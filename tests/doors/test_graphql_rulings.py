"""Correct, invalidate and undo through GraphQL: what comes back, and what is refused as data."""

from __future__ import annotations

from typing import Any

from tests.doors.scripted import Door

FACT = "fact { id statement status revision explanation { text decidedBy } }"
ERRORS = "replayed userErrors { __typename code message path }"
CORRECT = f"""mutation C($input: CorrectFactInput!) {{
  correctFact(input: $input) {{
    {FACT} superseded {{ statement status }} changes {{ sequence kind reason actor }} {ERRORS}
  }}
}}"""
INVALIDATE = f"""mutation I($input: InvalidateFactInput!) {{
  invalidateFact(input: $input) {{ {FACT} changes {{ sequence kind }} {ERRORS} }}
}}"""
UNDO = f"""mutation U($input: UndoInput!) {{
  undo(input: $input) {{ changes {{ kind item {{ id }} }} {ERRORS} }}
}}"""
FACTS = "{ facts { edges { node { statement } } } }"


async def told(door: Door) -> str:
    """The id of the one fact."""
    payload = await door.tell("Sam lives in Oslo.")
    found: str = payload["facts"][0]["id"]
    return found


def ruling(id: str, **more: object) -> dict[str, Any]:
    return {"idempotencyKey": "r1", "id": id, "reason": "he told me himself", **more}


async def believed(door: Door) -> list[str]:
    found = (await door.ask(FACTS))["facts"]["edges"]
    return sorted(edge["node"]["statement"] for edge in found)


async def test_a_correction_answers_with_what_is_believed_instead_and_how_to_undo_it(
    door: Door,
) -> None:
    given = ruling(await told(door), target={"name": "Bergen"}, expectedRevision=1)

    done = (await door.ask(CORRECT, input=given))["correctFact"]

    assert done["userErrors"] == []
    assert (done["fact"]["statement"], done["fact"]["status"]) == ("Sam lives in Bergen", "CURRENT")
    assert done["fact"]["explanation"]["decidedBy"] == "local"
    assert done["superseded"] == [{"statement": "Sam lives in Oslo", "status": "EXPIRED"}]
    assert {(one["reason"], one["actor"]) for one in done["changes"]} == {
        ("he told me himself", "local")
    }
    back = {"idempotencyKey": "u1", "change": done["changes"][-1]["sequence"], "reason": "not he"}
    assert (await door.ask(UNDO, input=back))["undo"]["userErrors"] == []
    assert await believed(door) == ["Sam lives in Oslo"]


async def test_what_is_no_number_of_a_change_is_refused_as_input(door: Door) -> None:
    given = {"idempotencyKey": "u", "change": "1" * 5_000, "reason": "no"}

    [error] = (await door.ask(UNDO, input=given))["undo"]["userErrors"]

    assert error["path"] == ["input", "change"]


async def test_the_same_correction_again_is_a_replay_with_the_same_answer(door: Door) -> None:
    given = ruling(await told(door), target={"name": "Bergen"})

    first = (await door.ask(CORRECT, input=given))["correctFact"]
    again = (await door.ask(CORRECT, input=given))["correctFact"]

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["fact"]["id"] == first["fact"]["id"]
    assert again["changes"] == first["changes"]


async def test_a_fact_that_never_held_is_shown_as_it_ended_and_explained(door: Door) -> None:
    id = await told(door)

    done = (await door.ask(INVALIDATE, input=ruling(id)))["invalidateFact"]

    assert (done["fact"]["id"], done["fact"]["status"]) == (id, "EXPIRED")
    assert "refused on" in done["fact"]["explanation"]["text"]
    assert "by local: he told me himself" in done["fact"]["explanation"]["text"]
    assert await believed(door) == []
    await door.tell("Sam lives in Oslo. Sam likes tea.")
    assert await believed(door) == ["Sam likes tea"]


async def test_an_end_keeps_the_fact_until_then(door: Door) -> None:
    given = ruling(await told(door), invalidAt="2024-05-01T00:00:00Z")

    done = (await door.ask(INVALIDATE, input=given))["invalidateFact"]

    assert done["fact"]["status"] in ("INVALIDATED", "HISTORICAL")
    past = '{ facts(at: { asOf: "2024-02-01T00:00:00Z" }) { edges { node { statement } } } }'
    [edge] = (await door.ask(past))["facts"]["edges"]
    assert edge["node"]["statement"] == "Sam lives in Oslo"


async def test_what_cannot_be_ruled_comes_back_as_data(door: Door) -> None:
    id = await told(door)
    wrong = [
        (CORRECT, "correctFact", ruling("fa_nothing", statement="x"), "NotFound"),
        (CORRECT, "correctFact", ruling(id, statement="x", expectedRevision=9), "Conflict"),
        (CORRECT, "correctFact", ruling(id), "InvalidInput"),
        (INVALIDATE, "invalidateFact", ruling(id, reason=" "), "InvalidInput"),
        (UNDO, "undo", {"idempotencyKey": "u", "change": "x", "reason": "r"}, "InvalidInput"),
        (UNDO, "undo", {"idempotencyKey": "u", "change": "999", "reason": "r"}, "NotFound"),
    ]
    for document, field, given, kind in wrong:
        [error] = (await door.ask(document, input=given))[field]["userErrors"]
        assert error["__typename"] == kind
    assert await believed(door) == ["Sam lives in Oslo"]
