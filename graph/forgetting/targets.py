"""Which episodes are meant: from what a caller names to choices in exact scopes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quipu.graph.bearers import is_oneself, meant_by, names_told, several
from quipu.graph.consolidation.identities import identities_in
from quipu.graph.forgetting.planning import companions
from quipu.graph.regrouping import rulings_about
from quipu.graph.retrieval.question.asking import USERS, is_a_role
from quipu.schema.drafts import EntityRef
from quipu.schema.erasing import Choice
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.forgetting import Selector
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import AsOf, utc
from quipu.schema.knowledge import Entity, Episode, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import GraphStore

_SHORTEST_NAME = 2
_ROUNDS = 5  # a ruling on a ruling on a ruling


@dataclass(frozen=True, slots=True)
class Target:
    """The episodes that go, by exact scope, narrower ones first; facts and entities that must not
    come back."""

    episodes: dict[Scope, list[EpisodeId]] = field(default_factory=dict)
    facts: frozenset[FactId] = frozenset()
    entities: frozenset[EntityId] = frozenset()
    names: tuple[str, ...] = ()  # that were looked for in texts
    shared: tuple[str, ...] = ()  # that were not, because somebody else is called so
    memories: tuple[str, ...] = ()  # users of that name, whose memory goes only as far as found


async def target_of(store: GraphStore, scope: Scope, selector: Selector, view: AsOf) -> Target:
    """Raises Invalid for none or several ways of naming, NotFound for what is not there."""
    ways = (selector.ids, selector.subject, selector.episodes_before, selector.scope)
    if sum(bool(way) for way in ways) != 1:
        raise Invalid("say in exactly one way what to forget", hint="ids, subject, before or scope")
    if selector.ids:
        return await _by_ids(store, scope, selector.ids, view)
    if selector.subject is not None:
        return await _by_subject(store, scope, selector.subject, view)
    before = selector.episodes_before
    choice = Choice(everything=True) if before is None else Choice(before=utc(before))
    return Target(await _below(store, scope, choice))


async def _by_ids(store: GraphStore, scope: Scope, ids: Sequence[str], view: AsOf) -> Target:
    episodes = await store.episodes(scope, [EpisodeId(one) for one in ids])
    facts = await store.facts(scope, [FactId(one) for one in ids])
    entities = await store.entities(scope, [EntityId(one) for one in ids])
    found_ids: list[Entity | Episode | Fact] = [*episodes, *facts, *entities]
    own = {one.id for one in found_ids if one.scope == scope}
    for missing in [one for one in ids if one not in own]:
        raise NotFound(
            f"no episode, fact or entity {missing} in this scope",
            hint="forget it in the scope that it belongs to",
            id=missing,
        )
    entities = await _taken_for_one(store, scope, entities)
    told = [id for fact in facts for id in await _tellings(store, scope, fact)]
    chosen = Choice(episodes=tuple(dict.fromkeys([*(one.id for one in episodes), *told])))
    about, shared = await _about(store, scope, entities, view)
    found = await _below(store, scope, about) if entities else {}
    here = [*found.get(scope, ()), *await store.chosen(scope, chosen)]
    found[scope] = await _with_companions(store, scope, list(dict.fromkeys(here)))
    return Target(
        found,
        frozenset(one.id for one in facts),
        frozenset(one.id for one in entities),
        about.names,
        shared,
    )


async def _tellings(store: GraphStore, scope: Scope, fact: Fact) -> list[EpisodeId]:
    """The episodes that say what a fact says, believed or not, and those it ever rested on."""
    rows = await store.revisions(scope, fact.id)
    claims = (await store.slots(scope, [fact.slot])).claims
    said = [
        claim.episode
        for claim in claims
        if claim.predicate == fact.predicate
        and {claim.subject, claim.object} == {fact.subject, fact.object}
    ]
    return [*said, *(id for row in rows for id in row.episodes)]


async def _by_subject(store: GraphStore, scope: Scope, ref: EntityRef, view: AsOf) -> Target:
    """All about whoever is meant: of a name, also those whom only narrower scopes know by it."""
    if (ref.id is None) == (ref.name is None):
        raise Invalid("an entity needs either an id or a name", hint="exactly one of the two")
    scopes = await _scopes_below(store, scope)
    met = {one: await _own(store, one, ref, view) for one in scopes if _is_asked(one, scope, ref)}
    if len({one.merged_into or one.id for one in met[scope]}) > 1:
        raise several(ref.name or "", met[scope])
    targets = [
        await _about_some(store, where, some if where != scope else some[:1], view)
        for where, some in met.items()
        if some
    ]
    if not met[scope]:
        targets.append(await _so_spelt(store, scope, ref))
    memories = _memories_of(ref, scope, scopes)
    if not any(one.episodes or one.entities for one in targets):
        hint = f"forget the whole memory of the user {memories[0]}" if memories else ""
        looked_for = ref.name or ref.id or ""
        raise NotFound(f"no entity {looked_for} in this scope", hint=hint, id=looked_for)
    return replace(_together(targets), memories=memories)


async def _so_spelt(store: GraphStore, scope: Scope, ref: EntityRef) -> Target:
    """The texts that have a name of whom nothing was read there: he may be who said them."""
    name = ref.name or ""
    if len(name) < _SHORTEST_NAME or is_oneself(name) or is_a_role(name):
        return Target()
    return Target(await _below(store, scope, Choice(names=(name,))), names=(name,))


def _is_asked(where: Scope, scope: Scope, ref: EntityRef) -> bool:
    """Whether a scope is asked whom it knows by a name: "me" is somebody else in each, and an id
    belongs to one."""
    return where == scope or (
        ref.name is not None and not (is_oneself(ref.name) or is_a_role(ref.name))
    )


async def _own(store: GraphStore, scope: Scope, ref: EntityRef, view: AsOf) -> list[Entity]:
    """Who is meant in a scope and belongs to it."""
    if ref.id is not None:
        found = await store.entities(scope, [ref.id])
    else:
        form = name_form(ref.name or "")
        named = (await store.named(scope, [form])).get(form, [])
        people = [one for one in named if not one.is_value]
        found = people or await meant_by(store, scope, ref.name or "", view) or named
    return [one for one in found if one.scope == scope]


def _memories_of(ref: EntityRef, scope: Scope, scopes: Sequence[Scope]) -> tuple[str, ...]:
    """The users who are called so: what they say of themselves need not bear their name."""
    form = name_form(ref.name or "")
    users = {one.user for one in scopes if one.user != scope.user}
    return tuple(sorted(one for one in users if name_form(one) == form))


async def _about_some(
    store: GraphStore, scope: Scope, entities: Sequence[Entity], view: AsOf
) -> Target:
    group = await _taken_for_one(store, scope, entities)
    about, shared = await _about(store, scope, group, view)
    found = await _below(store, scope, about)
    ids = frozenset(one.id for one in group)
    return Target(found, entities=ids, names=about.names, shared=shared)


def _together(targets: Sequence[Target]) -> Target:
    found: dict[Scope, dict[EpisodeId, None]] = {}
    for one in targets:
        for where, ids in one.episodes.items():
            found.setdefault(where, {}).update(dict.fromkeys(ids))
    narrowest_first = sorted(found, key=lambda one: -len(one.chain()))
    return Target(
        {where: list(found[where]) for where in narrowest_first},
        entities=frozenset(id for one in targets for id in one.entities),
        names=tuple(dict.fromkeys(name for one in targets for name in one.names)),
        shared=tuple(dict.fromkeys(name for one in targets for name in one.shared)),
    )


async def _taken_for_one(
    store: GraphStore, scope: Scope, entities: Sequence[Entity]
) -> list[Entity]:
    """Some entities with all of this scope who are taken for the same: whoever is forgotten goes
    whole, and who belongs to a wider scope is not forgotten here."""
    ids = [one.id for one in entities if not one.is_nobody]
    who = identities_in(await rulings_about(store, scope, ids) if ids else ())
    group = sorted({one for id in ids for one in who.group(id)} - {*ids})
    others = await store.entities(scope, group) if group else []
    return [*entities, *(one for one in others if one.scope == scope and not one.is_nobody)]


async def _about(
    store: GraphStore, scope: Scope, entities: Sequence[Entity], view: AsOf
) -> tuple[Choice, tuple[str, ...]]:
    """The texts of some entities and those with a name of theirs; the names that others have too,
    by which texts are not chosen, since they may be about these."""
    people = [one for one in entities if not one.is_nobody]
    names = [name for one in people for name in (one.name, *one.aliases)]
    names += await names_told(store, scope, [one.id for one in people], view)
    usable = list(dict.fromkeys(one for one in names if len(one) >= _SHORTEST_NAME))
    meant = {one.id for one in entities}
    bearers = await store.named(scope, list({name_form(one) for one in usable})) if usable else {}
    shared = {
        form
        for form, some in bearers.items()
        if any(one.id not in meant and not one.is_value and one.scope == scope for one in some)
    }
    own = [one for one in usable if name_form(one) not in shared]
    # "user" is a word of everybody's: what that one said is meant, not what has the word in it.
    roles = tuple(dict.fromkeys(one.lower() for one in own if is_a_role(one)))
    if any(name_form(one) in USERS for one in roles):
        roles = (*roles, "")  # who says nothing of who speaks is the user
    spelt = tuple(one for one in own if not is_a_role(one))
    choice = Choice(entities=tuple(one.id for one in entities), names=spelt, speakers=roles)
    return choice, tuple(one for one in usable if one not in own)


async def _below(store: GraphStore, scope: Scope, choice: Choice) -> dict[Scope, list[EpisodeId]]:
    """What a choice means in a scope and the narrower ones, narrowest first."""
    found = {}
    for one in await _scopes_below(store, scope):
        # Who says "I" there is somebody else, where it is another's memory.
        here = choice if one.user == scope.user else replace(choice, speakers=())
        if ids := await store.chosen(one, here):
            found[one] = await _with_companions(store, one, ids)
    return found


async def _scopes_below(store: GraphStore, scope: Scope) -> list[Scope]:
    """A scope and the narrower ones, narrowest first."""
    known = {scope, *await store.scopes_of(scope.tenant)}
    return sorted(
        (one for one in known if scope in one.chain()), key=lambda one: (-len(one.chain()), one.key)
    )


async def _with_companions(
    store: GraphStore, scope: Scope, ids: list[EpisodeId]
) -> list[EpisodeId]:
    """The same with the rulings that are about nothing else."""
    for _ in range(_ROUNDS):
        more = companions(await store.holdings(scope, ids)) - set(ids)
        if not more:
            break
        ids = [*ids, *sorted(more)]
    return ids
