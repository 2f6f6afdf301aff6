"""What of an attempt is accepted: what can be stored, shown again, and learned from in time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders import day, scope
from quipu.graph.experience.recording import MOST_STEPS, attempt_episode
from quipu.schema.errors import Invalid
from quipu.schema.experience import ExperienceDraft, Outcome, Step, experience_of

SHIPPED = ExperienceDraft("ship it", Outcome.SUCCESS, (Step("push"),))


def accepted(**changed: Any):
    return attempt_episode(scope(), replace(SHIPPED, **changed), "key", "ann", day(1))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"used": ("pr_\0",)}, "used.0"),
        ({"used": ("pr_ok", "pr_\ud800")}, "used.1"),
        ({"used": ("pr_" + "a" * 1_000,)}, "used.0"),
        ({"used": ("pr_",) * 51}, "51 procedures"),
        ({"steps": (Step("wait", duration_ms=2**31),)}, "steps.0"),
        ({"steps": (Step("wait", duration_ms=-1),)}, "steps.0"),
        ({"steps": (Step("a"),) * (MOST_STEPS + 1)}, "steps"),
        ({"steps": (Step("a", "b" * 20_000),) * 60}, "at most 1,000,000"),
        ({"steps": ({"action": "a"},)}, "steps.0 is dict"),
        ({"steps": (Step(5),)}, "steps.0.action is int"),
        ({"task": 5}, "task is int"),
        ({"lesson": None}, "lesson is NoneType"),
        ({"score": float("nan")}, "score"),
    ],
)
def test_what_can_not_be_kept_or_shown_again_is_refused_by_its_place(
    changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        accepted(**changed)
    assert said in f"{refused.value} {refused.value.hint}"


def test_what_is_accepted_comes_back_as_it_was_told() -> None:
    steps = (Step("press \u200b “run”", "👩‍🔬 ok", succeeded=True, duration_ms=2**31 - 1),)
    kept = experience_of(accepted(steps=steps, used=("pr_ab",), score=0.0, lesson="x" * 20_000))

    assert kept is not None
    assert (kept.steps, kept.used, kept.score, kept.actor) == (steps, ("pr_ab",), 0.0, "ann")
