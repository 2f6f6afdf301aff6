"""Who is taken for whom, as people ruled it, and what claims are about then (pure).

Nothing is edited: a claim keeps whom it was told of, and whom it is about follows from the rulings
in force, whatever their order. So each can be taken back, and all stands as it stood before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quipu.graph.consolidation.resolve import Likely
from quipu.graph.consolidation.rulings import left_standing, verdict_in
from quipu.graph.consolidation.slots import Seat, Told, seat_of
from quipu.schema.changes import Redirect
from quipu.schema.identity import NOBODY, Anchor, ClaimId, EntityId, Scope, SlotKey, derived_id
from quipu.schema.intervals import ALWAYS
from quipu.schema.knowledge import Claim, Entity, Episode, Nature, Statement
from quipu.schema.ontology import Ontology
from quipu.schema.readers import APART, DECIDED, LIKELY, RULINGS, SAME, WHO_IS_WHO
from quipu.schema.reviews import APART_VERDICTS

SAME_AS = "is the same as"
LIKE = "may be the same as"
_VALUE = "va_"
_WIDER = " of a wider scope"  # ends the quote of a merger with somebody whom a wider scope knows
_TO_KNOWN = "to"  # in the quote of a parting: its claims go to somebody who was there before


@dataclass(frozen=True, slots=True)
class Identities:
    """Whom entities are taken for, and claims whose ends are somebody else.

    `unsplit` were only ever made by a split that is taken back, and are in no merger.
    """

    roots: Mapping[EntityId, EntityId] = field(default_factory=dict)
    moves: Mapping[ClaimId, Mapping[str, EntityId]] = field(default_factory=dict)
    unsplit: frozenset[EntityId] = frozenset()

    def root(self, entity: EntityId) -> EntityId:
        return self.roots.get(entity, entity)

    def group(self, entity: EntityId) -> set[EntityId]:
        """Everybody who is taken for the same as an entity, itself included."""
        root = self.root(entity)
        return {one for one in self.roots if self.root(one) == root} | {entity, root}

    def members(self) -> list[EntityId]:
        """Everybody whom the rulings name."""
        return sorted(self.roots)


def is_identity(claim: Claim) -> bool:
    """Whether a claim is about who is who, and so about nothing in the world.

    Its reader says so, or for what is ruled about claims the slot: somebody may tell as well that
    one "is the same as" another, and that is ruled on like any fact.
    """
    if claim.reader in WHO_IS_WHO:
        return True
    if claim.reader not in RULINGS or claim.predicate not in (SAME_AS, LIKE):
        return False
    return claim.slot == identity_slot(claim.scope, claim.subject)


def ruled_on(claims: Iterable[Claim]) -> set[EntityId]:
    """Of whom some claims rule who they are."""
    rulings = [
        one
        for one in claims
        if one.reader not in (DECIDED, LIKELY) and one.predicate == SAME_AS and is_identity(one)
    ]
    return {end for one in rulings for end in (one.subject, one.object)}


def ends_told(claim: Claim) -> set[EntityId]:
    """Whom a claim is about, and whom it was told of."""
    told = set() if claim.told is None else {claim.told.subject, claim.told.object}
    return {claim.subject, claim.object} | told


def named_at_first(claim: Claim) -> set[EntityId]:
    """Whom a claim was told of, whoever they are taken for."""
    told = claim.told or claim
    return {told.subject, told.object}


def is_value(entity: EntityId) -> bool:
    """Whether an id is that of a date, number or clause, which nobody is taken for."""
    return entity.startswith(_VALUE)


def identity_slot(scope: Scope, entity: EntityId) -> SlotKey:
    """Where rulings on who an entity is stand."""
    return SlotKey(derived_id("sl", scope.key, entity, "who"))


def identities_in(claims: Iterable[Claim]) -> Identities:
    """Whom entities are taken for by the rulings in force, replayed in the order of their making.

    Of a group, whom the last merger kept stands for all, but before anybody whom only the scope of
    that merger knows, who is known to a wider one. Who was parted off, and is not any more, is
    taken for whom it was parted from; who was somebody before stays who he was.
    """
    live = [one for one in claims if is_identity(one) and not one.is_retracted]
    standing = {one.id for one in left_standing(live)}
    into: dict[EntityId, EntityId] = {}
    moves: dict[ClaimId, dict[str, EntityId]] = {}
    named: set[EntityId] = set()
    unsplit: set[EntityId] = set()
    wide = {(one.scope, one.object) for one in live if one.quote.endswith(_WIDER)}
    for one in sorted(live, key=lambda claim: (claim.recorded_at, claim.id)):
        if one.reader not in (SAME, APART):
            continue
        named |= {one.subject, one.object}
        if one.reader == SAME and one.id in standing:
            _join(into, *_in_order(into, one, wide))
        elif one.reader == APART and one.id not in standing:
            if makes_new(one):
                _join(into, one.object, one.subject)
                unsplit.add(one.object)
        elif one.reader == APART:
            for id, ends in _moved_by(one).items():
                moves.setdefault(id, {}).update(dict.fromkeys(ends, one.object))
    merged = {
        end
        for one in live
        if one.reader == SAME and one.id in standing
        for end in (one.subject, one.object)
    }
    roots = {one: _root(into, one) for one in named}
    return Identities(roots, moves, frozenset(unsplit - merged))


def merging(one: EntityId, keep: EntityId, *, is_wider: bool) -> str:
    """The quote of a merger: who is who, and whether a wider scope knows who is kept."""
    return f"{one} {SAME_AS} {keep}{_WIDER if is_wider else ''}"


def _in_order(
    into: Mapping[EntityId, EntityId], merger: Claim, wide: Collection[tuple[Scope, EntityId]]
) -> tuple[EntityId, EntityId]:
    """Who goes into whom. Whom a wider scope knows goes into nobody of a narrower one, which only
    mergers that were taken back in between and are in force again could ask for."""
    is_wide = [
        any((where, _root(into, end)) in wide for where in merger.scope.chain())
        for end in (merger.subject, merger.object)
    ]
    if is_wide == [True, False]:
        return merger.object, merger.subject
    return merger.subject, merger.object


def _join(into: dict[EntityId, EntityId], one: EntityId, other: EntityId) -> None:
    first, second = _root(into, one), _root(into, other)
    if first != second:
        into[first] = second


def _root(into: Mapping[EntityId, EntityId], entity: EntityId) -> EntityId:
    while entity in into:
        entity = into[entity]
    return entity


def parting(ends: Mapping[ClaimId, Sequence[str]], *, is_known: bool = False) -> str:
    """The quote of a parting: which claims go to whom is new, and at which of their ends; whether
    they go to somebody who is known already instead."""
    known = {_TO_KNOWN: ["known"]} if is_known else {}
    return json.dumps({**{id: list(ends[id]) for id in sorted(ends)}, **known})


def makes_new(one: Claim | Statement) -> bool:
    """Whether a ruling makes somebody who was not there before."""
    return one.reader == APART and _TO_KNOWN not in json.loads(one.quote)


def _moved_by(claim: Claim) -> dict[ClaimId, list[str]]:
    return {ClaimId(id): ends for id, ends in json.loads(claim.quote).items() if id != _TO_KNOWN}


def seen(claim: Claim, who: Identities, ontology: Ontology) -> Claim:
    """A claim about those whom its ends are taken for; as it was told, where that is themselves."""
    if is_identity(claim):
        return claim
    told = claim.told or Anchor(claim.subject, claim.object, claim.slot, claim.far_slot)
    move = who.moves.get(claim.id, {})
    subject = who.root(move.get("subject", told.subject))
    target = who.root(move.get("object", told.object))
    if claim.told is None and (subject, target) == (claim.subject, claim.object):
        return claim
    if (subject, target) == (told.subject, told.object):
        seat, kept = Seat(told.slot, told.far_slot), None
    else:
        seat, kept = _seat(claim, told, (subject, target), ontology), told
    return replace(
        claim, subject=subject, object=target, slot=seat.slot, far_slot=seat.far_slot, told=kept
    )


def _seat(claim: Claim, told: Anchor, ends: tuple[EntityId, EntityId], ontology: Ontology) -> Seat:
    """The place of a claim among those of its new ends. A ruling does not say whether it is about
    an event: its own place does."""
    entry = ontology.canonical(claim.predicate)
    natures = (Nature.STATE, Nature.EVENT) if claim.reader in RULINGS else (claim.nature,)
    ways = [Told(one, claim.qualifier, is_value(told.object)) for one in natures]
    before = (told.subject, told.object)
    fit = [how for how in ways if seat_of(claim.scope, before, entry, how).slot == told.slot]
    return seat_of(claim.scope, ends, entry, (fit or ways)[0])


def redirects(
    entities: Iterable[Entity], who: Identities, silent: Collection[EntityId] = ()
) -> list[Redirect]:
    """What becomes of entities that are taken for somebody else than before. Of the `silent`, who
    were made by a split that is taken back, no text told anything: they are nobody."""
    found = []
    for one in sorted(entities, key=lambda entity: entity.id):
        root = who.root(one.id)
        into = None if root == one.id else NOBODY if one.id in silent else root
        if into != one.merged_into:
            found.append(Redirect(one.id, into, one.merged_into))
    return found


def held_apart(claims: Collection[Claim], who: Identities) -> set[frozenset[EntityId]]:
    """Pairs, by whom they are taken for, that somebody decided to be two."""
    standing = left_standing([one for one in claims if not one.is_retracted])
    return {
        frozenset((who.root(one.subject), who.root(one.object)))
        for one in standing
        if one.reader == DECIDED and is_identity(one) and verdict_in(one) in APART_VERDICTS
    }


def likely_claim(episode: Episode, pair: Likely, at: datetime) -> Claim:
    """What is written down of two names that may mean one: it names the other in its quote only,
    so that forgetting the other does not take the text along."""
    one, other = pair.one, pair.other
    return Claim(
        id=ClaimId(derived_id("cl", episode.id, LIKELY, one, other)),
        scope=episode.scope,
        episode=episode.id,
        slot=identity_slot(episode.scope, one),
        subject=one,
        predicate=LIKE,
        object=one,
        sentence=f"{one} {LIKE} {other}",
        quote=json.dumps({"other": other, "score": pair.score, "rule": pair.rule}),
        nature=Nature.STATE,
        stated=ALWAYS,
        is_start_stated=False,
        is_end_stated=False,
        is_negated=False,
        is_ending=False,
        confidence=pair.score,
        trust=episode.trust,
        occurred_at=episode.occurred_at,
        recorded_at=at,
        reader=LIKELY,
        far_slot=identity_slot(episode.scope, other),
    )


def likely_in(claim: Claim) -> Likely:
    """The pair that a claim of likeness is about."""
    told = json.loads(claim.quote)
    return Likely(claim.subject, EntityId(told["other"]), float(told["score"]), str(told["rule"]))
