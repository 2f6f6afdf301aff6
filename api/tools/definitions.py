"""The tools that agents have, and one call of one of them: permission, deed, answer, trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quipu.api.access.audit import Deed, ids_of_ours, outcome_of
from quipu.api.access.authority import Authority
from quipu.api.access.principal import Permission, Principal
from quipu.api.assemble import Service
from quipu.api.tools import forgetting, lived, reading, ruling, writing
from quipu.api.tools.arguments import read_arguments, schema_of
from quipu.api.tools.caller import Answer, Caller
from quipu.schema.errors import NotFound

_COST = 20  # what a search costs over GraphQL


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: what it is for, what it takes, what it may do."""

    name: str
    description: str
    arguments: type
    call: Callable[[Caller, Any], Awaitable[Answer]]
    permission: Permission = Permission.READ

    @property
    def schema(self) -> dict[str, object]:
        """The JSON schema of its arguments."""
        return schema_of(self.arguments)


TOOLS = (
    Tool(
        "remember",
        "Store what was said or read and should outlast this conversation; facts are taken from it"
        " with their dates.",
        writing.RememberArguments,
        writing.remember,
        Permission.WRITE,
    ),
    Tool(
        "search",
        "Find facts and passages about something, best first, each with dates, status and source."
        " Before a task, kinds procedure and experience tell what to do and to avoid.",
        reading.SearchArguments,
        reading.search,
    ),
    Tool(
        "ask",
        "Answer a question by the best path of facts, with its sources; or say it is not known.",
        reading.AskArguments,
        reading.ask,
    ),
    Tool(
        "get",
        "Look at anything by id: a fact with why it is believed, an attempt with its steps.",
        reading.GetArguments,
        reading.get,
    ),
    Tool(
        "explore",
        "Walk the graph from someone or something: the facts within some steps.",
        reading.ExploreArguments,
        reading.explore,
    ),
    Tool(
        "timeline",
        "All that is held about someone or something, what is over too, oldest first.",
        reading.TimelineArguments,
        reading.timeline,
    ),
    Tool(
        "correct",
        "Say that a fact is wrong: give its right value or beginning, or when it ended; with none"
        " of these it never held. Only when a person says so. undo takes a change back.",
        ruling.CorrectArguments,
        ruling.correct,
        Permission.WRITE,
    ),
    Tool(
        "record_experience",
        "After a task, record how it went: what several attempts show becomes a procedure.",
        lived.RecordArguments,
        lived.record,
        Permission.WRITE,
    ),
    Tool(
        "forget",
        "Forget for good what a person asks to be forgotten: the first call shows what would go and"
        " gives a token, the second does it. It cannot be undone; to mend what is wrong use"
        " correct.",
        forgetting.ForgetArguments,
        forgetting.forget,
        Permission.ERASE,
    ),
    Tool(
        "status",
        "How much is stored, what waits to be read, how one job fares.",
        reading.StatusArguments,
        reading.status,
    ),
)
_BY_NAME = {tool.name: tool for tool in TOOLS}


def offered(principal: Principal) -> list[Tool]:
    """The tools that a caller may use."""
    return [tool for tool in TOOLS if tool.permission in principal.role.permissions]


async def call_tool(
    service: Service,
    authority: Authority,
    principal: Principal,
    name: str,
    given: Mapping[str, object],
) -> str:
    """What a tool answers. Raises a fault whose text says what to do next."""
    tool = _BY_NAME.get(name)
    if tool is None:
        names = ", ".join(one.name for one in offered(principal))
        raise NotFound(f"no tool {name[:40]!r}", hint=f"there is {names}")
    try:
        principal.must(tool.permission)
        authority.spend(authority.costs, principal, _COST)
        arguments: object = read_arguments(tool.arguments, given)
        answer = await tool.call(Caller(service, principal), arguments)
    except BaseException as problem:  # whoever goes away may have changed something, too
        await _note(authority, principal, tool, (), outcome_of(problem))
        raise
    await _note(authority, principal, tool, answer.ids, "done")
    return answer.text


async def _note(
    authority: Authority, principal: Principal, tool: Tool, ids: tuple[str, ...], outcome: str
) -> None:
    """Changes are always written down; reading, where a credential says who read."""
    if tool.permission is not Permission.READ or principal.is_credentialed:
        who, tenant = principal.subject, principal.scope.tenant
        deed = Deed(authority.clock(), who, tenant, f"tool {tool.name}", ids_of_ours(ids), outcome)
        await authority.audit.noted(deed)
