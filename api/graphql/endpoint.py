"""The HTTP side of GraphQL: status and content type as its HTTP draft says, errors masked."""

from __future__ import annotations

import json
from dataclasses import replace

from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Send
from starlette.types import Scope as Connection
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.types import ExecutionResult

from quipu.api.access.gate import is_let_in, principal_of, refusal
from quipu.api.graphql.asked import Asked
from quipu.api.graphql.context import RequestContext, context_for
from quipu.api.graphql.events import EventStream, wants_events
from quipu.api.graphql.ide import GRAPHIQL
from quipu.api.graphql.results import is_request_error, shown
from quipu.api.graphql.trusted import TrustedDocuments
from quipu.schema.errors import Forbidden, Invalid

RESPONSE_TYPE = "application/graphql-response+json"
# A page of another site cannot set these without a preflight, which nothing here answers.
PREFLIGHT_HEADERS = ("x-requested-with", "graphql-require-preflight", "apollo-require-preflight")


class GraphQLEndpoint(GraphQL[RequestContext, None]):
    """POST for operations; GET for GraphiQL, and for queries with a preflight header."""

    def __init__(self, schema: Schema, trusted: TrustedDocuments) -> None:
        super().__init__(schema, graphql_ide="graphiql", subscription_protocols=())
        self._trusted = trusted

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Without a principal, the gate lets only those in who want the page of GraphiQL."""
        if not is_let_in(scope):
            await GRAPHIQL.page()(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            if wants_events(request):
                await (await self._streamed(request))(scope, receive, send)
            else:
                await (await self._answered(request))(scope, receive, send)
        except (Invalid, Forbidden) as fault:  # of the documents that are trusted
            await refusal(fault, request)(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        try:
            return await self.run(request)
        except HTTPException as refused:
            return _not_formed(refused.reason, refused.status_code)

    async def _streamed(self, request: Request) -> Response:
        """An operation answered by events: each change of a subscription, or one result."""
        try:
            body = await self.parse_http_body(StarletteRequestAdapter(request))
        except HTTPException as refused:
            return _not_formed(refused.reason, refused.status_code)
        if isinstance(body, list) or body.query is None:
            return _not_formed("one operation a stream", 400)
        asked = Asked(body.query, body.variables, body.operation_name)
        context = context_for(request.app, principal_of(request), _authorization(request))
        return EventStream(asked.results(self.schema, context), context.streams.tempo)

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> RequestContext:
        return context_for(request.app, principal_of(request), _authorization(request))

    async def render_graphql_ide(self, request: Request) -> Response:
        return GRAPHIQL.page()

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        if request.method == "GET" and not _is_preflighted(request):
            raise HTTPException(
                403, f"queries by GET need one of the headers {', '.join(PREFLIGHT_HEADERS)}"
            )
        found = await super().parse_http_body(request)
        if isinstance(found, list):
            return found
        text = self._trusted.text_for(found.query, await self._document_id(request))
        return replace(found, query=text)

    async def _document_id(self, request: AsyncHTTPRequestAdapter) -> object:
        """What a request names in place of a text, or beside it."""
        if request.method == "GET":
            return request.query_params.get("documentId")
        body = await request.get_body()
        if b"documentId" not in body:
            return None  # most requests, which are then read once
        asked = self.decode_json(body)
        return asked.get("documentId") if isinstance(asked, dict) else None

    def decode_json(self, data: str | bytes) -> object:
        """What is too long or too deep for Python is the caller's mistake, as bad JSON is."""
        try:
            return super().decode_json(data)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as problem:
            raise HTTPException(400, "the body holds what cannot be read as JSON") from problem

    def parse_json(self, data: str | bytes) -> object:
        found: object = super().parse_json(data)
        if not isinstance(found, dict | list):
            raise HTTPException(400, f"a JSON object is needed here, not {type(found).__name__}")
        return found

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        return shown(result)

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
        if isinstance(response_data, dict) and is_request_error(response_data):
            response_data = {"errors": response_data.get("errors")}
            sub_response.status_code = sub_response.status_code or 400
        response = super().create_response(response_data, sub_response)
        response.headers["content-type"] = kind
        return response


def _not_formed(reason: str, status: int) -> Response:
    """What is no request of GraphQL, refused in the form that all errors have."""
    code = Forbidden.code if status == 403 else Invalid.code
    error = {"message": reason, "extensions": {"code": code, "retryable": False}}
    return JSONResponse({"errors": [error]}, status)


def _authorization(request: HTTPConnection) -> str:
    return request.headers.get("authorization", "")


def _is_preflighted(request: AsyncHTTPRequestAdapter) -> bool:
    names = {name.lower() for name in request.headers}
    return any(name in names for name in PREFLIGHT_HEADERS)
