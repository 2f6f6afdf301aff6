"""GraphQL over WebSockets by graphql-transport-ws, the only protocol that is offered.

Nothing is run before `connection_init` was answered. Its payload may bring the credential, as
`{"authorization": "Bearer …"}`: a page in a browser can set no header of a WebSocket.
https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from strawberry import Schema

from quipu.api.access.authority import Authority
from quipu.api.access.gate import is_let_in, principal_of
from quipu.api.access.principal import Principal, Unauthenticated
from quipu.api.graphql.asked import Asked
from quipu.api.graphql.context import context_for
from quipu.api.graphql.errors import extensions_of
from quipu.api.graphql.results import is_request_error, shown
from quipu.api.graphql.trusted import TrustedDocuments
from quipu.api.live import Streams, first_of, stranger
from quipu.schema.errors import Forbidden, Invalid, MemoryFault, RateLimited, Unavailable

PROTOCOL = "graphql-transport-ws"
OPERATIONS = 50  # under way on one connection
_LONGEST_ID = 200
_RESTART, _COME_AGAIN = 1012, 1013
_INVALID, _TOO_EARLY, _FORBIDDEN, _NO_PROTOCOL = 4400, 4401, 4403, 4406
_TOO_LATE, _ID_TAKEN, _GREETED_TWICE = 4408, 4409, 4429
_REASON_BYTES = 123  # as much as a closing frame holds

Message = Mapping[str, object]


class Closing(Exception):
    """The connection is to end, with the code that the protocol has for the reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class SocketEndpoint:
    """ASGI application that holds a conversation with whoever opens a WebSocket."""

    def __init__(self, schema: Schema, trusted: TrustedDocuments) -> None:
        self._schema = schema
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        is_spoken = PROTOCOL in scope.get("subprotocols", ())
        await socket.accept(PROTOCOL if is_spoken else None)
        if is_spoken:
            await Conversation(socket, self._schema, self._trusted).held()
        else:
            await socket.close(_NO_PROTOCOL, f"only {PROTOCOL} is spoken here")


