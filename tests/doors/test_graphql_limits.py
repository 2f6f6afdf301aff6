"""What a document may not ask, what errors look like, and that refusing is quick."""

from __future__ import annotations

import time

import pytest
from graphql import get_introspection_query, parse
from tests.doors.scripted import Door

from effort import counting
from quipu.api.graphql.build import SCHEMA
from quipu.api.graphql.limits import excess, measures

NESTED = "{ facts { edges { node { source " + "{ neighbours { edges { node " * 20
NESTED += "{ id }" + " } } }" * 20 + " } } } }"
FRAGMENTS = '{ entity(name: "a") { ...f0 } } fragment f60 on Entity { name } ' + " ".join(
    f"fragment f{place} on Entity {{ name ...f{place + 1} ...f{place + 1} }}" for place in range(60)
)
TOO_MUCH = {
    "nested deeply": NESTED,
    "fragments of fragments": FRAGMENTS,
    "many siblings": "{ " + "statistics { facts } " * 300 + "}",
    "many aliases": "{ " + " ".join(f"a{n}: viewer {{ subject }}" for n in range(80)) + " }",
    "many directives": "{ viewer { subject " + "@include(if: true) " * 80 + "} }",
    "a page of pages": "query Q($n: Int) { facts(first: $n) { edges { node { source {"
    " facts(first: $n) { edges { node { source { id } } } } } } } } }",
}
MALFORMED = {
    "too many tokens": "{ " + "a " * 7_000 + "}",
    "too deep to parse": "{ " + "a { " * 5_000,
    "an endless name": "{ " + "a" * 16_000 + " }",
    "a circle of fragments": "{ viewer { ...a } } fragment a on Viewer { ...b }"
    " fragment b on Viewer { ...a }",
    "no such field": "{ nothing }",
    "no sense": "}{",
}


@pytest.mark.parametrize("document", TOO_MUCH.values(), ids=TOO_MUCH)
async def test_a_document_that_asks_too_much_is_refused_at_once(door: Door, document: str) -> None:
    await door.answer("{ __typename }")

    with counting() as calls:
        codes = await door.error_codes(document)

    assert codes == ["QUERY_TOO_COMPLEX"]
    assert calls.made < 250_000  # 83,000 at most, in 5 ms


@pytest.mark.parametrize("document", MALFORMED.values(), ids=MALFORMED)
async def test_a_document_that_makes_no_sense_is_the_callers_mistake(
    door: Door, document: str
) -> None:
    codes = await door.error_codes(document)

    assert set(codes) == {"BAD_USER_INPUT"}


def test_measuring_a_doubling_document_takes_no_time() -> None:
    document = parse(FRAGMENTS)
    started = time.thread_time()

    [error] = excess(SCHEMA._schema, document)

    assert "more than 1,000,000,000" in error.message
    assert time.thread_time() - started < 0.05


def test_a_fragment_that_nothing_spreads_counts_too() -> None:
    document = parse("{ viewer { subject } } fragment f on Query { " + "viewer " * 101 + "}")

    assert excess(SCHEMA._schema, document)


@pytest.mark.parametrize(
    "document",
    [
        get_introspection_query(),
        "{ facts(first: 100) { edges { node { id statement source { name } target { name }"
        " provenance(first: 5) { edges { node { quote episode { id } } } } } } } }",
        'query Q($n: Int) { search(input: { text: "a" }, first: $n) { edges { node {'
        " ... on Fact { statement source { name } } } via { statement } } } }",
    ],
)
def test_what_people_ask_is_within_the_limits(document: str) -> None:
    assert excess(SCHEMA._schema, parse(document)) == []


@pytest.mark.parametrize(
    ("document", "cost"),
    [
        ("{ facts(first: 7) { __typename } }", 1),
        ("{ facts(first: 7) { edges { cursor } } }", 1 + 7),
        ("{ facts { edges { cursor } } }", 1 + 20),
        ("{ facts(last: 7) { edges { cursor } } }", 1 + 7),
        ("query Q($n: Int) { facts(first: 1, last: $n) { edges { cursor } } }", 1 + 100),
        ("query Q($n: Int = 1) { facts(first: $n) { edges { cursor } } }", 1 + 100),
        ("{ ...f ...f } fragment f on Query { facts(first: 1) { edges { cursor } } }", 4),
        ("{ ... on Query { facts(first: 1) { edges { cursor } } } }", 2),
        ('{ fact(id: "a") { supersedes { source { id } } } }', 1 + 1 + 5),
        ('{ nodes(ids: ["a", "b"]) { ... on Fact { source { id } } } }', 1 + 2),
        ("query Q($ids: [ID!]!) { nodes(ids: $ids) { ... on Fact { source { id } } } }", 1 + 100),
        ("{ facts(first: 7) { totalCount pageInfo { endCursor } edges { cursor } } }", 12 + 7),
        ("{ facts(first: 7) { ...c } } fragment c on FactConnection { edges { cursor } }", 1 + 7),
        ('{ paths(from: "a", to: "b", limit: 3) { facts { source { id } } } }', 30 + 3 * (1 + 5)),
        ('{ search(input: { text: "a" }, first: 2) { edges { node { __typename } } } }', 20 + 4),
    ],
)
def test_cost_counts_the_objects_to_build(document: str, cost: int) -> None:
    assert measures(SCHEMA._schema, parse(document))[0].cost == cost


