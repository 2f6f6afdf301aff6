"""When two steps did the same thing (pure)."""

from __future__ import annotations

import re

from quipu.schema.experience import Experience, Step

Action = str
"""What was done, without what differs from one attempt to the next."""

# What names one occasion: addresses, paths, quoted words, hashes, numbers, in this order.
_PARTICULARS = (
    (re.compile(r"\b\w+://\S+"), "<address>"),
    (re.compile(r"(?<![\w<])(?:[\w.~-]*/)+[\w.~-]+"), "<path>"),
    (re.compile(r"\"[^\"]*\"|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)"), "<words>"),
    (re.compile(r"\b(?=\w*\d)[0-9a-f]{7,64}\b"), "<id>"),
    (re.compile(r"\d+(?:[.,:]\d+)*"), "#"),
)


def action_of(step: Step) -> Action:
    """The same for steps that differ in case, numbers, paths, addresses and quoted words alone."""
    said = step.action.lower()
    for pattern, sign in _PARTICULARS:
        said = pattern.sub(sign, said)
    said = " ".join(said.split()).rstrip(".!")
    return f"{step.tool.lower()}: {said}" if step.tool else said


def actions_of(one: Experience) -> tuple[Action, ...]:
    """The actions of an attempt in order, each where it came first."""
    return tuple(dict.fromkeys(action_of(step) for step in one.steps))


def worked_of(one: Experience) -> tuple[Action, ...]:
    """The same without what failed: each where it first went well, or nobody says how it went."""
    return tuple(
        dict.fromkeys(action_of(step) for step in one.steps if step.succeeded is not False)
    )


def told(step: Step) -> str:
    """A step as advice says it."""
    said = " ".join(step.action.split())
    return f"{step.tool}: {said}" if step.tool else said
