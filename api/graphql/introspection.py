"""How much introspection answers: small documents can describe the whole schema many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    get_introspection_query,
    get_named_type,
    is_abstract_type,
)

META_FIELDS: Mapping[str, GraphQLField] = {
    "__schema": SchemaMetaFieldDef,
    "__type": TypeMetaFieldDef,
}
# The question that tools ask, with everything in it that any of them asks for.
STANDARD = get_introspection_query(
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    one_of=True,
)
_WRAPPED = 0.8  # of the types of fields and of what they wrap in turn, those that wrap another
Size = Callable[[GraphQLNamedType], int]


@lru_cache(maxsize=8)
def lengths(schema: GraphQLSchema) -> Mapping[str, float]:
    """How many items the lists of introspection hold in the mean, by the field's name.

    The mean over all types, or over all places that name a type, whichever is larger. Who asks for
    one type by its name can choose the largest, so `__type` counts as many of the mean.
    """
    types = list(schema.type_map.values())
    sizes = _sizes(schema)
    places = [types, *_places(types)]
    means = {name: max(_mean(map(size, place)) for place in places) for name, size in sizes.items()}
    fields = [field for type_ in types for field in _fields(type_)]
    args = _mean(len(field.args) for field in fields)
    chosen = [size(type_) / means[name] for name, size in sizes.items() for type_ in types]
    chosen += [
        sum(len(field.args) for field in _fields(type_)) / (args * means["fields"])
        for type_ in types
    ]
    return {
        **means,
        "args": args,
        "types": len(types),
        "directives": len(schema.directives),
        "ofType": _WRAPPED,
        "__type": max(chosen),
    }


def _sizes(schema: GraphQLSchema) -> Mapping[str, Size]:
    """How long each list of a type is, by the name that introspection has for it."""
    return {
        "fields": lambda type_: len(_fields(type_)),
        "inputFields": lambda type_: len(_inputs(type_)),
        "enumValues": lambda type_: len(getattr(type_, "values", ())),
        "interfaces": lambda type_: len(getattr(type_, "interfaces", ())),
        "possibleTypes": lambda type_: (
            len(schema.get_possible_types(type_)) if is_abstract_type(type_) else 0
        ),
    }


def _places(types: Sequence[GraphQLNamedType]) -> list[list[GraphQLNamedType]]:
    """The types that fields, arguments and fields of inputs name, once for each that does."""
    fields = [field for type_ in types for field in _fields(type_)]
    args = [argument for field in fields for argument in field.args.values()]
    inputs = [field for type_ in types for field in _inputs(type_)]
    return [
        [get_named_type(field.type) for field in fields],
        [get_named_type(argument.type) for argument in args],
        [get_named_type(field.type) for field in inputs],
    ]


def _fields(type_: GraphQLNamedType) -> Sequence[GraphQLField]:
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        return list(type_.fields.values())
    return []


def _inputs(type_: GraphQLNamedType) -> Sequence[GraphQLInputField]:
    return list(type_.fields.values()) if isinstance(type_, GraphQLInputObjectType) else []


def _mean(numbers: Iterable[float]) -> float:
    """The mean; at least a little, for it is divided by."""
    given = list(numbers)
    return max(sum(given) / len(given), 0.01) if given else 0.01
