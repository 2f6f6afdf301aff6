"""What a field costs and how many objects it may hold: the rule, and how the schema tells it.

The directives are written onto the schema from the rule, so that what clients read is what is
counted, for a field that is added later as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import strawberry
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    ValueNode,
    get_named_type,
    is_composite_type,
)
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

from quipu.api.graphql.paging import PAGE_LIMIT

ASSUMED_LIST = 5  # length of a list that takes no size
SIZED = "edges"  # the part of a page that is as long as the page
_SLICING = ("first", "last", "ids", "limit")
# The weight of one such field; else 1 for an object and 0 for what is no object.
WEIGHTS = {
    "search": 20, "ask": 20, "context": 20, "traverse": 20, "paths": 30,
    "history": 5, "totalCount": 10,
    "remember": 50, "forget": 100, "consolidate": 100,
}  # fmt: skip


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="cost",
    description="What one such field costs; without it 1 for an object, 0 for anything else.",
)
class Cost:
    weight: str


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="listSize",
    description="How many objects a field may hold, by which what is below it is multiplied: the"
    " largest of the slicing arguments, or what is assumed. With sizedFields, only what is below"
    " those.",
)
class ListSize:
    assumed_size: int | None = strawberry.UNSET
    slicing_arguments: list[str] | None = strawberry.UNSET
    sized_fields: list[str] | None = strawberry.UNSET
    require_one_slicing_argument: bool | None = False


@dataclass(frozen=True, slots=True)
class Sizing:
    """What says how long a list is: some arguments, or a length that is assumed."""

    arguments: tuple[str, ...] = ()
    is_page: bool = False  # only its edges are so many
    assumed: int = 1


_SINGLE = Sizing()


def weight_of(name: str, entry: GraphQLField | None) -> int:
    """What one field costs, apart from what is below it."""
    kind = None if entry is None else get_named_type(entry.type)
    return WEIGHTS.get(name, int(is_composite_type(kind)))


def sizing_of(name: str, entry: GraphQLField | None) -> Sizing:
    """What decides how many objects a field holds."""
    if entry is None or not is_composite_type(get_named_type(entry.type)):
        return _SINGLE
    kind = entry.type.of_type if isinstance(entry.type, GraphQLNonNull) else entry.type
    is_list = isinstance(kind, GraphQLList)
    if slicing := tuple(one for one in _SLICING if one in entry.args):
        return Sizing(slicing, is_page=not is_list)
    # The edges of a page have been counted by the page's own arguments.
    return Sizing(assumed=ASSUMED_LIST) if is_list and name != SIZED else _SINGLE


def length_of(node: FieldNode, entry: GraphQLField | None, sizing: Sizing) -> int:
    """How many objects a field may hold; a size in a variable counts as the largest."""
    if entry is None or not sizing.arguments:
        return sizing.assumed
    given = {one.name.value: one.value for one in node.arguments or ()}
    values = [given[name] for name in sizing.arguments if name in given]
    defaults = [entry.args[name].default_value for name in sizing.arguments]
    known = [one for one in defaults if isinstance(one, int)]
    if not values and known:
        return max(known)
    return max((_length(value) for value in values), default=PAGE_LIMIT)


def _length(value: ValueNode) -> int:
    if isinstance(value, IntValueNode) and len(value.value) < 10:
        return max(int(value.value), 1)
    return max(len(value.values), 1) if isinstance(value, ListValueNode) else PAGE_LIMIT


def tell_costs(schema: GraphQLSchema) -> None:
    """Write onto every field of a schema what the rule says of it."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, entry in type_.fields.items():
                told = entry.extensions.get("strawberry-definition")
                if isinstance(told, StrawberryField):
                    told.directives = _directives(name, entry)


def _directives(name: str, entry: GraphQLField) -> list[object]:
    found: list[object] = []
    if name in WEIGHTS:
        found.append(Cost(weight=str(WEIGHTS[name])))
    sizing = sizing_of(name, entry)
    if sizing.arguments:
        sized = [SIZED] if sizing.is_page else strawberry.UNSET
        told = ListSize(slicing_arguments=list(sizing.arguments), sized_fields=sized)
    elif sizing.assumed > 1:
        told = ListSize(assumed_size=sizing.assumed)
    else:
        return found
    told.require_one_slicing_argument = strawberry.UNSET  # as its default says
    return [*found, told]
