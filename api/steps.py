"""A step of an attempt as callers of several doors write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quipu.schema.errors import Invalid
from quipu.schema.experience import Step

_PARTS: Mapping[str, tuple[str, type]] = {
    "action": ("action", str),
    "observation": ("observation", str),
    "succeeded": ("succeeded", bool),
    "tool": ("tool", str),
    "durationMs": ("duration_ms", int),
    "duration_ms": ("duration_ms", int),
}
_HINT = "there is action, observation, succeeded, tool, durationMs"


def step_of(given: object) -> Step:
    """A step as it is, what was done alone, or an object of both names and values. Raises Invalid.

    None stands for what is left out.
    """
    if isinstance(given, Step):
        return given
    if isinstance(given, str):
        return Step(given)
    if not isinstance(given, Mapping):
        hint = 'such as {"action": "git pull", "succeeded": true}'
        raise Invalid(f"a step is a text or an object, not {str(given)[:40]!r}", hint=hint)
    told = {name: value for name, value in given.items() if value is not None}
    if unknown := [name for name in told if name not in _PARTS]:
        raise Invalid(f"unknown {', '.join(map(repr, unknown))} of a step", hint=_HINT)
    if "action" not in told:
        raise Invalid("'action' of a step is missing", hint=_HINT)
    return Step(**{_PARTS[name][0]: _checked(name, value) for name, value in told.items()})


def _checked(name: str, value: object) -> Any:
    kind = _PARTS[name][1]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise Invalid(f"{name!r} of a step is not of the right kind: {str(value)[:40]!r}")
    return value
