"""A question is answered by walking facts: from what it names, along what it asks, to what ends it.

Extractive: an answer is a name or value that stands in the graph, with the facts that lead to
it. The walking is in `walking/`, questions of a particular sort in `particular/`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from quipu.graph.retrieval.particular.ages import birth_asked, of_age
from quipu.graph.retrieval.particular.ahead import asked_ahead, at_last, is_to_come, without_new
from quipu.graph.retrieval.particular.alone import told_by_itself
from quipu.graph.retrieval.particular.counted import counted
from quipu.graph.retrieval.particular.earlier import beside_in, nothing_beside, stepped_back
from quipu.graph.retrieval.particular.elsewhere import not_elsewhere
from quipu.graph.retrieval.particular.ended import end_asked, end_text, has_ended
from quipu.graph.retrieval.particular.gone import outlived, still_there, taken_over
from quipu.graph.retrieval.particular.offices import holder_of
from quipu.graph.retrieval.particular.once import told_once
from quipu.graph.retrieval.particular.same_text import told_apart
from quipu.graph.retrieval.particular.set_anew import (
    planned_by_then,
    set_anew,
    still_to_come,
    told_bare,
    told_of_one,
)
from quipu.graph.retrieval.particular.whether import Whether
from quipu.graph.retrieval.particular.whole_names import renamed
from quipu.graph.retrieval.places.placing import LEVELS, Placing
from quipu.graph.retrieval.question.asking import is_a_role, related_in, without_courtesy
from quipu.graph.retrieval.question.fitting import NEVER
from quipu.graph.retrieval.question.shortened import may_shorten, strangers_in
from quipu.graph.retrieval.question.wanting import check_text
from quipu.graph.retrieval.walking.counting import asked_at, counts
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path, Walked
from quipu.graph.retrieval.walking.saying import answer_texts
from quipu.graph.retrieval.walking.starting import AskedOf, Understood, names_of, understood
from quipu.graph.retrieval.walking.trust import is_turned_round
from quipu.graph.retrieval.walking.walk import Walk
from quipu.schema.identity import FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Episode, Nature
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore
from quipu.schema.recall import Answer

ENOUGH_LIKENESS = 0.75  # cosine from which a fact may answer though no word is shared


async def answered(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    text: str,
    view: AsOf,
) -> Answer:
    """The best path of facts that answers a question at a viewpoint; empty when none does.

    A question that wants yes or no gets that word, with the fact that says so; one about what
    was before or after something is asked again from before. Raises `Invalid`.
    """
    check_text(text)
    memory = AskedOf(store, embedder, ontology, scope)
    answer = await _answered(memory, text, view)
    if answer.texts:
        return answer
    other = await renamed(store, scope, text)
    if other is not None:
        found = await _answered(memory, other.text, view)
        if found.texts:
            return replace(found, reason=f"{found.reason}; {other.reason}")
    apart = told_apart(text)
    if apart is not None:
        found = await _answered(memory, apart.text, view)
        if found.texts and apart.is_told_by(found):
            return found
    return answer


async def _answered(memory: AskedOf, text: str, view: AsOf) -> Answer:
    """The answer to a question with the names that it has."""
    told = partial(_told, memory)
    text = without_courtesy(text)
    ahead = asked_ahead(text, view)
    if ahead is not None:
        coming = await told(ahead, at_last(view))
        if is_to_come(coming, view):
            return coming
        text = without_new(text)
    beside = beside_in(text)
    found = None if beside is None else await stepped_back(told, beside, view)
    answer = found or await told(text, view)
    if beside is not None and beside.is_named_by(answer):
        answer = nothing_beside(answer, beside)
    born = None if answer.texts else birth_asked(text)
    if born is not None:
        answer = of_age(await told(born, view), view) or answer
    related = None if answer.path else related_in(text)
    if related is None:
        return answer
    who = await told(related.question, view)
    return await told(related.named(who.texts[0]), view) if len(who.texts) == 1 else answer


async def _told(memory: AskedOf, text: str, view: AsOf) -> Answer:
    """What facts tell to one question, taken as it stands."""
    asked = await understood(memory, text, view)
    nearby, question = asked.nearby, asked.nearby.question
    if question.asks_whether:
        told = await Whether(nearby).told([seed.id for seed in asked.seeds])
        told = await outlived(nearby, told, asked.seeds)
        return await _answer(nearby, told.paths, said=told.word)
    walk = Walk(
        nearby,
        asked.hearing,
        question.is_past or question.asks_when,
        named=asked.seeds,
        named_at=asked_at(asked.text, asked.seeds),
    )
    walked = await _walked(asked, walk)
    best = _of_both(walked.paths, asked.seeds) if question.asks_when else list(walked.paths)
    over = None if _tells_of_a_deed(best) else await _ended(asked)
    if over is not None:
        return over
    best = best or await told_by_itself(nearby, asked.seeds) or await told_once(nearby, asked.seeds)
    best = best or await holder_of(nearby, text)
    if not best and walked.halfway is not None:
        halfway = await _answer(nearby, [walked.halfway])
        return _unfinished(halfway, walked.halfway, walked.missing)
    if not best and not question.required and not question.asks_which_way:
        best = await _by_likeness(asked, walk)
    if not best and all(is_a_role(seed.name) for seed in asked.seeds):
        best = await told_bare(nearby, asked.known) or ([] if asked.seeds else told_of_one(nearby))
    best = await still_there(nearby, await taken_over(nearby, best))
    best = await set_anew(nearby, best, asked.named)
    best = await still_to_come(nearby, await planned_by_then(nearby, best))
    best = await not_elsewhere(nearby, best)
    answer = await _answer(nearby, best)
    if not answer.texts and (numbered := await counted(nearby, asked.seeds)):
        answer = await _answer(nearby, numbered)
    apart = told_apart(asked.text)
    if answer.texts and apart and not (asked.named_there(apart.name) or apart.is_named_by(answer)):
        return Answer((), (), (), 0.0, f"nothing that was found speaks of “{apart.name}”")
    if question.of_kind in LEVELS and answer.texts:
        led_to = [path.end for path in best]
        return await Placing(nearby).at_level(answer, question.of_kind, led_to)
    return answer


async def _walked(asked: Understood, walk: Walk) -> Walked:
    """Where a walk leads; over what is past, too, where nothing else leads on."""
    question = walk.question
    walked = await walk.best(asked.starts)
    if walked.paths or question.is_past or question.is_present:
        return walked
    further = await replace(walk, includes_past=True).best(asked.starts)
    # "What is her job?" is not answered by what she used to do; what leads on may be over.
    return further if any(len(path.facts) > 1 for path in further.paths) else walked


def _of_both(paths: Sequence[Path], seeds: Sequence[Entity]) -> list[Path]:
    """Of whom two are named, a date is told by what is of both: when Ann began at Beta is not told
    by when she began at Acme."""
    named = {seed.id for seed in seeds}
    least = min(2, len(named))
    return [
        path
        for path in paths
        if len(named & {end for fact in path.facts for end in (fact.subject, fact.object)}) >= least
    ]


def _tells_of_a_deed(best: Sequence[Path]) -> bool:
    return bool(best) and best[0].facts[-1].nature is Nature.EVENT


async def _ended(asked: Understood) -> Answer | None:
    """When it ended what a question says has ended, with the words that ended it."""
    end, nearby = end_asked(asked.text, names_of(asked.seeds)), asked.nearby
    if end is None:
        return None
    lists = [await nearby.told_of(seed.id, stale=True) for seed in asked.seeds]
    over = [fact for facts in lists for fact in facts if has_ended(fact, nearby.view)]
    named = await nearby.entities(fact.object for fact in over)
    fact = end.best(over, named, [seed.id for seed in asked.seeds])
    if fact is None:
        return None
    store, scope = nearby.store, nearby.scope
    closing = [] if fact.closed_by is None else await store.claims(scope, [fact.closed_by])
    ids = dict.fromkeys((*fact.episodes, *(claim.episode for claim in closing)))
    told = await store.episodes(scope, list(ids))
    said = end_text(fact, [one.content for one in told]) or ""
    answer = await _answer(nearby, [Path(fact.object, (fact,))], said=said)
    return replace(answer, sources=_cut(told), reason="it held until then")


def _unfinished(halfway: Answer, path: Path, missing: str) -> Answer:
    """No answer, but how far the facts lead and what is not told from there on."""
    end = halfway.entities[path.end].name if path.end in halfway.entities else "?"
    reason = f"the facts lead as far as “{end}”; none tells its “{missing}”"
    return replace(halfway, texts=(), confidence=0.0, reason=reason)


async def _by_likeness(asked: Understood, walk: Walk) -> list[Path]:
    """Where no named entity leads on: the fact that means the same, if any does.

    It must sound like what is asked, too: names in common make sentences alike.
    """
    nearby, question = asked.nearby, walk.question
    strangers = strangers_in(asked.text, asked.named)
    likely = [
        (asked.gathered.facts[FactId(one.item)], one.meaning)
        for one in sorted(asked.gathered.found, key=lambda one: -(one.meaning or 0.0))
        if one.meaning is not None and one.meaning >= ENOUGH_LIKENESS
    ]
    ends = dict.fromkeys(end for fact, _ in likely for end in (fact.subject, fact.object))
    known = await nearby.entities(ends) if ends else {}
    for fact, meaning in likely:
        named = [known[end].name for end in (fact.subject, fact.object) if end in known]
        if not counts(fact, question, walk.view) or not question.is_about(named):
            continue
        if not all(any(may_shorten(word, name) for name in named) for word in strangers):
            continue
        if question.fit(known.get(fact.object), fact, is_said=False) == NEVER:
            continue
        path = Path(fact.object, (fact,), likeness=meaning)
        if is_turned_round(path, question) or not await walk.tells_what_is_asked(fact):
            continue
        if await walk.told([path]):
            return [path]
    return []


async def _answer(nearby: Nearby, best: Sequence[Path], *, said: str = "") -> Answer:
    store, scope, question = nearby.store, nearby.scope, nearby.question
    if not best:
        return Answer((), (), (), 0.0, "no fact in memory answers this")
    path = best[0]
    ends = [end for one in best for fact in one.facts for end in (fact.subject, fact.object)]
    named = await nearby.entities(ends)
    wanted = list(dict.fromkeys(id for fact in path.facts for id in fact.episodes))
    sources = await store.episodes(scope, wanted)
    confidence = min(fact.confidence for fact in path.facts)
    texts = (said,) if said else answer_texts(best, question, named)
    if not texts:
        how = f"how {question.asks_how}" if question.asks_how else "when"
        asked = "why" if question.asks_why else how
        reason = f"what is asked of is told, and not {asked}"
        return Answer((), path.facts, _cut(sources), 0.0, reason, named)
    return Answer(texts, path.facts, _cut(sources), confidence, _reason(path), named)


def _reason(path: Path) -> str:
    words = (
        ", ".join(f"“{word}”" for word in sorted(path.explained | path.meant))
        or "the question as a whole"
    )
    count = len(path.facts)
    return f"one fact answers {words}" if count == 1 else f"{count} facts answer {words}"


def _cut(sources: Collection[Episode]) -> tuple[Episode, ...]:
    """A document's whole text is no citation: sources are shown by their beginning."""
    return tuple(replace(one, content=one.content[:2_000]) for one in sources)
