"""Every error raised on purpose: five faults, each with a code, a retry flag and a hint.

Fault          code             retry   means
Invalid        BAD_USER_INPUT   no      what was asked makes no sense: change it
NotFound       NOT_FOUND        no      nothing by that name in this scope
Forbidden      FORBIDDEN        no      the scope or the credential does not allow it
Conflict       CONFLICT         no      it collides with what is already stored
Unavailable    UNAVAILABLE      yes     an engine, a disk or a model did not answer: try again later
 RateLimited   RATE_LIMITED     yes     one of those: too much at once; says when to come again
"""

from __future__ import annotations

from typing import ClassVar


class MemoryFault(Exception):
    """What all deliberate errors share; `hint` tells the reader what to do or type next."""

    code: ClassVar[str]
    retryable: ClassVar[bool] = False

    def __init__(self, problem: str, *, hint: str = "") -> None:
        super().__init__(f"{problem} ({hint})" if hint else problem)
        self.problem = problem
        self.hint = hint


class Invalid(MemoryFault):
    """The caller asked for something that makes no sense."""

    code = "BAD_USER_INPUT"


class NotFound(MemoryFault):
    """Nothing by that name in this scope; a foreign id gives the same answer as a missing one.

    `id` is what was looked for, where that was an id or a name.
    """

    code = "NOT_FOUND"

    def __init__(self, problem: str, *, hint: str = "", id: str = "") -> None:
        super().__init__(problem, hint=hint)
        self.id = id


class Forbidden(MemoryFault):
    """The scope or the credential does not allow it."""

    code = "FORBIDDEN"


class Conflict(MemoryFault):
    """It collides with what is already stored, such as a key used before with another body.

    `current` is the id of what stands there now, at `revision`, where there is such a thing.
    """

    code = "CONFLICT"

    def __init__(
        self, problem: str, *, hint: str = "", current: str = "", revision: int | None = None
    ) -> None:
        super().__init__(problem, hint=hint)
        self.current = current
        self.revision = revision


class Overtaken(Conflict):
    """What was decided on has changed meanwhile: nothing has happened; look again, decide anew."""


class Unavailable(MemoryFault):
    """An engine, a disk or a model did not answer; nothing was lost, try again later."""

    code = "UNAVAILABLE"
    retryable = True


class RateLimited(Unavailable):
    """More at once than there is room for, or than the caller's budget allows; nothing was lost.

    `retry_after_ms` is when to come again.
    """

    code = "RATE_LIMITED"

    def __init__(self, problem: str, *, retry_after_ms: int) -> None:
        super().__init__(problem, hint=f"try again in {retry_after_ms} ms")
        self.retry_after_ms = retry_after_ms


def must_be(what: str, given: object, kind: type) -> None:
    """Raises Invalid for a value of another type: nobody checks a Python caller's before."""
    if not isinstance(given, kind):
        raise Invalid(f"{what} is {type(given).__name__}, not {kind.__name__}")
