"""Calls of every root field of a GraphQL schema, made from the schema itself.

A field, argument or mutation that is added later is called by itself: each call selects all fields
of what comes back and of what that leads to, and puts the id or text under test where one can go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    visit,
)

DEPTH = 1
# What differs between two equal answers, and says nothing of a memory.
VOLATILE = frozenset({"cursor", "startCursor", "endCursor", "tookMs", "stages", "asOf", "at"})
_PAGING = frozenset({"after", "before"})
_INPUTS = {"Int": 1, "Float": 1.0, "Boolean": False, "DateTime": "2024-06-01T00:00:00Z", "JSON": {}}


@dataclass(frozen=True, slots=True)
class Probe:
    """What goes into the places for ids, texts, sequences of the log, and idempotency keys.

    `other` goes into the places for ids that are not under test; without one, `id` goes there too.
    """

    id: str
    text: str
    sequence: str
    key: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of one root field with its variables."""

    name: str
    document: str
    variables: Mapping[str, Any]

    @property
    def reads(self) -> bool:
        return not self.document.startswith("mutation")

    @property
    def is_live(self) -> bool:
        return self.document.startswith("subscription")

    def names(self, said: str) -> bool:
        """Whether something was said with the call."""
        return said in str(self.variables)


def calls(schema: GraphQLSchema, probe: Probe) -> Iterator[Call]:
    """Calls of every root field: one with what it must be given, and one for each place where an
    id or a text can go beside that."""
    for kind, root in roots_of(schema).items():
        for name, field in root.fields.items():
            inside = {each: argument.type for each, argument in field.args.items()}
            for path in [(), *_places(inside)]:
                other = probe.other if path and probe.other else probe.id
                own = replace(probe, key="-".join((probe.key, name, *path)), other=other)
                yield _call(schema, kind, name, _given(inside, path, own))


def roots_of(schema: GraphQLSchema) -> dict[str, GraphQLObjectType]:
    """The types of what can be asked, told and subscribed to."""
    roots = {
        "query": schema.query_type,
        "mutation": schema.mutation_type,
        "subscription": schema.subscription_type,
    }
    return {kind: root for kind, root in roots.items() if root is not None}


def deep_calls(schema: GraphQLSchema, probe: Probe) -> Iterator[Call]:
    """What everything with an id leads to, one field a call and one step further."""
    for type_ in schema.get_possible_types(schema.type_map["Node"]):  # type: ignore[arg-type]
        for name, field in type_.fields.items():
            inner = get_named_type(field.type)
            if _is_selectable(name, field) and not isinstance(
                inner, GraphQLScalarType | GraphQLEnumType
            ):
                for part in _parts_of(schema, inner, DEPTH + 1):
                    node = f"node(id: $id) {{ ... on {type_.name} {{ {name} {part} }} }}"
                    document = f"query Deep($id: ID!) {{ {node} }}"
                    yield Call(f"{type_.name}.{name}", document, {"id": probe.id})


def below_lists(schema: GraphQLSchema, kind: str) -> Iterator[tuple[str, str]]:
    """Each field of a kind of item with all that it leads to, of as many items as `$ids` names."""
    for name, field in schema.type_map[kind].fields.items():  # type: ignore[attr-defined]
        inner = get_named_type(field.type)
        is_leaf = isinstance(inner, GraphQLScalarType | GraphQLEnumType)
        if _is_selectable(name, field):
            page = "(first: 2)" if "first" in field.args else ""
            for part in [""] if is_leaf else _parts_of(schema, inner, DEPTH):
                asked = f"nodes(ids: $ids) {{ ... on {kind} {{ {name}{page} {part} }} }}"
                yield f"{kind}.{name}", f"query Below($ids: [ID!]!) {{ {asked} }}"


def _parts_of(schema: GraphQLSchema, named: Any, depth: int) -> Iterator[str]:
    """All that can be selected, in two parts: together they would be more than a document may
    ask for."""
    if not isinstance(named, GraphQLObjectType):
        yield _selection(schema, named, depth)
        return
    fields = _fields(schema, named, depth)
    for way in ("edges", "node"):
        if way in fields:
            inner = get_named_type(named.fields[way].type)
            del fields[way]
            yield from (f"{{ {way} {part} }}" for part in _parts_of(schema, inner, depth))
            break
    else:
        names = list(fields)
        for some in (names[::2], names[1::2]):
            if some:
                yield f"{{ {' '.join(fields[name] for name in some)} }}"
        return
    if fields:
        yield f"{{ {' '.join(fields.values())} }}"


def covered(schema: GraphQLSchema, document: str) -> set[str]:
    """The fields that a document selects, by type."""
    info, found = TypeInfo(schema), set[str]()

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            if (parent := info.get_parent_type()) is not None:
                found.add(f"{parent.name}.{node.name.value}")

    visit(parse(document, no_location=True), TypeInfoVisitor(info, Fields()))
    return found


