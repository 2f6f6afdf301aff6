"""Attempts become procedures: what to do, what to leave, and how sure that is (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt

from quipu.graph.experience.actions import Action, Tried, told, tried
from quipu.graph.experience.families import families
from quipu.graph.experience.patterns import (
    SUPPORT,
    Failing,
    Recovery,
    broke_off,
    failing_of,
    follows,
    heard_against,
    recoveries,
    way_of,
)
from quipu.schema.experience import PROCEDURE_PREFIX, Attempts, Experience, Outcome, Procedure, Step
from quipu.schema.identity import derived_id
from quipu.schema.knowledge import Trust

SURE = 0.1
"""Procedures that are less sure than this are given up: they failed too often."""

_NORMAL_95 = 1.96
_LESSONS = 3
_AVOIDED = 5
_SHORT = 160  # characters of an observation


def procedures(attempts: Attempts) -> list[Procedure]:
    """What the attempts of one scope say, the surest first; attempts by untrusted sources say
    nothing. A repeat gives the same, with the same ids, as long as a sort's first attempt is there.
    """
    believed = [
        place for place, one in enumerate(attempts.experiences) if one.trust > Trust.UNTRUSTED
    ]
    believed.sort(key=lambda place: _age(attempts.experiences[place]))
    some = tried(attempts.experiences[place] for place in believed)
    users = _users(some)
    found = [
        _of_family(family, users)
        for family in families(some, attempts.vectors[believed])
        if len(family) >= SUPPORT
    ]
    found += [_of_recovery(one, users) for one in recoveries(some)]
    kept = [one for one in found if one is not None and one.confidence >= SURE]
    return sorted(kept, key=lambda one: (-one.confidence, one.id))


def _age(one: Experience) -> tuple[object, str]:
    return (one.created_at, one.id)


_Users = Mapping[str, Sequence[Tried]]


def _users(attempts: Iterable[Tried]) -> _Users:
    """The attempts that say they followed a procedure, by its id."""
    found = defaultdict[str, list[Tried]](list)
    for one in attempts:
        for id in one.attempt.used:
            found[id].append(one)
    return found


def _of_family(family: Sequence[Tried], users: _Users) -> Procedure | None:
    first = family[0].attempt
    id = derived_id(PROCEDURE_PREFIX, first.scope.key, "way", first.id)
    way, failing = way_of(family), failing_of(family)[:_AVOIDED]
    lessons = _lessons(family)
    if not way and not failing and not lessons:
        return None
    if way:
        went = [one for one in family if follows(one, way) or broke_off(one, way)]
    else:
        went = [one for some in failing for one in some.all] or list(family)
    bears = Outcome.FAILURE if failing and not way else Outcome.SUCCESS
    tally = _tally((*went, *users.get(id, ())), bears)
    ended = tally.successes + tally.failures
    sure = wilson(tally.successes if way else tally.failures, ended)
    if not way and not failing:  # lessons alone: whoever tried bears them out
        sure = wilson(len(family), len(family))
    return Procedure(
        id=id,
        scope=first.scope,
        created_at=family[SUPPORT - 1].attempt.created_at,
        title=_short(first.task),
        when=f"The task is like “{_short(first.task)}”.",
        steps=tuple(_said(way, family)),
        avoid=tuple(map(_left, failing)),
        lessons=lessons,
        successes=tally.successes,
        failures=tally.failures,
        confidence=sure,
        evidence=tuple(one.attempt.id for one in family),
    )


def _of_recovery(one: Recovery, users: _Users) -> Procedure:
    first = one.attempts[0].attempt
    id = derived_id(PROCEDURE_PREFIX, first.scope.key, "recovery", one.failed, one.done)
    failed = _step(one.failed, one.attempts, succeeded=False)
    seen = f": {_short(failed.observation)}" if failed.observation else ""
    tally = _tally((*one.attempts, *users.get(id, ())), Outcome.SUCCESS)
    return Procedure(
        id=id,
        scope=first.scope,
        created_at=one.attempts[SUPPORT - 1].attempt.created_at,
        title=f"When “{_short(told(failed))}” fails",
        when=f"“{_short(told(failed))}” fails{seen}",
        steps=(told(_step(one.done, one.attempts)),),
        avoid=(),
        lessons=(),
        successes=tally.successes,
        failures=tally.failures,
        confidence=wilson(tally.successes, tally.successes + tally.failures),
        evidence=tuple(each.attempt.id for each in one.attempts),
    )


@dataclass(frozen=True, slots=True)
class _Tally:
    successes: int
    failures: int


def _tally(attempts: Iterable[Tried], bears: Outcome) -> _Tally:
    """How attempts came out; those that do not bear it out as far as they are trusted."""
    some = {one.attempt.id: one for one in attempts}.values()
    good = [one for one in some if one.attempt.outcome is Outcome.SUCCESS]
    bad = [one for one in some if one.attempt.outcome is Outcome.FAILURE]
    if bears is Outcome.SUCCESS:
        return _Tally(len(good), len(heard_against(bad, good)))
    return _Tally(len(heard_against(good, bad)), len(bad))


def wilson(good: int, all: int) -> float:
    """The lower bound of the 95 % score interval on a share, 0 to 1; 0 where there is nothing."""
    if all == 0:
        return 0.0
    z2, share = _NORMAL_95**2, good / all
    middle = share + z2 / (2 * all)
    half = _NORMAL_95 * sqrt(share * (1 - share) / all + z2 / (4 * all**2))
    return max(0.0, (middle - half) / (1 + z2 / all))


def _said(way: Sequence[Action], family: Sequence[Tried]) -> list[str]:
    good = [one for one in family if one.attempt.outcome is Outcome.SUCCESS]
    return [told(_step(action, good)) for action in way]


def _left(one: Failing) -> str:
    step = _step(one.action, one.bad, succeeded=False)
    seen = f": {_short(step.observation)}" if step.observation else ""
    return f"{told(step)} (failed {len(one.bad)} of {len(one.all)} times{seen})"


def _step(action: Action, attempts: Sequence[Tried], *, succeeded: bool | None = None) -> Step:
    """The newest step that did something, of those that came out as asked for if there are any."""
    some = [step for one in attempts for did, step in one.deeds if did == action]
    fitting = [step for step in some if succeeded is None or step.succeeded is succeeded]
    return (fitting or some)[-1]


def _lessons(family: Sequence[Tried]) -> tuple[str, ...]:
    """What was learned, the newest first, each once."""
    said = (" ".join(one.attempt.lesson.split()) for one in reversed(family))
    return tuple(islice(dict.fromkeys(one for one in said if one), _LESSONS))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"
