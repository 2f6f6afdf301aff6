"""From a command to a service and back: the one place where the command line enters asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from quipu.api.cli.options import Place
from quipu.api.settings import Settings
from quipu.schema.identity import Scope

if TYPE_CHECKING:
    from quipu.api.assemble import Service

Result = TypeVar("Result")


def run_on(settings: Settings, work: Callable[[Service], Awaitable[Result]]) -> Result:
    """What `work` gives on a service that is opened for it and closed after it."""
    return asyncio.run(_assembled(settings, work))


async def _assembled(settings: Settings, work: Callable[[Service], Awaitable[Result]]) -> Result:
    from quipu.api.assemble import assembled

    async with assembled(settings) as service:
        return await work(service)


def scope_of(service: Service, place: Place) -> Scope:
    """The caller's own scope, narrowed by the flags."""
    from quipu.api.auth import narrowed

    return narrowed(service.scope, user=place.user, agent=place.agent, session=place.session)
