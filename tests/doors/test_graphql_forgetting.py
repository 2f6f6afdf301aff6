"""Forgetting through GraphQL: a dry run, its token, the receipt; and nothing of it is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.doors.scripted import Door
from tests.doors.test_access import calling, made_key

from quipu.api.graphql.documents import parsed
from quipu.api.settings import Settings

FORGET = """mutation F($input: ForgetInput!) {
  forget(input: $input) {
    dryRun confirmToken replayed job { id } userErrors { __typename code message path }
    texts { id occurredAt speaker beginning }
    report {
      episodes entities facts factsKeptWithOtherEvidence embeddings fulltextEntries
      cachePurged residual purgeDueBy auditId
    }
  }
}"""
FOUND = """query S($text: String!) {
  search(input: { text: $text }) { edges { node { ... on Node { id } } } }
}"""


async def forget(door: Door, selector: dict[str, Any], **more: object) -> dict[str, Any]:
    wish = {"idempotencyKey": "f1", "selector": selector, "reason": "Sam asked", **more}
    found: dict[str, Any] = (await door.ask(FORGET, input=wish))["forget"]
    return found


async def confirmed(door: Door, selector: dict[str, Any], **more: object) -> dict[str, Any]:
    seen = await forget(door, selector, **more)
    assert seen["userErrors"] == []
    token = seen["confirmToken"]
    return await forget(door, selector, dryRun=False, confirmToken=token, **more)


async def found(door: Door, text: str) -> list[str]:
    hits = (await door.ask(FOUND, text=text))["search"]["edges"]
    return [hit["node"]["id"] for hit in hits]


async def test_a_dry_run_comes_first_and_its_token_does_it(door: Door) -> None:
    told = await door.tell("Sam lives in Oslo.")
    selector = {"subject": {"name": "Sam"}}

    seen = await forget(door, selector)
    assert (seen["dryRun"], seen["report"]["episodes"], seen["report"]["facts"]) == (True, 1, 1)
    assert not seen["report"]["cachePurged"]
    [text] = seen["texts"]
    assert (text["id"], text["beginning"]) == (told["episodes"][0]["id"], "Sam lives in Oslo.")
    assert await found(door, "Oslo") != []

    done = await forget(door, selector, dryRun=False, confirmToken=seen["confirmToken"])
    assert (done["dryRun"], done["confirmToken"], done["job"]) == (False, None, None)
    assert done["texts"] == []
    assert done["report"]["cachePurged"]
    assert any("Backups" in line for line in done["report"]["residual"])
    assert await found(door, "Oslo") == []
    assert (await door.ask(f'{{ node(id: "{told["episodes"][0]["id"]}") {{ id }} }}'))[
        "node"
    ] is None


async def test_a_repeat_is_answered_with_the_receipt(door: Door) -> None:
    told = await door.tell("Sam lives in Oslo.")
    selector = {"ids": [told["episodes"][0]["id"]]}
    first = await confirmed(door, selector)
    again = await forget(door, selector, dryRun=False, confirmToken="lost")
    assert again["replayed"]
    assert again["report"]["auditId"] == first["report"]["auditId"]
    other = await forget(door, {"scope": {}})
    assert [error["code"] for error in other["userErrors"]] == ["CONFLICT"]


async def test_what_the_caller_can_mend_is_data(door: Door) -> None:
    nobody = await forget(door, {"ids": ["ep_nobody"]})
    assert [error["__typename"] for error in nobody["userErrors"]] == ["NotFound"]
    hasty = await forget(door, {"scope": {}}, dryRun=False)
    assert [error["__typename"] for error in hasty["userErrors"]] == ["InvalidInput"]
    late = await forget(door, {"scope": {}}, dryRun=False, confirmToken="old")
    assert [error["__typename"] for error in late["userErrors"]] == ["Conflict"]
    when = await forget(door, {"episodesBefore": "0001-01-01T00:00:00Z"})
    assert [error["path"] for error in when["userErrors"]] in ([], [["input", "selector"]])


async def test_what_is_told_again_after_that_is_left_out_and_said_so(door: Door) -> None:
    told = await door.tell("Sam lives in Oslo.")
    await confirmed(door, {"ids": [told["episodes"][0]["id"]]})
    texts = [{"content": "Sam lives in Oslo."}, {"content": "It rains."}]
    text = """mutation R($input: RememberInput!) {
      remember(input: $input) { forgotten episodes { content } userErrors { code } }
    }"""
    mixed = await door.ask(text, input={"idempotencyKey": "again", "episodes": texts})
    assert mixed["remember"]["forgotten"] == [0]
    assert [one["content"] for one in mixed["remember"]["episodes"]] == ["It rains."]
    alone = await door.ask(text, input={"idempotencyKey": "alone", "episodes": texts[:1]})
    assert [one["code"] for one in alone["remember"]["userErrors"]] == ["CONFLICT"]


async def test_not_a_word_is_left_in_the_files_nor_among_the_documents(
    door: Door, settings: Settings
) -> None:
    word = "Zanzibarovich"
    text = f"{word} lives in Oslo. Sam likes {word}."
    said = """mutation { remember(input: { idempotencyKey: "k", waitFor: EXTRACTED, episodes: [
      { content: "TEXT", speaker: "WHO" }] }) { job { status } } }"""
    told = await door.ask(said.replace("TEXT", text).replace("WHO", word))
    assert told["remember"]["job"]["status"] == "DONE"
    await door.tell(f"Sam knows {word}. Sam lives in Oslo.")
    await found(door, word)
    assert parsed.cache_info().currsize > 0
    done = await confirmed(door, {"subject": {"name": word}})
    assert done["report"]["episodes"] == 2
    assert parsed.cache_info().currsize <= 1  # of the question that comes next
    assert await found(door, word) == []
    for file in files_of(settings):
        assert word.encode().lower() not in file.read_bytes().lower(), file.name


def files_of(settings: Settings) -> list[Path]:
    files = [file for file in settings.database.parent.rglob("*") if file.is_file()]
    assert settings.database in files
    return files


@pytest.mark.parametrize("role", ["reader", "writer", "auditor"])
async def test_only_who_may_erase_may_ask(door: Door, settings: Settings, role: str) -> None:
    await door.tell("Sam lives in Oslo.")
    stranger = calling(door, made_key(settings, "--role", role, "--tenant", "local"))
    wish = {"idempotencyKey": "f1", "selector": {"scope": {}}, "reason": "asked"}
    assert await stranger.error_codes(FORGET, input=wish) == ["FORBIDDEN"]


async def test_the_audit_log_knows_who_forgot_and_not_what(door: Door, settings: Settings) -> None:
    await door.tell("Sam lives in Oslo.")
    done = await confirmed(door, {"subject": {"name": "Sam"}})
    audit = "{ audit { edges { node { operation outcome ids } } } }"
    lines = [edge["node"] for edge in (await door.ask(audit))["audit"]["edges"]]
    forgetting = [line for line in lines if line["operation"] == "forget"]
    assert [line["outcome"] for line in forgetting] == ["done", "done"]
    assert forgetting[1]["ids"] == [done["report"]["auditId"]]
