"""What is kept of documents: parsed, checked and priced once; all of it can be thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, parse
from graphql.validation import ASTValidationRule, recommended_rules, validate
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from quipu.api.graphql.limits import weighed

_KEPT = 128
_ERRORS_SHOWN = 5  # an error names a place: a small wrong document must not make a large answer
Rules = tuple[type[ASTValidationRule], ...]


@lru_cache(_KEPT)
def parsed(text: str, **bounds: Any) -> DocumentNode:
    """The document of a text within the bounds of `graphql.parse`. Raises GraphQLSyntaxError."""
    return parse(text, **bounds)


@lru_cache(_KEPT)
def judged(
    schema: GraphQLSchema, text: str, rules: Rules, **bounds: Any
) -> tuple[list[GraphQLError], int]:
    """What is wrong with a document: our limits first, because the standard rules are quadratic;
    and what it costs its caller.

    Kept by the text, because a parsed document is hashed node by node.
    """
    document = parsed(text, **bounds)
    errors, cost = weighed(schema, document)
    every = (*rules, *recommended_rules, MaybeNullValidationRule, OneOfInputValidationRule)
    found = errors or validate(schema, document, every, max_errors=_ERRORS_SHOWN)
    # Without what raised them: before anything runs, every error is the caller's, none is ours.
    return [GraphQLError(e.message, e.nodes, extensions=e.extensions) for e in found], cost


def is_ambiguous(document: DocumentNode, operation_name: str | None) -> bool:
    """Whether a document has several operations and none of them is named."""
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    return not operation_name and len(operations) > 1


def drop_documents() -> None:
    """Keep nothing of the documents so far: words may stand in them."""
    for kept in (parsed, judged):
        kept.cache_clear()


class Parsed(SchemaExtension):
    """Parses a text once."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        if context.query is not None:
            context.graphql_document = parsed(context.query, **context.parse_options)
        yield
