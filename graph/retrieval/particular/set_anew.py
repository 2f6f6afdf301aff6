"""What was set anew without saying of whom: "Falcon's budget is 250k", "Budget got cut to 180k".

Only where no other has such a thing, as far as a question finds any: whose it is stays a guess, so
that it is made for an answer and never written down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.knowledge import Entity, Fact, Nature
from quipu.schema.names import name_form

VALUES = ("set to", "scheduled for")
"""How a value is told of what is named by itself: "the deadline", "the flight"."""
_MORE = re.compile(r" (?:to|for|with|of|at|in|from|on) .*")


async def set_anew(nearby: Nearby, best: Sequence[Path], known: Sequence[Entity]) -> list[Path]:
    """The newer value that somebody's attribute or appointment was given by its bare name; the same
    paths where none was."""
    last = best[0].facts[-1] if best else None
    if last is None or len(best) != 1:
        return list(best)
    thing = _thing_of(last, (await nearby.entities([last.subject])).get(last.subject))
    bare = [one for one in known if one.id != last.subject and name_form(one.name) == thing]
    if not thing or not bare or await _has_another(nearby, last, thing):
        return list(best)
    around = await nearby.around({bare[0].id}, includes_past=False)
    newer = [
        fact
        for fact in around.facts
        if fact.subject == bare[0].id and fact.predicate in VALUES and not fact.is_negated
        if fact.valid.overlaps(nearby.view.valid) and fact.valid.start > last.valid.start
    ]
    newest = max(newer, key=lambda fact: (fact.valid.start, fact.id), default=None)
    return list(best) if newest is None else [Path(newest.object, (newest,), best[0].explained)]


def _thing_of(fact: Fact, subject: Entity | None) -> str:
    """ "budget" of (Falcon, budget, 250k); "flight" of (Ann's flight to Rome, scheduled for, …)."""
    if fact.predicate not in VALUES:
        return name_form(fact.predicate)
    name = "" if subject is None else _MORE.sub("", subject.name)
    return name_form(name).rsplit(" ", 1)[-1]


async def _has_another(nearby: Nearby, fact: Fact, thing: str) -> bool:
    """Whether another is known that has such a thing, too."""
    alike = [
        one
        for one in _found(nearby)
        if one.subject != fact.subject and one.predicate == fact.predicate
        if one.valid.overlaps(nearby.view.valid)
    ]
    named = await nearby.entities(one.subject for one in alike)
    things = (
        (name_form(named[one.subject].name), _thing_of(one, named[one.subject]))
        for one in alike
        if one.subject in named
    )
    return any(name != thing and whose == thing for name, whose in things)


def told_of_one(nearby: Nearby) -> list[Path]:
    """ "What is the budget?", where only one has a budget, as far as a question finds any."""
    question = nearby.question
    asked = " ".join(question.phrases[0].words) if len(question.phrases) == 1 else ""
    if question.names or question.first not in ("what", "when", "how") or not asked:
        return []
    found = [
        fact
        for fact in _found(nearby)
        if name_form(fact.predicate) == asked and not fact.is_negated
        if fact.valid.overlaps(nearby.view.valid) and question.predicates.holds_one(fact.predicate)
    ]
    is_one = len({(fact.subject, fact.object) for fact in found}) == 1
    return [Path(found[0].object, (found[0],), question.words)] if is_one else []


async def told_bare(nearby: Nearby, known: Sequence[Entity]) -> list[Path]:
    """ "When is my retake?", of which only "the retake" is told: the newest value of that name."""
    question = nearby.question
    asked = " ".join(question.phrases[0].words) if len(question.phrases) == 1 else ""
    bare = [one for one in known if asked and name_form(one.name) == asked]
    if question.first not in ("what", "when", "how") or not bare:
        return []
    near = await nearby.around({bare[0].id}, includes_past=False)
    found = [
        fact
        for fact in near.facts
        if fact.subject == bare[0].id and fact.predicate in VALUES and not fact.is_negated
        if fact.valid.overlaps(nearby.view.valid)
    ]
    newest = max(found, key=lambda fact: (fact.valid.start, fact.id), default=None)
    return [] if newest is None else [Path(newest.object, (newest,), question.words)]


async def still_to_come(nearby: Nearby, best: Sequence[Path]) -> list[Path]:
    """ "When is the next inspection?" is not answered by one that is over."""
    if nearby.question.spoken.isdisjoint(_NEXT) or not best:
        return list(best)
    today = nearby.view.valid.start.date().isoformat()
    days = await nearby.entities(path.end for path in best)
    return [
        path
        for path in best
        if path.facts[-1].predicate != VALUES[1]
        or (path.end in days and days[path.end].name >= today[: len(days[path.end].name)])
    ]


async def planned_by_then(nearby: Nearby, best: Sequence[Path]) -> list[Path]:
    """The paths with the plans that were told by the moment that is asked of: when Tom will come
    back was another day in March than it is since April."""
    told = [path for path in best if await _is_told_by_then(nearby, path.facts[-1])]
    if told or not best:
        return told
    last = best[0].facts[-1]
    others = [
        fact
        for fact in await nearby.told_of(last.subject, stale=True)
        if (fact.subject, fact.predicate) == (last.subject, last.predicate) and not fact.is_negated
        if await _is_told_by_then(nearby, fact)
    ]
    newest = max(others, key=lambda fact: (fact.valid.start, fact.id), default=None)
    return [] if newest is None else [Path(newest.object, (newest,), best[0].explained)]


async def _is_told_by_then(nearby: Nearby, fact: Fact) -> bool:
    if fact.nature is not Nature.PLAN or not fact.predicate.startswith("will "):
        return True
    sources = await nearby.store.episodes(nearby.scope, fact.episodes)
    return not sources or any(one.occurred_at <= nearby.view.valid.end for one in sources)


_NEXT = ("next", "upcoming")


def _found(nearby: Nearby) -> list[Fact]:
    return [] if nearby.gathered is None else list(nearby.gathered.facts.values())