def selectable(schema: GraphQLSchema) -> set[str]:
    """The fields of all types that show something: not those that need an argument of their own."""
    return {
        f"{name}.{each}"
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
        for each, field in type_.fields.items()
        if _is_selectable(each, field)
    }


def _call(schema: GraphQLSchema, kind: str, name: str, given: Mapping[str, Any]) -> Call:
    field = roots_of(schema)[kind].fields[name]
    heads = ", ".join(f"${each}: {field.args[each].type}" for each in given)
    passed = ", ".join(f"{each}: ${each}" for each in given)
    called = f"{name}({passed})" if given else name
    opened = f"({heads})" if given else ""
    document = f"{kind} Walk{opened} {{ {called} {_selection(schema, field.type, DEPTH)} }}"
    return Call(f"live {name}" if kind == "subscription" else name, document, given)


_Path = tuple[str, ...]


def _places(inside: Mapping[str, Any], depth: int = 3) -> Iterator[_Path]:
    """Paths to all ids and texts in some arguments: not the scope, which narrows one's own."""
    for name, type_ in inside.items():
        named = get_named_type(type_)
        if named.name == "ScopeInput" or name in _PAGING:
            continue
        if named.name in ("ID", "String"):
            yield (name,)
        elif isinstance(named, GraphQLInputObjectType) and depth:
            below = {each: field.type for each, field in named.fields.items()}
            yield from ((name, *path) for path in _places(below, depth - 1))


def _given(inside: Mapping[str, Any], path: _Path, probe: Probe) -> dict[str, Any]:
    """What must be given, and what lies on the way to a place."""
    beside = replace(probe, id=probe.other)
    return {
        name: _value(type_, name, path[1:], probe)
        if path[:1] == (name,)
        else _value(type_, name, (), beside)
        for name, type_ in inside.items()
        if isinstance(type_, GraphQLNonNull) or path[:1] == (name,)
    }


def _value(type_: Any, name: str, path: _Path, probe: Probe) -> Any:
    if isinstance(type_, GraphQLNonNull):
        return _value(type_.of_type, name, path, probe)
    if isinstance(type_, GraphQLList):
        return [_value(type_.of_type, name, path, probe)]
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        below = {each: field.type for each, field in type_.fields.items()}
        if type_.is_one_of and not path:
            path = ("id",) if "id" in below else (next(iter(below)),)
        return _given(below, path, probe)
    if type_.name == "ID":
        return probe.id
    return _INPUTS.get(type_.name, _text(name, probe))


def _text(name: str, probe: Probe) -> str:
    if name == "idempotencyKey":
        return probe.key
    if name == "since":
        return "0"  # the whole log
    return probe.sequence if name == "change" else probe.text


@cache  # a walk says each of some hundred texts a hundred times: two fifths of its time
def _selection(schema: GraphQLSchema, type_: Any, depth: int) -> str:
    named = get_named_type(type_)
    if isinstance(named, GraphQLScalarType | GraphQLEnumType):
        return ""
    if isinstance(named, GraphQLUnionType | GraphQLInterfaceType):
        return f"{{ __typename {' '.join(_parts(schema, named, depth))} }}"
    return f"{{ {' '.join(_fields(schema, named, depth).values()) or '__typename'} }}"


def _parts(
    schema: GraphQLSchema, named: GraphQLUnionType | GraphQLInterfaceType, depth: int
) -> Iterator[str]:
    """A fragment for each type; a name that means another type in two of them is left to one."""
    taken: dict[str, str] = {}
    for one in schema.get_possible_types(named):
        fields = {
            name: text
            for name, text in _fields(schema, one, depth).items()
            if taken.setdefault(name, str(one.fields[name].type)) == str(one.fields[name].type)
        }
        if fields:
            yield f"... on {one.name} {{ {' '.join(fields.values())} }}"


def _fields(schema: GraphQLSchema, named: GraphQLObjectType, depth: int) -> dict[str, str]:
    found = {}
    for name, field in named.fields.items():
        inner = get_named_type(field.type)
        is_leaf = isinstance(inner, GraphQLScalarType | GraphQLEnumType)
        is_frame = inner.name.endswith(("Connection", "Edge", "PageInfo", "UserError"))
        is_inside = named.name.endswith(("Connection", "Edge"))
        if _is_selectable(name, field) and (is_leaf or depth or is_inside):
            page = "(first: 2)" if "first" in field.args else ""
            left = depth if is_frame else depth - 1
            below = "" if is_leaf else _selection(schema, inner, max(left, 0))
            found[name] = f"{name}{page} {below}".strip()
    return found


def _is_selectable(name: str, field: GraphQLField) -> bool:
    needs_more = any(isinstance(one.type, GraphQLNonNull) for one in field.args.values())
    return name not in VOLATILE and not needs_more
