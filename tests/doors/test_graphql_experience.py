"""Attempts at tasks through GraphQL: recorded, found, learned from, forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.doors.scripted import Door
from tests.doors.test_access import calling, made_key
from tests.doors.test_graphql_forgetting import confirmed

from quipu.api.access.audit import AuditTrail
from quipu.api.access.authority import audit_path_of
from quipu.api.settings import Settings
from quipu.schema.identity import Scope

RECORD = """
mutation Record($input: RecordExperienceInput!) {
  recordExperience(input: $input) {
    experience {
      id task outcome score lesson usedProcedures createdAt scope { path }
      steps { index action observation succeeded tool durationMs }
    }
    updatedProcedures { id title steps avoid successes failures confidence }
    replayed trustLoweredTo
    userErrors { __typename code message path }
  }
}"""
SEARCH = """
query Search($text: String!, $kinds: [ItemKind!], $at: TimePoint) {
  search(input: { text: $text, at: $at, filter: { kinds: $kinds } }) {
    edges { score channels { channel } node { __typename
      ... on Experience { id task }
      ... on Procedure { id when do: steps avoid successes failures evidence(first: 10) { id } }
    } }
  }
}"""
NODE = """
query Node($id: ID!) { node(id: $id) { __typename id
  ... on MemoryItem { provenance { edges { node {
    quote extractor model recordedBy recordedAt episode { id } } } } }
  ... on Experience { task entities { id name } }
  ... on Procedure { title evidence { id task } }
} }"""
TASK = "Deploy the web shop to staging"
MIGRATE = {"action": "run the migrations", "succeeded": True, "tool": "bash"}
RESTART = {"action": "restart the service", "succeeded": True}
FORCED = {"action": "push with force", "observation": "rejected", "succeeded": False}


def attempt(key: str = "one", **changed: object) -> dict[str, Any]:
    given = {
        "idempotencyKey": key,
        "task": TASK,
        "outcome": "SUCCESS",
        "steps": [MIGRATE, RESTART],
    }
    return given | changed


async def record(door: Door, **given: object) -> dict[str, Any]:
    payload: dict[str, Any] = (await door.ask(RECORD, input=given))["recordExperience"]
    return payload


async def recorded(door: Door, **given: object) -> dict[str, Any]:
    payload = await record(door, **attempt(**given))  # type: ignore[arg-type]
    assert payload["userErrors"] == []
    return payload


async def learned(door: Door) -> dict[str, Any]:
    """The procedure of four attempts, two of which went well."""
    await recorded(door, key="one")
    await recorded(door, key="two")
    await recorded(door, key="three", outcome="FAILURE", steps=[FORCED])
    payload = await recorded(door, key="four", outcome="FAILURE", steps=[FORCED])
    [procedure] = payload["updatedProcedures"]
    return dict(procedure)


async def found(
    door: Door, text: str = TASK, kinds: Sequence[str] = ("PROCEDURE",), **at: object
) -> list[dict[str, Any]]:
    asked = {"text": text, "kinds": list(kinds), "at": at or None}
    edges = (await door.ask(SEARCH, **asked))["search"]["edges"]
    return [edge["node"] for edge in edges]


async def node(door: Door, id: str) -> Any:
    return (await door.ask(NODE, id=id))["node"]


async def test_an_attempt_comes_back_as_it_was_told(door: Door) -> None:
    step = {"action": "ping it", "observation": "no answer", "durationMs": 30, "succeeded": False}
    payload = await recorded(door, steps=[step, RESTART], score=0.5, lesson="Wait for the disk.")

    one = payload["experience"]
    assert one["id"].startswith("ex_")
    assert (one["task"], one["outcome"], one["score"]) == (TASK, "SUCCESS", 0.5)
    assert one["lesson"] == "Wait for the disk."
    assert one["steps"] == [
        {"index": 0, "tool": None, **step},
        {"index": 1, "observation": None, "tool": None, "durationMs": None, **RESTART},
    ]
    assert (payload["updatedProcedures"], payload["replayed"]) == ([], False)


async def test_attempts_that_agree_become_a_procedure_that_is_found_for_the_task(
    door: Door,
) -> None:
    procedure = await learned(door)

    [hit] = await found(door)
    assert (hit["__typename"], hit["id"]) == ("Procedure", procedure["id"])
    assert hit["do"] == ["bash: run the migrations", "restart the service"]
    assert [said.startswith("push with force") for said in hit["avoid"]] == [True]
    assert (hit["successes"], len(hit["evidence"])) == (2, 4)
    assert 0 < procedure["confidence"] < 1


async def test_texts_are_searched_without_attempts_unless_they_are_asked_for(door: Door) -> None:
    await recorded(door)
    asked = "query S($t: String!) { search(input: { text: $t }) { edges { score } } }"

    assert (await door.ask(asked, t=TASK))["search"]["edges"] == []
    [one] = await found(door, kinds=["EXPERIENCE"])
    assert (one["__typename"], one["task"]) == ("Experience", TASK)


async def test_a_page_of_procedures_and_attempts_goes_on_where_it_ended(door: Door) -> None:
    await learned(door)
    asked = """query Page($after: String) {
      search(
        input: { text: "Deploy the web shop", filter: { kinds: [EXPERIENCE, PROCEDURE] } }
        first: 3, after: $after
      ) { edges { node { ... on Node { id } } } pageInfo { hasNextPage endCursor } }
    }"""

    first = (await door.ask(asked))["search"]
    rest = (await door.ask(asked, after=first["pageInfo"]["endCursor"]))["search"]
    ids = [edge["node"]["id"] for page in (first, rest) for edge in page["edges"]]
    assert (len(set(ids)), len(ids), rest["pageInfo"]["hasNextPage"]) == (5, 5, False)


async def test_an_attempt_is_looked_up_as_what_it_is_and_never_as_a_text(door: Door) -> None:
    one = (await recorded(door))["experience"]

    whole = await node(door, one["id"])
    assert (whole["__typename"], whole["task"]) == ("Experience", TASK)
    [edge] = whole["provenance"]["edges"]
    assert edge["node"] == {
        "quote": TASK,
        "extractor": "given",
        "model": None,
        "recordedBy": "local",
        "recordedAt": one["createdAt"],
        "episode": None,
    }


async def test_a_procedure_is_looked_up_with_the_attempts_it_rests_on(door: Door) -> None:
    procedure = await learned(door)

    whole = await node(door, procedure["id"])
    assert (whole["__typename"], whole["title"]) == ("Procedure", procedure["title"])
    assert [one["task"] for one in whole["evidence"]] == [TASK] * 4
    by = [edge["node"]["recordedBy"] for edge in whole["provenance"]["edges"]]
    assert by == ["local"] * 4


async def test_nothing_is_known_by_an_id_that_nobody_has(door: Door) -> None:
    await learned(door)

    assert await node(door, "ex_aaaaaaaaaaaaaaaa") is None
    assert await node(door, "pr_aaaaaaaaaaaaaaaa") is None


async def test_an_attempt_names_the_entities_that_stand_in_its_words(door: Door) -> None:
    await door.tell("Pat works at Acme. Kim lives in Oslo.")
    steps = [{"action": "ask pat for the key"}, {"action": "login", "observation": "from Oslo"}]
    one = (await recorded(door, task="Fix the shop of Acme", steps=steps))["experience"]

    names = [entity["name"] for entity in (await node(door, one["id"]))["entities"]]
    assert sorted(names) == ["Acme", "Oslo", "Pat"]


async def test_how_a_followed_procedure_fared_counts_for_it(door: Door) -> None:
    before = await learned(door)
    payload = await recorded(
        door, key="five", task="Something else", steps=[], usedProcedures=[before["id"]]
    )

    [after] = payload["updatedProcedures"]
    assert payload["experience"]["usedProcedures"] == [before["id"]]
    assert (after["id"], after["successes"]) == (before["id"], before["successes"] + 1)


async def test_procedures_are_shown_as_they_were_known_then(door: Door) -> None:
    await recorded(door, key="one")
    early = datetime.now(UTC).isoformat()
    await recorded(door, key="two")
    between = datetime.now(UTC).isoformat()
    await recorded(door, key="three")

    assert await found(door, knownAt=early) == []
    assert [one["successes"] for one in await found(door, knownAt=between)] == [2]
    assert [one["successes"] for one in await found(door)] == [3]


async def test_the_same_key_again_records_nothing_twice(door: Door) -> None:
    first = await recorded(door)
    again = await recorded(door)

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["experience"]["id"] == again["experience"]["id"]
    assert len(await found(door, kinds=["EXPERIENCE"])) == 1


async def test_the_same_key_with_another_attempt_is_a_conflict(door: Door) -> None:
    await recorded(door)

    payload = await record(door, **attempt(outcome="FAILURE"))

    [error] = payload["userErrors"]
    assert (error["__typename"], error["code"]) == ("Conflict", "CONFLICT")
    assert payload["experience"] is None


async def test_one_key_used_by_many_at_once_records_one_attempt(door: Door) -> None:
    answers = await asyncio.gather(*(recorded(door) for _ in range(10)))

    assert len({answer["experience"]["id"] for answer in answers}) == 1
    assert sum(not answer["replayed"] for answer in answers) == 1


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"task": " "}, ["task"]),
        ({"task": "a" * 2_001}, ["task"]),
        ({"score": 1.5}, ["score"]),
        ({"lesson": "a" * 20_001}, ["lesson"]),
        ({"steps": [MIGRATE, {"action": ""}]}, ["steps", "1"]),
        ({"steps": [{"action": "wait", "durationMs": -1}]}, ["steps", "0"]),
        ({"steps": [MIGRATE] * 501}, ["steps"]),
        ({"usedProcedures": ["fa_1"]}, ["usedProcedures"]),
        ({"idempotencyKey": " "}, ["idempotencyKey"]),
        ({"scope": {"user": "a/b"}}, ["scope"]),
    ],
)
async def test_a_bad_part_is_named_and_nothing_is_kept(
    door: Door, changed: dict[str, object], path: list[str]
) -> None:
    payload = await record(door, **attempt() | changed)

    [error] = payload["userErrors"]
    assert (error["__typename"], error["path"]) == ("InvalidInput", ["input", *path])
    assert await found(door, kinds=["EXPERIENCE"]) == []


async def test_what_is_forgotten_is_neither_found_nor_learned_from(door: Door) -> None:
    procedure = await learned(door)
    ids = [one["id"] for one in (await node(door, procedure["id"]))["evidence"]]

    done = await confirmed(door, {"ids": ids[1:]})
    assert (done["userErrors"], done["report"]["episodes"]) == ([], 3)

    assert await node(door, ids[1]) is None
    assert await node(door, procedure["id"]) is None
    assert await found(door) == []
    log = "{ changes(kinds: [FORGOTTEN]) { edges { node { kind item { id } } } } }"
    lines = (await door.ask(log))["changes"]["edges"]
    assert [line["node"]["item"] for line in lines] == [None] * 4
    assert (await record(door, **attempt("two")))["userErrors"] != []


async def test_a_job_that_settled_an_attempt_shows_no_text(door: Door, settings: Settings) -> None:
    one = (await recorded(door))["experience"]
    queue = door.app.state.service.memory.queue
    job = (await queue.job_of(Scope(settings.tenant), [one["id"]]))[one["id"]]

    shown = await door.ask(
        "query J($id: ID!) { job(id: $id) { status episodes { id } } }", id=job.id
    )
    assert shown["job"] == {"status": "DONE", "episodes": []}


async def test_a_narrower_scope_learns_from_the_wider_one_and_not_the_other_way(
    door: Door,
) -> None:
    procedure = await learned(door)
    await recorded(door, key="bob", scope={"user": "bob"}, task="Bob cleans the cellar")

    asked = """query S($text: String!, $scope: ScopeInput) {
      search(input: { text: $text, scope: $scope, filter: { kinds: [EXPERIENCE, PROCEDURE] } }) {
        edges { node { __typename ... on Node { id } } }
      }
    }"""
    bob, ann = {"user": "bob"}, {"user": "ann"}
    of_bob = (await door.ask(asked, text=TASK, scope=bob))["search"]["edges"]
    assert procedure["id"] in [edge["node"]["id"] for edge in of_bob]
    cellar = "Bob cleans the cellar"
    assert len((await door.ask(asked, text=cellar, scope=bob))["search"]["edges"]) == 1
    assert (await door.ask(asked, text=cellar, scope=ann))["search"]["edges"] == []


async def test_who_may_only_read_may_not_record(door: Door, settings: Settings) -> None:
    reader = calling(door, made_key(settings, "--role", "reader"))

    assert await reader.error_codes(RECORD, input=attempt()) == ["FORBIDDEN"]
    assert await found(reader, kinds=["EXPERIENCE"]) == []


async def test_what_an_untrusted_caller_tries_is_kept_and_teaches_nothing(
    door: Door, settings: Settings
) -> None:
    stranger = calling(door, made_key(settings, "--trust", "untrusted"))
    await recorded(stranger, key="one")
    payload = await recorded(stranger, key="two")

    assert payload["trustLoweredTo"] == "UNTRUSTED"
    assert payload["updatedProcedures"] == []
    assert await found(stranger) == []


async def test_who_recorded_what_is_written_down_by_its_id(door: Door, settings: Settings) -> None:
    payload = await recorded(calling(door, made_key(settings)))

    log = AuditTrail(audit_path_of(settings))
    [deed] = [one.deed for one in log.entries() if one.deed.operation == "recordExperience"]
    assert deed.ids == (payload["experience"]["id"],)


async def test_two_tenants_never_meet_each_others_attempts(door: Door, settings: Settings) -> None:
    ours = made_key(settings, "--tenant", "acme")
    theirs = made_key(settings, "--tenant", "rivals")
    procedure = await learned(calling(door, ours))
    [one, *_] = await found(door, kinds=["EXPERIENCE"])

    stranger = calling(door, theirs)
    assert await found(stranger, kinds=["EXPERIENCE", "PROCEDURE"]) == []
    assert await node(stranger, procedure["id"]) is None
    assert await node(stranger, one["id"]) is None
    payload = await recorded(stranger, key="five", usedProcedures=[procedure["id"]])
    assert payload["updatedProcedures"] == []
    [unmoved] = await found(calling(door, ours))
    assert unmoved["successes"] == procedure["successes"]
