"""What attempts at one sort of task share: steps that lead there, and that do not (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from quipu.graph.experience.actions import Action, Tried
from quipu.schema.experience import Outcome

SUPPORT = 2
"""Attempts that have to agree: one alone is an anecdote, and is found as such."""

_MOST_STEPS = 20
_FOLLOWED = 0.8  # the share of a way's steps, in order, that makes an attempt go that way
_RARELY = 0.25  # the share of its uses in which what is to be left may have gone well


@dataclass(frozen=True, slots=True)
class Failing:
    """What is to be left: an action, the attempts at it that bear this out, and all at it."""

    action: Action
    bad: tuple[Tried, ...]
    all: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was done with success right after something failed, and in which attempts."""

    failed: Action
    done: Action
    attempts: tuple[Tried, ...]


def way_of(family: Sequence[Tried]) -> tuple[Action, ...]:
    """The actions that at least half of the successful attempts share, in their usual order."""
    successes = [one.worked for one in family if one.attempt.outcome is Outcome.SUCCESS]
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


def follows(one: Tried, way: Sequence[Action]) -> bool:
    """Whether an attempt went a way: most of its steps, in its order."""
    return bool(way) and _in_order(one.worked, way) >= _FOLLOWED * len(way)


def broke_off(one: Tried, way: Sequence[Action]) -> bool:
    """Whether a failed attempt went a way up to a step of it that failed and was not made good."""
    bad = {action for action, is_good in _judged(one).items() if is_good is False}
    until = next((place for place, action in enumerate(way, start=1) if action in bad), 0)
    if one.attempt.outcome is not Outcome.FAILURE or not until:
        return False
    before = one.actions[: one.actions.index(way[until - 1])]
    hurried = set(before).intersection(way[until:])
    went = _in_order((*dict.fromkeys(before), way[until - 1]), way[:until])
    return not hurried and went >= _FOLLOWED * until


def heard_against(against: Sequence[Tried], bearing: Sequence[Tried]) -> list[Tried]:
    """Of what speaks against something, what is trusted as far as two that bear it out."""
    if len(bearing) < SUPPORT:
        return list(against)
    least = sorted((one.attempt.trust for one in bearing), reverse=True)[SUPPORT - 1]
    return [one for one in against if one.attempt.trust >= least]


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


def failing_of(family: Sequence[Tried]) -> list[Failing]:
    """Actions to leave, those with most evidence first.

    Those that are themselves told as failed, and those with which attempts fail while others at
    such tasks succeed without them. Where every attempt fails, what they share is no cause.
    """
    marked, unsaid = defaultdict[Action, list[tuple[Tried, bool]]](list), set[Action]()
    for one in family:
        for action, is_good in _judged(one).items():
            if is_good is None:
                unsaid.add(action)
            else:
                marked[action].append((one, is_good))
    uses = defaultdict[Action, list[Tried]](list)
    for one in family:
        for action in unsaid.intersection(one.actions):
            uses[action].append(one)
    found = [*_told_failed(marked), *_with_failures(uses, family)]
    best = {one.action: one for one in sorted(found, key=lambda one: len(one.bad))}
    return sorted(best.values(), key=lambda one: (-len(one.bad), one.action))


def _judged(one: Tried) -> dict[Action, bool | None]:
    """How each action of an attempt came out in the end; None where no step says."""
    found: dict[Action, bool | None] = {}
    for action, step in one.deeds:
        found[action] = found.get(action) if step.succeeded is None else step.succeeded
    return found


def _told_failed(marked: Mapping[Action, Sequence[tuple[Tried, bool]]]) -> Iterator[Failing]:
    for action, some in marked.items():
        failed = [one for one, is_good in some if not is_good]
        went_well = [one for one, is_good in some if is_good]
        bad, good = heard_against(failed, went_well), heard_against(went_well, failed)
        if len(bad) >= SUPPORT and len(good) <= _RARELY * (len(bad) + len(good)):
            yield Failing(action, tuple(bad), (*bad, *good))


def _with_failures(
    uses: Mapping[Action, Sequence[Tried]], family: Sequence[Tried]
) -> Iterator[Failing]:
    every = sum(one.attempt.outcome is Outcome.SUCCESS for one in family)
    for action, some in uses.items():
        failed = [one for one in some if one.attempt.outcome is Outcome.FAILURE]
        went_well = [one for one in some if one.attempt.outcome is Outcome.SUCCESS]
        bad, good = heard_against(failed, went_well), heard_against(went_well, failed)
        is_rare = len(good) <= _RARELY * (len(bad) + len(good))
        if len(bad) >= SUPPORT and is_rare and len(went_well) < every:
            others = [one for one in some if one.attempt.outcome is Outcome.PARTIAL]
            yield Failing(action, tuple(bad), (*bad, *good, *others))


def recoveries(attempts: Sequence[Tried]) -> list[Recovery]:
    """What helped after which failure, over all sorts of tasks: the best supported of each."""
    seen: defaultdict[tuple[Action, Action], dict[str, Tried]] = defaultdict(dict)
    for one in attempts:
        for pair in _put_right(one):
            seen[pair].setdefault(one.attempt.id, one)
    found = [
        Recovery(failed, done, tuple(some.values()))
        for (failed, done), some in seen.items()
        if len(some) >= SUPPORT
    ]
    return sorted(found, key=lambda one: (-len(one.attempts), one.failed, one.done))


def _put_right(one: Tried) -> Iterator[tuple[Action, Action]]:
    """Each failed action with the next one, where that went well and is not the same again."""
    deeds = list(one.deeds)
    for (failed, before), (done, after) in pairwise(deeds):
        if before.succeeded is False and after.succeeded and failed != done:
            yield failed, done
