"""How many somebody has, where the walk is led to something else: "How many customers does Atlas
have?" of Atlas, which has an owner, too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quipu.graph.retrieval.question.word_forms import same_word
from quipu.graph.retrieval.question.wording import Wording
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.graph.retrieval.walking.saying import measure_text
from quipu.schema.knowledge import Entity, Fact

_HAVING = ("have", "has", "got")
_STAFF = frozenset("people employees employee staff workers persons".split())
_EMPLOYING = frozenset(("employ", "have"))
_LEADING_NUMBER = re.compile(r"^\W*[\w.,]+\s+")


async def counted(nearby: Nearby, seeds: Sequence[Entity]) -> list[Path]:
    """The fact that tells the number that is asked for; none where two of them tell different
    things ("trial customers", "paying customers")."""
    question = nearby.question
    if question.asks_how != "many" or len(question.measure) < 2 or len(seeds) != 1:
        return []
    near = await nearby.around({seeds[0].id}, includes_past=False)
    found = [
        fact
        for fact in near.facts
        if fact.subject == seeds[0].id and not fact.is_negated
        if fact.valid.overlaps(nearby.view.valid) and _tells(fact, question)
    ]
    named = await nearby.entities(fact.object for fact in found)
    things = {_LEADING_NUMBER.sub("", named[fact.object].name) for fact in found}
    newest = max(found, key=lambda fact: (fact.valid.start, fact.id), default=None)
    return [] if newest is None or len(things) != 1 else [Path(newest.object, (newest,))]


def _tells(fact: Fact, question: Wording) -> bool:
    """Whether a fact counts what is asked for, by the verb that is asked for."""
    thing = question.measure[1]
    verb = fact.predicate.split()[0]
    if thing in _STAFF and verb in _EMPLOYING and not _others(question, thing):
        return any(measure_text("", fact.sentence, ("many", one)) for one in _STAFF)
    is_had = verb in _HAVING and not question.spoken.isdisjoint(_HAVING)
    is_asked = is_had or any(same_word(word, verb) for word in question.words)
    return is_asked and measure_text("", fact.sentence, question.measure) is not None


def _others(question: Wording, thing: str) -> set[str]:
    """What else a question says, beside whom it asks of and how many employees he has."""
    said = {word for word in question.words if not same_word(word, "employ")}
    return said - {thing, "have", "work", "works", "there"}
