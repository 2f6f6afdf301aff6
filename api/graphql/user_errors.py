"""What the caller of a mutation can mend, as data: a code, a sentence, the field at fault."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.errors import Misplaced, is_mendable
from quipu.schema import errors
from quipu.schema.errors import MemoryFault


@strawberry.interface
class UserError:
    message: str
    code: str
    path: list[str] | None


@strawberry.type
class InvalidInput(UserError):
    pass


@strawberry.type
class NotFound(UserError):
    pass


@strawberry.type
class Conflict(UserError):
    pass


def user_error(problem: MemoryFault | Misplaced) -> UserError:
    """The problem as data; one that the caller cannot mend is raised again, for the top level."""
    fault, path = (problem.fault, problem.path) if isinstance(problem, Misplaced) else (problem, ())
    if not is_mendable(fault):
        raise fault
    kind = _KINDS.get(type(fault), InvalidInput)
    return kind(message=str(fault), code=fault.code, path=["input", *path])


_KINDS: dict[type[MemoryFault], type[UserError]] = {
    errors.NotFound: NotFound,
    errors.Conflict: Conflict,
}
