"""What of memory goes into a prompt, over GraphQL."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.inputs import (
    ScopeInput,
    TimePoint,
    moments_from,
    must_hold,
    must_inherit,
    scope_from,
)
from quipu.api.graphql.items import Episode, Fact
from quipu.api.packing import packed_for
from quipu.api.quoting import USUAL_TOKENS


@strawberry.type(
    description="A text for a prompt and what it is made of: facts, best first, and the passages"
    " that its [1], [2] … cite, oldest first. Empty where nothing was found. tokens is a cautious"
    " estimate, never over what was asked for; leftOut counts hits that had no room."
)
class Context:
    text: str
    facts: list[Fact]
    passages: list[Episode]
    tokens: int
    left_out: int


async def context_of(
    info: Info, text: str, tokens: int | None, at: TimePoint | None, scope: ScopeInput | None
) -> Context:
    must_hold(at)
    must_inherit(scope)
    memory, within = info.context.memory, scope_from(info.context.scope, scope)
    view = memory.view(*moments_from(at))
    found = await packed_for(memory, within, text, view, USUAL_TOKENS if tokens is None else tokens)
    return Context(
        text=found.text,
        facts=[Fact.of(row, view, within) for row in found.facts],
        passages=[Episode.of(row, within) for row in found.passages],
        tokens=found.tokens,
        left_out=found.left_out,
    )
