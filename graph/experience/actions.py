"""When two steps did the same thing (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quipu.schema.experience import Experience, Step

Action = str
"""What was done, without what differs from one attempt to the next."""

# What names one occasion: addresses, paths, quoted words, hashes, numbers, in this order. Each is
# looked for once at every place: a step may be 20,000 signs that nearly fit.
_PARTICULARS = (
    (re.compile(r"\b\w+://\S+"), "<address>"),
    (re.compile(r"(?<![\w<./~-])[\w.~-]*(?:/+[\w.~-]+)+"), "<path>"),
    (re.compile(r"\"[^\"]*\"|“[^“”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)"), "<words>"),
    (re.compile(r"\b(?=\w*\d)[0-9a-f]{7,64}\b"), "<id>"),
    (re.compile(r"\d+(?:[.,:]\d+)*"), "#"),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt with what each of its steps did."""

    attempt: Experience
    actions: tuple[Action, ...]

    @property
    def deeds(self) -> Iterator[tuple[Action, Step]]:
        """Each step with what it did."""
        return zip(self.actions, self.attempt.steps, strict=True)

    @property
    def worked(self) -> tuple[Action, ...]:
        """What was done, without what failed: each where it first went well, or nobody says."""
        return tuple(
            dict.fromkeys(action for action, step in self.deeds if step.succeeded is not False)
        )


def tried(attempts: Iterable[Experience]) -> list[Tried]:
    """Attempts with what each step did. The same steps come again and again: each is worked out
    once."""
    known: dict[tuple[str, str], Action] = {}

    def action(step: Step) -> Action:
        said = (step.tool, step.action)
        if said not in known:
            known[said] = action_of(step)
        return known[said]

    return [Tried(one, tuple(map(action, one.steps))) for one in attempts]


def action_of(step: Step) -> Action:
    """The same for steps that differ in case, numbers, paths, addresses and quoted words alone."""
    said = step.action.lower()
    for pattern, sign in _PARTICULARS:
        said = pattern.sub(sign, said)
    said = " ".join(said.split()).rstrip(".!")
    return f"{step.tool.lower()}: {said}" if step.tool else said


def told(step: Step) -> str:
    """A step as advice says it."""
    said = " ".join(step.action.split())
    return f"{step.tool}: {said}" if step.tool else said
