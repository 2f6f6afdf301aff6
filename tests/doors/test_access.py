"""Who is let in, whose memory they see, what they may do, and what is written down of it."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.doors.scripted import ADDRESS, REMEMBER, Door, open_door
from typer.testing import CliRunner

from quipu.api.access.audit import verified
from quipu.api.access.authority import key_path_of
from quipu.api.app import create_app
from quipu.api.cli.main import app
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid

VIEWER = "{ viewer { subject permissions scope { path } } }"
FACTS = "{ facts { edges { node { statement trust } } } }"
ADD = """mutation Add($input: AddFactInput!) {
  addFact(input: $input) { fact { trust } trustLoweredTo userErrors { code } } }"""
AUDIT = "{ audit { edges { node { principal operation outcome ids } } } }"


_NUMBERS = itertools.count()


def made_key(settings: Settings, *options: str) -> str:
    """A key of a memory, made as its owner makes it; the first one is called "test"."""
    path = key_path_of(settings)
    name = f"test {next(_NUMBERS)}" if path is not None and path.exists() else "test"
    words = ["keys", "create", name, "--json", "--database", str(settings.database), *options]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.stderr
    key: str = json.loads(done.stdout)["key"]
    return key


def calling(door: Door, key: str) -> Door:
    """The same door, for a caller with a key."""
    door.http.headers["authorization"] = f"Bearer {key}"
    return door


@pytest.fixture
async def closed(settings: Settings) -> AsyncIterator[Door]:
    """A door of a service that has a key: nobody comes in without."""
    made_key(settings)
    async with open_door(settings) as door:
        yield door


async def refused(door: Door, status: int) -> dict[str, Any]:
    """The error of a request that must end with a status."""
    response = await door.http.post("/graphql", json={"query": VIEWER})
    assert response.status_code == status, response.text
    [error] = response.json()["errors"]
    found: dict[str, Any] = error["extensions"]
    return found


async def test_without_any_key_the_owner_of_the_machine_is_let_in(door: Door) -> None:
    viewer = (await door.ask(VIEWER))["viewer"]

    assert viewer["subject"] == "local"
    assert viewer["permissions"] == ["audit", "erase", "read", "write"]


async def test_the_first_key_closes_a_running_service(door: Door, settings: Settings) -> None:
    await door.ask(VIEWER)

    made_key(settings)

    assert (await refused(door, 401))["code"] == "UNAUTHENTICATED"


async def test_revoking_the_last_key_does_not_open_it_again(
    closed: Door, settings: Settings
) -> None:
    CliRunner().invoke(app, ["keys", "revoke", "test", "--database", str(settings.database)])

    await refused(closed, 401)


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer qk_aaaa_bbbb", "Basic abc", "Bearer a.b.c", "bearer  ", "é"]
)
async def test_a_wrong_credential_is_refused(closed: Door, header: str) -> None:
    closed.http.headers["authorization"] = header.encode().decode("latin-1")

    assert (await refused(closed, 401))["code"] == "UNAUTHENTICATED"


async def test_who_is_refused_learns_how_to_come_in(closed: Door) -> None:
    response = await closed.http.post("/graphql", json={"query": VIEWER})

    assert response.headers["www-authenticate"].startswith("Bearer ")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/", "/graphiql/start.js", "/explorer", "/explorer/main.js"]
)
async def test_what_shows_no_memory_needs_no_credential(closed: Door, path: str) -> None:
    assert (await closed.http.get(path)).status_code == 200


async def test_the_page_of_graphiql_needs_none_and_a_query_does(closed: Door) -> None:
    browser = {"accept": "text/html", "graphql-require-preflight": "1"}

    page = await closed.http.get("/graphql", headers=browser)
    query = await closed.http.get("/graphql", params={"query": VIEWER}, headers=browser)

    assert (page.status_code, query.status_code) == (200, 401)


@pytest.mark.parametrize("path", ["/nothing", "/graphql/", "/mcp/x", "//graphql", "/readyz/x"])
async def test_what_is_not_public_is_closed_even_where_nothing_is(closed: Door, path: str) -> None:
    assert (await closed.http.get(f"{ADDRESS}{path}")).status_code == 401


async def test_the_key_decides_the_tenant(closed: Door, settings: Settings) -> None:
    one, other = (made_key(settings, "--tenant", name) for name in ("one", "other"))
    await calling(closed, one).tell("Sam lives in Oslo.")

    assert (await closed.ask(VIEWER))["viewer"]["scope"]["path"] == "one"
    assert (await closed.ask(FACTS))["facts"]["edges"]
    assert (await calling(closed, other).ask(FACTS))["facts"]["edges"] == []


async def test_a_key_for_one_user_sees_no_other(closed: Door, settings: Settings) -> None:
    key = made_key(settings, "--user", "anna")
    asked = 'query { facts(scope: { user: "bert" }) { edges { cursor } } }'

    assert await calling(closed, key).error_codes(asked) == ["FORBIDDEN"]
    assert (await closed.ask(VIEWER))["viewer"]["scope"]["path"] == "local/anna"


async def test_a_reader_reads_and_an_auditor_does_not(closed: Door, settings: Settings) -> None:
    given = {"idempotencyKey": "k", "episodes": [{"content": "Sam lives in Oslo."}]}
    calling(closed, made_key(settings, "--role", "reader"))
    assert (await closed.ask(FACTS))["facts"]["edges"] == []
    assert await closed.error_codes(REMEMBER, input=given) == ["FORBIDDEN"]
    assert await closed.error_codes(AUDIT) == ["FORBIDDEN"]

    calling(closed, made_key(settings, "--role", "auditor"))
    assert await closed.error_codes(FACTS) == ["FORBIDDEN"]
    assert (await closed.ask(VIEWER))["viewer"]["permissions"] == ["audit"]


async def test_nobody_is_believed_beyond_the_key(closed: Door, settings: Settings) -> None:
    calling(closed, made_key(settings, "--trust", "observed"))
    fact = {"idempotencyKey": "k", "source": {"name": "Sam"}, "predicate": "knows"}

    added = await closed.ask(ADD, input={**fact, "target": {"name": "Ann"}, "statement": "x"})

    assert added["addFact"]["trustLoweredTo"] == "OBSERVED"
    assert added["addFact"]["fact"]["trust"] == "OBSERVED"


async def test_what_a_text_claims_of_itself_is_lowered_too(
    closed: Door, settings: Settings
) -> None:
    calling(closed, made_key(settings, "--trust", "untrusted"))
    document = """mutation R($input: RememberInput!) { remember(input: $input) {
        trustLoweredTo episodes { trust } } }"""
    episode = {"content": "Sam lives in Oslo.", "trust": "VERIFIED"}

    told = await closed.ask(document, input={"idempotencyKey": "k", "episodes": [episode]})

    assert told["remember"]["trustLoweredTo"] == "UNTRUSTED"
    assert told["remember"]["episodes"] == [{"trust": "UNTRUSTED"}]


async def test_what_is_done_is_written_down_without_content(
    closed: Door, settings: Settings
) -> None:
    calling(closed, made_key(settings))
    told = await closed.tell("Sam lives in Oslo.")
    await closed.ask('{ entity(name: "Sam") { name } }')
    await closed.error_codes(AUDIT)
    calling(closed, made_key(settings, "--role", "auditor"))

    rows = [edge["node"] for edge in (await closed.ask(AUDIT))["audit"]["edges"]]

    wrote = next(row for row in rows if row["operation"] == "remember")
    assert told["episodes"][0]["id"] in wrote["ids"]
    assert ("entity", "done") in [(row["operation"], row["outcome"]) for row in rows]
    assert ("audit", "FORBIDDEN") in [(row["operation"], row["outcome"]) for row in rows]
    log = settings.database.with_name(f"{settings.database.name}.audit.jsonl")
    assert "Oslo" not in log.read_text()
    assert "Sam" not in log.read_text()
    assert verified(log).entries > len(rows) - 1


async def test_an_auditor_sees_no_other_tenant(closed: Door, settings: Settings) -> None:
    await calling(closed, made_key(settings, "--tenant", "one")).tell("Sam lives in Oslo.")
    calling(closed, made_key(settings, "--tenant", "other", "--role", "auditor"))

    rows = [edge["node"] for edge in (await closed.ask(AUDIT))["audit"]["edges"]]

    assert [row["operation"] for row in rows] == ["keys create"]


async def test_who_asks_too_often_is_told_when_to_come_again(settings: Settings) -> None:
    key = made_key(settings)
    async with open_door(replace(settings, limits_requests_per_minute=2)) as door:
        calling(door, key)
        await door.ask(VIEWER)
        await door.ask(VIEWER)

        extensions = await refused(door, 429)

    assert (extensions["code"], extensions["retryable"]) == ("RATE_LIMITED", True)
    assert 0 < extensions["retryAfterMs"] <= 30_001


async def test_who_asks_for_too_much_is_told_when_to_come_again(settings: Settings) -> None:
    key = made_key(settings)
    async with open_door(replace(settings, limits_cost_per_minute=10)) as door:
        calling(door, key)
        await door.ask("{ facts(first: 9) { edges { cursor } } }")

        [error] = (await door.answer("{ facts(first: 9) { edges { cursor } } }"))["errors"]

    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert error["extensions"]["retryAfterMs"] > 30_000


async def test_beyond_loopback_nobody_is_answered_without_a_key(settings: Settings) -> None:
    beyond = replace(settings, host="0.0.0.0")
    with pytest.raises(Invalid, match="nobody has a credential"):
        create_app(beyond)

    key = made_key(settings)
    async with open_door(beyond) as door:
        door.http.headers["host"] = "memory.example"
        await refused(door, 401)
        assert (await calling(door, key).ask(VIEWER))["viewer"]["scope"]["path"] == "local"


async def test_beyond_loopback_names_can_be_fixed(settings: Settings) -> None:
    key = made_key(settings)
    named = replace(settings, host="0.0.0.0", http_hosts=("memory.example",))
    async with open_door(named) as door:
        calling(door, key).http.headers["host"] = "memory.example:8321"
        await door.ask(VIEWER)
        door.http.headers["host"] = "evil.example"
        await refused(door, 403)


async def test_pages_of_named_sites_may_call_and_others_may_not(settings: Settings) -> None:
    async with open_door(replace(settings, http_origins=("https://app.example",))) as door:
        asked = {"access-control-request-method": "POST", "origin": "https://app.example"}
        before = await door.http.options("/graphql", headers=asked)
        good = await door.http.post(
            "/graphql", json={"query": VIEWER}, headers={"origin": "https://app.example"}
        )
        bad = await door.http.post(
            "/graphql", json={"query": VIEWER}, headers={"origin": "https://evil.example"}
        )

    assert before.headers["access-control-allow-origin"] == "https://app.example"
    assert "access-control-allow-credentials" not in before.headers
    assert good.headers["access-control-allow-origin"] == "https://app.example"
    assert bad.status_code == 403
    assert "access-control-allow-origin" not in bad.headers


async def test_a_keys_file_that_cannot_be_read_opens_nothing(
    closed: Door, settings: Settings
) -> None:
    spoil(settings)

    assert (await refused(closed, 503))["code"] == "UNAVAILABLE"


async def test_a_keys_file_that_is_gone_opens_nothing(closed: Door, settings: Settings) -> None:
    await refused(closed, 401)

    lose(settings)

    assert (await refused(closed, 503))["code"] == "UNAVAILABLE"


def lose(settings: Settings) -> None:
    Path(f"{settings.database}.keys.json").unlink()


def spoil(settings: Settings) -> None:
    Path(f"{settings.database}.keys.json").write_text("nonsense")


def test_keys_are_listed_rotated_and_revoked(settings: Settings) -> None:
    here = ["--database", str(settings.database)]
    key = made_key(settings, "--role", "reader")

    rotated = CliRunner().invoke(app, ["keys", "rotate", "test", "--json", *here])
    listed = CliRunner().invoke(app, ["keys", "list", *here])
    verified_log = CliRunner().invoke(app, ["audit", "verify", *here])
    shown = CliRunner().invoke(app, ["audit", "show", *here])

    fresh = json.loads(rotated.stdout)
    assert fresh["role"] == "reader"
    assert fresh["key"] != key
    assert [line.split()[1] for line in listed.stdout.splitlines()] == ["expired", "active"]
    assert fresh["key"] not in listed.stdout
    assert "unchanged: 3 entries" in verified_log.stdout
    assert len(shown.stdout.splitlines()) == 3
    assert CliRunner().invoke(app, ["keys", "rotate", key[:11], *here]).exit_code == 2
    again = CliRunner().invoke(app, ["keys", "rotate", "test", "--overlap-minutes", "9", *here])
    assert again.exit_code == 0, again.stderr
    revoked = CliRunner().invoke(app, ["keys", "revoke", "test", *here])
    assert revoked.stdout == f"revoked {fresh['prefix']}\nrevoked {again.stdout[:11]}\n"
