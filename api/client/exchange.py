"""How one operation is sent until it is answered: pure, so that waiting is the caller's to do.

A conversation yields what it wants, to send or to pause, and is told what came of it. The same one
serves who awaits and who does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from quipu.api.access.principal import Unauthenticated
from quipu.schema.errors import (
    Conflict,
    Forbidden,
    Invalid,
    MemoryFault,
    NotFound,
    RateLimited,
    Unavailable,
)

_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 5.0
_FAULTS: Mapping[str, type[MemoryFault]] = {
    "UNAUTHENTICATED": Unauthenticated,
    "FORBIDDEN": Forbidden,
    "BAD_USER_INPUT": Invalid,
    "QUERY_TOO_COMPLEX": Invalid,
    "NOT_FOUND": NotFound,
    "CONFLICT": Conflict,
    "UNAVAILABLE": Unavailable,
    "TIMEOUT": Unavailable,
}


class Broken(MemoryFault):
    """Something went wrong in the service, or what answers is no such service."""

    code = "INTERNAL"


@dataclass(frozen=True, slots=True)
class Send:
    """The operation is to be sent."""


@dataclass(frozen=True, slots=True)
class Pause:
    """So long is to be waited before the next step."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back over HTTP."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection failed; whether the operation was carried out is not known."""

    problem: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How an operation may be repeated. `chance` gives numbers from 0 to 1.

    `is_repeatable`: it does the same if it is carried out twice, as a query does, and a mutation
    with an idempotency key.
    """

    patience_seconds: float
    is_repeatable: bool
    chance: Callable[[], float]


Conversation: TypeAlias = Generator[Send | Pause, Reply | Lost | None, dict[str, Any]]


def conversation(manner: Manner) -> Conversation:
    """Sends until there is data, or until what is wrong stays wrong. Raises a MemoryFault."""
    waited, attempt = 0.0, 0
    while True:
        outcome = yield Send()
        try:
            return data_of(outcome)
        except MemoryFault as fault:
            pause = pause_after(fault, attempt, manner.chance())
            is_safe = manner.is_repeatable or not isinstance(outcome, Lost)
            if not (fault.retryable and is_safe) or waited + pause > manner.patience_seconds:
                raise
        yield Pause(pause)
        waited, attempt = waited + pause, attempt + 1


def pause_after(fault: MemoryFault, attempt: int, chance: float) -> float:
    """As long as the service says; else twice as long each time, less a part by chance."""
    if isinstance(fault, RateLimited):
        return fault.retry_after_ms / 1000
    longest = min(_FIRST_PAUSE_SECONDS * 2.0**attempt, _LONGEST_PAUSE_SECONDS)
    return longest * (0.5 + chance / 2)


def data_of(outcome: Reply | Lost | None) -> dict[str, Any]:
    """The data of an answer. Raises a MemoryFault for what is none, and for errors in it."""
    if not isinstance(outcome, Reply):
        problem = "nothing was sent" if outcome is None else outcome.problem
        raise Unavailable(f"the service does not answer: {problem}")
    try:
        body = json.loads(outcome.body)
    except ValueError:
        body = None
    if not isinstance(body, dict) or not ("data" in body or "errors" in body):
        raise _not_graphql(outcome)
    if body.get("errors"):
        raise _fault(body["errors"][0])
    data = body.get("data")
    if not isinstance(data, dict):
        raise _not_graphql(outcome)
    _raise_user_errors(data)
    return data


def _not_graphql(reply: Reply) -> MemoryFault:
    problem = f"HTTP {reply.status}: {reply.body[:200].strip()}"
    if reply.status == 413:
        return Invalid("more than the service takes at once", hint="send it in several calls")
    if reply.status in (502, 503, 504):
        return Unavailable(problem)
    return Invalid(problem) if reply.status in (400, 415) else Broken(problem)


def _fault(error: Mapping[str, Any]) -> MemoryFault:
    told = error.get("extensions") or {}
    code, message = told.get("code", ""), error.get("message", "")
    if code == RateLimited.code:
        return RateLimited(message, retry_after_ms=told.get("retryAfterMs", 1000))
    if code in _FAULTS:
        problem, hint = _apart(message)
        return _FAULTS[code](problem, hint=hint)
    number = told.get("errorId")
    return Broken(message, hint=f"errorId {number}" if number else "")


def _raise_user_errors(data: Mapping[str, Any]) -> None:
    """What a mutation says that its caller can mend is raised, as the library does."""
    for payload in data.values():
        for error in payload.get("userErrors", ()) if isinstance(payload, dict) else ():
            where = ".".join(error.get("path") or ())
            problem, hint = _apart(error["message"])
            fault = _FAULTS.get(error["code"], Invalid)
            raise fault(f"{where}: {problem}" if where else problem, hint=hint)


def _apart(message: str) -> tuple[str, str]:
    """A problem and its hint, which stands last, in brackets; "" where there is none."""
    depth = 0
    for place in range(len(message) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(message[place], 0)
        if depth == 0:
            is_hint = message[place - 1 : place + 1] == " ("
            return (message[: place - 1], message[place + 1 : -1]) if is_hint else (message, "")
    return message, ""
