"""Documents that are known beforehand are sent by id, and can be all that is answered."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.doors.listening import socket_to
from tests.doors.scripted import Door, open_door

from quipu.api.app import create_app
from quipu.api.settings import Settings, load_settings
from quipu.schema.errors import Invalid

VIEWER = "{ viewer { subject } }"
CHANGES = "subscription { changes { sequence } }"
OTHER = "{ statistics { facts } }"
ANSWER = {"data": {"viewer": {"subject": "local"}}}


def id_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def written(folder: Path, documents: object) -> Path:
    file = folder / "documents.json"
    file.write_text(json.dumps(documents))
    return file


@pytest.fixture
def knowing(settings: Settings, tmp_path: Path) -> Settings:
    """Settings that trust two documents."""
    texts = {id_of(VIEWER): VIEWER, f"sha256:{id_of(CHANGES)}": CHANGES}
    return replace(settings, documents_trusted=written(tmp_path, texts))


@pytest.fixture(params=[False, True], ids=["others too", "only those"])
async def door(request: pytest.FixtureRequest, knowing: Settings) -> AsyncIterator[Door]:
    async with open_door(replace(knowing, documents_only=request.param)) as opened:
        yield opened


async def posted(door: Door, **body: object) -> tuple[int, Any]:
    response = await door.http.post("/graphql", json=body)
    return response.status_code, response.json()


@pytest.mark.parametrize("mark", ["", "sha256:"])
async def test_a_document_is_named_by_its_hash(door: Door, mark: str) -> None:
    id = mark + id_of(VIEWER)
    header = {"graphql-require-preflight": "1", "accept": "application/json"}

    assert await posted(door, documentId=id) == (200, ANSWER)
    assert await posted(door, documentId=id, query=VIEWER) == (200, ANSWER)
    got = await door.http.get("/graphql", params={"documentId": id}, headers=header)
    assert got.json() == ANSWER


async def test_the_text_of_a_known_document_is_answered_too(door: Door) -> None:
    assert await posted(door, query=VIEWER) == (200, ANSWER)


@pytest.mark.parametrize("id", ["0" * 64, "", "md5:1", 7, {"a": 1}])
async def test_an_unknown_document_is_the_callers_to_mend(door: Door, id: object) -> None:
    status, body = await posted(door, documentId=id)

    assert (status, body["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")


async def test_an_id_with_another_text_is_refused(door: Door) -> None:
    status, body = await posted(door, documentId=id_of(VIEWER), query=OTHER)

    assert (status, body["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")


async def test_where_only_those_are_answered_no_other_is(knowing: Settings) -> None:
    async with open_door(replace(knowing, documents_only=True)) as door:
        status, body = await posted(door, query=OTHER)
        assert (status, body["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
        asked, kind = {"query": OTHER}, {"accept": "text/event-stream"}
        assert (await door.http.post("/graphql", json=asked, headers=kind)).status_code == 403
        async with socket_to(door.app) as socket:
            await socket.greet()
            await socket.subscribe(OTHER)
            refused = await socket.hear()
    assert refused["type"] == "error"
    assert refused["payload"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_one_subscribes_by_id_as_well(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.say(type="subscribe", id="1", payload={"documentId": id_of(VIEWER)})
        assert await socket.next() == ANSWER["data"]
        await socket.hear()
        await socket.say(type="subscribe", id="2", payload={"documentId": "0"})
        assert (await socket.hear())["type"] == "error"


@pytest.mark.parametrize(
    ("documents", "message"),
    [
        ({id_of(VIEWER): OTHER}, "is not the SHA-256"),
        ({"0": VIEWER}, "is not the SHA-256"),
        ([VIEWER], "no file of documents"),
        ({id_of(VIEWER): 1}, "no file of documents"),
    ],
)
def test_a_file_that_says_something_else_is_refused_at_once(
    settings: Settings, tmp_path: Path, documents: object, message: str
) -> None:
    with pytest.raises(Invalid, match=message):
        create_app(replace(settings, documents_trusted=written(tmp_path, documents)))


def test_without_a_file_nothing_can_be_the_only_thing(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="without documents"):
        create_app(replace(settings, documents_only=True))
    with pytest.raises(Invalid, match="cannot read the documents"):
        create_app(replace(settings, documents_trusted=tmp_path / "none.json"))


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("False", False)])
def test_the_environment_can_say_so(tmp_path: Path, said: str, meant: bool) -> None:
    given = {"QUIPU_DOCUMENTS__ONLY": said}

    assert load_settings({}, given, folder=tmp_path).documents_only is meant
