"""Values of one slot that somebody decided to keep both: they do not compete (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from quipu.graph.consolidation.rulings import left_standing, of_review, verdict_in
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import DECIDED, Claim, Fact
from quipu.schema.reviews import Verdict, claims_in

Named = tuple[str, EntityId]
"""A value without whether it is denied: predicate and object."""
Company = dict[Named, set[Named]]
"""With whom each value stands side by side."""


def kept_both(claims: Collection[Claim]) -> Company:
    """What the decisions in force on a slot keep beside each other, both ways; later tellings of
    the same values stand so, too. All are seen from the slot's own end."""
    own = {claim.id: claim for claim in claims}
    found: defaultdict[Named, set[Named]] = defaultdict(set)
    for one in decisions_to_keep_both(claims):
        ends = [own[id] for id in claims_in(of_review(one)) or () if id in own]
        if len(ends) == 2 and can_stand_together(*ends):
            first, second = map(named, ends)
            found[first].add(second)
            found[second].add(first)
    return dict(found)


def decisions_to_keep_both(claims: Collection[Claim]) -> list[Claim]:
    """Those in force."""
    left = left_standing([claim for claim in claims if not claim.is_retracted])
    return [one for one in left if one.reader == DECIDED and verdict_in(one) == Verdict.KEEP_BOTH]


def can_stand_together(one: Claim, other: Claim) -> bool:
    """Whether two claims tell of two values: an end or a denial tells of none."""
    says_so = all(not (claim.is_ending or claim.is_negated) for claim in (one, other))
    return says_so and named(one) != named(other)


def named(claim: Claim) -> Named:
    """What a claim is about in its slot."""
    return (claim.predicate, claim.object)


def hold_together(claims: tuple[Claim, Claim], facts: Collection[Fact]) -> bool:
    """Whether what two claims tell is still believed of one time."""
    mine, yours = ([one for one in facts if claim.id in one.claims] for claim in claims)
    return any(one.valid.overlaps(other.valid) for one in mine for other in yours)