@dataclass(slots=True)
class Conversation:
    """One connection, from its opening to its end."""

    socket: WebSocket
    schema: Schema
    trusted: TrustedDocuments
    _operations: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _taken_back: set[asyncio.Task[None]] = field(default_factory=set)  # until they have ended
    _speaking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _failed: asyncio.Event = field(default_factory=asyncio.Event)
    _failure: BaseException | None = None

    async def held(self) -> None:
        """Listen and answer until one of both sides has had enough."""
        try:
            await first_of(self._whole(), self._service_stops(), self._operation_fails())
        except Closing as closing:
            await self._close(closing)
        except (TimeoutError, OSError, WebSocketDisconnect):
            return  # who is there does not read, or nobody is there any more
        finally:
            left = list(self._operations.values())
            for task in left:
                task.cancel()
            await asyncio.gather(*left, *self._taken_back, return_exceptions=True)

    async def _whole(self) -> None:
        with self._place_for(self._opener()):
            guest = await self._greeted()
        with self._place_for(guest.principal.caller):
            await self._say({"type": "connection_ack"})
            await first_of(self._listening_to(guest), self._alive(guest))

    def _opener(self) -> str:
        """As whom a connection is counted until it has said whose it is."""
        if is_let_in(self.socket.scope):
            return principal_of(self.socket).caller
        return stranger(self.socket.client.host if self.socket.client else "")

    async def _greeted(self) -> Guest:
        """Whose connection it is, by its first message."""
        try:
            async with asyncio.timeout(self._streams.tempo.greeting_seconds):
                message = await self._heard()
                while message.get("type") in ("ping", "pong"):
                    await self._answer(message)
                    message = await self._heard()
        except TimeoutError as error:
            raise Closing(_TOO_LATE, "no connection_init in time") from error
        if message.get("type") != "connection_init":
            raise Closing(_TOO_EARLY, "connection_init comes first")
        authorization = _credential(message) or self.socket.headers.get("authorization", "")
        try:
            principal = await self._authority.principal(authorization)
            self._authority.spend(self._authority.requests, principal, 1)
        except (Unauthenticated, Forbidden) as fault:
            if authorization:
                await self._authority.note_refusal(fault)
            raise Closing(_FORBIDDEN, str(fault)) from fault
        except (RateLimited, Unavailable) as fault:
            raise Closing(_COME_AGAIN, str(fault)) from fault
        return Guest(principal, authorization)

    async def _listening_to(self, guest: Guest) -> None:
        while True:
            message = await self._heard()
            match message.get("type"):
                case "subscribe":
                    await self._asked(guest, message)
                case "complete":
                    task = self._operations.pop(str(message.get("id")), None)
                    if task is not None:
                        self._taken_back.add(task)
                        task.cancel()
                case "ping" | "pong":
                    await self._answer(message)
                case "connection_init":
                    raise Closing(_GREETED_TWICE, "connection_init came before")
                case _:
                    raise Closing(_INVALID, "no such type of message")

    async def _asked(self, guest: Guest, message: Message) -> None:
        """Begin an operation, or say why not."""
        id = message.get("id")
        if not isinstance(id, str) or not 0 < len(id) <= _LONGEST_ID:
            raise Closing(_INVALID, f"subscribe has an id of at most {_LONGEST_ID} characters")
        if id in self._operations:
            raise Closing(_ID_TAKEN, "an operation of this id is under way")
        await self._still(guest)
        try:
            asked = Asked.read(message.get("payload"), self.trusted)
            if asked is None:
                raise Closing(_INVALID, "subscribe has a payload with a query")
            if len(self._operations) >= OPERATIONS:
                raise RateLimited(f"{OPERATIONS} operations are under way", retry_after_ms=1_000)
            self._authority.spend(self._authority.requests, guest.principal, 1)
        except (RateLimited, Forbidden, Invalid) as fault:
            await self._say({"id": id, "type": "error", "payload": [_told(fault)]})
            return
        task = asyncio.create_task(self._run(id, guest, asked))
        self._operations[id] = task
        task.add_done_callback(lambda over: self._is_over(id, over))

    async def _run(self, id: str, guest: Guest, asked: Asked) -> None:
        context = context_for(self.socket.app, guest.principal, guest.authorization)
        async with aclosing(asked.results(self.schema, context)) as results:
            async for result in results:
                body = shown(result)
                if is_request_error(body):
                    await self._refused(id, cast(list[dict[str, object]], body["errors"]))
                    return
                await self._say({"id": id, "type": "next", "payload": body})
        self._operations.pop(id, None)
        await self._say({"id": id, "type": "complete"})

    async def _refused(self, id: str, errors: list[dict[str, object]]) -> None:
        """An operation ends with errors; where the credential is over, the connection as well."""
        if self._streams.over.is_set():
            return  # a closing that says so follows, after which clients subscribe again
        self._operations.pop(id, None)
        await self._say({"id": id, "type": "error", "payload": errors})
        codes = [cast(Message, error.get("extensions", {})).get("code") for error in errors]
        if Unauthenticated.code in codes:
            raise Closing(_FORBIDDEN, str(errors[0]["message"]))

    def _is_over(self, id: str, task: asyncio.Task[None]) -> None:
        self._taken_back.discard(task)
        if self._operations.get(id) is task:
            del self._operations[id]
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
            self._failed.set()

    async def _operation_fails(self) -> None:
        await self._failed.wait()
        if self._failure is not None:
            raise self._failure

    async def _service_stops(self) -> None:
        await self._streams.over.wait()
        raise Closing(_RESTART, "the service is stopping")

    async def _alive(self, guest: Guest) -> None:
        tempo = self._streams.tempo
        while True:
            await tempo.rest(tempo.heartbeat_seconds)
            await self._still(guest)
            await self._say({"type": "ping"})

    async def _still(self, guest: Guest) -> None:
        try:
            await self._authority.still(guest.principal, guest.authorization)
        except (Unauthenticated, Forbidden) as fault:
            raise Closing(_FORBIDDEN, str(fault)) from fault
        except Unavailable as fault:
            raise Closing(_COME_AGAIN, str(fault)) from fault

    async def _heard(self) -> Message:
        """The next message. Raises Closing for what is none, WebSocketDisconnect at the end."""
        received = await self.socket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", 1005))
        try:
            message = json.loads(received.get("text") or "")
        except (ValueError, RecursionError) as error:
            raise Closing(_INVALID, "messages are JSON, as text") from error
        if not isinstance(message, dict):
            raise Closing(_INVALID, "messages are JSON objects")
        return message

    async def _answer(self, message: Message) -> None:
        if message.get("type") == "ping":
            await self._say({"type": "pong"})

    async def _say(self, message: Message) -> None:
        """Send one message. Raises TimeoutError where nobody reads."""
        async with self._speaking, asyncio.timeout(self._streams.tempo.send_seconds):
            await self.socket.send_text(json.dumps(message))

    async def _close(self, closing: Closing) -> None:
        reason = closing.reason.encode()[:_REASON_BYTES].decode(errors="ignore")
        with suppress(TimeoutError, OSError, WebSocketDisconnect):
            async with asyncio.timeout(self._streams.tempo.send_seconds):
                await self.socket.close(closing.code, reason)

    @contextmanager
    def _place_for(self, caller: str) -> Iterator[None]:
        try:
            with self._streams.connections.one_for(caller):
                yield
        except RateLimited as fault:
            raise Closing(_COME_AGAIN, str(fault)) from fault

    @property
    def _streams(self) -> Streams:
        return cast(Streams, self.socket.app.state.streams)

    @property
    def _authority(self) -> Authority:
        return cast(Authority, self.socket.app.state.authority)


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose a connection is, and by which credential."""

    principal: Principal
    authorization: str


def _credential(greeting: Message) -> str:
    """What a connection_init brings as `authorization`; "" where it brings nothing."""
    payload = greeting.get("payload")
    if payload is None:
        return ""
    if not isinstance(payload, dict):
        raise Closing(_INVALID, "the payload of connection_init is an object")
    named = {str(name).lower(): value for name, value in payload.items()}
    found = named.get("authorization", "")
    if not isinstance(found, str):
        raise Closing(_INVALID, "authorization is a text")
    return found


def _told(fault: MemoryFault) -> Message:
    return {"message": str(fault), "extensions": extensions_of(fault)}
