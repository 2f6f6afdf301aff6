"""What is kept of documents: parsed, checked and priced once; all of it can be thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse
from graphql.validation import ASTValidationRule, recommended_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from quipu.api.graphql.limits import cost_of, excess

_KEPT = 128
Rules = tuple[type[ASTValidationRule], ...]


@lru_cache(_KEPT)
def parsed(text: str, **bounds: Any) -> DocumentNode:
    """The document of a text within the bounds of `graphql.parse`. Raises GraphQLSyntaxError."""
    return parse(text, **bounds)


@lru_cache(_KEPT)
def errors_in(schema: GraphQLSchema, document: DocumentNode, rules: Rules) -> list[GraphQLError]:
    """What is wrong with a document: our limits first, because the standard rules are quadratic."""
    return excess(schema, document) or validate_document(
        schema, document, (*rules, *recommended_rules)
    )


@lru_cache(_KEPT)
def price_of(schema: GraphQLSchema, document: DocumentNode) -> int:
    """What a document costs its caller."""
    return cost_of(schema, document)


def drop_documents() -> None:
    """Keep nothing of the documents so far: words may stand in them."""
    for kept in (parsed, errors_in, price_of):
        kept.cache_clear()


class Parsed(SchemaExtension):
    """Parses a text once."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        if context.query is not None:
            context.graphql_document = parsed(context.query, **context.parse_options)
        yield
