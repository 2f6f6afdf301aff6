"""Results of operations as every transport shows them: what went wrong is masked or has a code."""

from __future__ import annotations

from typing import Any

from graphql import ExecutionResult as CoreResult
from strawberry.http import GraphQLHTTPResponse
from strawberry.types import ExecutionResult

from quipu.api.graphql.errors import presented


def shown(result: ExecutionResult | CoreResult) -> GraphQLHTTPResponse:
    """A result with its data, and with its errors where there are any."""
    found: GraphQLHTTPResponse = {"data": result.data}
    if result.errors:
        found["errors"] = [presented(error) for error in result.errors]
    return found


def is_request_error(result: GraphQLHTTPResponse) -> bool:
    """Nothing was executed, so no error has a path: parsing, validation, variables, refusals."""
    errors: list[Any] = result.get("errors") or []
    return result.get("data") is None and bool(errors) and not any(e.get("path") for e in errors)
