"""Statements read from episodes become claims: anchored to entities, dated, and put in a slot."""

from __future__ import annotations

from quipu.graph.consolidation.resolve import Resolution
from quipu.graph.consolidation.slots import entry_of, slot_of
from quipu.graph.consolidation.validity import validity_of
from quipu.schema.identity import ClaimId, derived_id
from quipu.schema.knowledge import Claim, Episode, Reading, Statement
from quipu.schema.names import name_form
from quipu.schema.ontology import Ontology


def claims_from(
    episode: Episode, reading: Reading, resolution: Resolution, ontology: Ontology
) -> list[Claim]:
    """The claims of one episode, in order; reading it again gives the same claims and ids."""
    usable = [
        one
        for one in reading.statements
        if name_form(one.subject.text) and name_form(one.object.text)
    ]
    return [
        claim_from(episode, ordinal, statement, resolution, ontology)
        for ordinal, statement in enumerate(usable)
    ]


def claim_from(
    episode: Episode,
    ordinal: int,
    statement: Statement,
    resolution: Resolution,
    ontology: Ontology,
) -> Claim:
    """One statement as a claim; its id is made from the episode and the statement's place in it."""
    entry = entry_of(statement, ontology)
    validity = validity_of(statement, entry, episode.occurred_at)
    subject = resolution.entity(statement.subject)
    target = resolution.entity(statement.object)
    return Claim(
        id=ClaimId(derived_id("cl", episode.id, ordinal, statement.predicate, statement.sentence)),
        scope=episode.scope,
        episode=episode.id,
        slot=slot_of(episode.scope, subject, entry, target, validity.nature),
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
    )
