"""How much one document may ask for: checked once, before anything else looks at it.

Each fragment is measured once however often it is spread, so the check itself stays cheap: a
document of 60 fragments that spread each other twice describes 2^60 fields in a few kilobytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    parse,
)

from quipu.api.graphql.costs import SIZED, length_of, sizing_of, weight_of
from quipu.api.graphql.errors import too_complex
from quipu.api.graphql.introspection import META_FIELDS, STANDARD, lengths
from quipu.api.graphql.paging import PAGE_LIMIT

TOKEN_LIMIT = 2_000
LIMITS = {
    "depth": 15,  # GraphiQL's own introspection query is 14 deep
    "fields": 500,
    "siblings": 100,
    "repeats": 30,  # of one name side by side: the standard rules compare those in pairs
    "aliases": 50,
    "directives": 50,
    "cost": 20_000,  # objects that a document may make us build
    "operations": 20,  # each is checked with the fragments it leads to: 150 take over 40 ms
}
# Fields of introspection that take as long as building one object of ours.
_INTROSPECTED_PER_OBJECT = 5


def as_shown() -> dict[str, int]:
    """The limits as `viewer.limits` tells them."""
    return {**LIMITS, "tokens": TOKEN_LIMIT, "first": PAGE_LIMIT}


def excess(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What a document asks too much of, with its figure; empty when it is within all limits."""
    return weighed(schema, document)[0]


def cost_of(schema: GraphQLSchema, document: DocumentNode) -> int:
    """What the dearest operation of a document costs: the one that may be run; at least 1."""
    return weighed(schema, document)[1]


def weighed(schema: GraphQLSchema, document: DocumentNode) -> tuple[list[GraphQLError], int]:
    """What `excess` and `cost_of` say of a document, which is measured once for both."""
    found = measures(schema, document)
    errors = [
        *_too_many(document),
        *(error for measure in found for error in _beyond(measure)),
        *(error for measure in found for error in _beyond_introspection(schema, measure)),
    ]
    costs = (
        measure.cost + ceil(measure.introspected / _INTROSPECTED_PER_OBJECT)
        for measure in found[: len(_operations(document))]
    )
    return errors[:1], max([1, *costs])


def measures(schema: GraphQLSchema, document: DocumentNode) -> list[Measure]:
    """What each operation asks for, then each fragment, spread or not."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    gauge = _Gauge(schema, fragments, {})
    operations = [gauge.operation(node) for node in _operations(document)]
    return operations + [gauge.fragment(name) for name in fragments]


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]


def _too_many(document: DocumentNode) -> Iterable[GraphQLError]:
    yield from _against({"operations": len(_operations(document))})


def _beyond(measure: Measure) -> Iterable[GraphQLError]:
    yield from _against(
        {
            "depth": measure.depth,
            "fields": measure.fields,
            "siblings": measure.widest,
            "repeats": measure.repeated,
            "aliases": measure.aliases,
            "directives": measure.directives,
            "cost": measure.cost,
        }
    )


def _against(asked: Mapping[str, int]) -> Iterable[GraphQLError]:
    for name, count in asked.items():
        if count > LIMITS[name]:
            shown = f"{count:,}" if count < 10**9 else "more than 1,000,000,000"
            problem = f"the document has {name} {shown}, at most {LIMITS[name]:,}"
            yield too_complex(problem, limit=LIMITS[name])


def _beyond_introspection(schema: GraphQLSchema, measure: Measure) -> Iterable[GraphQLError]:
    limit = _standard_introspection(schema)
    if measure.introspected > limit:
        asked = f"{ceil(min(measure.introspected, 10**9)):,}"
        problem = (
            f"the document has introspection {asked}, at most {limit:,}, once the whole schema"
        )
        yield too_complex(problem, limit=limit)


@lru_cache(maxsize=8)
def _standard_introspection(schema: GraphQLSchema) -> int:
    """What the standard question about the whole schema asks for: enough for one document."""
    return ceil(measures(schema, parse(STANDARD))[0].introspected)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a selection asks for with its fragments spread out.

    `names` counts the fields side by side here by the name that their answer gets; `widest` is
    the most of them here or anywhere below, `repeated` the most of one name.
    """

    depth: int = 0
    fields: int = 0
    names: Mapping[str, int] = field(default_factory=dict)
    widest: int = 0
    repeated: int = 0
    aliases: int = 0
    directives: int = 0
    outside: int = 0  # cost of what is here, apart from the edges of a page
    listed: int = 0  # cost of one edge of a page
    introspected: float = 0  # fields of introspection to answer, as lists are long in the mean

    @property
    def cost(self) -> int:
        return self.outside + self.listed

    def beside(self, other: Measure) -> Measure:
        """Both together, but for the names: to add those pair by pair would be quadratic."""
        return Measure(
            depth=max(self.depth, other.depth),
            fields=self.fields + other.fields,
            widest=max(self.widest, other.widest),
            repeated=max(self.repeated, other.repeated),
            aliases=self.aliases + other.aliases,
            directives=self.directives + other.directives,
            outside=self.outside + other.outside,
            listed=self.listed + other.listed,
            introspected=self.introspected + other.introspected,
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
        found, names = _NOTHING, Counter[str]()
        for selection in node.selections:
            inner = self._selection(selection, on)
            names.update(inner.names)
            found = found.beside(inner)
            if selection.directives:
                found = found.beside(Measure(directives=len(selection.directives)))
        return replace(
            found,
            names=names,
            widest=max(found.widest, names.total()),
            repeated=max(found.repeated, *names.values(), 0),
        )

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
        is_meta = node.name.value in META_FIELDS or (on is not None and on.name.startswith("__"))
        cost = 0 if is_meta else _cost(node, entry, inner)
        is_edge = node.name.value == SIZED
        # As long as it takes, measured; no tool gives what it introspects other names.
        own_weight = 3 if node.selection_set is not None or node.alias is not None else 1
        times = lengths(self.schema).get(node.name.value, 1)
        return Measure(
            depth=1 + inner.depth,
            fields=1 + inner.fields,
            names={(node.alias or node.name).value: 1},
            widest=inner.widest,
            repeated=inner.repeated,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives,
            outside=0 if is_edge else cost,
            listed=cost if is_edge else 0,
            introspected=own_weight + times * inner.introspected if is_meta else inner.introspected,
        )


def _cost(node: FieldNode, entry: GraphQLField | None, inner: Measure) -> int:
    """What a field costs with all that is below it, as often as that is there."""
    name = node.name.value
    sizing = sizing_of(name, entry)
    length = length_of(node, entry, sizing)
    below = inner.outside + length * inner.listed if sizing.is_page else length * inner.cost
    return weight_of(name, entry) + below


def _entry(node: FieldNode, on: GraphQLNamedType | None) -> GraphQLField | None:
    if not isinstance(on, GraphQLObjectType | GraphQLInterfaceType):
        return None
    fields: dict[str, GraphQLField] = on.fields
    return fields.get(node.name.value) or META_FIELDS.get(node.name.value)
