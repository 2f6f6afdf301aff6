"""Faults as GraphQL shows them: data where the caller can mend it, else a top-level error.

The codes are a closed list; INTERNAL carries an `errorId` that stands in the log beside the
traceback, and nothing else of what went wrong.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graphql import GraphQLError

from quipu.schema.errors import Forbidden, Invalid, MemoryFault, RateLimited, Unavailable

log = logging.getLogger(__name__)

# Names that exist, offered to whoever tries names: our contract is read, not guessed.
_GUESS = re.compile(r" Did you mean [^?]*\?")
CODES = frozenset(
    {
        "UNAUTHENTICATED",
        "FORBIDDEN",
        "BAD_USER_INPUT",
        "QUERY_TOO_COMPLEX",
        "RATE_LIMITED",
        "TIMEOUT",
        "UNAVAILABLE",
        "INTERNAL",
    }
)


class TimedOut(MemoryFault):
    """What was waited for goes on by itself; asking again with the same key finds it."""

    code = "TIMEOUT"
    retryable = True


class Misplaced(Exception):
    """A fault, and the path of the input field that it is about."""

    def __init__(self, fault: MemoryFault, path: tuple[str, ...]) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.path = path


@contextmanager
def at_path(*path: str) -> Iterator[None]:
    """Faults raised inside are about the input field at `path`."""
    try:
        yield
    except Misplaced as inner:
        raise Misplaced(inner.fault, (*path, *inner.path)) from inner.fault
    except MemoryFault as fault:
        raise Misplaced(fault, path) from fault


def is_mendable(fault: MemoryFault) -> bool:
    """Whether a mutation answers with `userErrors`, as opposed to a top-level error."""
    return not isinstance(fault, Forbidden | Unavailable | TimedOut | RateLimited)


def extensions_of(fault: MemoryFault) -> dict[str, Any]:
    """The code of a fault, and when to try again where that may help."""
    code = fault.code if fault.code in CODES else Invalid.code
    wait = {"retryAfterMs": fault.retry_after_ms} if isinstance(fault, RateLimited) else {}
    return _extensions(code, retryable=fault.retryable, **wait)


def too_complex(problem: str, *, limit: int) -> GraphQLError:
    return GraphQLError(problem, extensions=_extensions("QUERY_TOO_COMPLEX", limit=limit))


def presented(error: GraphQLError) -> dict[str, Any]:
    """One error as the response shows it, with a code and whether trying again may help."""
    shown: dict[str, Any] = dict(error.formatted)
    original = error.original_error
    if isinstance(original, Misplaced):
        original = original.fault
    if isinstance(original, MemoryFault):
        shown["extensions"] = extensions_of(original)
    elif original is None or isinstance(original, GraphQLError):
        shown["message"] = _GUESS.sub("", error.message)
        given = dict(error.extensions or {})
        shown["extensions"] = given if "code" in given else _extensions(Invalid.code)
    else:
        shown.update(_masked(original))
    return shown


def _masked(original: BaseException) -> dict[str, Any]:
    error_id = uuid.uuid4().hex
    log.error("unexpected error %s", error_id, exc_info=original)
    return {
        "message": "something went wrong on our side",
        "extensions": _extensions("INTERNAL", errorId=error_id),
    }


def _extensions(code: str, *, retryable: bool = False, **more: object) -> dict[str, Any]:
    return {"code": code, "retryable": retryable, **more}
