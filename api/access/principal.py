"""Who asks: whose memory they may see, what they may do with it, how far they are believed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quipu.schema.errors import Forbidden, Invalid, MemoryFault
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust


class Permission(StrEnum):
    READ = "read"
    WRITE = "write"
    ERASE = "erase"
    AUDIT = "audit"


class Role(StrEnum):
    READER = "reader"
    WRITER = "writer"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def permissions(self) -> frozenset[Permission]:
        return _PERMISSIONS[self]


# An auditor sees who did what and not the memory itself, so that nobody watches over himself.
_PERMISSIONS = {
    Role.READER: frozenset({Permission.READ}),
    Role.WRITER: frozenset({Permission.READ, Permission.WRITE}),
    Role.ADMIN: frozenset(Permission),
    Role.AUDITOR: frozenset({Permission.AUDIT}),
}


class Unauthenticated(MemoryFault):
    """No credential, or one that is not accepted."""

    code = "UNAUTHENTICATED"


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller, as its credential names it. `scope` and `trust` are ceilings."""

    subject: str
    scope: Scope
    role: Role
    trust: Trust
    is_credentialed: bool = True

    @property
    def caller(self) -> str:
        """Under which name budgets and places are counted."""
        return f"{self.scope.tenant}/{self.subject}"

    def must(self, permission: Permission) -> None:
        """Raise Forbidden unless the role allows it."""
        if permission not in self.role.permissions:
            raise Forbidden(
                f"the role {self.role} may not {permission}",
                hint="use a credential with another role",
            )

    def believed(self, trust: Trust) -> Trust:
        """The trust that a claim of this caller may have at most."""
        return min(trust, self.trust)


def local_principal(tenant: str) -> Principal:
    """Whoever can reach a service without credentials: the owner of the machine."""
    return Principal("local", Scope(tenant), Role.ADMIN, Trust.VERIFIED, is_credentialed=False)


def role_from(text: str) -> Role:
    """The role of a name. Raises Invalid."""
    try:
        return Role(text.lower())
    except ValueError as error:
        raise Invalid(f"no role {text!r}", hint=f"one of {', '.join(Role)}") from error


def trust_from(text: str) -> Trust:
    """The trust level of a name. Raises Invalid."""
    try:
        return Trust[text.upper()]
    except KeyError as error:
        names = ", ".join(level.name.lower() for level in Trust)
        raise Invalid(f"no trust level {text!r}", hint=f"one of {names}") from error
