"""`quipu.Client` against the real application, over HTTP on loopback."""

from __future__ import annotations

import asyncio
import json
import types
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import pytest
from graphql import (
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    parse,
    validate,
)
from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder
from typer.testing import CliRunner

from quipu import Client
from quipu.api.app import create_app
from quipu.api.assemble import assembled
from quipu.api.cli.main import app
from quipu.api.cli.standing import standing
from quipu.api.client import answers
from quipu.api.client.calls import Call
from quipu.api.graphql.build import SCHEMA
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid, NotFound, RateLimited, Unavailable

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[str]:
    reader, embedder = ScriptedReader(), HashEmbedder()
    served_app = create_app(
        settings, lambda: assembled(settings, extractor=reader, embedder=embedder)
    )
    async with standing(served_app, settings) as server:
        yield server.address


@pytest.fixture
async def address(settings: Settings) -> AsyncIterator[str]:
    async with served(replace(settings, port=0)) as found:
        yield found


@pytest.fixture
async def client(address: str) -> AsyncIterator[Client]:
    async with Client(address) as opened:
        yield opened


async def test_a_story_is_told_asked_corrected_and_undone(client: Client) -> None:
    told = await client.remember("Sam lives in Oslo.", occurred_at=NOON, wait=True)
    [fact] = told.facts
    answer = await client.ask("Where does Sam live?")
    corrected = await client.correct_fact(fact.id, target="Bergen", reason="misheard")
    undone = await client.undo(corrected.changes[0].sequence, reason="it was right")

    assert (fact.statement, fact.valid_at) == ("Sam lives in Oslo", NOON)
    assert answer.texts == ("Oslo",)
    assert corrected.fact is not None
    assert corrected.fact.target is not None
    assert corrected.fact.target.name == "Bergen"
    assert undone.changes


async def test_one_client_serves_several_event_loops(address: str) -> None:
    client = Client(address)

    async def told(name: str) -> str:
        await client.remember(f"{name} lives in Oslo.", wait=True)
        return (await client.ask(f"Where does {name} live?")).texts[0]

    def in_turn() -> list[str]:
        return [asyncio.run(told("Sam")), asyncio.run(told("Ann"))]

    both = await asyncio.gather(told("Bob"), asyncio.to_thread(in_turn))
    assert both == ["Oslo", ["Oslo", "Oslo"]]
    await client.wires.aclose()


async def test_what_holds_is_listed_and_what_ended_is_found_at_its_time(client: Client) -> None:
    added = await client.add_fact("Sam", "lives in", "Oslo", valid_at=NOON)
    assert added.fact is not None
    later = datetime(2024, 6, 1, tzinfo=UTC)
    await client.invalidate_fact(added.fact.id, invalid_at=later, reason="he moved")

    now, then = await client.facts(), await client.facts(as_of=datetime(2024, 3, 1, tzinfo=UTC))

    assert now.edges == ()
    assert [edge.node.statement for edge in then.edges] == ["Sam lives in Oslo"]
    assert not then.page_info.has_next_page


async def test_hits_are_facts_entities_and_episodes(client: Client) -> None:
    await client.remember("Sam works at Acme.", wait=True)

    found = await client.search("Sam works at Acme", first=5)

    kinds = {type(edge.node) for edge in found.edges}
    assert {answers.Fact, answers.Episode} <= kinds


async def test_a_scope_is_gone_over_on_trial_and_for_good(client: Client) -> None:
    await client.remember("Sam likes tea. Ann likes tea. Sam likes Ann.", wait=True)
    dry = await client.consolidate("COMMUNITIES", dry_run=True)
    assert (dry.job, dry.dry_run, [one.name for one in dry.report]) == (None, True, ["COMMUNITIES"])
    done = await client.consolidate("COMMUNITIES", idempotency_key="over")
    again = await client.consolidate("COMMUNITIES", idempotency_key="over")
    assert done.job is not None
    assert again.job is not None
    assert again.job.id == done.job.id


async def test_what_is_forgotten_is_shown_first_and_gone_then(client: Client) -> None:
    told = await client.remember("Sam likes tea.", wait=True)
    selector = {"ids": [told.episodes[0].id]}
    shown = await client.forget(selector, reason="asked to")
    gone = await client.forget(selector, reason="asked to", confirm_token=shown.confirm_token)

    assert (shown.dry_run, gone.dry_run) == (True, False)
    assert (await client.statistics()).episodes == 0


