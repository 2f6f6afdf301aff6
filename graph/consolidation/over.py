"""What a claim ends by the registry, whatever it was: a divorce, a marriage told by anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from quipu.graph.consolidation.resolve import Resolution
from quipu.graph.consolidation.slots import Told, holds_one, slot_of
from quipu.schema.identity import ClaimId, EntityId, derived_id
from quipu.schema.intervals import DAWN, INSTANT, Interval
from quipu.schema.knowledge import Claim, Mention, Modality, Nature, Statement
from quipu.schema.ontology import Ontology, Predicate
from quipu.schema.readers import OTHERS_OVER, OVER, PUT_RIGHT
from quipu.schema.what_ends import NO_LONGER, over_with

_A_DAY = timedelta(days=1)


def over_by(
    claim: Claim, statement: Statement, resolution: Resolution, ontology: Ontology
) -> list[Claim]:
    """Claims of what is over once a claim is told: at its subject, and where it holds both ways at
    its object. Each stands in the slot of what it ends, and says of nothing that it ever held.
    """
    name = f"{NO_LONGER}{claim.predicate}" if claim.is_ending else claim.predicate
    ends = ontology.ends.get(name, {})
    if not ends or claim.is_negated or statement.modality is not Modality.ASSERTED:
        return []
    if claim.reader in (OVER, PUT_RIGHT):
        return []
    at = claim.stated.end if claim.is_ending else _since(claim)
    if at is None:
        return []
    is_mutual = ontology.canonical(claim.predicate).symmetric and not statement.object.is_value
    claims: list[Claim] = []
    for one in over_with(ends, statement.object.text):
        entry = ontology.canonical(one.predicate)
        for whose in (claim.subject, claim.object) if is_mutual else (claim.subject,):
            if one.is_it:
                claims.append(_over(claim, entry, whose, claim.object, OVER, at))
            elif holds_one(entry, ""):
                # Nobody is a value of their own: but for that, all are over.
                left = Mention(one.but, "thing", is_value=True)
                but = resolution.entity(left) if one.but else whose
                claims.append(_over(claim, entry, whose, but, OTHERS_OVER, at))
    return claims


def _since(claim: Claim) -> datetime | None:
    """From when a claim holds, or by when it had happened; None for what is over, for a plan
    without a date, and for a part of a day: "left Acme at noon" is back by morning."""
    if claim.nature is Nature.PAST_STATE:
        return None
    span = claim.stated
    if span.start == DAWN:
        return span.end if claim.nature is Nature.EVENT else None
    if claim.nature is Nature.EVENT and span.end - span.start < _A_DAY:
        return None
    return None if claim.nature is Nature.PLAN and not claim.is_start_stated else span.start


def _over(
    claim: Claim, entry: Predicate, whose: EntityId, value: EntityId, reader: str, at: datetime
) -> Claim:
    return replace(
        claim,
        id=ClaimId(derived_id("cl", claim.id, reader, entry.name, whose)),
        slot=slot_of(claim.scope, whose, entry, value, Told(Nature.PAST_STATE)),
        far_slot=None,
        subject=whose,
        predicate=entry.name,
        object=value,
        nature=Nature.PAST_STATE,
        stated=Interval(DAWN, max(at, DAWN + INSTANT)),
        is_start_stated=False,
        is_end_stated=True,
        is_ending=True,
        qualifier="",
        reader=reader,
    )
