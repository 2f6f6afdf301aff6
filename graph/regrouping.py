"""What becomes of claims, entities and facts when somebody rules who is who."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from quipu.graph.anew import anew
from quipu.graph.aside import aside
from quipu.graph.consolidation.consolidate import Decision, consolidate, slots_of
from quipu.graph.consolidation.identities import (
    Identities,
    ends_told,
    identities_in,
    identity_slot,
    is_identity,
    is_value,
    named_at_first,
    redirects,
    ruled_on,
    seen,
)
from quipu.graph.consolidation.reconcile import after
from quipu.graph.renaming import renamed
from quipu.graph.vectors import fact_vectors
from quipu.schema.changes import Cause, ChangeSet, Redirect
from quipu.schema.identity import ClaimId, EntityId, Scope
from quipu.schema.intervals import DAWN
from quipu.schema.knowledge import Claim
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore, SlotState
from quipu.schema.readers import APART, LIKELY, SAME


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Who is who now, and what is otherwise by it in one exact scope.

    `moved` are claims there already, as they stand now, `before` the same as they stood. `at` is
    later than every ruling that was there.
    """

    who: Identities = field(default_factory=Identities)
    redirects: tuple[Redirect, ...] = ()
    before: tuple[Claim, ...] = ()
    moved: tuple[Claim, ...] = ()
    at: datetime = DAWN
    rulings: tuple[Claim, ...] = ()  # from which that follows, new ones as well
    gone: frozenset[ClaimId] = frozenset()  # rulings that count no longer, though they are there

    def __bool__(self) -> bool:
        return bool(self.redirects or self.moved)


async def rulings_about(
    store: GraphStore, scope: Scope, entities: Collection[EntityId]
) -> list[Claim]:
    """Every ruling on who some entities are, in force or not, and on whom these name in turn: of a
    scope and of the wider ones, whose rulings count here as well. Those that name somebody who was
    erased are none: nobody can be taken for him."""
    found: dict[ClaimId, Claim] = {}
    asked: set[EntityId] = set()
    waiting = set(entities)
    while waiting:
        for where in scope.chain():
            slots = [identity_slot(where, one) for one in sorted(waiting)]
            claims = (await store.slots(where, slots)).claims
            found |= {one.id: one for one in claims if is_identity(one)}
        asked |= waiting
        joined = [one for one in found.values() if one.reader in (SAME, APART)]
        waiting = {end for one in joined for end in (one.subject, one.object)} - asked
    named = {end for one in found.values() for end in (one.subject, one.object)}
    there = {one.id for one in await store.entities(scope, sorted(named))} if named else set()
    return [one for one in found.values() if {one.subject, one.object} <= there]


async def regrouped(
    store: GraphStore, ontology: Ontology, scope: Scope, new: Sequence[Claim]
) -> Regrouping:
    """What new rulings among some claims change of what is there; nothing, if there are none."""
    rulings = [one for one in new if is_identity(one) and one.reader != LIKELY]
    if not rulings:
        return Regrouping()
    ends = {end for one in rulings for end in (one.subject, one.object)}
    kept = {one.id: one for one in await rulings_about(store, scope, ends)}
    at = after(rulings[0].recorded_at, told=kept.values())
    if not ruled_on(new):
        return Regrouping(at=at)
    kept = {one.id: replace(one, recorded_at=at) for one in new if is_identity(one)} | kept
    group = Regrouping(identities_in(kept.values()), rulings=tuple(kept.values()))
    return replace(await _changed(store, ontology, scope, group), at=at)


async def regrouped_without(
    store: GraphStore,
    ontology: Ontology,
    scope: Scope,
    entities: Collection[EntityId],
    gone: Collection[ClaimId],
) -> Regrouping:
    """What is otherwise once some claims are gone, rulings on who some entities are among them."""
    left = [one for one in await rulings_about(store, scope, entities) if one.id not in gone]
    who = _by_rulings(entities, left)
    group = Regrouping(who, rulings=tuple(left), gone=frozenset(gone))
    found = await _changed(store, ontology, scope, group)
    pairs = zip(found.before, found.moved, strict=True)
    moved = [(before, now) for before, now in pairs if now.id not in gone]
    return replace(
        found,
        before=tuple(one for one, _ in moved),
        moved=tuple(now for _, now in moved),
    )