async def test_who_is_one_is_merged_and_who_is_another_is_split_off(client: Client) -> None:
    await client.remember("Sam lives in Oslo. Sammy likes tea.", wait=True)
    sam, sammy = await client.entity(name="Sam"), await client.entity(name="Sammy")
    assert sam is not None
    assert sammy is not None
    merged = await client.merge_entities(sam.id, [sammy.id], reason="one", insist=True)
    around = await client.traverse([sam.id], depth=1)
    tea = next(fact for fact in around.facts if fact.predicate == "likes")
    split = await client.split_entity(sam.id, "Sam Hill", [tea.id], reason="another")

    assert merged.entity is not None
    assert {entity.name for entity in around.entities} >= {"Oslo", "tea"}
    assert split.created is not None
    assert (split.created.name, split.moved_facts) == ("Sam Hill", 1)
    assert (await client.entity(name="Nobody")) is None


async def test_a_fact_tells_why_and_two_entities_how_they_are_connected(client: Client) -> None:
    await client.remember("Sam lives in Oslo. Ann lives in Oslo.", wait=True)
    sam, ann = await client.entity(name="Sam"), await client.entity(name="Ann")
    assert sam is not None
    assert ann is not None
    [path] = await client.paths(sam.id, ann.id)
    why = await client.fact(path.facts[0].id)

    assert [entity.name for entity in path.entities] == ["Sam", "Oslo", "Ann"]
    assert why is not None
    assert why.explanation.quotes[0].quote == "Sam lives in Oslo."
    assert (await client.reviews()).edges == ()


async def test_attempts_are_recorded_and_what_they_teach_is_found(client: Client) -> None:
    steps = ["run the migrations", {"action": "restart it", "succeeded": True, "tool": "sh"}]
    first = await client.record_experience("deploy the shop", "success", steps, lesson="Wait.")
    again = await client.record_experience("deploy the shop", "success", steps)
    kinds = {"kinds": ["PROCEDURE", "EXPERIENCE"]}
    hits = [edge.node for edge in (await client.search("deploy", filter=kinds)).edges]

    assert first.experience is not None
    assert (first.experience.steps[1].tool, first.experience.lesson) == ("sh", "Wait.")
    [procedure] = again.updated_procedures
    assert procedure in hits
    assert first.experience in hits
    assert procedure.steps == ("run the migrations", "sh: restart it")
    assert procedure.lessons == ("Wait.",)


async def test_the_same_calls_are_made_where_nothing_is_async(address: str) -> None:
    def story() -> list[str]:
        with Client(address) as client:
            client.remember("Sam lives in Oslo.", wait=True).result()
            return [edge.node.statement for edge in client.facts().result().edges]

    assert await asyncio.to_thread(story) == ["Sam lives in Oslo"]


async def test_several_calls_are_made_at_once(client: Client) -> None:
    told = await asyncio.gather(*(client.remember(f"Sam likes tea {n}.") for n in range(3)))

    assert len({payload.job.id for payload in told if payload.job}) == 3


async def test_who_says_i_without_a_name_is_the_user_as_at_every_door(client: Client) -> None:
    document = """mutation ($input: RememberInput!) {
      remember(input: $input) { episodes { kind } } }"""
    said = {"idempotencyKey": "k", "episodes": [{"content": "I like tea."}]}
    told = await client.execute(document, input=said)
    document = "query ($id: ID!) { node(id: $id) { ... on Episode { kind } } }"
    [mine] = (await client.remember("I like tea a lot.")).episodes
    [noted] = (await client.remember("Sam likes tea.", source="notes")).episodes
    kinds = [(await client.execute(document, id=one.id))["node"]["kind"] for one in (mine, noted)]

    assert told["remember"]["episodes"] == [{"kind": "MESSAGE"}]
    assert kinds == ["MESSAGE", "TEXT"]


async def test_an_object_is_remembered_as_json(client: Client) -> None:
    record = {"type": "customer", "name": "Ann", "updated_at": NOON}
    [kept] = (await client.remember(record)).episodes
    document = "query ($id: ID!) { node(id: $id) { ... on Episode { kind content } } }"
    found = (await client.execute(document, id=kept.id))["node"]

    assert found["kind"] == "JSON"
    assert json.loads(found["content"]) == {**record, "updated_at": NOON.isoformat()}
    with pytest.raises(Invalid, match="no JSON"):
        client.remember({"when": object()})


async def test_the_address_of_the_endpoint_is_one_of_the_service(address: str) -> None:
    async with Client(f"{address}/graphql") as client:
        assert (await client.viewer()).subject
    with pytest.raises(Invalid, match="no address of a service"):
        Client("127.0.0.1:8321")


async def test_a_narrower_client_sees_what_is_its_own(client: Client) -> None:
    await client.within(user="sam").remember("Sam likes tea.", wait=True)

    assert (await client.within(user="sam").facts()).edges
    assert not (await client.within(user="kim").facts()).edges


async def test_any_operation_of_the_contract_can_be_sent(client: Client) -> None:
    data = await client.execute("query Q($id: ID!) { node(id: $id) { id } }", id="fa_none")

    assert data == {"node": None}


