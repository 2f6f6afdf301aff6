"""What the schema tells of costs is what is counted: clients can work it out beforehand."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLArgument,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    build_schema,
    get_named_type,
    is_composite_type,
    parse,
    value_from_ast_untyped,
)

from quipu.api.graphql.build import SCHEMA, sdl
from quipu.api.graphql.limits import measures

TOLD = build_schema(sdl())
PAGE = "{ totalCount pageInfo { endCursor } edges { cursor node { id %s } } }"
DOCUMENTS = [
    "{ viewer { scope { path } } statistics { facts } }",
    "{ facts " + PAGE % "source { name } contradicts(first: 3) { id }" + " }",
    "{ entities(last: 40) " + PAGE % ("updatedAt facts(first: 9) " + PAGE % "") + " }",
    '{ search(input: { text: "a" }, first: 4) { explain { exact } edges { via { id } } } }',
    '{ traverse(input: { from: ["a"] }) { entities { history(first: 2) { edges { cursor } } } } }',
    '{ paths(from: "a", to: "b", limit: 7) { entities { id } facts { source { id } } } }',
    '{ nodes(ids: ["a", "b", "c"]) { id ... on Entity { neighbours { edges { cursor } } } } }',
    'mutation { undo(input: { idempotencyKey: "a", change: "1", reason: "b" }) {'
    " changes { sequence item { id } } userErrors { message } } }",
]


def directives(type_: GraphQLObjectType, name: str) -> dict[str, dict[str, Any]]:
    node = type_.fields[name].ast_node
    return {one.name.value: _given(one) for one in (node.directives if node else ()) or ()}


def _given(node: DirectiveNode) -> dict[str, Any]:
    return {one.name.value: value_from_ast_untyped(one.value) for one in node.arguments or ()}


def cost(schema: GraphQLSchema, type_: Any, node: FieldNode, times: dict[str, int]) -> int:
    """The cost of a field as the directives of its schema say, and nothing else."""
    name = node.name.value
    if name == "__typename" or name not in type_.fields:
        return 0
    entry, told = type_.fields[name], directives(type_, name)
    inner = get_named_type(entry.type)
    own = int(told["cost"]["weight"]) if "cost" in told else int(is_composite_type(inner))
    size = told.get("listSize", {})
    length = size.get("assumedSize", 1)
    if "slicingArguments" in size:
        given = {one.name.value: value_from_ast_untyped(one.value) for one in node.arguments or ()}
        asked = [given[one] for one in size["slicingArguments"] if one in given]
        asked = asked or [_default(entry.args[one]) for one in size["slicingArguments"]]
        sizes = [len(one) if isinstance(one, list) else one for one in asked]
        length = max(one for one in sizes if isinstance(one, int))
    passed = dict.fromkeys(size.get("sizedFields", ()), length)
    many = length if not passed else 1
    return times.get(name, 1) * (own + many * _below(schema, inner, node, passed))


def _default(argument: GraphQLArgument) -> Any:
    given = None if argument.ast_node is None else argument.ast_node.default_value
    return None if given is None else value_from_ast_untyped(given)


def _below(schema: GraphQLSchema, type_: Any, node: Any, times: dict[str, int]) -> int:
    total = 0
    for one in node.selection_set.selections if node.selection_set else ():
        if isinstance(one, InlineFragmentNode):
            inner = schema.type_map[one.type_condition.name.value]
            total += _below(schema, inner, one, times)
        else:
            total += cost(schema, type_, one, times)
    return total


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_cost_worked_out_from_the_schema_is_the_one_that_counts(document: str) -> None:
    [operation] = parse(document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    root = TOLD.get_root_type(operation.operation)
    worked_out = _below(TOLD, root, operation, {})
    assert worked_out == measures(SCHEMA._schema, parse(document))[0].cost


def test_every_page_and_every_list_of_objects_tells_its_size() -> None:
    for type_ in TOLD.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, entry in type_.fields.items():
                inner = get_named_type(entry.type)
                is_list = "[" in str(entry.type) and is_composite_type(inner) and name != "edges"
                is_page = inner.name.endswith("Connection")
                assert ("listSize" in directives(type_, name)) == (is_list or is_page), name
