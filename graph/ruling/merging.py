"""Merge entities, split one: accepted durably, settled like any text, and taken back like one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quipu.graph.accept import mention_of
from quipu.graph.bearers import bearers, several
from quipu.graph.consolidation.identities import (
    SAME_AS,
    Identities,
    held_apart,
    identities_in,
    identity_slot,
    is_identity,
    merging,
    parting,
)
from quipu.graph.consolidation.likeness import gate_between
from quipu.graph.consolidation.marks import is_mark, marks_of, shown
from quipu.graph.consolidation.resolve import introduced_id
from quipu.graph.consolidation.rulings import left_standing
from quipu.graph.forgetting.staying import must_stay_erased
from quipu.graph.memory import Memory
from quipu.graph.regrouping import rulings_about
from quipu.graph.ruling.acts import Act
from quipu.graph.ruling.amend import asked_by, must_reach, replayed
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Conflict, Invalid, NotFound
from quipu.schema.identity import ClaimId, EntityId, Scope
from quipu.schema.intervals import DUSK
from quipu.schema.knowledge import Claim, Entity, Fact, Mention, Statement, Trust
from quipu.schema.merging import Merger, Splitting
from quipu.schema.names import name_form
from quipu.schema.ports import Receipt
from quipu.schema.readers import APART, SAME
from quipu.schema.rulings import MERGING, SPLITTING, Ruling


async def merged(memory: Memory, scope: Scope, wish: Merger, by: Ruling, key: str) -> Receipt:
    """Accept that some entities are one: whatever is told of them competes from then on.

    Whom a wider scope knows may be kept: in this scope, and only here, the others are that one.
    Raises `Forbidden` where one of them is spoken of by who is trusted more, `Conflict` where
    somebody decided that they are two or where what was erased would come back, and `Invalid`
    where gates part them and nobody insists.
    """
    hashed = asked_by(by, "merge", wish)
    if (done := await replayed(memory, scope, key, hashed)) is not None:
        return done
    if not wish.merge:
        raise Invalid("nobody to merge", hint="name at least one besides whom to keep")
    [keep, *others] = await _visible(memory, scope, [wish.keep, *wish.merge])
    claims = await rulings_about(memory.store, scope, [wish.keep, *wish.merge])
    who = identities_in(claims)
    for one in others:
        if who.root(one.id) == who.root(keep.id):
            raise Invalid(f"{one.name} and {keep.name} are taken for one already")
    await _must_be_of(memory, scope, who, keep, others)
    _must_not_be_held_apart(claims, who, keep, others)
    group = sorted({id for one in (keep, *others) for id in who.group(one.id)})
    told = await memory.store.claims_about(scope, group)
    must_reach(by, trust_of(told))
    if not wish.insists:
        wider = () if keep.scope == scope else await memory.store.claims_about(keep.scope, group)
        _must_pass(memory, who, (keep, *others), [*told, *wider])
    await must_stay_erased(memory, scope, keep.id, [one.id for one in others])
    now = memory.clock()
    given = tuple(same(scope, one, keep) for one in others)
    episode = Act(by, key, now).told(scope, MERGING, given, by.trust)
    return await memory.queue.accept(scope, key, hashed.hash, [episode], now)


async def split(memory: Memory, scope: Scope, wish: Splitting, by: Ruling, key: str) -> Receipt:
    """Accept that some facts of an entity are about somebody else: about who bears the name
    already, else about somebody new. Its own name means a namesake, who is new.
    """
    hashed = asked_by(by, "split", wish)
    if (done := await replayed(memory, scope, key, hashed)) is not None:
        return done
    entity = await _here(memory, scope, wish.entity)
    if entity.merged_into is not None:
        raise Invalid(
            f"{entity.name} is taken for {entity.merged_into}", hint="split that one, or undo it"
        )
    facts = await _facts_of(memory, scope, entity, wish)
    must_reach(by, max(one.trust for one in facts))
    ends = await _ends_of(memory, scope, entity, facts)
    name = mention_of(EntityRef(name=wish.new_name)).text
    if not name_form(name):
        raise Invalid(f"{name!r} is no name", hint="letters or digits")
    known = await _bearer(memory, scope, name, entity)
    id = introduced_id(scope, name, entity.kind, APART, key) if known is None else known.id
    given = Statement(
        subject=_as_mention(entity),
        predicate=SAME_AS,
        object=Mention(name, entity.kind, entity=id) if known is None else _as_mention(known),
        sentence=f"Parted: {id} is not {entity.id}",
        quote=parting(ends, is_known=known is not None),
        is_negated=True,
        confidence=1.0,
        reader=APART,
        seat=(identity_slot(scope, entity.id), identity_slot(scope, id)),
    )
    now = memory.clock()
    episode = Act(by, key, now).told(scope, SPLITTING, (given,), by.trust)
    return await memory.queue.accept(scope, key, hashed.hash, [episode], now)


async def _bearer(memory: Memory, scope: Scope, name: str, entity: Entity) -> Entity | None:
    """The one who bears a name already and may be meant by it. Raises Invalid for several."""
    if name_form(name) in {name_form(one) for one in (entity.name, *entity.aliases)}:
        return None
    fit = [
        one
        for one in await bearers(memory.store, scope, name)
        if not gate_between(one.name, one.name, (one.kind, entity.kind))
    ]
    if len(fit) > 1:
        raise several(name, fit)
    return fit[0] if fit else None


def same(scope: Scope, one: Entity, keep: Entity) -> Statement:
    """The ruling that somebody is somebody else. It says so by ids: whoever is forgotten must not
    live on by name in a ruling."""
    return Statement(
        subject=_as_mention(one),
        predicate=SAME_AS,
        object=_as_mention(keep),
        sentence=f"Merged: {one.id} is {keep.id}",
        quote=merging(one.id, keep.id, is_wider=keep.scope != scope),
        confidence=1.0,
        reader=SAME,
        seat=(identity_slot(scope, one.id), identity_slot(scope, keep.id)),
    )


def _as_mention(entity: Entity) -> Mention:
    return Mention(entity.id, entity.kind, entity=entity.id)


async def _here(memory: Memory, scope: Scope, id: EntityId) -> Entity:
    """An entity of this exact scope. Raises `NotFound` and `Invalid`."""
    [found] = await _visible(memory, scope, [id])
    if found.scope != scope:
        where = found.scope.key.rstrip("/")
        raise Invalid(f"entity {id} belongs to the wider scope {where}", hint="rule there")
    return found


async def _must_be_of(
    memory: Memory, scope: Scope, who: Identities, keep: Entity, others: Sequence[Entity]
) -> None:
    """Raises Invalid where somebody whom a wider scope knows would become another here: facts of
    that scope are about him, and nobody there may see whom this one knows."""
    roots = {one.id: who.root(one.id) for one in others}
    stands_for = {one.id: one for one in await _visible(memory, scope, sorted({*roots.values()}))}
    for one in others:
        root = stands_for[roots[one.id]]
        if root.scope == scope:
            continue
        where = root.scope.key.rstrip("/")
        hint = f"merge them in the scope {where}"
        if root.scope != keep.scope:
            hint = f"keep {root.id} instead, and merge the other into it"
        raise Invalid(
            f"{root.name} belongs to the wider scope {where}"
            f" and cannot become {keep.name} in this one alone",
            hint=hint,
        )


async def _visible(memory: Memory, scope: Scope, ids: Sequence[EntityId]) -> list[Entity]:
    """Entities that a scope sees, in order, each once. Raises `NotFound` and `Invalid`."""
    once = list(dict.fromkeys(ids))
    found = {one.id: one for one in await memory.store.entities(scope, once)}
    for id in once:
        if id not in found or found[id].is_value or found[id].is_nobody:
            raise NotFound(f"no entity {id}", hint="list entities to find its id", id=id)
    if len(once) < len(ids):
        raise Invalid("an entity is named twice", hint="name each once, whom to keep apart")
    return [found[id] for id in once]


def _must_not_be_held_apart(
    claims: Collection[Claim], who: Identities, keep: Entity, others: Sequence[Entity]
) -> None:
    apart = held_apart(claims, who)
    for one in others:
        if frozenset((who.root(one.id), who.root(keep.id))) in apart:
            raise Conflict(
                f"somebody decided that {one.name} is not {keep.name}", hint="undo that first"
            )


def trust_of(claims: Collection[Claim]) -> Trust:
    """How far the most trusted of those who tell of somebody is trusted."""
    left = left_standing([one for one in claims if not one.is_retracted])
    return max((one.trust for one in left if not is_identity(one)), default=Trust.UNTRUSTED)


def _must_pass(
    memory: Memory, who: Identities, asked: Sequence[Entity], told: Sequence[Claim]
) -> None:
    """Raises Invalid for what is never one by itself: other kinds, other numbers, other births."""
    ontology, keep = memory.ontology, asked[0]
    marks = marks_of(
        one for one in told if is_mark(ontology.canonical(one.predicate), one.qualifier)
    )
    own = marks.get(who.root(keep.id), {})
    for one in asked[1:]:
        why = gate_between(one.name, keep.name, (one.kind, keep.kind))
        others = marks.get(who.root(one.id), {})
        differ = sorted(mark for mark in own.keys() & others.keys() if own[mark] != others[mark])
        if why or differ:
            why = why or f"other {shown(differ[0])}"
            raise Invalid(
                f"{one.name} and {keep.name} can hardly be one: {why}",
                hint="insist on it if you are sure",
            )


async def _facts_of(memory: Memory, scope: Scope, entity: Entity, wish: Splitting) -> list[Fact]:
    if not wish.facts:
        raise Invalid("a split that moves no facts", hint="list the entity's facts for their ids")
    found = await memory.store.facts(scope, wish.facts)
    missing = set(wish.facts) - {one.id for one in found if one.scope == scope}
    for id in sorted(missing):
        raise NotFound(f"no fact {id}", hint="list the entity's facts to find its id", id=id)
    for one in found:
        if one.known.end != DUSK:
            raise Conflict(f"fact {one.id} is no longer believed", hint="list the facts again")
        if entity.id not in (one.subject, one.object):
            raise Invalid(f"fact {one.id} is not about {entity.name}")
    return found


async def _ends_of(
    memory: Memory, scope: Scope, entity: Entity, facts: Sequence[Fact]
) -> dict[ClaimId, list[str]]:
    """The claims that go along, and at which ends: those of the facts, and what ended these."""
    ids = [id for one in facts for id in (*one.claims, one.closed_by) if id is not None]
    said = {(one.predicate, frozenset((one.subject, one.object))) for one in facts}
    found: dict[ClaimId, list[str]] = {}
    for claim in await memory.store.claims(scope, list(dict.fromkeys(ids))):
        if (claim.predicate, frozenset((claim.subject, claim.object))) not in said:
            continue
        sides = {"subject": claim.subject, "object": claim.object}
        found[claim.id] = [side for side, end in sides.items() if end == entity.id]
    return found
