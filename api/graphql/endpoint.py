"""The HTTP side of GraphQL: status and content type as its HTTP draft says, errors masked."""

from __future__ import annotations

import json
from typing import Any

from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Send
from starlette.types import Scope as Connection
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.types import ExecutionResult

from quipu.api.access.gate import is_let_in, principal_of
from quipu.api.assemble import Service
from quipu.api.graphql.context import RequestContext, context_for
from quipu.api.graphql.cursors import CursorSeal
from quipu.api.graphql.errors import presented
from quipu.api.graphql.ide import page

RESPONSE_TYPE = "application/graphql-response+json"
# A page of another site cannot set these without a preflight, which nothing here answers.
PREFLIGHT_HEADERS = ("x-requested-with", "graphql-require-preflight", "apollo-require-preflight")


class GraphQLEndpoint(GraphQL[RequestContext, None]):
    """POST for operations; GET for GraphiQL, and for queries with a preflight header."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(schema, graphql_ide="graphiql", subscription_protocols=())

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Without a principal, the gate lets only those in who want the page of GraphiQL."""
        if is_let_in(scope):
            await super().__call__(scope, receive, send)
        else:
            await page()(scope, receive, send)

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> RequestContext:
        service: Service = request.app.state.service
        seal: CursorSeal = request.app.state.cursor_seal
        return context_for(service, seal, principal_of(request), request.app.state.authority)

    async def render_graphql_ide(self, request: Request) -> Response:
        return page()

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        if request.method == "GET" and not _is_preflighted(request):
            raise HTTPException(
                403, f"queries by GET need one of the headers {', '.join(PREFLIGHT_HEADERS)}"
            )
        return await super().parse_http_body(request)

    def decode_json(self, data: str | bytes) -> object:
        """What is too long or too deep for Python is the caller's mistake, as bad JSON is."""
        try:
            return super().decode_json(data)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as problem:
            raise HTTPException(400, "the body holds what cannot be read as JSON") from problem

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        shown: GraphQLHTTPResponse = {"data": result.data}
        if result.errors:
            shown["errors"] = [presented(error) for error in result.errors]
        return shown

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        response.background = None
        if RESPONSE_TYPE in request.headers.get("accept", ""):
            response.headers["content-type"] = f"{RESPONSE_TYPE}; charset=utf-8"
        return response

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """A request error has no `data` and status 400 where the client asked for the new type."""
        kind = sub_response.headers.get("content-type")
        if kind is None:
            return super().create_response(response_data, sub_response)
        del sub_response.headers["content-type"]
        if isinstance(response_data, dict) and _is_request_error(response_data):
            response_data = {"errors": response_data.get("errors")}
            sub_response.status_code = sub_response.status_code or 400
        response = super().create_response(response_data, sub_response)
        response.headers["content-type"] = kind
        return response


def _is_request_error(shown: GraphQLHTTPResponse) -> bool:
    """Parsing, validation or variables failed: nothing was executed, so no error has a path."""
    errors: list[Any] = shown.get("errors") or []
    return shown.get("data") is None and bool(errors) and not any(e.get("path") for e in errors)


def _is_preflighted(request: AsyncHTTPRequestAdapter) -> bool:
    names = {name.lower() for name in request.headers}
    return any(name in names for name in PREFLIGHT_HEADERS)
