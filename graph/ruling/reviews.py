"""The review queue: disputes as they stand now, and what a person decides of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from quipu.graph.aside import aside
from quipu.graph.consolidation.beside import hold_together
from quipu.graph.consolidation.consolidate import slots_of
from quipu.graph.consolidation.rulings import decisions_on, reviews_decided
from quipu.graph.forgetting.staying import must_stay_erased
from quipu.graph.memory import Memory
from quipu.graph.ruling.acts import Act, decision
from quipu.graph.ruling.amend import asked_by, must_reach, replayed
from quipu.graph.ruling.giving_way import disputes_in, losers, meeting, touched
from quipu.graph.ruling.outcomes import SETTLED_BY_RULE, STILL_OPEN, outcome_of
from quipu.graph.ruling.pairs import decision_on_pair, pair_reviews, paired, trust_needed
from quipu.graph.ruling.tellings import told_of
from quipu.schema.changes import Dispute
from quipu.schema.errors import Conflict, Invalid, NotFound
from quipu.schema.identity import ClaimId, EpisodeId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Episode, Fact
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Receipt, SlotState
from quipu.schema.readers import DECIDED, LIKELY
from quipu.schema.reviews import (
    UNUSUAL,
    Disputed,
    DisputePlace,
    Review,
    ReviewKind,
    ReviewStatus,
    Verdict,
    claims_in,
    decisions_on_a,
    review_id,
)
from quipu.schema.rulings import Ruling

_AT_ONCE = 100


async def reviews(
    memory: Memory,
    scope: Scope,
    status: ReviewStatus | None,
    after: DisputePlace | None,
    count: int,
) -> list[tuple[DisputePlace, Review]]:
    """Reviews of a status, oldest first, each with its place in the list of all disputes.

    At most `count`, from the place `after` on. A page of disputes takes as many reads as one.
    """
    found: list[tuple[DisputePlace, Review]] = []
    while len(found) < count:
        kept = await memory.store.disputes(scope, after, _AT_ONCE)
        for row, one in zip(kept, await _reviewed(memory, scope, kept), strict=True):
            if one is not None and status in (None, one.status):
                found.append((row.place, one))
        if len(kept) < _AT_ONCE:
            break
        after = kept[-1].place
    return found[:count]


async def review(memory: Memory, scope: Scope, id: str) -> Review | None:
    """The review of an id; None for an unknown and a foreign one alike."""
    return (await reviews_by_id(memory, scope, [id])).get(id)


async def reviews_by_id(memory: Memory, scope: Scope, ids: Collection[str]) -> dict[str, Review]:
    """The reviews of some ids, in as many reads as for one; what is not there is left out."""
    named = {id: pair for id in ids if (pair := claims_in(id)) is not None}
    wanted = list(dict.fromkeys(claim for pair in named.values() for claim in pair))
    claims = {one.id: one for one in await memory.store.claims(scope, wanted)} if wanted else {}
    slots: dict[Scope, list[SlotKey]] = {}
    for first, second in named.values():
        if first in claims and second in claims:
            slots.setdefault(claims[first].scope, []).append(claims[first].slot)
    found: dict[str, Review] = {}
    for place, some in slots.items():
        kept = await memory.store.disputes(place, None, _AT_ONCE * len(some), some)
        asked = [one for one in kept if review_id(one.dispute) in named]
        found |= {one.id: one for one in await _reviewed(memory, scope, asked) if one is not None}
    return found


async def decided(
    memory: Memory, scope: Scope, id: str, verdict: Verdict, by: Ruling, key: str
) -> Receipt:
    """Accept what a person decides of a review; it is a ruling, and is undone as such.

    Raises `NotFound` for an unknown review and `Conflict` for one that is not open.
    """
    hashed = asked_by(by, "decide", (id, verdict))
    if (done := await replayed(memory, scope, key, hashed)) is not None:
        return done
    found = await review(memory, scope, id)
    if found is None:
        raise NotFound(f"no review {id}", hint="list reviews to find its id", id=id)
    if found.scope != scope:
        where = found.scope.key.rstrip("/")
        raise NotFound(f"review {id} is of the wider scope {where}", hint="decide it there", id=id)
    if found.status is not ReviewStatus.OPEN:
        raise Conflict(f"review {id} is {found.status}", hint="undo what decided it first")
    if verdict not in (fit := decisions_on_a(found.kind)):
        raise Invalid(f"{verdict} decides no {found.kind}", hint=", ".join(fit))
    act = Act(by, key, memory.clock())
    if found.kind is ReviewKind.POSSIBLY_SAME_AS:
        must_reach(by, await trust_needed(memory, found))
        if verdict is Verdict.SAME:
            first, second = found.entities
            await must_stay_erased(memory, scope, first.id, [second.id])
        episodes = decision_on_pair(found, verdict, act)
    else:
        losing = await losers(memory, found, verdict)
        ruled_on = touched(found, verdict, losing)
        must_reach(by, max((one.trust for one in ruled_on), default=by.trust))
        both = [found.first, *losing]
        told, *lost = await told_of(memory.store, memory.ontology, both)
        episodes = decision(found, told, verdict, lost, act)
    return await memory.queue.accept(scope, key, hashed.hash, episodes, act.now)


async def contradicting(
    memory: Memory, scope: Scope, facts: Sequence[Fact]
) -> dict[Fact, list[Fact]]:
    """For each of some facts of one exact scope, the facts believed now that an open dispute sets
    against it. One read, however many facts."""
    seats = {fact: [one for one in (fact.slot, fact.far_slot) if one is not None] for fact in facts}
    slots = dict.fromkeys(slot for some in seats.values() for slot in some)
    state = await memory.store.slots(scope, list(slots))
    count = len(state.claims)
    disputes = await aside(count, partial(_open_disputes, slots, state, memory.ontology))
    found: dict[Fact, list[Fact]] = {}
    for fact, own in seats.items():
        sides = [(one.holder, one.rival) for slot in own for one in disputes[slot]]
        pairs = sides + [(rival, holder) for holder, rival in sides]
        against = {other for mine, other in pairs if mine in fact.claims}
        found[fact] = [
            one for one in state.facts if one.id != fact.id and not against.isdisjoint(one.claims)
        ]
    return found


def _open_disputes(
    slots: Collection[SlotKey], state: SlotState, ontology: Ontology
) -> dict[SlotKey, list[Dispute]]:
    decided = reviews_decided(state.claims)
    return {
        slot: [one for one in disputes_in(slot, state, ontology) if review_id(one) not in decided]
        for slot in slots
    }


async def _reviewed(memory: Memory, scope: Scope, kept: Sequence[Disputed]) -> list[Review | None]:
    """Each dispute as it stands; None where its claims are gone, or compete elsewhere by now."""
    ids = list(dict.fromkeys(id for one in kept for id in (one.dispute.holder, one.dispute.rival)))
    claims = {one.id: one for one in await memory.store.claims(scope, ids)} if ids else {}
    noted = [(one, claims[one.dispute.holder]) for one in kept if one.dispute.holder in claims]
    likely = [(one, claim) for one, claim in noted if claim.reader == LIKELY]
    pairs = await pair_reviews(memory, await paired(memory.store, scope, likely))
    at_odds = [one for one in kept if _is_at_odds(one, claims)]
    states = await _states(memory, at_odds, claims)
    rulers = await _rulers(memory, scope, states.values())
    slots = {(one.scope, slot) for one in at_odds for slot in meeting(*_both(one, claims))}
    count = sum(len(state.claims) for state in states.values())
    disputed = await aside(count, partial(_disputed, slots, states, memory.ontology))
    found: list[Review | None] = []
    for one in kept:
        pair = pairs.get(review_id(one.dispute))
        if pair is None and _is_at_odds(one, claims):
            both = _both(one, claims)
            ids_of_both = frozenset(claim.id for claim in both)
            is_disputed = any(ids_of_both in disputed[one.scope, at] for at in meeting(*both))
            pair = _as_it_stands(one, both, states[one.scope], rulers, is_disputed=is_disputed)
        found.append(pair)
    return found


def _both(kept: Disputed, claims: Mapping[ClaimId, Claim]) -> tuple[Claim, Claim]:
    return claims[kept.dispute.holder], claims[kept.dispute.rival]


def _is_at_odds(kept: Disputed, claims: Mapping[ClaimId, Claim]) -> bool:
    """Whether two claims are still there, and still compete where their dispute was opened."""
    first, second = claims.get(kept.dispute.holder), claims.get(kept.dispute.rival)
    if first is None or second is None or first.reader == LIKELY:
        return False
    return kept.dispute.slot in slots_of([first])


async def _states(
    memory: Memory, kept: Sequence[Disputed], claims: Mapping[ClaimId, Claim]
) -> dict[Scope, SlotState]:
    """What is known where some disputes are: one read for each exact scope among them."""
    slots: dict[Scope, dict[SlotKey, None]] = {}
    for one in kept:
        own = slots.setdefault(one.scope, {})
        own |= dict.fromkeys([one.dispute.slot, *slots_of(_both(one, claims))])
    return {scope: await memory.store.slots(scope, list(some)) for scope, some in slots.items()}


async def _rulers(
    memory: Memory, scope: Scope, states: Iterable[SlotState]
) -> Mapping[EpisodeId, Episode]:
    """The tellings of all that was decided of some slots."""
    told = {one.episode for state in states for one in state.claims if one.reader == DECIDED}
    return {one.id: one for one in await memory.store.episodes(scope, sorted(told))} if told else {}


def _as_it_stands(
    kept: Disputed,
    claims: tuple[Claim, Claim],
    state: SlotState,
    rulers: Mapping[EpisodeId, Episode],
    *,
    is_disputed: bool,
) -> Review:
    first, second = claims
    facts = [one for claim in claims for one in state.facts if claim.id in one.claims]
    id = review_id(kept.dispute)
    outcome = outcome_of(decisions_on(state.claims, id), rulers)
    if outcome is None:
        is_unusual = kept.dispute.rule == UNUSUAL
        is_open = hold_together(claims, facts) if is_unusual else is_disputed
        outcome = STILL_OPEN if is_open else SETTLED_BY_RULE
    return Review(
        id=id,
        scope=kept.scope,
        status=outcome.status,
        first=first,
        second=second,
        facts=tuple(dict.fromkeys(facts)),
        reason=kept.dispute.rule,
        opened_at=kept.opened_at,
        decided_by=outcome.by,
        decision=outcome.decision,
        kind=(
            ReviewKind.POSSIBLY_CONTRADICTS if kept.dispute.rule == UNUSUAL else ReviewKind.CONFLICT
        ),
    )


def _disputed(
    slots: Collection[tuple[Scope, SlotKey]], states: Mapping[Scope, SlotState], ontology: Ontology
) -> dict[tuple[Scope, SlotKey], set[frozenset[ClaimId]]]:
    """The pairs of claims that no rule settles; each slot is settled anew once."""
    return {
        (scope, slot): {
            frozenset((one.holder, one.rival)) for one in disputes_in(slot, states[scope], ontology)
        }
        for scope, slot in slots
    }
