"""Forgets as a caller does: a dry run, then the same with its token."""

from __future__ import annotations

from dataclasses import replace

from quipu.graph.forgetting.forget import forgotten
from quipu.graph.memory import Memory
from quipu.schema.erasing import ForgetMode
from quipu.schema.forgetting import ForgetWish, Forgotten, Selector
from quipu.schema.identity import Scope

KEY = "5e" * 32


async def shown(memory: Memory, scope: Scope, wish: ForgetWish, key: str = "forget") -> Forgotten:
    return await forgotten(memory, scope, wish, key, lambda: KEY)


async def forget(
    memory: Memory,
    scope: Scope,
    selector: Selector,
    mode: ForgetMode = ForgetMode.ERASE,
    key: str = "forget",
) -> Forgotten:
    wish = ForgetWish(selector, reason="asked to", actor="test", mode=mode)
    seen = await shown(memory, scope, wish, key)
    confirmed = replace(wish, confirm_token=seen.confirm_token, dry_run=False)
    return await shown(memory, scope, confirmed, key)
