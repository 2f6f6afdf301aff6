"""Statements read from episodes become claims: anchored to entities, dated, and put in a slot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from quipu.graph.consolidation.identities import makes_new
from quipu.graph.consolidation.over import over_by
from quipu.graph.consolidation.resolve import Resolution
from quipu.graph.consolidation.slots import Told, entry_of, seat_of
from quipu.graph.consolidation.validity import validity_of
from quipu.schema.identity import ClaimId, derived_id
from quipu.schema.intervals import ALWAYS
from quipu.schema.knowledge import Claim, Episode, EpisodeKind, Mention, Nature, Reading, Statement
from quipu.schema.literals import literal_form
from quipu.schema.names import name_form
from quipu.schema.ontology import LITERALS, Ontology, Predicate
from quipu.schema.readers import RULINGS


def claims_from(
    episode: Episode, reading: Reading, resolution: Resolution, ontology: Ontology
) -> list[Claim]:
    """The claims of one episode, in order, each with what it ends by the registry; reading it
    again gives the same claims and ids."""
    usable = [
        one
        for one in reading.statements
        if name_form(one.subject.text) and name_form(one.object.text)
    ]
    claims: list[Claim] = []
    for ordinal, statement in enumerate(usable):
        claims.append(claim_from(episode, ordinal, statement, resolution, ontology))
        claims += over_by(claims[-1], statement, resolution, ontology)
    return claims


def claim_from(
    episode: Episode,
    ordinal: int,
    statement: Statement,
    resolution: Resolution,
    ontology: Ontology,
) -> Claim:
    """One statement as a claim; its id is made from the episode and the statement's place in it."""
    if statement.reader in RULINGS:
        return _ruling(episode, ordinal, statement, resolution)
    entry = entry_of(statement, ontology)
    validity = validity_of(statement, entry, _told_at(episode))
    first, second = ends_of(statement, entry, ontology)
    subject, target = resolution.entity(first), resolution.entity(second)
    how = Told(validity.nature, statement.qualifier, is_of_value=second.is_value)
    seat = seat_of(episode.scope, (subject, target), entry, how)
    return Claim(
        id=ClaimId(derived_id("cl", episode.id, ordinal, statement.predicate, statement.sentence)),
        scope=episode.scope,
        episode=episode.id,
        slot=seat.slot,
        subject=subject,
        predicate=entry.name,
        object=target,
        sentence=statement.sentence,
        quote=statement.quote,
        nature=validity.nature,
        stated=validity.stated,
        is_start_stated=validity.is_start_stated,
        is_end_stated=validity.is_end_stated,
        is_negated=statement.is_negated,
        is_ending=statement.is_ending,
        confidence=statement.confidence,
        trust=episode.trust,
        occurred_at=episode.occurred_at,
        recorded_at=resolution.at,
        reader=statement.reader,
        attributed_to=statement.attributed_to,
        qualifier=statement.qualifier,
        far_slot=seat.far_slot,
        asked=episode.asked.id if statement.is_answer and episode.asked is not None else None,
    )


def _told_at(episode: Episode) -> datetime:
    """A text names days of the speaker's calendar; a record's moments bear their own offset."""
    return episode.occurred_at if episode.kind is EpisodeKind.JSON else episode.said_at


def _ruling(episode: Episode, ordinal: int, statement: Statement, resolution: Resolution) -> Claim:
    """A ruling stands in the slot of what it is about, whatever the registry says by then."""
    return Claim(
        id=ClaimId(derived_id("cl", episode.id, ordinal, statement.reader, statement.quote)),
        scope=episode.scope,
        episode=episode.id,
        slot=statement.seat[0],
        subject=resolution.entity(statement.subject),
        predicate=statement.predicate,
        object=(
            resolution.part(statement.object)
            if makes_new(statement)
            else resolution.entity(statement.object)
        ),
        sentence=statement.sentence,
        quote=statement.quote,
        nature=Nature.STATE,
        stated=ALWAYS,
        is_start_stated=False,
        is_end_stated=False,
        is_negated=statement.is_negated,
        is_ending=False,
        confidence=statement.confidence,
        trust=episode.trust,
        occurred_at=episode.occurred_at,
        recorded_at=resolution.at,
        reader=statement.reader,
        qualifier=statement.qualifier,
        far_slot=statement.seat[1] if len(statement.seat) > 1 else None,
    )


def ends_of(statement: Statement, entry: Predicate, ontology: Ontology) -> tuple[Mention, Mention]:
    """Subject and object in the direction in which the predicate is kept, values as values."""
    is_turned = ontology.is_inverse(statement.predicate) and entry.name in ontology.predicates
    if is_turned and not statement.object.is_value:
        return statement.object, statement.subject
    return statement.subject, _literal(statement.object, entry)


def _literal(mention: Mention, entry: Predicate) -> Mention:
    """The object of a predicate that is about dates or numbers as such a value, if it is one."""
    if entry.value not in LITERALS or mention.entity is not None:
        return mention
    form = literal_form(mention.text, entry.value)
    return mention if form is None else replace(mention, kind="value", is_value=True, form=form)
