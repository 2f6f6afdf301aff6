"""An attempt on its way in: checked, and made the episode that it is kept as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from quipu.graph import accept
from quipu.graph.asked import Asked, asked
from quipu.schema.drafts import CONTENT_LIMIT_BYTES, EpisodeDraft
from quipu.schema.errors import Invalid, must_be
from quipu.schema.experience import (
    EXPERIENCE_PREFIX,
    PROCEDURE_PREFIX,
    ExperienceDraft,
    Step,
    metadata_of,
)
from quipu.schema.identity import EpisodeId, Scope, derived_id
from quipu.schema.knowledge import Episode, EpisodeKind

MOST_STEPS = 500
_TASK_LIMIT = 2_000  # characters; more is a document, and no two of those are alike
_DETAIL_LIMIT = 20_000
_MOST_USED = 50
_ID_LIMIT = 100
_LONGEST_MS = 2**31 - 1  # what GraphQL can show: 24 days


def asked_of(draft: ExperienceDraft) -> Asked:
    """What recording an attempt asks for, as one hash."""
    return asked("record", draft, former=())


def attempt_episode(
    scope: Scope, draft: ExperienceDraft, key: str, actor: str, now: datetime
) -> Episode:
    """The episode of an attempt. Raises Invalid, and says which part is wrong."""
    _check(draft)
    metadata: Mapping[str, object] = metadata_of(draft, actor)
    text = EpisodeDraft(
        content=draft.task.strip(), kind=EpisodeKind.EVENT, trust=draft.trust, metadata=metadata
    )
    [kept] = accept.episodes_from(scope, [text], key, now)
    return replace(kept, id=EpisodeId(derived_id(EXPERIENCE_PREFIX, scope.key, key)))


def _check(draft: ExperienceDraft) -> None:
    must_be("steps", draft.steps, tuple)
    must_be("used", draft.used, tuple)
    _text(draft.task, "task", _TASK_LIMIT)
    if not draft.task.strip():
        raise Invalid("an attempt without a task", hint="say in a sentence what was to be done")
    if len(draft.steps) > MOST_STEPS:
        raise Invalid(f"{len(draft.steps)} steps", hint=f"at most {MOST_STEPS}: leave out detail")
    for place, step in enumerate(draft.steps):
        _check_step(step, f"steps.{place}")
    said = sum(len(step.action) + len(step.observation) for step in draft.steps)
    if said > CONTENT_LIMIT_BYTES:
        hint = f"at most {CONTENT_LIMIT_BYTES:,}: leave out detail"
        raise Invalid(f"steps of {said:,} characters", hint=hint)
    if draft.score is not None and not 0.0 <= draft.score <= 1.0:
        raise Invalid(f"score {draft.score} out of range", hint="0 to 1")
    _text(draft.lesson, "lesson", _DETAIL_LIMIT)
    if len(draft.used) > _MOST_USED:
        raise Invalid(f"{len(draft.used)} procedures used", hint=f"at most {_MOST_USED}")
    for place, one in enumerate(draft.used):
        _text(one, f"used.{place}", _ID_LIMIT)
        if not one.startswith(f"{PROCEDURE_PREFIX}_"):
            raise Invalid(f"{one!r} is no procedure", hint="the ids that a search of them gave")


def _check_step(step: Step, what: str) -> None:
    must_be(what, step, Step)
    _text(step.action, f"{what}.action", _DETAIL_LIMIT)
    if not step.action.strip():
        raise Invalid(f"{what} has no action", hint="say what was done, such as a command")
    _text(step.observation, f"{what}.observation", _DETAIL_LIMIT)
    _text(step.tool, f"{what}.tool", _TASK_LIMIT)
    if step.duration_ms is not None and not 0 <= step.duration_ms <= _LONGEST_MS:
        raise Invalid(f"{what} took {step.duration_ms} ms", hint=f"0 to {_LONGEST_MS:,}")


def _text(text: str, what: str, limit: int) -> None:
    must_be(what, text, str)
    if len(text) > limit:
        raise Invalid(f"{what} of {len(text):,} characters", hint=f"at most {limit:,}")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid(f"{what} holds characters that are no text", hint="send UTF-8")
