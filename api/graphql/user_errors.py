"""What the caller of a mutation can mend, as data: a code, a sentence, the field at fault."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.errors import Misplaced, is_mendable
from quipu.api.graphql.inputs import ScopeInput, scope_from
from quipu.api.graphql.items import MemoryItem, item_by_id
from quipu.api.graphql.types import described
from quipu.api.naming import near_ids
from quipu.schema import errors, identity
from quipu.schema.errors import MemoryFault


@strawberry.interface
class UserError:
    message: str
    code: str
    path: list[str] | None


@strawberry.type(description="The input makes no sense as it is.")
class InvalidInput(UserError):
    pass


@strawberry.type(description="Nothing of that id or name can be seen from here.")
class NotFound(UserError):
    looked_in: strawberry.Private[identity.Scope]
    id: strawberry.ID = strawberry.field(description="What was looked for: an id, or a name.")

    @described("What may have been meant: ids that begin so, entities called nearly so.")
    async def did_you_mean(self, info: Info) -> list[strawberry.ID]:
        found = await near_ids(info.context.memory, self.looked_in, self.id)
        return [strawberry.ID(id) for id in found]


@strawberry.type(description="It collides with what is there now.")
class Conflict(UserError):
    looked_in: strawberry.Private[identity.Scope]
    current_id: strawberry.Private[str]
    current_revision: int | None = strawberry.field(
        description="Of what stands there now, where that has revisions."
    )

    @described("What stands there now, where there is such a thing.")
    async def current(self, info: Info) -> MemoryItem | None:
        return await item_by_id(info, self.looked_in, self.current_id)


def user_error(
    problem: MemoryFault | Misplaced, info: Info, within: ScopeInput | None
) -> UserError:
    """The problem as data; one that the caller cannot mend is raised again, for the top level.

    `within` is where the mutation was to work, as its input says.
    """
    fault, inner = (
        (problem.fault, problem.path) if isinstance(problem, Misplaced) else (problem, ())
    )
    if not is_mendable(fault):
        raise fault
    message, path = str(fault), ["input", *inner]
    match fault:
        case errors.NotFound():
            return NotFound(
                message=message,
                code=fault.code,
                path=path,
                looked_in=scope_from(info.context.scope, within),
                id=strawberry.ID(fault.id),
            )
        case errors.Conflict():
            return Conflict(
                message=message,
                code=fault.code,
                path=path,
                looked_in=scope_from(info.context.scope, within),
                current_id=fault.current,
                current_revision=fault.revision,
            )
        case _:
            return InvalidInput(message=message, code=fault.code, path=path)
