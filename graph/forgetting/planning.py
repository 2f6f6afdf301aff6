"""What goes with some episodes, and what has to be settled anew without them: decided purely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quipu.graph.consolidation.consolidate import Decision, consolidate
from quipu.graph.consolidation.identities import ruled_on
from quipu.graph.consolidation.reconcile import believed_by
from quipu.graph.consolidation.rulings import named_by, of_review
from quipu.graph.forgetting.tombstones import of_episode, of_fact
from quipu.graph.regrouping import Regrouping
from quipu.graph.texts.whole_names import words_among
from quipu.schema.erasing import Erasure, ForgetMode, Holdings, Words
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId
from quipu.schema.intervals import DUSK
from quipu.schema.knowledge import DECIDED, REFUSED, WITHDRAWN, Claim, Entity, Episode, Fact
from quipu.schema.ontology import Ontology
from quipu.schema.ports import SlotState
from quipu.schema.readers import RULINGS
from quipu.schema.reviews import claims_in
from quipu.schema.rulings import is_ruling

_AS_BEFORE = Regrouping()
# What a ruling changes in narrower scopes is stamped there, at times a little later.
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be erased besides the episodes, and how: facts and entities that are not to come
    back, the id of the erasure, and the key of its tombstones."""

    id: str
    mode: ForgetMode
    at: datetime
    key: str
    facts: frozenset[FactId] = frozenset()
    entities: frozenset[EntityId] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """An erasure, and what settling decides without what is erased."""

    erasure: Erasure
    decision: Decision
    kept: int  # facts believed that rest on other episodes too
    unspoken: int  # entities that stay, though no text that stays has their name
    group: Regrouping = _AS_BEFORE  # who is who without the rulings that go
    doomed: tuple[Episode, ...] = ()  # the texts that go, as they stand now


def unruled(holdings: Holdings) -> set[EntityId]:
    """Of whom it is no longer ruled who they are."""
    gone = claims_going(holdings)
    return ruled_on(claim for claim in holdings.claims if claim.id in gone)


def planned(
    holdings: Holdings,
    order: Order,
    ontology: Ontology,
    group: Regrouping = _AS_BEFORE,
    beside: SlotState = SlotState((), ()),
) -> Plan:
    """All that goes with the episodes of some holdings, and the slots settled without them.

    `group` says who is who without the rulings that go, `beside` what is in the slots of the claims
    that move by it.
    """
    gone = claims_going(holdings)
    told = {claim.id: claim for claim in holdings.claims}
    reduced = [
        _without(row, gone, told)
        for row in holdings.rows
        if not gone.issuperset(row.claims) and (row.closed_by in gone or gone & {*row.claims})
    ]
    facts = [row for row in holdings.rows if gone.issuperset(row.claims)]
    state = _joined(holdings, beside, _still_believed(holdings.rows, facts, reduced))
    decision = consolidate((), state, ontology, order.at, retracted=gone, moved=group.before)
    spoken = holdings.elsewhere or {}
    # Whom others are taken for stays, also where no text is left that tells of him.
    standing = {group.who.root(one) for one in group.who.roots if group.who.root(one) != one}
    entities = [one for one in holdings.entities if one.id not in {*spoken, *standing}]
    episodes = tuple(one.id for one in holdings.episodes)
    names = tuple(_unspoken(holdings.entities, spoken))
    concerned = sorted({one.id for one in entities} | {id for id, _ in names})
    is_redaction = order.mode is ForgetMode.REDACT
    erasure = Erasure(
        id=order.id,
        revision=holdings.revision,
        episodes=() if is_redaction else episodes,
        redacted=episodes if is_redaction else (),
        claims=tuple(sorted(gone)),
        facts=tuple(row.id for row in facts),
        reduced=tuple(reduced),
        entities=tuple(one.id for one in entities),
        names=names,
        items=(*episodes, *concerned, *(row.id for row in holdings.rows)),
        reasons=tuple(_reasons(holdings)),
        digests=tuple(_digests(holdings, order)),
        key=order.key,
        spoken=tuple((id, len(spoken.get(id, ()))) for id in concerned),
    )
    kept = [
        row
        for row in holdings.rows
        if row.known.end == DUSK and gone & {*row.claims} and not gone.issuperset(row.claims)
    ]
    unspoken = [
        one
        for one in holdings.entities
        if one.id in spoken and not _is_in(one.first_name, spoken[one.id])
    ]
    left = tuple(one for one in group.redirects if one.entity not in erasure.entities)
    group = replace(group, redirects=left)
    return Plan(erasure, decision, len(kept), len(unspoken), group, holdings.episodes)


