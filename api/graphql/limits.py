"""How much one document may ask for: checked once, before anything else looks at it.

Each fragment is measured once however often it is spread, so the check itself stays cheap: a
document of 60 fragments that spread each other twice describes 2^60 fields in a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)

from quipu.api.graphql.errors import too_complex
from quipu.api.graphql.paging import PAGE_LIMIT

TOKEN_LIMIT = 2_000
LIMITS = {
    "depth": 15,  # GraphiQL's own introspection query is 14 deep
    "fields": 600,
    "siblings": 100,  # the standard rules compare siblings in pairs: 100 take some 15 ms
    "aliases": 50,
    "directives": 50,
    "cost": 20_000,  # objects that a document may make us build
}
ASSUMED_LIST = 5  # length of a list that takes no page size
# The cost of one such field.
HEAVY = {
    "search": 20, "ask": 20, "traverse": 20, "paths": 30, "history": 5,
    "remember": 50, "forget": 100, "consolidate": 100,
}  # fmt: skip


def as_shown() -> dict[str, int]:
    """The limits as `viewer.limits` tells them."""
    return {**LIMITS, "tokens": TOKEN_LIMIT, "first": PAGE_LIMIT}


def excess(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What a document asks too much of, with its figure; empty when it is within all limits."""
    return [error for measure in measures(schema, document) for error in _beyond(measure)][:1]


def cost_of(schema: GraphQLSchema, document: DocumentNode) -> int:
    """What the dearest operation of a document costs: the one that may be run; at least 1."""
    count = sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)
    return max([1, *(measure.cost for measure in measures(schema, document)[:count])])


def measures(schema: GraphQLSchema, document: DocumentNode) -> list[Measure]:
    """What each operation asks for, then each fragment, spread or not."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    gauge = _Gauge(schema, fragments, {})
    operations = [
        gauge.operation(node)
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    ]
    return operations + [gauge.fragment(name) for name in fragments]


def _beyond(measure: Measure) -> Iterable[GraphQLError]:
    asked = {
        "depth": measure.depth,
        "fields": measure.fields,
        "siblings": max(measure.width, measure.widest),
        "aliases": measure.aliases,
        "directives": measure.directives,
        "cost": measure.cost,
    }
    for name, limit in LIMITS.items():
        if asked[name] > limit:
            shown = f"{asked[name]:,}" if asked[name] < 10**9 else "more than 1,000,000,000"
            yield too_complex(f"the document has {name} {shown}, at most {limit:,}", limit=limit)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a selection asks for with its fragments spread out.

    `width` counts the fields side by side here, `widest` the most of them anywhere below.
    """

    depth: int = 0
    fields: int = 0
    width: int = 0
    widest: int = 0
    aliases: int = 0
    directives: int = 0
    cost: int = 0

    def beside(self, other: Measure) -> Measure:
        return Measure(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.width + other.width,
            max(self.widest, other.widest),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.cost + other.cost,
        )


_NOTHING = Measure()


@dataclass(frozen=True, slots=True)
class _Gauge:
    """Measures the parts of one document; `measured` remembers its fragments."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    measured: dict[str, Measure]

    def operation(self, node: OperationDefinitionNode) -> Measure:
        own = Measure(directives=len(node.directives or ()))
        return own.beside(
            self._selections(node.selection_set, self.schema.get_root_type(node.operation))
        )

    def fragment(self, name: str) -> Measure:
        """A fragment's measure; an unknown or circular one is left to the rules that name it."""
        if name not in self.measured:
            self.measured[name] = _NOTHING
            node = self.fragments.get(name)
            if node is not None:
                inner = self.schema.get_type(node.type_condition.name.value)
                self.measured[name] = self._selections(node.selection_set, inner)
        return self.measured[name]

    def _selections(self, node: SelectionSetNode, on: GraphQLNamedType | None) -> Measure:
        found = _NOTHING
        for selection in node.selections:
            own = Measure(directives=len(selection.directives or ()))
            found = found.beside(own).beside(self._selection(selection, on))
        return found

    def _selection(self, node: SelectionNode, on: GraphQLNamedType | None) -> Measure:
        if isinstance(node, FragmentSpreadNode):
            return self.fragment(node.name.value)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            inner = on if condition is None else self.schema.get_type(condition.name.value)
            return self._selections(node.selection_set, inner)
        return self._field(node, on) if isinstance(node, FieldNode) else _NOTHING

    def _field(self, node: FieldNode, on: GraphQLNamedType | None) -> Measure:
        entry = _entry(node, on)
        kind = None if entry is None else get_named_type(entry.type)
        inner = _NOTHING
        if node.selection_set is not None:
            inner = self._selections(node.selection_set, kind)
        own_cost = HEAVY.get(node.name.value, 1) if is_composite_type(kind) else 0
        return Measure(
            depth=1 + inner.depth,
            fields=1 + inner.fields,
            width=1,
            widest=max(inner.width, inner.widest),
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives,
            cost=own_cost + _length(node, entry) * inner.cost,
        )


def _entry(node: FieldNode, on: GraphQLNamedType | None) -> GraphQLField | None:
    if not isinstance(on, GraphQLObjectType | GraphQLInterfaceType):
        return None
    fields: dict[str, GraphQLField] = on.fields
    return fields.get(node.name.value)


def _length(node: FieldNode, entry: GraphQLField | None) -> int:
    """How many objects a field may hold; a page size in a variable counts as the largest."""
    if entry is None:
        return 1
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    if "first" in entry.args:
        value = given.get("first")
        if isinstance(value, IntValueNode) and len(value.value) < 10:
            return max(int(value.value), 1)
        default = entry.args["first"].default_value
        return default if value is None and isinstance(default, int) else PAGE_LIMIT
    if "ids" in entry.args:
        return PAGE_LIMIT
    kind = entry.type.of_type if isinstance(entry.type, GraphQLNonNull) else entry.type
    # The edges of a page have been counted by the page's own `first`.
    return ASSUMED_LIST if isinstance(kind, GraphQLList) and node.name.value != "edges" else 1
