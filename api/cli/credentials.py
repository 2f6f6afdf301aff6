"""The commands of the machine's owner about credentials: API keys, and the audit log."""

from __future__ import annotations

import getpass
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Database, Place
from quipu.api.moments import moment_from
from quipu.schema.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from quipu.api.access.audit import AuditEntry
    from quipu.api.access.keyfile import KeyFile
    from quipu.api.access.keys import Grant, KeyRecord

    Adding = Callable[[Sequence[KeyRecord], KeyRecord, datetime], Sequence[KeyRecord]]

WhichKey = Annotated[str, typer.Argument(metavar="KEY", help="Its prefix (qk_…) or its name.")]


@dataclass(frozen=True, slots=True)
class NewKeyWish:
    name: Annotated[str, typer.Argument(help="What the key is for, such as a program or a person.")]
    role: Annotated[str, typer.Option(help="reader, writer, admin or auditor.")] = "writer"
    tenant: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose memory, else that of the settings.")
    ] = None
    trust: Annotated[
        str, typer.Option(help="Believed at most: untrusted, observed, asserted or verified.")
    ] = "asserted"
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="Not valid from then on; else for ever.")
    ] = None


@dataclass(frozen=True, slots=True)
class RotateWish:
    key: WhichKey
    overlap_minutes: Annotated[
        int, typer.Option(min=0, help="How long the old key goes on working beside the new one.")
    ] = 0


@dataclass(frozen=True, slots=True)
class RevokeWish:
    key: WhichKey


@dataclass(frozen=True, slots=True)
class VerifyWish:
    head: Annotated[
        str, typer.Option(metavar="HASH", help="A head noted earlier, which must still be there.")
    ] = ""


@dataclass(frozen=True, slots=True)
class ShowWish:
    after: Annotated[int, typer.Option(min=0, help="Only entries after this number.")] = 0


def create(wish: NewKeyWish, place: Place) -> None:
    """Make a key and print it, once. The first key closes the service to callers without one.

    --user, --agent and --session narrow it to a part of the tenant's memory.
    """
    from quipu.api.access.keys import Grant, with_new
    from quipu.api.auth import must_be_named

    expires = None if wish.expires is None else moment_from(wish.expires).at
    grant = Grant(
        role=wish.role.lower(),
        tenant=must_be_named("tenant", wish.tenant) or place.settings().tenant,
        user=must_be_named("user", place.user),
        agent=must_be_named("agent", place.agent),
        session=must_be_named("session", place.session),
        trust=wish.trust.lower(),
        expires_at=expires.isoformat() if expires else "",
    )
    _show_new(*_added(place, wish.name, grant, with_new), place)


def listed(place: Database) -> None:
    """List the keys that were ever made, by what may be shown of them."""
    from quipu.api.assemble import now
    from quipu.api.cli.as_json import say

    records, moment = _file(place).records(), now()
    if place.json:
        say({"keys": [_as_json(one, one.state(moment)) for one in records]})
        return
    for one in records:
        typer.echo(_line(one, one.state(moment)))
    if not records:
        typer.echo("no keys: whoever can reach loopback is answered without one")


def rotate(wish: RotateWish, place: Database) -> None:
    """Make a key with the same rights in place of an old one, and print it, once."""
    from quipu.api.access import keys
    from quipu.api.assemble import now

    old = keys.named(_file(place).records(), wish.key, now())
    if old.state(now()) != "active":
        raise Invalid(f"the key {old.prefix} is {old.state(now())}", hint="create a new one")
    fresh = _added(place, old.name, old.grant, lambda records, one, _: [*records, one])
    until = now() + timedelta(minutes=wish.overlap_minutes)
    _file(place).change(lambda records: keys.ending(records, old.prefix, until, now()))
    note(place, "keys rotate", old.grant.tenant, [old.prefix])
    _show_new(*fresh, place)


def revoke(wish: RevokeWish, place: Database) -> None:
    """Make a key useless at once, by its name also one that was rotated and still works.

    The service stays closed, also after its last key.
    """
    from quipu.api.access import keys
    from quipu.api.assemble import now

    moment = now()
    found = keys.meant(_file(place).records(), wish.key, moment)
    _file(place).change(lambda records: keys.revoked(records, wish.key, moment))
    for one in found:
        note(place, "keys revoke", one.grant.tenant, [one.prefix])
        typer.echo(f"revoked {one.prefix}")


