"""API keys: made, kept as hashes, recognised. Pure; the file they lie in is `keyfile`.

A key is `qk_` + an id of 8 characters + `_` + 256 random bits. The id is shown in lists and
logs. Of the whole key only the SHA-256 is kept: 256 random bits need no slow hash.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from quipu.api.access.principal import Principal, Unauthenticated, role_from, trust_from
from quipu.schema.errors import Conflict, Invalid, NotFound
from quipu.schema.identity import Scope

_MARK = "qk"
RANDOM_BYTES = 37  # 5 for the id, 32 for the secret


@dataclass(frozen=True, slots=True)
class Grant:
    """What a key allows: a role on a scope, trust up to a level, until a moment."""

    role: str
    tenant: str
    user: str = ""
    agent: str = ""
    session: str = ""
    trust: str = "asserted"
    expires_at: str = ""  # ISO 8601 with offset; "" for never

    def __post_init__(self) -> None:
        """Raises Invalid for what is no grant, so that a file by hand fails at once."""
        self.principal("check")
        if self.expires_at:
            _moment(self.expires_at)

    def principal(self, subject: str) -> Principal:
        scope = Scope(self.tenant, self.user, self.agent, self.session)
        return Principal(subject, scope, role_from(self.role), trust_from(self.trust))


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as it is kept. `revoked_at` "" while it is not revoked."""

    id: str
    name: str
    sha256: str
    grant: Grant
    created_at: str
    revoked_at: str = ""

    @property
    def prefix(self) -> str:
        """What may be shown of the key."""
        return f"{_MARK}_{self.id}"

    def state(self, now: datetime) -> str:
        """`active`, `expired` or `revoked`."""
        if self.revoked_at:
            return "revoked"
        expires_at = self.grant.expires_at
        return "expired" if expires_at and _moment(expires_at) <= now else "active"


def made(random: bytes, name: str, grant: Grant, now: datetime) -> tuple[str, KeyRecord]:
    """A new key, to be shown once, and the record to keep. `random`: RANDOM_BYTES of them."""
    id = base64.b32encode(random[:5]).decode().lower()
    secret = base64.urlsafe_b64encode(random[5:]).decode().rstrip("=")
    key = f"{_MARK}_{id}_{secret}"
    return key, KeyRecord(id, name, _hash(key), grant, now.isoformat(timespec="seconds"))


def with_new(records: Sequence[KeyRecord], record: KeyRecord, now: datetime) -> list[KeyRecord]:
    """The records and a new one, told from all that work by its name. Raises Invalid, Conflict."""
    if not record.name.strip():
        raise Invalid("a key without a name", hint="name the program or the person it is for")
    if not record.name.isprintable():  # a list of keys has one a line
        raise Invalid(f"the name {record.name!r} is not one line", hint="use signs that are shown")
    if record.state(now) != "active":
        raise Invalid(f"a key that expires on {record.grant.expires_at} is over already")
    for one in records:
        if one.name == record.name and one.state(now) == "active":
            raise Conflict(
                f"a key named {record.name!r} works: {one.prefix}",
                hint="use another name, revoke that one or rotate it",
            )
    return [*records, record]


def is_key(credential: str) -> bool:
    """Whether a credential claims to be a key of ours, as opposed to a token of an issuer."""
    return credential.startswith(f"{_MARK}_")


def recognised(records: Sequence[KeyRecord], key: str, now: datetime) -> Principal:
    """Whose key it is. Raises Unauthenticated; only who has the key learns that it is over."""
    id = [*key.split("_", 2), ""][1]
    record = next((one for one in records if one.id == id), None)
    if record is None or not hmac.compare_digest(record.sha256, _hash(key)):
        raise Unauthenticated("this key is not known here")
    state = record.state(now)
    if state != "active":
        raise Unauthenticated(f"the key {record.prefix} is {state}")
    return record.grant.principal(record.prefix)


def revoked(records: Sequence[KeyRecord], which: str, now: datetime) -> list[KeyRecord]:
    """The records without what one prefix or name opens: a rotated key works beside its heir.

    Raises NotFound, Conflict if it was revoked before.
    """
    found = meant(records, which, now)
    for one in found:
        if one.revoked_at:
            raise Conflict(f"the key {one.prefix} was revoked on {one.revoked_at}")
    at = now.isoformat(timespec="seconds")
    return [replace(one, revoked_at=at) if one in found else one for one in records]


def ending(
    records: Sequence[KeyRecord], which: str, at: datetime, now: datetime
) -> list[KeyRecord]:
    """The records with one key expiring at a moment, if it would not expire before."""
    found = named(records, which, now)
    own = found.grant.expires_at
    if own and _moment(own) <= at:
        return list(records)
    over = replace(found, grant=replace(found.grant, expires_at=at.isoformat(timespec="seconds")))
    return [over if one is found else one for one in records]


def named(records: Sequence[KeyRecord], which: str, now: datetime) -> KeyRecord:
    """The one record of a prefix (with or without `qk_`) or a name. Raises NotFound, Conflict."""
    found = meant(records, which, now)
    if len(found) > 1:
        prefixes = ", ".join(one.prefix for one in found)
        raise Conflict(f"{len(found)} keys are named {which!r}", hint=f"one of {prefixes}")
    return found[0]


def meant(records: Sequence[KeyRecord], which: str, now: datetime) -> list[KeyRecord]:
    """The record of a prefix, or those of a name that still work, else that were not revoked.

    Raises NotFound.
    """
    id = which.removeprefix(f"{_MARK}_").partition("_")[0]
    found = [one for one in records if one.id == id]
    found = found or [one for one in records if one.name == which and not one.revoked_at]
    if not found:
        raise NotFound(f"no key {which!r}", hint="see `quipu keys list`")
    return [one for one in found if one.state(now) == "active"] or found


def written(record: KeyRecord) -> dict[str, object]:
    """A record as the file holds it."""
    return asdict(record)


def read(entry: dict[str, object]) -> KeyRecord:
    """A record from the file. Raises TypeError or Invalid for what is none."""
    fields = dict(entry)
    grant = fields.pop("grant")
    if not isinstance(grant, dict) or not all(isinstance(one, str) for one in fields.values()):
        raise TypeError("not a key record")
    return KeyRecord(grant=Grant(**grant), **fields)  # type: ignore[arg-type]


def _hash(key: str) -> str:
    # Half a character is no key of ours, and no reason to fall over.
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return found
