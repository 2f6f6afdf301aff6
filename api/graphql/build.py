"""The public schema, built from the code; `schema/api.graphql` is its printed form."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.costs import tell_costs
from quipu.api.graphql.documents import Parsed, is_ambiguous, judged
from quipu.api.graphql.errors import extensions_of
from quipu.api.graphql.guard import guard
from quipu.api.graphql.limits import TOKEN_LIMIT
from quipu.api.graphql.mutations import Mutation
from quipu.api.graphql.queries import Query
from quipu.api.graphql.subscriptions import Subscription
from quipu.api.graphql.types import DATE_TIME, DateTime
from quipu.api.graphql.user_errors import Conflict, InvalidInput, NotFound
from quipu.schema.errors import RateLimited

_NEEDS_STREAM = "a subscription needs Accept: text/event-stream, or a WebSocket"


class QuietSchema(strawberry.Schema):
    """A schema that leaves logging to the endpoint, which knows what is unexpected."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        return None

    async def execute(self, query: str | None, *given: Any, **more: Any) -> ExecutionResult:
        """One result, so no subscription: that is `stream`'s to answer."""
        allowed = set(more.pop("allowed_operation_types", None) or OperationType)
        more["allowed_operation_types"] = allowed - {OperationType.SUBSCRIPTION}
        try:
            return await super().execute(query, *given, **more)
        except InvalidOperationTypeError as refused:
            if refused.operation_type is not OperationType.SUBSCRIPTION:
                raise
            return PreExecutionError(data=None, errors=[GraphQLError(_NEEDS_STREAM)])


_WHICH = "the document has several operations (say which by operationName)"


class Checked(SchemaExtension):
    """Validates a document, and has the caller's budget pay for it."""

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        text, bounds = context.query, context.parse_options
        if text is not None and context.graphql_document is not None:
            rules = tuple(context.validation_rules)
            errors, cost = judged(context.schema._schema, text, rules, **bounds)
            if is_ambiguous(context.graphql_document, context._provided_operation_name):
                errors = [*errors, GraphQLError(_WHICH)]  # else the first one would be run
            context.pre_execution_errors = errors or self._charged(cost)
        yield

    def _charged(self, cost: int) -> list[GraphQLError]:
        """Nothing once the caller's budget has paid for the document; else that it cannot."""
        context: RequestContext = self.execution_context.context
        try:
            context.authority.spend(context.authority.costs, context.principal, cost)
        except RateLimited as fault:
            return [GraphQLError(str(fault), extensions=extensions_of(fault))]
        return []


def build_schema() -> strawberry.Schema:
    built = QuietSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[InvalidInput, NotFound, Conflict],
        config=StrawberryConfig(scalar_map={DateTime: DATE_TIME}),
        extensions=[
            lambda: MaxTokensLimiter(TOKEN_LIMIT),
            Parsed,
            Checked,
        ],
    )
    tell_costs(built._schema)
    guard(built._schema)
    return built


SCHEMA = build_schema()


def sdl() -> str:
    """The printed schema, as it stands in `schema/api.graphql`."""
    return SCHEMA.as_str().rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(sdl())
