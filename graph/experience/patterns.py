"""What attempts at one sort of task share: steps that lead there, and that do not (pure)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from quipu.graph.experience.actions import Action, action_of, actions_of, worked_of
from quipu.schema.experience import Experience, Outcome, Step

SUPPORT = 2
"""Attempts that have to agree: one alone is an anecdote, and is found as such."""

_MOST_STEPS = 20
_FOLLOWED = 0.8  # the share of a way's steps, in order, that makes an attempt go that way
_RARELY = 0.25  # the share of its uses in which what is to be left may have gone well


@dataclass(frozen=True, slots=True)
class Failing:
    """What is to be left: an action, the attempts at it that bear this out, and all at it."""

    action: Action
    bad: tuple[Experience, ...]
    all: tuple[Experience, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was done with success right after something failed, and in which attempts."""

    failed: Action
    done: Action
    attempts: tuple[Experience, ...]


def way_of(family: Sequence[Experience]) -> tuple[Action, ...]:
    """The actions that at least half of the successful attempts share, in their usual order."""
    successes = [worked_of(one) for one in family if one.outcome is Outcome.SUCCESS]
    if len(successes) < SUPPORT:
        return ()
    places: defaultdict[Action, list[float]] = defaultdict(list)
    for actions in successes:
        for place, action in enumerate(actions):
            places[action].append(place / len(actions))
    bad = {one.action for one in failing_of(family)}
    needed = max(SUPPORT, len(successes) / 2)
    usual = [one for one, seen in places.items() if len(seen) >= needed and one not in bad]
    usual.sort(key=lambda one: (fmean(places[one]), one))
    return tuple(usual[:_MOST_STEPS])


def follows(one: Experience, way: Sequence[Action]) -> bool:
    """Whether an attempt went a way: most of its steps, in its order."""
    return bool(way) and _in_order(worked_of(one), way) >= _FOLLOWED * len(way)


def _in_order(actions: Sequence[Action], way: Sequence[Action]) -> int:
    """How long the longest common subsequence is (Wagner and Fischer 1974)."""
    row = [0] * (len(way) + 1)
    for action in actions:
        diagonal = 0
        for place, wanted in enumerate(way, start=1):
            above = row[place]
            row[place] = diagonal + 1 if action == wanted else max(above, row[place - 1])
            diagonal = above
    return row[-1]


def failing_of(family: Sequence[Experience]) -> list[Failing]:
    """Actions to leave, those with most evidence first.

    Those that are themselves told as failed, and those with which attempts fail while others at
    such tasks succeed without them. Where every attempt fails, what they share is no cause.
    """
    marked, unsaid = defaultdict[Action, list[tuple[Experience, bool]]](list), set[Action]()
    for one in family:
        for action, is_good in _judged(one).items():
            if is_good is None:
                unsaid.add(action)
            else:
                marked[action].append((one, is_good))
    uses = {action: [one for one in family if action in actions_of(one)] for action in unsaid}
    found = [*_told_failed(marked), *_with_failures(uses, family)]
    best = {one.action: one for one in sorted(found, key=lambda one: len(one.bad))}
    return sorted(best.values(), key=lambda one: (-len(one.bad), one.action))


def _judged(one: Experience) -> dict[Action, bool | None]:
    """How each action of an attempt came out in the end; None where no step says."""
    found: dict[Action, bool | None] = {}
    for step in one.steps:
        action = action_of(step)
        found[action] = found.get(action) if step.succeeded is None else step.succeeded
    return found


def _told_failed(marked: Mapping[Action, Sequence[tuple[Experience, bool]]]) -> Iterator[Failing]:
    for action, some in marked.items():
        bad = tuple(one for one, is_good in some if not is_good)
        if len(bad) >= SUPPORT and (len(some) - len(bad)) <= _RARELY * len(some):
            yield Failing(action, bad, tuple(one for one, _ in some))


def _with_failures(
    uses: Mapping[Action, Sequence[Experience]], family: Sequence[Experience]
) -> Iterator[Failing]:
    for action, some in uses.items():
        counts = Counter(one.outcome for one in some)
        bad, good = counts[Outcome.FAILURE], counts[Outcome.SUCCESS]
        used = {one.id for one in some}
        without = any(one.outcome is Outcome.SUCCESS and one.id not in used for one in family)
        if bad >= SUPPORT and good <= _RARELY * (bad + good) and without:
            yield Failing(
                action, tuple(one for one in some if one.outcome is Outcome.FAILURE), tuple(some)
            )


def recoveries(attempts: Sequence[Experience]) -> list[Recovery]:
    """What helped after which failure, over all sorts of tasks: the best supported of each."""
    seen: defaultdict[tuple[Action, Action], dict[str, Experience]] = defaultdict(dict)
    for one in attempts:
        for failed, step in _put_right(one):
            seen[action_of(failed), action_of(step)].setdefault(one.id, one)
    found = [
        Recovery(failed, done, tuple(some.values()))
        for (failed, done), some in seen.items()
        if len(some) >= SUPPORT
    ]
    return sorted(found, key=lambda one: (-len(one.attempts), one.failed, one.done))


def _put_right(one: Experience) -> Iterator[tuple[Step, Step]]:
    """Each failed step with the next one, where that went well and is not the same again."""
    for failed, step in zip(one.steps, one.steps[1:], strict=False):
        is_other = action_of(failed) != action_of(step)
        if failed.succeeded is False and step.succeeded and is_other:
            yield failed, step
