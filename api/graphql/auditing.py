"""The audit log as auditors of a tenant see it."""

from __future__ import annotations

import asyncio
from itertools import islice

import strawberry

from quipu.api.access import audit
from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.paging import PageArguments, listing
from quipu.api.graphql.types import Connection, DateTime
from quipu.schema.errors import Forbidden
from quipu.schema.identity import Scope


@strawberry.type(description="One deed of one caller, or its refusal; names and texts never.")
class AuditEntry:
    number: str
    at: DateTime
    principal: str
    operation: str
    ids: list[strawberry.ID]
    outcome: str
    hash: str = strawberry.field(description="Seals this entry and all before it.")

    @classmethod
    def of(cls, entry: audit.AuditEntry) -> AuditEntry:
        return cls(
            number=str(entry.number),
            at=stamp(entry.deed.at),
            principal=entry.deed.principal,
            operation=entry.deed.operation,
            ids=[strawberry.ID(id) for id in entry.deed.ids],
            outcome=entry.deed.outcome,
            hash=entry.hash,
        )


async def audited(info: Info, asked: PageArguments) -> Connection[AuditEntry]:
    """One page of the deeds in the caller's own tenant. Raises Forbidden for a caller of less than
    a tenant: the log names what others of the tenant did, and to what."""
    if info.context.scope != Scope(info.context.scope.tenant):
        raise Forbidden("the audit log is the tenant's", hint="use a credential without a user")
    tenant, trail = info.context.scope.tenant, info.context.authority.audit
    page = listing(info, asked, None, tenant)
    begin = int(page.after or 0)

    def read() -> list[audit.AuditEntry]:
        return list(islice(trail.entries(tenant=tenant, after=begin), page.size + 1))

    rows = await asyncio.to_thread(read)
    return page.of_rows(rows, id_of=lambda row: str(row.number), shown=AuditEntry.of)
