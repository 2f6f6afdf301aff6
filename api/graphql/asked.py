"""What one request or message asks for, checked as far as its form goes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLError
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult

from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.trusted import TrustedDocuments


@dataclass(frozen=True, slots=True)
class Asked:
    """A document with its variables, and which of its operations is meant."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None

    @classmethod
    def read(cls, payload: object, trusted: TrustedDocuments) -> Asked | None:
        """From a JSON object as GraphQL over HTTP has it; None for what is none.

        Raises Invalid or Forbidden where its document is not one that it may be.
        """
        if not isinstance(payload, dict):
            return None
        query, variables = payload.get("query"), payload.get("variables")
        if isinstance(query, str | None):
            query = trusted.text_for(query, payload.get("documentId"))
        name, more = payload.get("operationName"), payload.get("extensions")
        is_formed = (
            isinstance(query, str)
            and isinstance(variables, dict | None)
            and isinstance(name, str | None)
            and isinstance(more, dict | None)
        )
        return cls(cast(str, query), variables, name) if is_formed else None

    async def results(
        self, schema: BaseSchema, context: RequestContext
    ) -> AsyncGenerator[ExecutionResult, None]:
        """One result of a query or mutation, and those of a subscription as they come."""
        streamed = await schema.stream(
            self.query,
            variable_values=self.variables,
            context_value=context,
            operation_name=self.operation_name,
        )
        try:
            async with aclosing(cast(AsyncGenerator[ExecutionResult, None], streamed)) as results:
                async for result in results:
                    yield _plain(result)
        except GraphQLError as error:  # a text that is no document
            yield ExecutionResult(data=None, errors=[error])


def _plain(result: ExecutionResult) -> ExecutionResult:
    """A result in which it is the caller's to mend that no operation was found."""
    for error in result.errors or ():
        if isinstance(error.original_error, CannotGetOperationTypeError):
            return ExecutionResult(data=None, errors=[GraphQLError(error.message)])
    return result
