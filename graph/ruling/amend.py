"""Correct a fact, end or refuse it, take a change back: accepted durably, settled like any text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from quipu.graph.accept import checked_key
from quipu.graph.aside import aside
from quipu.graph.asked import Asked, asked, by_any_hash
from quipu.graph.causes import Row, causes_of, rows_named
from quipu.graph.consolidation.consolidate import slots_of
from quipu.graph.consolidation.identities import identity_slot, is_identity
from quipu.graph.consolidation.rulings import rulings_on
from quipu.graph.memory import Memory
from quipu.graph.regrouping import rulings_about
from quipu.graph.ruling import acts
from quipu.graph.ruling.acts import Act
from quipu.graph.ruling.tellings import tellings, told_of
from quipu.schema.changes import LogEntry
from quipu.schema.errors import Conflict, Forbidden, Invalid, NotFound
from quipu.schema.identity import EntityId, FactId, Scope, SlotKey
from quipu.schema.intervals import DUSK
from quipu.schema.knowledge import Claim, Entity, Fact, Trust
from quipu.schema.names import name_form
from quipu.schema.ports import GraphStore, Receipt, SlotState
from quipu.schema.readers import LIKELY
from quipu.schema.reviews import claims_in
from quipu.schema.rulings import Correction, Invalidation, Ruling, is_ruling


async def corrected(
    memory: Memory, scope: Scope, wish: Correction, by: Ruling, key: str
) -> Receipt:
    """Accept a correction: what was believed wrongly gives way, also where it is told again."""
    hashed = asked_by(by, "correct", wish)
    if (done := await replayed(memory, scope, key, hashed)) is not None:
        return done
    if (wish.statement, wish.predicate, wish.target, wish.valid_at, wish.confidence) == (None,) * 5:
        raise Invalid("a correction that changes nothing", hint="say what should be otherwise")
    fact = await _believed(memory.store, scope, wish.fact, wish.revision, by)
    [target] = await memory.store.entities(scope, [fact.object])
    wish = await _other_than(memory, scope, wish, fact, target)
    now = memory.clock()
    told = await tellings(memory.store, memory.ontology, fact)
    episodes = acts.correction(fact, told, wish, Act(by, key, now))
    return await memory.queue.accept(scope, key, hashed.hash, episodes, now)


async def invalidated(
    memory: Memory, scope: Scope, wish: Invalidation, by: Ruling, key: str
) -> Receipt:
    """Accept the end of a fact on a date; without a date, that it never held."""
    hashed = asked_by(by, "invalidate", wish)
    if (done := await replayed(memory, scope, key, hashed)) is not None:
        return done
    fact = await _believed(memory.store, scope, wish.fact, wish.revision, by)
    told = await tellings(memory.store, memory.ontology, fact)
    now = memory.clock()
    episodes = acts.invalidation(fact, told, wish, Act(by, key, now))
    return await memory.queue.accept(scope, key, hashed.hash, episodes, now)


async def undone(memory: Memory, scope: Scope, sequence: int, by: Ruling, key: str) -> Receipt:
    """Accept that what led to one line of the log is taken back; an undoing can be undone too."""
    hashed = asked_by(by, "undo", sequence)
    if (done := await replayed(memory, scope, key, hashed)) is not None:
        return done
    claims = await _causes(memory, scope, sequence)
    must_reach(by, max(claim.trust for claim in claims))
    now = memory.clock()
    told = await told_of(memory.store, memory.ontology, claims)
    episodes = acts.undoing(scope, told, Act(by, key, now))
    return await memory.queue.accept(scope, key, hashed.hash, episodes, now)


def asked_by(by: Ruling, deed: str, wish: object) -> Asked:
    """What is ruled, as one hash: the same key with another one is a conflict."""
    acts.checked_reason(by.reason)
    return asked(deed, wish, by.reason, former=[repr((wish, by.reason))])


async def replayed(memory: Memory, scope: Scope, key: str, what: Asked) -> Receipt | None:
    """What was answered under a key before; the fact may be another one by now. None where the key
    is free. Raises `Conflict`."""
    checked = checked_key(key)
    return await by_any_hash(what, lambda hash: memory.queue.replay(scope, checked, hash))


async def _believed(
    store: GraphStore, scope: Scope, id: FactId, revision: int | None, by: Ruling
) -> Fact:
    found = await store.facts(scope, [id])
    if not found:
        raise NotFound(f"no fact {id}", hint="list facts to find its id", id=id)
    fact = found[0]
    if fact.scope != scope:
        where = fact.scope.key.rstrip("/")
        hint = "rule there, or tell what is right here: the narrower scope has the say"
        raise Invalid(f"fact {id} belongs to the wider scope {where}", hint=hint)
    if fact.known.end != DUSK:
        raise await _given_up(store, scope, id)
    if revision is not None and revision != fact.revision:
        now = fact.revision
        problem = f"fact {id} is at revision {now}"
        raise Conflict(problem, hint="read it again", current=id, revision=now)
    must_reach(by, fact.trust)
    return fact


async def _given_up(store: GraphStore, scope: Scope, id: FactId) -> Conflict:
    """That a row is not believed any more, and which row of the same fact is, if one is."""
    rows = [one for one in await store.revisions(scope, id) if one.known.end == DUSK]
    current, revision = (rows[-1].id, rows[-1].revision) if rows else ("", None)
    problem = f"fact {id} is no longer believed"
    hint = f"{current} is, instead" if current else "read it again and decide anew"
    return Conflict(problem, hint=hint, current=current, revision=revision)


def must_reach(by: Ruling, trust: Trust) -> None:
    """Raises `Forbidden` where who rules is trusted less than what is ruled on."""
    if by.trust < trust:
        raise Forbidden(
            f"what is {trust.name} cannot be overruled by who is believed as {by.trust.name}",
            hint="use a credential that is trusted more",
        )


async def _other_than(
    memory: Memory, scope: Scope, wish: Correction, fact: Fact, target: Entity
) -> Correction:
    """The correction without what is so already, under whatever name it is given."""
    if wish.predicate and memory.ontology.predicate(wish.predicate).name == fact.predicate:
        wish = replace(wish, predicate=None)
    if wish.target is None:
        return wish
    if target.is_value and wish.target.name is not None:
        is_same = name_form(wish.target.name) == name_form(target.name)
        return replace(wish, target=None) if is_same else wish
    meant = await memory.entity(scope, wish.target)
    if meant is None and wish.target.id is not None:
        missing = wish.target.id
        hint = "name it instead, or look it up first"
        raise NotFound(f"no entity {missing}", hint=hint, id=missing)
    return replace(wish, target=None) if meant is not None and meant.id == target.id else wish


async def _causes(memory: Memory, scope: Scope, sequence: int) -> list[Claim]:
    """The claims that a line of the log was written for, and those of the same ruling."""
    lines = await memory.store.changes(scope, sequence - 1, 1)
    if not lines or lines[0].sequence != sequence:
        hint = "list changes to find its sequence, as `quipu log` does"
        raise NotFound(f"no change {sequence}", hint=hint, id=str(sequence))
    line = lines[0]
    state = await memory.store.slots(scope, await _slots_of_item(memory.store, scope, line))
    told = [one for one in state.claims if one.recorded_at == line.at and not one.is_retracted]
    # Who is who was ruled at that moment only where nothing else was told of the item.
    found = [one for one in told if not is_identity(one)]
    found = found or [one for one in told if one.reader != LIKELY]
    if not found and line.item.startswith("en_"):
        raise Invalid(
            f"change {sequence} is about no fact here", hint="undo those of facts, mergers, splits"
        )
    if not found:
        raise Invalid(
            f"nothing was told with change {sequence}",
            hint="nothing here says what it came of, as for texts retracted by earlier versions",
        )
    whole = await _rulings_among(memory, scope, found)
    if not whole:
        found = await _of_its_row(memory, scope, line, found, state)
    if all(any(rulings_on(state.claims, [one])) for one in found):
        raise Conflict(f"change {sequence} is taken back already", hint="undo that one instead")
    return list({one.id: one for one in (*found, *whole)}.values())


async def _of_its_row(
    memory: Memory, scope: Scope, line: LogEntry, told: Sequence[Claim], state: SlotState
) -> list[Claim]:
    """Of what texts told at one moment, that for which a line about a fact was written."""
    named = rows_named(line)
    rows = {one.id: one for one in await memory.store.facts(scope, named)}
    if line.item not in rows:
        return list(told)
    heir = rows.get(named[-1]) if len(named) > 1 else None
    row = Row(rows[FactId(line.item)], heir)
    find = partial(causes_of, line, row, told, state, memory.ontology)
    return await aside(len(state.claims), find)


async def _slots_of_item(store: GraphStore, scope: Scope, line: LogEntry) -> list[SlotKey]:
    """Where the claims compete that a line of the log was written for."""
    if (about := claims_in(line.item)) is not None:
        claims = [one for one in await store.claims(scope, about) if one.scope == scope]
        slots = [one.slot for one in claims[:1]] + [one.far_slot for one in claims[:1]]
    elif facts := await store.facts(scope, [FactId(line.item)]):
        one = facts[0]
        who = [identity_slot(scope, end) for end in (one.subject, one.object)]
        claims = await store.claims(scope, one.claims)  # by a merger they may compete elsewhere now
        now = slots_of(claim for claim in claims if claim.scope == scope)
        slots = [one.slot, one.far_slot, *who, *now] if one.scope == scope else []
    else:
        entities = await store.entities(scope, [EntityId(line.item)])
        ids = [one.id for one in entities if one.scope == scope]
        # Whoever was taken for somebody goes along when that one is taken for a third.
        rulings = await rulings_about(store, scope, ids) if ids else []
        named = {end for ruled in rulings for end in (ruled.subject, ruled.object)}
        slots = [identity_slot(scope, end) for end in sorted({*ids, *named})]
    if not slots:
        raise Invalid(f"change {line.sequence} is about no fact here", hint="undo those of facts")
    return [slot for slot in slots if slot is not None]


async def _rulings_among(memory: Memory, scope: Scope, told: Sequence[Claim]) -> list[Claim]:
    """All claims of the rulings that some are of: those stand and fall together."""
    episodes = await memory.store.episodes(scope, list({one.episode for one in told}))
    rulings = [one.id for one in episodes if is_ruling(one)]
    jobs = (await memory.queue.job_of(scope, rulings)).values() if rulings else ()
    whole = dict.fromkeys(id for job in jobs for id in job.episodes)
    return await memory.store.claims_of(scope, list(whole)) if whole else []
