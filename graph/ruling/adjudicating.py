"""Lets somebody else than a person rule on likely names: what they cannot tell stays waiting."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from quipu.graph.memory import Memory
from quipu.graph.ruling.reviews import decided, reviews
from quipu.schema.adjudicating import Adjudicator, Dossier, Opinion
from quipu.schema.errors import Conflict, Forbidden, Unavailable
from quipu.schema.identity import Scope, derived_id
from quipu.schema.knowledge import Entity, Trust
from quipu.schema.ports import FactQuery, Page
from quipu.schema.reviews import Review, ReviewKind, ReviewStatus, Verdict
from quipu.schema.rulings import Ruling

log = logging.getLogger(__name__)

_AT_ONCE = 100
_WAITING = 1_000  # pairs among which a turn chooses
_PATIENCE = 3  # pairs without an answer, one after another: whoever is away stays away
_TOLD = 12  # sentences about each


@dataclass(frozen=True, slots=True)
class Adjudication:
    """How many pairs were asked about, and how many of them are decided now. `complaint` says why
    the last one of those without an answer has none."""

    asked: int = 0
    decided: int = 0
    complaint: str = ""

    @property
    def left(self) -> int:
        return self.asked - self.decided


async def adjudicated(
    memory: Memory, scope: Scope, adjudicator: Adjudicator, most: int = _AT_ONCE, turn: str = ""
) -> Adjudication:
    """Accept what an adjudicator rules on the pairs that wait in an exact scope.

    It is trusted as what is overheard: pairs of whom anybody speaks who is trusted more stay for a
    person, and so does whatever it has no opinion on, and what a person has taken back from it.

    Asks about `most` pairs, of those that wait others for another `turn`, so that none which it
    cannot tell stands before the rest for good; and about none after several without an answer.
    """
    waiting = await reviews(memory, scope, ReviewStatus.OPEN, None, _WAITING)
    pairs = [
        one for _, one in waiting if one.kind is ReviewKind.POSSIBLY_SAME_AS and one.scope == scope
    ]
    pairs.sort(key=lambda one: derived_id("tn", turn, one.id) if turn else "")
    done, silent = Adjudication(), 0
    for pair in pairs[:most]:
        if silent == _PATIENCE:
            break
        one, other = [await _dossier(memory, scope, entity) for entity in pair.entities]
        try:
            opinion = await adjudicator.opinion(scope, one, other)
            is_decided = await _ruled(memory, pair, opinion, adjudicator.name)
        except (Unavailable, Forbidden, Conflict) as fault:
            log.info("%s is left to a person: %s", pair.id, fault)
            done = Adjudication(done.asked + 1, done.decided, fault.problem)
            silent += isinstance(fault, Unavailable)
            continue
        silent = 0
        done = Adjudication(done.asked + 1, done.decided + is_decided, done.complaint)
    return done


async def _ruled(memory: Memory, pair: Review, opinion: Opinion, name: str) -> bool:
    """Whether the pair is decided by an opinion; one that a person took back decides nothing."""
    if opinion.is_one is None:
        return False
    verdict = Verdict.SAME if opinion.is_one else Verdict.DIFFERENT
    by = Ruling(name, opinion.because or "no reason given", Trust.OBSERVED)
    key = derived_id("ad", name, pair.id)
    receipt = await decided(memory, pair.scope, pair.id, verdict, by, key)
    return not receipt.is_replay


async def _dossier(memory: Memory, scope: Scope, entity: Entity) -> Dossier:
    query = FactQuery(memory.view(), include_stale=True, either=entity.id)
    facts = await memory.store.list_facts(scope, query, Page(_TOLD))
    names = (entity.name, *entity.aliases)
    return Dossier(names, entity.kind, tuple(one.sentence for one in facts[:_TOLD]))
