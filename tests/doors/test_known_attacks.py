"""What the tool graphql-cop looks for, each by its name there, on a service without keys.

Two of the twelve stay open on purpose, and only to callers on loopback or with a credential:
introspection (the contract is public, it is in the repository) and GraphiQL (a page of files that
shows nothing of any memory). Everything else must be shut for callers with a credential, too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import pytest
from graphql import get_introspection_query
from tests.doors.scripted import Door, open_door
from typer.testing import CliRunner

from quipu.api.cli.main import app
from quipu.api.settings import Settings

BARE = {"accept": "*/*"}
CIRCULAR = "name"
for _ in range(4):
    CIRCULAR = f"fields {{ type {{ {CIRCULAR} }} }}"


async def answered(door: Door, query: str) -> dict[str, object]:
    """The data of an answer; empty where it was refused."""
    return (await door.answer(query)).get("data") or {}


async def test_alias_overloading(door: Door) -> None:
    many = "{ " + " ".join(f"alias{n}: __typename" for n in range(101)) + " }"

    assert not await answered(door, many)


async def test_batch_queries(door: Door) -> None:
    response = await door.http.post("/graphql", json=[{"query": "{ __typename }"}] * 11)

    assert response.status_code == 400


async def test_directive_overloading(door: Door) -> None:
    """Neither many directives at one place, nor an error for each of them."""
    unknown = (await door.answer("{ __typename " + "@aa" * 10 + " }"))["errors"]
    known = await door.answer("{ __typename " + "@skip(if: false) " * 10 + " }")

    assert len(unknown) < 10
    assert not known.get("data")


async def test_field_duplication(door: Door) -> None:
    assert not await answered(door, "{ " + "__typename " * 500 + "}")


async def test_circular_query_using_introspection(door: Door) -> None:
    assert not await answered(door, f"{{ __schema {{ types {{ {CIRCULAR} }} }} }}")


async def test_circular_fragments(door: Door) -> None:
    circle = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"

    assert not await answered(door, circle)


@pytest.mark.parametrize("query", ["{ __typename }", "mutation { __typename }"])
async def test_get_based_queries_and_mutations(door: Door, query: str) -> None:
    response = await door.http.get("/graphql", params={"query": query}, headers=BARE)

    assert response.status_code == 403


async def test_mutation_support_over_get(door: Door) -> None:
    announced = {**BARE, "graphql-require-preflight": "1"}
    asked = {"query": "mutation { __typename }"}

    response = await door.http.get("/graphql", params=asked, headers=announced)

    assert response.status_code == 400


@pytest.mark.parametrize(
    "sent",
    [
        {"params": {"query": "{ __typename }"}},
        {"data": {"query": "{ __typename }"}},
        {"files": {"query": (None, "{ __typename }")}},
        {"content": '{"query": "{ __typename }"}', "headers": {"content-type": "text/plain"}},
    ],
    ids=["in the address", "a form", "a form of parts", "plain text"],
)
async def test_post_based_queries_of_other_kinds_than_json(
    door: Door, sent: Mapping[str, object]
) -> None:
    response = await door.http.request("POST", "/graphql", **sent)  # type: ignore[arg-type]

    assert response.status_code in (400, 415)


async def test_tracing(door: Door) -> None:
    response = await door.http.post("/graphql", json={"query": "{ __typename }"})

    assert response.json() == {"data": {"__typename": "Query"}}


async def test_unhandled_errors(door: Door) -> None:
    for query in ("qwerty cop { abc }", "{ abc }", "{ node(id: 1.5) { id } }"):
        for error in (await door.answer(query))["errors"]:
            assert set(error) <= {"message", "locations", "path", "extensions"}
            assert set(error["extensions"]) <= {"code", "retryable", "limit"}


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { directive } }",
        "{ viewr { subject } }",
        "{ facts(frist: 1) { edges { cursor } } }",
        "{ search(input: { txt: 1 }) { edges { cursor } } }",
        "{ reviews(status: OPN) { edges { cursor } } }",
        "query Q($kinds: [ChangeKnd!]) { changes(kinds: $kinds) { edges { cursor } } }",
    ],
)
async def test_field_suggestions(door: Door, query: str) -> None:
    assert "did you mean" not in str((await door.answer(query))["errors"]).lower()


async def test_field_suggestions_for_variables(door: Door) -> None:
    asked = "query Q($s: ReviewStatus, $t: TimePoint) { reviews(status: $s) { edges { cursor } }"
    asked += " facts(at: $t) { edges { cursor } } }"

    for given in ({"s": "OPN"}, {"t": {"asOff": None}}):
        assert "did you mean" not in str((await door.answer(asked, **given))["errors"]).lower()


async def test_introspection_is_open_on_purpose_but_not_twice_in_one_document(door: Door) -> None:
    once = get_introspection_query()
    twice = "{ a: __schema { types { ...FullType } } b: __schema { types { ...FullType } } } "
    twice += once[once.index("fragment FullType") :]

    assert await answered(door, once)
    assert await door.error_codes(twice) == ["QUERY_TOO_COMPLEX"]


async def test_graphiql_is_open_on_purpose_and_at_one_place(door: Door) -> None:
    pages = [
        (await door.http.get(path, headers={"accept": "text/html"})).status_code
        for path in ("/graphql", "/graphiql", "/playground", "/console")
    ]

    assert pages == [200, 404, 404, 404]


@pytest.fixture
async def closed(settings: Settings) -> AsyncIterator[Door]:
    """A service with a key, and a caller without one."""
    words = ["keys", "create", "test", "--database", str(settings.database)]
    assert CliRunner().invoke(app, words).exit_code == 0
    async with open_door(settings) as door:
        yield door


@pytest.mark.parametrize(
    "query", ["{ __typename }", "{ __schema { types { name } } }", "{ abc }", "}{"]
)
async def test_without_a_credential_a_service_with_keys_says_nothing(
    closed: Door, query: str
) -> None:
    response = await closed.http.post("/graphql", json={"query": query})

    assert response.status_code == 401
    assert "data" not in response.json()