def _joined(holdings: Holdings, beside: SlotState, believed: Iterable[Fact]) -> SlotState:
    """Everything in the slots of what goes and of what moves, moved already."""
    claims = {one.id: one for one in (*holdings.claims, *beside.claims)}
    held = {row.id for row in holdings.rows}
    others = (row for row in beside.facts if row.id not in held)
    return SlotState(tuple(claims.values()), (*believed, *others))


def companions(holdings: Holdings) -> set[EpisodeId]:
    """Rulings that are about nothing else than what goes: they repeat its words."""
    gone = claims_going(holdings)
    left = [claim for claim in holdings.claims if claim.id not in gone]
    said = {_said(claim) for claim in left if claim.reader not in RULINGS}
    erased = {_said(claim) for claim in holdings.claims if claim.id in gone}
    return {
        claim.episode
        for claim in left
        if (claim.reader == REFUSED and _said(claim) in erased - said)
        or (claim.reader == WITHDRAWN and gone.issuperset(named_by(claim)))
        or (claim.reader == DECIDED and gone & {*(claims_in(of_review(claim)) or ())})
    }


def claims_going(holdings: Holdings) -> set[ClaimId]:
    """The claims of the episodes that go."""
    episodes = {one.id for one in holdings.episodes}
    return {c.id for c in holdings.claims if c.episode in episodes or c.asked in episodes}


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.slot, claim.predicate, claim.object, claim.is_negated)


def _without(row: Fact, gone: Collection[ClaimId], told: Mapping[ClaimId, Claim]) -> Fact:
    """A row as it would stand there had only the other claims been told; its times stay."""
    left = [told[id] for id in row.claims if id in told and id not in gone]
    found = believed_by(left, is_negated=row.is_negated)
    return replace(
        row,
        claims=tuple(claim.id for claim in left),
        episodes=tuple(dict.fromkeys(claim.episode for claim in left)),
        sentence=found.sentence,
        confidence=found.confidence,
        trust=found.trust,
        closed_by=None if row.closed_by in gone else row.closed_by,
    )


def _still_believed(
    rows: Iterable[Fact], facts: Collection[Fact], reduced: Iterable[Fact]
) -> Iterable[Fact]:
    otherwise = {row.id: row for row in reduced}
    gone = {row.id for row in facts}
    for row in rows:
        if row.known.end == DUSK and row.id not in gone:
            yield otherwise.get(row.id, row)


def _unspoken(
    entities: Iterable[Entity], spoken: Mapping[EntityId, Sequence[str]]
) -> Iterable[tuple[EntityId, str]]:
    """Further names by which no text that stays calls an entity that stays."""
    for entity in entities:
        texts = spoken.get(entity.id)
        if texts is not None:
            yield from ((entity.id, one) for one in entity.further_names if not _is_in(one, texts))


def _reasons(holdings: Holdings) -> Iterable[Words]:
    """Why those ruled whose rulings go, and when what they ruled was carried out."""
    for episode in holdings.episodes:
        reason = str(episode.metadata.get("reason", "")) if is_ruling(episode) else ""
        carried_out = [one.recorded_at for one in holdings.claims if one.episode == episode.id]
        if reason and carried_out:
            yield Words(reason, episode.created_at, max(carried_out) + _A_MOMENT)


def _is_in(name: str, texts: Sequence[str]) -> bool:
    whole = words_among([name.lower()])
    return any(whole.search(text.lower()) for text in texts)


def _digests(holdings: Holdings, order: Order) -> Iterable[str]:
    for episode in holdings.episodes:
        yield from of_episode(order.key, episode)
    entities = {one.id: one for one in holdings.entities}
    for row in holdings.rows:
        is_meant = row.id in order.facts or {row.subject, row.object} & order.entities
        if is_meant and row.subject in entities and row.object in entities:
            yield from of_fact(order.key, row, entities[row.subject], entities[row.object])
