"""Who was told to look after something and does so no more, as he left or another took it over; and
pets that have died.

No text says of each thing that he had that it is over, so it is found out when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from quipu.graph.retrieval.particular.whether import Told
from quipu.graph.retrieval.question.fitting import ANIMALS
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.identity import EntityId
from quipu.schema.intervals import DAWN
from quipu.schema.knowledge import Entity, Fact, Nature
from quipu.schema.names import name_form

IN_CHARGE = "in charge"
_TAKEN_OVER = ("owner", "lead", "manager", "maintainer", "contact", "coordinator")
"""Offices that whoever takes a thing over has from then on."""
_HELD = (IN_CHARGE, *_TAKEN_OVER)
_LAST_DAY = "last day"
_WORK = "works for"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d{1,2})\S* (?P<month>[A-Z][a-z]{2})[a-z]*"
    r"(?: (?P<year>\d{4}))?"
)
_DYING = ("die", "died on", "died in")


async def still_there(nearby: Nearby, best: Sequence[Path]) -> list[Path]:
    """The paths to whom something was given to look after, less those to who has left since."""
    return [path for path in best if not await _has_left(nearby, path)]


async def _has_left(nearby: Nearby, path: Path) -> bool:
    last = path.facts[-1]
    is_held = last.predicate.endswith(_HELD) and last.object == path.end
    if nearby.question.first != "who" or not is_held or last.nature is Nature.EVENT:
        return False
    now = nearby.view.valid.start
    told = [one for one in await nearby.told_of(path.end, stale=True) if one.subject == path.end]
    named = await nearby.entities(one.object for one in told)
    for fact in told:
        end = named.get(fact.object)
        if end is None or fact.is_negated:
            continue
        if fact.predicate == _LAST_DAY and fact.valid.start >= last.valid.start:
            day = _day_of(end.name, fact.valid.start)
            if day is not None and day < now.date():
                return True
        is_there = f" at {name_form(end.name)} " in f" {name_form(last.sentence)} "
        if fact.predicate == _WORK and is_there and last.valid.start < fact.valid.end <= now:
            return True
    return False


def _day_of(text: str, told_at: datetime) -> date | None:
    """The day that a value says; of one without a year the next one from when it was told."""
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = _MONTHS.index(found["month"].lower()) + 1
        day = date(int(found["year"] or told_at.year), month, int(found["day"]))
    except ValueError:
        return None
    is_past = day < told_at.date() and not found["year"]
    return day.replace(year=day.year + 1) if is_past else day


async def taken_over(nearby: Nearby, best: Sequence[Path]) -> list[Path]:
    """Who took over what somebody else was told to own: the same paths where nobody did."""
    last = best[0].facts[-1] if len(best) == 1 else None
    if last is None or nearby.question.first != "who" or not last.predicate.endswith(_TAKEN_OVER):
        return list(best)
    if last.object != best[0].end:
        return list(best)
    near = await nearby.around({last.subject}, includes_past=False)
    newer = [
        fact
        for fact in near.facts
        if fact.subject == last.subject and fact.predicate == IN_CHARGE and not fact.is_negated
        if fact.valid.overlaps(nearby.view.valid) and fact.valid.start > last.valid.start
    ]
    newest = max(newer, key=lambda fact: (fact.valid.start, fact.id), default=None)
    if newest is None:
        return list(best)
    return [replace(best[0], end=newest.object, facts=(*best[0].facts[:-1], newest))]


async def outlived(nearby: Nearby, told: Told, seeds: Sequence[Entity]) -> Told:
    """ "Do I have a dog?" of whose dog has died since: no, by what tells that."""
    animals = [word for word in nearby.question.words if word in ANIMALS]
    if told.word != "yes" or len(animals) != 1 or nearby.question.is_past:
        return told
    names = [name_form(f"{one.name}'s {animals[0]}") for one in seeds]
    named = await nearby.store.named(nearby.scope, names)
    held = told.paths[0].facts[-1].valid
    since = held.end if held.start == DAWN else held.start  # "we got a dog", by when at the latest
    for one in (pet for pets in named.values() for pet in pets):
        died = [
            fact for fact in await nearby.told_of(one.id, stale=True) if _is_death(fact, one.id)
        ]
        over = [fact for fact in died if fact.valid.start <= nearby.view.valid.start]
        if over and over[-1].valid.end >= since:
            return Told("no", (Path(over[-1].object, (over[-1],)),))
    return told


def _is_death(fact: Fact, pet: EntityId) -> bool:
    return fact.subject == pet and fact.predicate in _DYING and not fact.is_negated
