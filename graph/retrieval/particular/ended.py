"""Questions about when something ended: "When did I quit my job at Acme?".

What ended is told as what held ("I work for Acme"), and nothing else need say that it is over: an
end that was told closes the fact. So the answer is the end of a fact of whom the question names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quipu.graph.texts.terms import terms_of
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Ending, Entity, Fact, Nature, Trust, shown
from quipu.schema.names import name_form

_WORK = ("works for", "works as", "member of")
_HOME = ("lives in",)
_BOND = ("married to", "engaged to", "in a relationship with")
_VERBS = {
    "quit": _WORK,
    "resign": _WORK,
    "retire": _WORK,
    "leave": (*_WORK, *_HOME),
    "move out": _HOME,
    "move away": _HOME,
    "divorce": _BOND,
    "get divorced": _BOND,
    "break up": _BOND,
    "split up": _BOND,
    "separate": _BOND,
    "stop": (),
    "give up": (),
}
_NO_END = r"(?! (?:for|by|off|over|at|in)\b)"  # "leave for Rome", "stop at the shop"
_ASKED = re.compile(
    rf"when (?:did|have|has) .+? (?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))})\b"
    rf"{_NO_END}(?P<what>[^?]*)\??\s*",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "my his her their our user's s the a an at for from in of with to as on job work working "
    "position post role employment being doing".split()
)
_FIRST_DAY = re.compile(r"(?<!\d)(?:0?1(?:st)?|first)\b", re.IGNORECASE)
_LASTING = (Nature.STATE, Nature.PAST_STATE)


@dataclass(frozen=True, slots=True)
class EndAsked:
    """Which relations a verb ends ("quit": a job), and the terms for what was ended."""

    predicates: Sequence[str]
    terms: frozenset[str]

    def best(
        self, facts: Sequence[Fact], named: Mapping[EntityId, Entity], meant: Collection[EntityId]
    ) -> Fact | None:
        """The fact whose end is asked for: one of the relations that the verb ends, if any is
        among those that are meant, and of these the one that ended last."""
        fitting = [fact for fact in facts if self._is_meant(fact, named, meant)]
        return max(
            fitting, key=lambda fact: (self._rank(fact), fact.valid.end, fact.id), default=None
        )

    def _rank(self, fact: Fact) -> bool:
        return fact.predicate in self.predicates

    def _is_meant(
        self, fact: Fact, named: Mapping[EntityId, Entity], meant: Collection[EntityId]
    ) -> bool:
        are_both = len(meant) > 1
        if are_both and not {fact.subject, fact.object} <= set(meant):
            return False
        if not self.terms:
            return are_both or self._rank(fact)
        other = named.get(fact.object)
        said = terms_of(f"{fact.sentence} {'' if other is None else other.name}")
        return self.terms <= set(said)


def end_asked(text: str, names: Collection[str]) -> EndAsked | None:
    """What a question for an end is about, less the names in it; None for other questions."""
    found = _ASKED.fullmatch(text.strip())
    if found is None:
        return None
    form = f" {name_form(found['what'])} "
    for name in sorted(map(name_form, names), key=len, reverse=True):
        form = form.replace(f" {name} ", " ")
    telling = " ".join(word for word in form.split() if word not in _EMPTY)
    return EndAsked(_VERBS[found["verb"].lower()], frozenset(terms_of(telling)))


def has_ended(fact: Fact, view: AsOf) -> bool:
    """Whether something lasted, and is known to be over at a viewpoint."""
    is_lasting = fact.nature in _LASTING and not fact.is_negated
    end = shown(fact.valid.end)
    is_over = end is not None and end <= view.valid.end and view.known in fact.known
    return is_lasting and is_over and fact.trust > Trust.UNTRUSTED


def end_text(fact: Fact, told: Sequence[str]) -> str | None:
    """When a fact ended, by the texts that tell it: the first day of a month or year is one only
    where it stands there. "By" a day where somebody only said afterwards that it was over."""
    end = shown(fact.valid.end)
    if end is None:
        return None
    if fact.ending is Ending.OPEN or end != _midnight(end):
        return f"by {end:%Y-%m-%d}" if fact.nature is Nature.PAST_STATE else f"{end:%Y-%m-%d}"
    if end.day > 1 or any(_FIRST_DAY.search(text) for text in told):
        return f"{end:%Y-%m-%d}"
    return f"{end:%Y}" if end.month == 1 else f"{end:%Y-%m}"


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
