"""Forgetting as every door does it: the memory forgets, and so does this process."""

from __future__ import annotations

import secrets
from dataclasses import replace

from quipu.api.assemble import Service
from quipu.graph.forgetting.forget import forgotten
from quipu.schema.forgetting import ForgetWish, Forgotten
from quipu.schema.identity import Scope

_KEY_BYTES = 32
_ELSEWHERE = (
    "Other processes drop what they hold of it when they next read; a service that was told it"
    " inside a GraphQL document, not as a variable, may keep that document until it restarts."
)


async def forget(service: Service, scope: Scope, wish: ForgetWish, key: str) -> Forgotten:
    """A dry run, or the deed where the token of a dry run comes back.

    The same key again gives the same receipt. Raises Invalid, NotFound and Conflict.
    """

    def new_key() -> str:
        return secrets.token_hex(_KEY_BYTES)

    done = await forgotten(service.memory, scope, wish, key, new_key)
    residual = (*done.report.residual, _ELSEWHERE)
    return replace(done, report=replace(done.report, residual=residual))
