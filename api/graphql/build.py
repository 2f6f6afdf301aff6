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

from quipu.api.access.principal import RateLimited
from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.errors import extensions_of
from quipu.api.graphql.guard import guard
from quipu.api.graphql.limits import TOKEN_LIMIT, cost_of, excess
from quipu.api.graphql.mutations import Mutation
from quipu.api.graphql.queries import Query
from quipu.api.graphql.types import DATE_TIME, DateTime
from quipu.api.graphql.user_errors import Conflict, InvalidInput, NotFound

_DOCUMENTS_KEPT = 128
Rules = tuple[type[ASTValidationRule], ...]
Check = Callable[[GraphQLSchema, DocumentNode, Rules], list[GraphQLError]]
Cost = Callable[[GraphQLSchema, DocumentNode], int]


class QuietSchema(strawberry.Schema):
    """A schema that leaves logging to the endpoint, which knows what is unexpected."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        return None


class Checked(SchemaExtension):
    """Validates a document once: our limits first, because the standard rules are quadratic."""

    def __init__(self, check: Check, cost: Cost) -> None:
        self._check = check
        self._cost = cost

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            schema = context.schema._schema
            errors = self._check(schema, document, tuple(context.validation_rules))
            context.pre_execution_errors = errors or self._charged(schema, document)
        yield

    def _charged(self, schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
        """Nothing once the caller's budget has paid for the document; else that it cannot."""
        context: RequestContext = self.execution_context.context
        try:
            cost = self._cost(schema, document)
            context.authority.spend(context.authority.costs, context.principal, cost)
        except RateLimited as fault:
            return [GraphQLError(str(fault), extensions=extensions_of(fault))]
        return []


def build_schema() -> strawberry.Schema:
    check: Check = lru_cache(_DOCUMENTS_KEPT)(_errors_in)
    cost: Cost = lru_cache(_DOCUMENTS_KEPT)(cost_of)
    built = QuietSchema(
        query=Query,
        mutation=Mutation,
        types=[InvalidInput, NotFound, Conflict],
        config=StrawberryConfig(scalar_map={DateTime: DATE_TIME}),
        extensions=[
            lambda: MaxTokensLimiter(TOKEN_LIMIT),
            lambda: ParserCache(maxsize=_DOCUMENTS_KEPT),
            lambda: Checked(check, cost),
        ],
    )
    guard(built._schema)
    return built


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
