"""Attempts at tasks as people and programs write them for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quipu.api.cli.json_files import objects_in
from quipu.api.steps import step_of
from quipu.schema.canonical import canonical
from quipu.schema.errors import Invalid
from quipu.schema.experience import ExperienceDraft, Step, outcome_of
from quipu.schema.identity import content_hash
from quipu.schema.knowledge import Trust

_FAILED, _WORKED, _SAW = "!", "+", " => "


@dataclass(frozen=True, slots=True)
class Told:
    """An attempt, the key under which it is recorded, and the line where it stood."""

    draft: ExperienceDraft
    key: str
    line: int = 0


def step_from(text: str) -> Step:
    """`!push => rejected`: what failed, and what was seen. `+` marks what worked."""
    succeeded = {_FAILED: False, _WORKED: True}.get(text[:1])
    said = text if succeeded is None else text[1:]
    action, _, seen = said.partition(_SAW)
    return Step(action.strip(), seen.strip(), succeeded)


def told_in(text: str) -> Iterator[Told]:
    """Each attempt of a JSON file, by the names of `RecordExperienceInput`.

    One without an idempotencyKey has one by what it says and how often the file has said so: the
    same file again records nothing twice. Raises Invalid with the line.
    """
    seen = Counter[str]()
    for line, given in objects_in(text):
        try:
            draft, key = _read(given)
        except Invalid as fault:
            raise Invalid(f"line {line}: {fault.problem}", hint=fault.hint) from fault
        hashed = content_hash(canonical(draft))
        seen[hashed] += 1
        yield Told(draft, key or f"file-{hashed[:40]}-{seen[hashed]}", line)


def _read(given: object) -> tuple[ExperienceDraft, str]:
    if not isinstance(given, dict):
        raise Invalid("not a JSON object", hint='such as {"task": …, "outcome": …, "steps": []}')
    told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    key = _taken(told, "idempotencyKey", str, "")
    draft = ExperienceDraft(
        task=_taken(told, "task", str),
        outcome=outcome_of(_taken(told, "outcome", str)),
        steps=tuple(map(step_of, _taken(told, "steps", list, []))),
        score=_taken(told, "score", (int, float), None),
        lesson=_taken(told, "lesson", str, ""),
        used=_texts("usedProcedures", _taken(told, "usedProcedures", list, [])),
        trust=Trust.ASSERTED,
    )
    if told:
        names = "task, outcome, steps, score, lesson, usedProcedures, idempotencyKey"
        raise Invalid(f"unknown {', '.join(map(repr, told))}", hint=f"there is {names}")
    return draft, key


_NEEDED = object()


def _taken(
    told: dict[str, Any], name: str, kind: type | tuple[type, ...], usual: object = _NEEDED
) -> Any:
    """What stands under a name, which is then taken out. Raises Invalid for another kind."""
    value = told.pop(name, usual)
    if value is _NEEDED:
        raise Invalid(f"{name!r} is missing")
    is_flag = isinstance(value, bool) and kind is not bool
    if value is not usual and (is_flag or not isinstance(value, kind)):
        raise Invalid(f"{name!r} is not of the right kind: {str(value)[:40]!r}")
    return value


def _texts(name: str, given: Sequence[object]) -> tuple[str, ...]:
    found = tuple(one for one in given if isinstance(one, str))
    if len(found) < len(given):
        raise Invalid(f"{name!r} is not a list of texts")
    return found