def _by_rulings(entities: Collection[EntityId], rulings: Sequence[Claim]) -> Identities:
    """Who is who by some rulings; of whom they say nothing is himself."""
    who = identities_in(rulings)
    return Identities({**{one: one for one in entities}, **who.roots}, who.moves)


async def _changed(
    store: GraphStore, ontology: Ontology, scope: Scope, group: Regrouping
) -> Regrouping:
    who = group.who
    members = who.members()
    there = [one for one in await store.entities(scope, members) if one.scope == scope]
    told = await store.claims_about(scope, members)
    # The other end of a claim may be somebody else by rulings of its own, which name none of these.
    ends = {end for one in told for end in ends_told(one) if not is_value(end)} - set(members)
    others = await rulings_about(store, scope, ends) if ends else []
    rulings = {one.id: one for one in (*others, *group.rulings) if one.id not in group.gone}
    both = identities_in(rulings.values())
    pairs = [(one, now) for one in told if (now := seen(one, both, ontology)) != one]
    silent = await _silent(store, scope, who)
    return replace(
        group,
        redirects=tuple(redirects(there, who, silent)),
        before=tuple(one for one, _ in pairs),
        moved=tuple(now for _, now in pairs),
    )


async def _silent(store: GraphStore, scope: Scope, who: Identities) -> set[EntityId]:
    """Those made by a split that is taken back, of whom nothing was told since by name."""
    silent = set(who.unsplit)
    if not silent:
        return silent
    for where in await store.scopes_of(scope.tenant):
        if scope in where.chain():
            told = await store.claims_about(where, sorted(who.unsplit))
            silent -= {end for one in told if not is_identity(one) for end in named_at_first(one)}
    return silent


async def state_with(
    store: GraphStore, scope: Scope, new: Sequence[Claim], group: Regrouping
) -> SlotState:
    """The slots of new claims and of those that moved, from where and to where, as they are now."""
    told = [one for one in new if not is_identity(one)]
    slots = slots_of([*told, *group.before, *group.moved])
    if not slots:
        return SlotState((), ())
    state = await store.slots(scope, slots)
    now = {one.id: one for one in group.moved}
    there = {one.id for one in state.claims}
    come = [one for one in group.moved if one.id not in there]
    return SlotState((*(now.get(one.id, one) for one in state.claims), *come), state.facts)


async def regroup_below(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    group: Regrouping,
    cause: Cause,
) -> None:
    """Let the claims of narrower scopes be about those whom entities of this one are taken for, and
    whom people there ruled to be one with these."""
    members = group.who.members()
    if not members:
        return
    told = {one.id: one for one in group.rulings}
    for one in await store.scopes_of(scope.tenant):
        if one != scope and scope in one.chain():
            theirs = await rulings_about(store, one, members)
            there = {claim.id: claim for claim in theirs if claim.id not in group.gone} | told
            who = identities_in(there.values())
            who = replace(who, roots={**group.who.roots, **who.roots})
            below = Regrouping(who, rulings=tuple(there.values()), gone=group.gone)
            await _applied(store, embedder, ontology, one, below, cause)


async def _applied(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    asked: Regrouping,
    cause: Cause,
) -> None:

    async def decide(revision: int) -> None:
        group = await _changed(store, ontology, scope, asked)
        if not group:
            return
        state = await state_with(store, scope, (), group)
        settle = partial(consolidate, (), state, ontology, cause.at, moved=group.before)
        decision = await aside(len(state.claims), settle)
        learned = await renamed(store, scope, decision.learned, state.claims, group.who.roots)
        decision = replace(decision, learned=learned)
        changes = replace(_change_set(decision, group, cause), revision=revision)
        await store.apply(scope, changes, await fact_vectors(embedder, learned))

    await anew(store, scope, decide)


def _change_set(decision: Decision, group: Regrouping, cause: Cause) -> ChangeSet:
    return ChangeSet(
        at=decision.at,
        actor=cause.actor,
        reason=cause.reason,
        retired=decision.retired,
        learned=decision.learned,
        disputes=decision.disputes,
        redirects=group.redirects,
        moved=group.moved,
    )
