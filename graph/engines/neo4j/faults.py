"""Neo4j's errors in the project's own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    TransientError,
)

from quipu.schema.errors import Forbidden, Invalid, MemoryFault, Unavailable

_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"  # also …ClientConfiguration
_ENDED = (  # by the time-out of a transaction, in the middle of work or of waiting for a lock
    _TIMED_OUT,
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.ClientError.Transaction.TransactionTerminated",
)
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"


def took_too_long(error: Neo4jError | DriverError) -> bool:
    """Whether a transaction was ended by the time that it was given."""
    return isinstance(error, ClientError) and str(error.code).startswith(_TIMED_OUT)


@contextmanager
def translated(uri: str) -> Iterator[None]:
    """Turns Neo4j's errors into faults; one that can only be a bug of ours passes as it is."""
    try:
        yield
    except (Neo4jError, DriverError, ValueError, OSError) as error:
        fault = fault_of(error, uri)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: Exception, uri: str) -> MemoryFault | None:
    """The fault for an error, None where it is a mistake in our own code."""
    match error:
        case UnicodeEncodeError():
            return Invalid(f"text that is not Unicode: {error.reason}", hint="send UTF-8")
        case AuthError():
            return Forbidden(
                f"Neo4j at {uri} refuses the user or the password",
                hint="check neo4j.user and neo4j.password",
            )
        case ConfigurationError():
            return Invalid(f"{uri!r} is no address of a Neo4j: {error}", hint="bolt://host:7687")
        case ClientError() if str(error.code).startswith(_ENDED):
            return Unavailable("Neo4j ended a transaction that took too long", hint="try again")
        case ClientError() if error.code == _NO_DATABASE:
            return Invalid(f"no such database: {error.message}", hint="check neo4j.database")
        case TransientError() | DatabaseError():
            return Unavailable(f"Neo4j is busy or in trouble: {error.message}", hint="try again")
        case DriverError() | OSError():
            return Unavailable(
                f"Neo4j at {uri} does not answer: {error}",
                hint="start it, or check neo4j.uri; nothing acknowledged was lost",
            )
    return None