def verify(wish: VerifyWish, place: Database) -> None:
    """Read the whole audit log again: was an entry changed, left out or moved?

    Note the head that is printed somewhere else: with --head, a later check then also notices
    that the end of the log was cut off.
    """
    from quipu.api.access.audit import verified
    from quipu.api.access.authority import audit_path_of
    from quipu.api.cli.as_json import say

    path = audit_path_of(place.settings())
    if path is None:
        raise Invalid("a memory that lies nowhere has no audit log", hint="name a --database")
    found = verified(path, wish.head)
    if place.json:
        say({"entries": found.entries, "head": found.head, "incomplete": found.incomplete})
        return
    torn = f", {found.incomplete} cut short by a crash" if found.incomplete else ""
    typer.echo(f"unchanged: {found.entries} entries{torn}\nhead {found.head}")


def show(wish: ShowWish, place: Database) -> None:
    """Print who did what to which ids, oldest first."""
    from quipu.api.access.audit import AuditTrail
    from quipu.api.access.authority import audit_path_of
    from quipu.api.cli.as_json import say

    entries = AuditTrail(audit_path_of(place.settings())).entries(after=wish.after)
    if place.json:
        say({"entries": [_entry_json(entry) for entry in entries]})
        return
    for entry in entries:
        typer.echo(_entry_line(entry))


def _added(place: Database, name: str, grant: Grant, adding: Adding) -> tuple[str, KeyRecord]:
    from quipu.api.access import keys
    from quipu.api.assemble import now

    moment = now()
    key, record = keys.made(secrets.token_bytes(keys.RANDOM_BYTES), name, grant, moment)
    _file(place).change(lambda records: adding(records, record, moment))
    note(place, "keys create", grant.tenant, [record.prefix])
    return key, record


def _file(place: Database) -> KeyFile:
    from quipu.api.access.authority import key_path_of
    from quipu.api.access.keyfile import KeyFile

    path = key_path_of(place.settings())
    if path is None:
        raise Invalid("a memory that lies nowhere has no keys", hint="name a --database")
    return KeyFile(path)


def note(place: Database, operation: str, tenant: str, ids: Sequence[str]) -> None:
    """Write down what the machine's owner did, by hand."""
    from quipu.api.access.audit import AuditTrail, Deed
    from quipu.api.access.authority import audit_path_of
    from quipu.api.assemble import now

    deed = Deed(now(), f"owner {_user_name()}", tenant, operation, tuple(ids))
    path = audit_path_of(place.settings())
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    AuditTrail(path).append(deed)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())  # a container may run under a number that has no name


def _show_new(key: str, record: KeyRecord, place: Database) -> None:
    from quipu.api.cli.as_json import say

    if place.json:
        say({"key": key, **_as_json(record, "active")})
        return
    typer.echo(key)
    typer.echo(
        f"{_line(record, 'active')}\nIt is shown this once: only its hash is kept.", err=True
    )


def _as_json(record: KeyRecord, state: str) -> dict[str, object]:
    from dataclasses import asdict

    shown = {"prefix": record.prefix, "name": record.name, "state": state}
    return {**shown, **asdict(record.grant), "created_at": record.created_at}


def _line(record: KeyRecord, state: str) -> str:
    grant = record.grant
    levels = (grant.tenant, grant.user, grant.agent, grant.session)
    until = f" until {grant.expires_at}" if grant.expires_at else ""
    return (
        f"{record.prefix}  {state:8}{until} {grant.role} of {'/'.join(levels).rstrip('/')}, "
        f"believed up to {grant.trust}, made {record.created_at}: {record.name}"
    )


def _entry_json(entry: AuditEntry) -> dict[str, object]:
    deed = entry.deed
    return {
        "number": entry.number,
        "at": deed.at.isoformat(),
        "principal": deed.principal,
        "tenant": deed.tenant,
        "operation": deed.operation,
        "ids": list(deed.ids),
        "outcome": deed.outcome,
        "hash": entry.hash,
    }


def _entry_line(entry: AuditEntry) -> str:
    deed = entry.deed
    who = "/".join(part for part in (deed.tenant, deed.principal) if part) or "somebody"
    done = f"{who} {deed.operation}: {deed.outcome}"
    return " ".join([f"{entry.number:>6} {deed.at:%Y-%m-%d %H:%M:%S} {done}", *deed.ids])