@pytest.mark.parametrize(
    "document",
    [
        "{ facts(first: 101) { edges { cursor } } }",
        "{ facts(first: 0) { edges { cursor } } }",
        '{ facts(after: "nonsense") { edges { cursor } } }',
        '{ facts(at: { asOf: "2024-01-01" }) { edges { cursor } } }',
        '{ facts(at: { knownAt: "2024-01-01T00:00:00" }) { edges { cursor } } }',
        '{ facts(scope: { user: "a/b" }) { edges { cursor } } }',
        '{ search(input: { text: " " }) { edges { cursor } } }',
        '{ search(input: { text: "a", expandDepth: 9 }) { edges { cursor } } }',
        '{ search(input: { text: "a", weights: { vector: -1 } }) { edges { cursor } } }',
        "{ traverse(input: { from: [] }) { truncated } }",
        '{ traverse(input: { from: ["en_a"], depth: 9 }) { truncated } }',
        '{ traverse(input: { from: ["en_a"], at: { includeInvalidated: true } }) { truncated } }',
        '{ changes(since: "soon") { edges { cursor } } }',
        "{ changes(scope: { inherit: false }) { edges { cursor } } }",
        "{ entity { id } }",
        '{ entity(id: "en_a", name: "a") { id } }',
    ],
)
async def test_a_question_that_makes_no_sense_is_refused_with_a_code(
    door: Door, document: str
) -> None:
    assert await door.error_codes(document) == ["BAD_USER_INPUT"]


async def test_a_cursor_of_another_list_is_refused(door: Door) -> None:
    await door.tell("Sam lives in Oslo.")
    page = await door.ask("{ facts { pageInfo { endCursor } } }")
    cursor = page["facts"]["pageInfo"]["endCursor"]
    asked = "query E($c: String) { entities(after: $c) { edges { cursor } } }"

    assert await door.error_codes(asked, c=cursor) == ["BAD_USER_INPUT"]


async def test_an_unexpected_error_is_masked_and_can_be_found_in_the_log(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    await door.app.state.service.memory.store.close()

    [error] = (await door.answer("{ statistics { facts } }"))["errors"]

    extensions = error["extensions"]
    assert extensions["code"] in ("UNAVAILABLE", "INTERNAL")
    if extensions["code"] == "INTERNAL":
        assert extensions["errorId"] in caplog.text


MANY = [f"name {number}" for number in range(1_001)]
BOUNDED = {
    "predicates of facts": ("query Q($v: [String!]) { facts(filter: {predicates: $v}) {"
    " edges { node { id } } } }", MANY),
    "types of entities": ("query Q($v: [String!]) { entities(filter: {types: $v}) {"
    " edges { node { id } } } }", MANY),
    "a part of a name": ("query Q($v: String) { entities(filter: {nameContains: $v}) {"
    " edges { node { id } } } }", "a" * 501),
    "a name": ("query Q($v: String) { entity(name: $v) { id } }", "a" * 501),
    "whom a search is about": ("query Q($v: [ID!]) { search(input: {text: \"x\","
    " filter: {aboutEntities: $v}}) { edges { node { __typename } } } }", MANY),
    "predicates of a search": ("query Q($v: [String!]) { search(input: {text: \"x\","
    " filter: {predicates: $v}}) { edges { node { __typename } } } }", MANY),
    "types of a search": ("query Q($v: [String!]) { search(input: {text: \"x\","
    " filter: {entityTypes: $v}}) { edges { node { __typename } } } }", MANY),
    "predicates of a walk": ("query Q($v: [String!]) { traverse(input: {from: [\"x\"],"
    " predicates: $v}) { __typename } }", MANY),
}  # fmt: skip


@pytest.mark.parametrize(("document", "much"), BOUNDED.values(), ids=BOUNDED)
async def test_a_filter_names_only_so_much_and_says_how_much(door: Door, document, much) -> None:
    [fault] = (await door.answer(document, v=much))["errors"]
    assert fault["extensions"]["code"] == "BAD_USER_INPUT"
    assert " has " in fault["message"]
    fewer = (await door.answer(document, v=much[:-1])).get("errors", [])
    assert not any(" has " in fault["message"] for fault in fewer)