async def test_a_key_given_again_stores_nothing_twice(client: Client) -> None:
    first = await client.remember("Sam likes tea.", idempotency_key="k")
    again = await client.remember("Sam likes tea.", idempotency_key="k")

    assert (first.replayed, again.replayed) == (False, True)


async def test_an_answer_that_got_lost_is_asked_for_again_with_the_same_key(address: str) -> None:
    async with _losing_the_first_answer(address) as unsteady, Client(unsteady) as client:
        told = await client.remember("Sam likes tea.")

    assert told.replayed
    async with Client(address) as steady:
        assert (await steady.statistics()).episodes == 1


@asynccontextmanager
async def _losing_the_first_answer(address: str) -> AsyncIterator[str]:
    """A way to a service on which the first answer is cut off, after it was given."""
    target, answered = urlsplit(address), list[bytes]()

    under_way = set[asyncio.Task[None]]()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        ahead, behind = await asyncio.open_connection(target.hostname, target.port)
        passing = asyncio.create_task(_copy(reader, behind))
        try:
            first = await ahead.read(65_536)
            if answered:
                writer.write(first)
                await _copy(ahead, writer)
            answered.append(first)
        finally:
            passing.cancel()
            behind.close()
            writer.close()
            await asyncio.gather(
                passing, behind.wait_closed(), writer.wait_closed(), return_exceptions=True
            )
            under_way.discard(task)

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}"
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.CancelledError):
        while block := await source.read(65_536):
            sink.write(block)
            await sink.drain()


async def test_who_asks_too_much_is_told_when_to_come_back(settings: Settings) -> None:
    tight = replace(settings, port=0, limits_requests_per_minute=1)
    words = ["keys", "create", "test", "--json", "--database", str(settings.database)]
    key: str = json.loads(CliRunner().invoke(app, words).stdout)["key"]
    async with served(tight) as address, Client(address, key=key, patience_seconds=0) as client:
        await client.viewer()

        with pytest.raises(RateLimited) as refused:
            await client.viewer()

    assert refused.value.retry_after_ms > 0


async def test_a_service_that_is_not_there_is_a_clear_fault() -> None:
    async with Client("http://127.0.0.1:9", patience_seconds=0) as client:
        with pytest.raises(Unavailable, match="does not answer"):
            await client.viewer()


async def test_faults_are_those_of_the_library(client: Client) -> None:
    with pytest.raises(NotFound):
        await client.invalidate_fact("fa_none", reason="r")
    with pytest.raises(Invalid):
        await client.search(" ")


def every_call(client: Client) -> Iterator[Call[Any]]:
    """One call of each operation that the client has a name for."""
    yield from (client.remember("a"), client.add_fact("a", "b", "c", valid_at=NOON))
    yield from (client.correct_fact("a", reason="b", target="c"), client.undo("1", reason="b"))
    yield client.invalidate_fact("a", reason="b", invalid_at=NOON)
    yield client.forget({"ids": ["a"]}, reason="b")
    yield from (client.search("a", as_of=NOON), client.ask("a"), client.facts())
    yield client.context("a", tokens=500, as_of=NOON)
    yield from (client.entity("en_1"), client.fact("fa_1"), client.traverse(["en_1"]))
    yield from (client.paths("en_1", "en_2", as_of=NOON), client.reviews())
    yield client.merge_entities("en_1", ["en_2"], reason="one")
    yield client.split_entity("en_1", "Ann", ["fa_1"], reason="two")
    yield client.record_experience("a", "success", ["b", {"action": "c", "duration_ms": 1}])
    yield client.decide("re_1", "SAME", reason="one")
    yield from (client.statistics(), client.viewer())
    yield from (client.changes("1", kinds=["CREATED"]).call, client.follow("jo_1").call)


def test_every_document_of_the_client_fits_the_schema() -> None:
    calls = list(every_call(Client().within(user="sam")))

    assert len(calls) == 23
    assert not [error for call in calls for error in validate(SCHEMA._schema, parse(call.document))]


@pytest.mark.parametrize(
    "kind",
    [
        one
        for one in vars(answers).values()
        if isinstance(one, type) and one.__module__.startswith("quipu.api.client")
    ],
)
def test_what_may_be_null_is_optional_and_nothing_else(kind: type) -> None:
    types_ = SCHEMA._schema.type_map
    type_ = types_[next(one.__name__ for one in kind.__mro__ if one.__name__ in types_)]
    assert isinstance(type_, GraphQLObjectType)

    for name, hint in get_type_hints(kind).items():
        first, *rest = name.split("_")
        field = type_.fields[first + "".join(word.capitalize() for word in rest)]
        is_open = isinstance(get_named_type(field.type), GraphQLUnionType)
        is_optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
        assert is_optional == (is_open or not isinstance(field.type, GraphQLNonNull)), name
