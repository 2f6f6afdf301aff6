"""What can be told through GraphQL, and what comes back for what cannot."""

from __future__ import annotations

import asyncio
import json
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from tests.doors.scripted import REMEMBER, AbsentReader, Door, open_door

from quipu.api.settings import Settings

ADD_FACT = """
mutation Add($input: AddFactInput!) {
  addFact(input: $input) {
    fact { id statement status trust validAt invalidAt source { id name } target { name } value }
    superseded { statement }
    contradictions { statement }
    replayed
    userErrors { __typename code message path }
  }
}
"""
COUNT = "{ statistics { episodes facts queuedJobs failedJobs } }"


def telling(key: str = "key", **episode: object) -> dict[str, Any]:
    return {"idempotencyKey": key, "episodes": [{"content": "Sam likes tea.", **episode}]}


def adding(key: str = "key", **changed: object) -> dict[str, Any]:
    given = {
        "idempotencyKey": key,
        "source": {"name": "Sam"},
        "predicate": "lives in",
        "target": {"name": "Oslo"},
        "statement": "Sam lives in Oslo",
    }
    return given | changed


async def test_accepted_is_kept_and_read_soon_after(door: Door) -> None:
    given = telling() | {"waitFor": "ACCEPTED"}

    payload = (await door.ask(REMEMBER, input=given))["remember"]
    await door.app.state.service.worker.drain()
    job = await door.ask("query J($id: ID!) { job(id: $id) { status } }", id=payload["job"]["id"])

    assert payload["userErrors"] == []
    assert payload["job"]["status"] in ("QUEUED", "RUNNING", "DONE")
    assert job["job"]["status"] == "DONE"


async def test_extracted_gives_back_what_is_believed(door: Door) -> None:
    payload = await door.tell("Sam lives in Oslo.")

    [fact] = payload["facts"]
    assert (fact["statement"], fact["status"]) == ("Sam lives in Oslo", "CURRENT")
    assert fact["validAt"] == "2024-01-01T00:00:00.000000Z"
    assert payload["episodes"][0]["content"] == "Sam lives in Oslo."


async def test_the_same_key_again_is_a_replay(door: Door) -> None:
    first = (await door.ask(REMEMBER, input=telling()))["remember"]
    again = (await door.ask(REMEMBER, input=telling()))["remember"]

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["job"]["id"] == again["job"]["id"]
    assert (await door.ask(COUNT))["statistics"]["episodes"] == 1


async def test_the_same_key_with_another_text_is_a_conflict(door: Door) -> None:
    await door.ask(REMEMBER, input=telling())

    payload = (await door.ask(REMEMBER, input=telling(content="Kim likes tea.")))["remember"]

    assert [(e["__typename"], e["code"]) for e in payload["userErrors"]] == [
        ("Conflict", "CONFLICT")
    ]
    assert payload["job"] is None


async def test_many_callers_at_once_with_one_key_are_kept_once(door: Door) -> None:
    answers = await asyncio.gather(*(door.ask(REMEMBER, input=telling()) for _ in range(20)))

    assert len({answer["remember"]["job"]["id"] for answer in answers}) == 1
    assert sum(not answer["remember"]["replayed"] for answer in answers) == 1
    assert (await door.ask(COUNT))["statistics"]["episodes"] == 1


NESTED: dict[str, object] = reduce(lambda inner, _: {"a": inner}, range(900), {})


@pytest.mark.parametrize(
    ("episode", "path"),
    [
        ({"content": ""}, ["input", "episodes", "1"]),
        ({"content": " \n"}, ["input", "episodes", "1"]),
        ({"content": "a" * 1_000_001}, ["input", "episodes", "1"]),
        ({"content": "{", "kind": "JSON"}, ["input", "episodes", "1"]),
        ({"occurredAt": "yesterday"}, ["input", "episodes", "1", "occurredAt"]),
        ({"occurredAt": "2024-01-01"}, ["input", "episodes", "1", "occurredAt"]),
        ({"occurredAt": "2024-01-01T00:00:00"}, ["input", "episodes", "1", "occurredAt"]),
        ({"occurredAt": "2024-02-30T00:00:00Z"}, ["input", "episodes", "1", "occurredAt"]),
        ({"metadata": [1]}, ["input", "episodes", "1", "metadata"]),
        ({"metadata": NESTED}, ["input", "episodes", "1"]),
        ({"speaker": "s" * 501}, ["input", "episodes", "1"]),
    ],
)
async def test_a_bad_episode_is_named_and_nothing_is_kept(
    door: Door, episode: dict[str, object], path: list[str]
) -> None:
    good = {"content": "Sam likes tea."}
    given = {"idempotencyKey": "key", "episodes": [good, good | episode]}

    payload = (await door.ask(REMEMBER, input=given))["remember"]

    [error] = payload["userErrors"]
    assert (error["__typename"], error["code"]) == ("InvalidInput", "BAD_USER_INPUT")
    assert error["path"] == path
    assert payload["job"] is None
    assert (await door.ask(COUNT))["statistics"]["episodes"] == 0


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"idempotencyKey": " "}, ["input", "idempotencyKey"]),
        ({"episodes": []}, ["input", "episodes"]),
        ({"timeoutMs": -1}, ["input", "timeoutMs"]),
        ({"scope": {"user": "a/b"}}, ["input", "scope"]),
    ],
)
async def test_a_bad_call_is_named_and_nothing_is_kept(
    door: Door, changed: dict[str, object], path: list[str]
) -> None:
    payload = (await door.ask(REMEMBER, input=telling() | changed))["remember"]

    [error] = payload["userErrors"]
    assert (error["code"], error["path"]) == ("BAD_USER_INPUT", path)
    assert (await door.ask(COUNT))["statistics"]["episodes"] == 0


