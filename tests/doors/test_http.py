"""The HTTP side: who is answered, with which status, type and headers."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from tests.doors.scripted import ADDRESS, REMEMBER, AbsentReader, Door, open_door

from quipu.api.app import tools_missing
from quipu.api.settings import Settings

NEW_TYPE = "application/graphql-response+json"
QUESTION = {"query": "{ __typename }"}


async def test_a_living_process_says_so(door: Door) -> None:
    alive = await door.http.get("/healthz")
    ready = await door.http.get("/readyz")

    assert (alive.status_code, ready.status_code) == (200, 200)


async def test_a_worker_that_cannot_work_is_not_ready(settings: Settings) -> None:
    async with open_door(settings, AbsentReader()) as door:
        worker = door.app.state.service.worker
        given = {"idempotencyKey": "k", "episodes": [{"content": "a"}]}
        await door.ask(REMEMBER, input=given)
        worker.failures = 3
        worker.last_error = "the model does not answer"

        ready = await door.http.get("/readyz")

    assert ready.status_code == 503
    assert "the model does not answer" in ready.text


async def test_an_engine_that_does_not_answer_is_not_ready(door: Door) -> None:
    await door.app.state.service.memory.store.close()

    ready = await door.http.get("/readyz")

    assert ready.status_code == 503


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", ""]
)
async def test_a_foreign_host_name_is_refused(door: Door, host: str) -> None:
    response = await door.http.post("/graphql", json=QUESTION, headers={"host": host})

    assert response.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8321", "[::1]:8321", "LOCALHOST"])
async def test_loopback_is_answered_under_any_of_its_names(door: Door, host: str) -> None:
    response = await door.http.post("/graphql", json=QUESTION, headers={"host": host})

    assert response.status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost.evil.example"])
async def test_a_page_of_another_site_is_refused(door: Door, origin: str) -> None:
    response = await door.http.post("/graphql", json=QUESTION, headers={"origin": origin})

    assert response.status_code == 403


async def test_our_own_page_is_answered(door: Door) -> None:
    response = await door.http.post("/graphql", json=QUESTION, headers={"origin": ADDRESS})

    assert response.status_code == 200


async def test_a_query_by_get_needs_a_header_that_forms_cannot_set(door: Door) -> None:
    headers = {"accept": "application/json"}
    bare = await door.http.get("/graphql", params=QUESTION, headers=headers)
    headers |= {"graphql-require-preflight": "1"}
    announced = await door.http.get("/graphql", params=QUESTION, headers=headers)

    assert bare.status_code == 403
    assert announced.json() == {"data": {"__typename": "Query"}}


async def test_a_mutation_by_get_is_refused(door: Door) -> None:
    document = 'mutation { remember(input: { idempotencyKey: "k", episodes: [] }) { replayed } }'
    headers = {"accept": "application/json", "graphql-require-preflight": "1"}

    response = await door.http.get("/graphql", params={"query": document}, headers=headers)

    assert response.status_code in (400, 405)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
async def test_a_form_of_another_site_is_no_operation(door: Door, kind: str) -> None:
    body = json.dumps(QUESTION)

    response = await door.http.post("/graphql", content=body, headers={"content-type": kind})

    assert response.status_code in (400, 415)


async def test_a_body_that_is_too_large_is_refused(door: Door) -> None:
    response = await door.http.post("/graphql", json={"query": "a" * 2_000_001})

    assert response.status_code == 413


@pytest.mark.parametrize(
    "value", ["9" * 5_000, "[" * 20_000 + "]" * 20_000, "{"], ids=["number", "nesting", "half"]
)
async def test_a_body_that_python_cannot_read_is_the_callers_mistake(
    door: Door, value: str
) -> None:
    body = f'{{"query": "{{ __typename }}", "variables": {{"a": {value}}}}}'

    response = await door.http.post(
        "/graphql", content=body, headers={"content-type": "application/json"}
    )

    assert response.status_code == 400


async def test_the_new_response_type_is_spoken_where_asked_for(door: Door) -> None:
    headers = {"accept": NEW_TYPE}
    good = await door.http.post("/graphql", json=QUESTION, headers=headers)
    bad = await door.http.post("/graphql", json={"query": "{ nothing }"}, headers=headers)
    plain = await door.http.post("/graphql", json={"query": "{ nothing }"})

    assert good.headers["content-type"].startswith(NEW_TYPE)
    assert (bad.status_code, "data" in bad.json()) == (400, False)
    assert (plain.status_code, plain.json()["data"]) == (200, None)


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/nothing"])
async def test_every_response_carries_the_security_headers(door: Door, path: str) -> None:
    response = await door.http.get(path, headers={"accept": "text/html"})

    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"


async def test_graphiql_needs_nothing_from_elsewhere(door: Door) -> None:
    page = await door.http.get("/graphql", headers={"accept": "text/html"})
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    local = [address for address in addresses if not address.startswith("data:")]

    answers = [await door.http.get(address) for address in local]

    assert len(local) == 3
    assert all(address.startswith("/graphiql/") for address in local)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "'self'" in page.headers["content-security-policy"]
    assert "http" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("folder", ["graphiql", "explorer"])
@pytest.mark.parametrize(
    "name", ["ide.py", "..%2fide.py", "LICENSE", "index.html", "__init__.py", "..%2fapp.py"]
)
async def test_no_other_file_is_served(door: Door, folder: str, name: str) -> None:
    response = await door.http.get(f"/{folder}/{name}")

    assert response.status_code == 404


async def test_the_root_says_what_is_here(door: Door) -> None:
    response = await door.http.get("/")

    assert response.status_code == 200
    assert "POST /graphql" in response.text


async def test_the_root_leads_a_browser_to_the_explorer(door: Door) -> None:
    response = await door.http.get("/", headers={"accept": "text/html,*/*;q=0.8"})

    assert httpx.codes.is_redirect(response.status_code)
    assert response.headers["location"] == "/explorer"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("null", "not NoneType"),
        ("5", "not int"),
        ('"{ __typename }"', "not str"),
        ("{", "JSON"),
        ("[]", "Batching"),
        ('{"query": 5}', "must be a string"),
        ('{"query": "{ __typename }", "variables": []}', "must be an object"),
        ('{"query": "{ __typename }", "operationName": "X"}', "Unknown operation"),
        ('{"query": "{ __typename }", "operationName": 5}', "operation"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_what_is_no_request_is_refused_as_errors_are(
    door: Door, body: str, said: str, accept: str
) -> None:
    headers = {"content-type": "application/json", "accept": accept}
    response = await door.http.post("/graphql", content=body, headers=headers)
    text = response.text
    if response.headers["content-type"].startswith("text/event-stream"):
        text = text.partition("data: ")[2].partition("\n")[0]
    else:
        assert response.status_code == 400
    [error] = json.loads(text)["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "retryable": False}
    assert said in error["message"]


def test_where_tools_are_not_installed_an_agents_client_is_told_so_in_its_protocol() -> None:
    response = tools_missing()
    body = json.loads(response.body)
    assert response.status_code == 501
    assert (body["jsonrpc"], body["id"]) == ("2.0", None)
    assert "quipu-memory[mcp]" in body["error"]["message"]
