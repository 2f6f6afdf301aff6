"""Attempts and procedures as lines for people, and as JSON with the names that GraphQL uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quipu.schema.experience import Advice, Experience, Procedure

_SHOWN = 200  # characters of a line


def advice_lines(found: Advice) -> Iterator[str]:
    """What to do and to avoid, then what was tried."""
    if not found.procedures and not found.experiences:
        yield "Nothing is known of such a task."
    for procedure in found.procedures:
        yield from procedure_lines(procedure)
    for one in found.experiences:
        yield from attempt_lines(one)


def procedure_lines(one: Procedure) -> Iterator[str]:
    """When it counts and how often it did, what to do, what to avoid, what was learned."""
    yield f"{_short(one.when)}  {one.id}"
    yield f"  seen   {seen(one)}"
    yield from _under("do", one.steps)
    yield from _under("avoid", one.avoid)
    yield from _under("lesson", one.lessons)


def seen(one: Procedure) -> str:
    """How often it was seen, and how sure it is."""
    return f"{one.successes} succeeded, {one.failures} failed, confidence {one.confidence:.2f}"


def attempt_lines(one: Experience) -> Iterator[str]:
    """When it was tried, how it went, what was learned."""
    yield f"{one.created_at:%Y-%m-%d} {one.outcome.value.lower()}: {_short(one.task)}  {one.id}"
    if one.lesson:
        yield f"  lesson {_short(one.lesson)}"
    failed = [step for step in one.steps if step.succeeded is False]
    for step in failed[:1]:
        observed = f" => {step.observation}" if step.observation else ""
        yield f"  failed {_short(f'{step.action}{observed}')}"


def attempt_json(one: Experience) -> dict[str, object]:
    return {
        "id": one.id,
        "createdAt": one.created_at.isoformat(),
        "task": one.task,
        "outcome": one.outcome.value,
        "score": one.score,
        "lesson": one.lesson or None,
        "steps": [
            {
                "index": place,
                "action": step.action,
                "observation": step.observation or None,
                "succeeded": step.succeeded,
                "tool": step.tool or None,
                "durationMs": step.duration_ms,
            }
            for place, step in enumerate(one.steps)
        ],
        "usedProcedures": list(one.used),
        "trust": one.trust.name,
        "recordedBy": one.actor,
    }


def procedure_json(one: Procedure) -> dict[str, object]:
    return {
        "id": one.id,
        "createdAt": one.created_at.isoformat(),
        "title": one.title,
        "when": one.when,
        "steps": list(one.steps),
        "avoid": list(one.avoid),
        "lessons": list(one.lessons),
        "successes": one.successes,
        "failures": one.failures,
        "confidence": one.confidence,
        "evidence": list(one.evidence),
    }


def _under(word: str, said: Sequence[str]) -> Iterator[str]:
    for place, one in enumerate(said):
        yield f"  {'' if place else word:<6} {_short(one)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