async def test_half_a_character_in_a_key_is_the_key_s_fault(door: Door) -> None:
    asked = {"query": REMEMBER, "variables": {"input": telling(key="\ud800")}}
    body = json.dumps(asked)  # in ASCII, where such an escape can stand
    headers = {"content-type": "application/json"}
    answer = (await door.http.post("/graphql", content=body, headers=headers)).json()

    [error] = answer["data"]["remember"]["userErrors"]
    assert (error["code"], error["path"]) == ("BAD_USER_INPUT", ["input", "idempotencyKey"])


async def test_an_unknown_level_of_a_scope_is_refused(door: Door) -> None:
    codes = await door.error_codes(REMEMBER, input=telling() | {"scope": {"tenant": "other"}})

    assert codes == ["BAD_USER_INPUT"]


async def test_a_text_that_cannot_be_read_fails_alone_and_visibly(door: Door) -> None:
    bad = telling("bad", content="POISON") | {"waitFor": "EXTRACTED"}

    payload = (await door.ask(REMEMBER, input=bad))["remember"]
    good = await door.tell("Sam lives in Oslo.")

    assert payload["job"]["status"] == "FAILED"
    assert "cannot be read" in payload["job"]["lastError"]
    assert good["facts"]
    assert (await door.ask(COUNT))["statistics"]["failedJobs"] == 1


async def test_waiting_ends_when_its_time_is_over(settings: Settings) -> None:
    given = telling() | {"waitFor": "EXTRACTED", "timeoutMs": 50}

    async with open_door(settings, AbsentReader()) as door:
        payload = (await door.ask(REMEMBER, input=given))["remember"]

    assert payload["job"]["status"] in ("QUEUED", "RUNNING")
    assert payload["facts"] == []


async def test_a_ready_made_fact_is_settled_like_any_other(door: Door) -> None:
    await door.tell("Sam lives in Bergen.", "2024-01-01")
    given = adding(validAt="2024-06-01T00:00:00+02:00")

    payload = (await door.ask(ADD_FACT, input=given))["addFact"]

    assert payload["fact"]["validAt"] == "2024-05-31T22:00:00.000000Z"
    assert payload["fact"]["trust"] == "ASSERTED"
    assert payload["fact"]["target"] == {"name": "Oslo"}
    assert payload["superseded"] == [] or payload["superseded"][0]["statement"].endswith("Bergen")
    assert payload["userErrors"] == []


async def test_a_later_fact_supersedes_the_earlier_one(door: Door) -> None:
    await door.ask(ADD_FACT, input=adding("a", validAt="2024-01-01T00:00:00Z"))
    later = adding(
        "b",
        target={"name": "Rome"},
        statement="Sam lives in Rome",
        validAt="2024-06-01T00:00:00Z",
    )

    payload = (await door.ask(ADD_FACT, input=later))["addFact"]

    assert payload["superseded"] == [{"statement": "Sam lives in Oslo"}]
    assert payload["contradictions"] == []


async def test_a_fact_without_a_target_is_a_value(door: Door) -> None:
    given = adding(target=None, predicate="motto", statement="Sam sleeps late")

    fact = (await door.ask(ADD_FACT, input=given))["addFact"]["fact"]

    assert fact["target"] is None
    assert fact["value"] == "Sam sleeps late"


async def test_a_fact_told_twice_with_one_key_is_one_fact(door: Door) -> None:
    first = (await door.ask(ADD_FACT, input=adding()))["addFact"]
    again = (await door.ask(ADD_FACT, input=adding()))["addFact"]

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["fact"]["id"] == again["fact"]["id"]


@pytest.mark.parametrize(
    ("changed", "kind", "path"),
    [
        ({"source": {"id": "en_missing"}}, "NotFound", ["input"]),
        ({"evidence": "ep_missing"}, "NotFound", ["input"]),
        ({"source": {"name": ""}}, "InvalidInput", ["input"]),
        ({"statement": " "}, "InvalidInput", ["input"]),
        ({"predicate": ""}, "InvalidInput", ["input"]),
        ({"confidence": 2}, "InvalidInput", ["input"]),
        ({"validAt": "soon"}, "InvalidInput", ["input", "validAt"]),
        ({"invalidAt": "2024-01-01T00:00:00"}, "InvalidInput", ["input", "invalidAt"]),
        (
            {"validAt": "2024-02-01T00:00:00Z", "invalidAt": "2024-01-01T00:00:00Z"},
            "InvalidInput",
            ["input"],
        ),
    ],
)
async def test_a_bad_fact_is_named_and_nothing_is_kept(
    door: Door, changed: dict[str, object], kind: str, path: list[str]
) -> None:
    payload = (await door.ask(ADD_FACT, input=adding() | changed))["addFact"]

    [error] = payload["userErrors"]
    assert (error["__typename"], error["path"]) == (kind, path)
    assert payload["fact"] is None
    assert (await door.ask(COUNT))["statistics"]["episodes"] == 0


async def test_what_was_told_is_there_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "memory.db", worker_poll_seconds=0.05)
    async with open_door(settings, AbsentReader()) as door:
        await door.ask(REMEMBER, input=telling())

    async with open_door(settings) as door:
        await door.app.state.service.worker.drain()
        facts = await door.ask("{ facts { edges { node { statement } } } }")

    assert facts["facts"]["edges"] == [{"node": {"statement": "Sam likes tea"}}]
