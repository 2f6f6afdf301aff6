"""The public schema, built from the code; `schema/api.graphql` is its printed form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema
from graphql.validation import ASTValidationRule, recommended_rules
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import validate_document
from strawberry.types import ExecutionContext

from quipu.api.graphql.limits import TOKEN_LIMIT, excess
from quipu.api.graphql.mutations import Mutation
from quipu.api.graphql.queries import Query
from quipu.api.graphql.types import DATE_TIME, DateTime
from quipu.api.graphql.user_errors import Conflict, InvalidInput, NotFound

_DOCUMENTS_KEPT = 128
Rules = tuple[type[ASTValidationRule], ...]
Check = Callable[[GraphQLSchema, DocumentNode, Rules], list[GraphQLError]]


class QuietSchema(strawberry.Schema):
    """A schema that leaves logging to the endpoint, which knows what is unexpected."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        return None


class Checked(SchemaExtension):
    """Validates a document once: our limits first, because the standard rules are quadratic."""

    def __init__(self, check: Check) -> None:
        self._check = check

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            context.pre_execution_errors = self._check(
                context.schema._schema, document, tuple(context.validation_rules)
            )
        yield


def build_schema() -> strawberry.Schema:
    check: Check = lru_cache(_DOCUMENTS_KEPT)(_errors_in)
    return QuietSchema(
        query=Query,
        mutation=Mutation,
        types=[InvalidInput, NotFound, Conflict],
        config=StrawberryConfig(scalar_map={DateTime: DATE_TIME}),
        extensions=[
            lambda: MaxTokensLimiter(TOKEN_LIMIT),
            lambda: ParserCache(maxsize=_DOCUMENTS_KEPT),
            lambda: Checked(check),
        ],
    )


def _errors_in(schema: GraphQLSchema, document: DocumentNode, rules: Rules) -> list[GraphQLError]:
    return excess(schema, document) or validate_document(
        schema, document, (*rules, *recommended_rules)
    )


SCHEMA = build_schema()


def sdl() -> str:
    """The printed schema, as it stands in `schema/api.graphql`."""
    return SCHEMA.as_str().rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(sdl())
