"""Who is meant: mentions become entities within a scope chain, by the ladder of names.

A normal form or alias that is known; else a name that differs in title, ending, accents or order
of words only (`likeness.py`), if it is one entity's alone; else somebody new. Names that are too
like to be passed over, and not like enough to be taken for one, are noted as likely pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quipu.graph.consolidation.likeness import (
    GREY,
    SAME,
    Verdict,
    best_verdict,
    closeness,
    group_of,
    kinds_agree,
    verdict,
)
from quipu.schema.changes import Named, Respelled
from quipu.schema.identity import EntityId, Scope, derived_id
from quipu.schema.knowledge import Entity, Mention, Trust
from quipu.schema.name_parts import name_keys
from quipu.schema.names import better_spelling, name_form

_MOST_LIKELY = 3  # people to ask about for one new name
_OF_ONE_NUMBER = 0.8  # how likely it is then that two of names unlike are one

Marks = Mapping[str, EntityId]
"""What nobody has two of, such as a date of birth: predicate → the value's id."""
OF = "\x1f"  # between a predicate and what it holds for, in the name of a mark
Number = tuple[str, EntityId]
"""What a system knows a record by: a mark that is nobody else's, and its value's id."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Two entities that may be one, how likely (0 to 1), and by which rule of names."""

    one: EntityId
    other: EntityId
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a number or address is, how far who says so is trusted, and by what rule it counts."""

    entity: Entity
    trust: Trust
    rule: str


@dataclass(slots=True)
class Resolution:
    """Mentions resolved so far in one batch, and what has to be written for it."""

    scope: Scope
    at: datetime
    known: dict[str, list[Entity]]
    new: dict[EntityId, Entity] = field(default_factory=dict)
    names: list[Named] = field(default_factory=list)
    likely: list[Likely] = field(default_factory=list)
    marks: dict[EntityId, dict[str, EntityId]] = field(default_factory=dict)
    told: Mapping[str, Marks] = field(default_factory=dict)  # of this episode, by form of name
    trust: Trust = Trust.UNTRUSTED  # of this episode
    numbered: dict[Number, Holder] = field(default_factory=dict)  # whose record each number is
    unusual: Collection[EntityId] = ()  # numbers by which one is known whatever one is called
    roots: dict[EntityId, EntityId] = field(default_factory=dict)  # of those merged into others
    heard: dict[tuple[EntityId, str], str] = field(default_factory=dict)  # best spellings, by form
    met: dict[EntityId, Entity] = field(default_factory=dict)  # whom mentions were taken for
    _by_key: defaultdict[tuple[str, str], list[Entity]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def entity(self, mention: Mention) -> EntityId:
        """The entity a mention means: one known by that name and fit by kind, else a new one."""
        if mention.entity is not None:
            return mention.entity
        if mention.is_value:
            return self._value(mention)
        form = name_form(mention.text)
        told = self.told.get(form, {})
        fit = [one for one in self.known.get(form, ()) if kinds_agree(one.kind, mention.kind)]
        # Whoever is called so first of all comes before whoever is called so as well.
        ranks = {
            one.id: (-self._agreeing(one, told), name_form(one.first_name) != form) for one in fit
        }
        for candidate in sorted(fit, key=lambda one: ranks[one.id]):
            if self._agreeing(candidate, told) >= 0:
                return self._taken(candidate, mention, told)
        return self._by_ladder(mention, told, is_known=bool(fit))

    def _by_ladder(self, mention: Mention, told: Marks, *, is_known: bool) -> EntityId:
        holder = self._holder(mention, told)
        if holder is not None and self._is_sure(holder, mention, told):
            self._remember_aliases(holder.entity, (mention.text,))
            return self._taken(holder.entity, mention, told)
        judged = [] if is_known else self._judged(mention)
        same = [one for one, found in judged if found.score >= SAME]
        if len(same) == 1 and not self._differs(same[0], told):
            self._remember_aliases(same[0], (mention.text,))
            return self._taken(same[0], mention, told)
        found = self._introduce(mention, told if is_known else {})
        self._keep(self.new[found], told)
        asked = [pair for pair in judged if self._agreeing(pair[0], told) >= 0]
        if holder is not None and all(one.id != holder.entity.id for one, _ in asked):
            asked.insert(0, (holder.entity, Verdict(_OF_ONE_NUMBER, holder.rule)))
        self.likely += [
            Likely(found, self.root(one.id), round(why.score, 3), why.rule)
            for one, why in asked[:_MOST_LIKELY]
        ]
        return found

    def root(self, entity: EntityId) -> EntityId:
        """Whom an entity is taken for."""
        return self.roots.get(entity, entity)

    def _taken(self, entity: Entity, mention: Mention, told: Marks) -> EntityId:
        self._remember_aliases(entity, _aliases(mention))
        self._keep(entity, told)
        self.met[entity.id] = entity
        self._hear(entity.id, (mention.text, *_aliases(mention)))
        return entity.id

    def _keep(self, entity: Entity, told: Marks) -> None:
        self.marks.setdefault(self.root(entity.id), {}).update(told)
        for number in told.items():
            if OF in number[0]:
                held = Holder(entity, self.trust, rule_of(number[0]))
                self.numbered.setdefault(number, held)

    def _holder(self, mention: Mention, told: Marks) -> Holder | None:
        """Whose record the number is that is told with a name."""
        held = [self.numbered[number] for number in told.items() if number in self.numbered]
        fit = [one for one in held if kinds_agree(one.entity.kind, mention.kind)]
        return fit[0] if fit and self._agreeing(fit[0].entity, told) >= 0 else None

    def _is_sure(self, holder: Holder, mention: Mention, told: Marks) -> bool:
        """Whether a record of a known number is the same under a new name. A number that every
        system has says so only of names that are alike, and a rumour of nobody."""
        is_unusual = not {*told.values()}.isdisjoint(self.unusual)
        is_alike = is_unusual or _best(holder.entity, mention).score >= GREY
        return is_alike and self.trust >= holder.trust

    def _hear(self, entity: EntityId, names: Iterable[str]) -> None:
        for name in names:
            place = (entity, name_form(name))
            self.heard[place] = better_spelling(name, self.heard.get(place, name))

    def spelled(self, entity: Entity) -> Entity:
        """Somebody new as they are shown: each name in its best spelling, whichever came first."""
        names = [
            self.heard.get((entity.id, name_form(one)), one)
            for one in (entity.name, *entity.aliases)
        ]
        return replace(entity, name=names[0], aliases=tuple(names[1:]))

    def further_names(self) -> list[Named]:
        """The names to be added to entities, likewise."""
        return [
            Named(one.entity, self.heard.get((one.entity, name_form(one.alias)), one.alias))
            for one in self.names
        ]

    def respelled(self) -> list[Respelled]:
        """Names of entities there already that were heard in a better spelling."""
        found = []
        for one in self.met.values():
            if one.scope == self.scope and one.id not in self.new:
                for name in (one.name, *one.aliases):
                    heard = self.heard.get((one.id, name_form(name)), name)
                    if heard != name and better_spelling(heard, name) == heard:
                        found.append(Respelled(one.id, heard))
        return found

    def _agreeing(self, entity: Entity, told: Marks) -> int:
        """How many marks an entity shares with what is told; -1 if one of them differs. Another
        address parts nobody who is called the same: people change theirs."""
        own = self.marks.get(self.root(entity.id), {})
        same = sum(own.get(mark) == value for mark, value in told.items())
        lasting = {mark: value for mark, value in told.items() if not may_change(mark)}
        return -1 if any(own.get(mark, value) != value for mark, value in lasting.items()) else same

    def _differs(self, entity: Entity, told: Marks) -> bool:
        """Whether any mark differs: who is only called alike is not taken for one then."""
        own = self.marks.get(self.root(entity.id), {})
        return any(own.get(mark, value) != value for mark, value in told.items())

    def _judged(self, mention: Mention) -> list[tuple[Entity, Verdict]]:
        """Entities whose names are like a mention's, the likest first; of those that are taken for
        one, the likest."""
        keys = name_keys(mention.text).items()
        met = {one.id: one for key in keys if key[1] for one in self._by_key.get(key, ())}
        judged = [(one, _best(one, mention)) for one in met.values()]
        likely = [(one, found) for one, found in judged if found.score >= GREY]
        likely.sort(
            key=lambda pair: (-pair[1].score, -closeness(pair[0].name, mention.text), pair[0].id)
        )
        firsts: dict[EntityId, tuple[Entity, Verdict]] = {}
        for pair in likely:
            firsts.setdefault(self.root(pair[0].id), pair)
        return list(firsts.values())

    def part(self, mention: Mention) -> EntityId:
        """Somebody new under an id that is given, whoever else is called so."""
        assert mention.entity is not None
        entity = Entity(mention.entity, self.scope, mention.text, mention.kind, self.at)
        self.new.setdefault(entity.id, entity)
        return entity.id

    def _value(self, mention: Mention) -> EntityId:
        found = value_id(self.scope, mention)
        if found not in self.new:
            self.new[found] = Entity(
                found, self.scope, mention.text, "value", self.at, is_value=True
            )
        return found

    def _introduce(self, mention: Mention, apart: Marks) -> EntityId:
        """Somebody new; `apart` is what tells them from another of the same name."""
        marks = [part for mark in sorted(apart.items()) for part in mark]
        found = introduced_id(self.scope, mention.text, mention.kind, *marks)
        aliases = _aliases(mention)
        entity = Entity(found, self.scope, mention.text, mention.kind, self.at, aliases)
        self.new[found] = entity
        self._hear(found, (mention.text, *aliases))
        for name in (mention.text, *aliases):
            self.known.setdefault(name_form(name), []).append(entity)
        self.meet(entity)
        return found

    def meet(self, entity: Entity) -> None:
        """Let names that are like an entity's lead to it from now on."""
        for name in (entity.name, *entity.aliases):
            for key in name_keys(name).items():
                if key[1] and entity not in self._by_key[key]:
                    self._by_key[key].append(entity)

    def _remember_aliases(self, entity: Entity, aliases: Iterable[str]) -> None:
        for alias in aliases:
            holders = self.known.setdefault(name_form(alias), [])
            if all(holder.id != entity.id for holder in holders):
                holders.append(entity)
                self.names.append(Named(entity.id, alias))
                more = tuple(one.alias for one in self.names if one.entity == entity.id)
                self.meet(replace(entity, aliases=(*entity.aliases, *more)))


def resolution(
    scope: Scope,
    at: datetime,
    known: Mapping[str, Sequence[Entity]],
    alike: Iterable[Entity] = (),
) -> Resolution:
    """Start resolving a batch, given the entities known by the forms it mentions, and those with
    names like them."""
    started = Resolution(scope, at, {form: list(found) for form, found in known.items()})
    for entity in alike:
        started.meet(entity)
    return started


def may_change(mark: str) -> bool:
    """Whether a mark is an address, of which somebody may have another one tomorrow."""
    return mark.endswith(OF)


def rule_of(mark: str) -> str:
    return "same-address" if may_change(mark) else "same-number"


def value_id(scope: Scope, mention: Mention) -> EntityId:
    """The id of a value, the same for all that is equal to it."""
    return EntityId(derived_id("va", scope.key, mention.form or name_form(mention.text)))


def introduced_id(scope: Scope, name: str, kind: str, *marks: str) -> EntityId:
    """The id of somebody who is met for the first time; `marks` tell them from a namesake."""
    return EntityId(derived_id("en", scope.key, name_form(name), _id_group(kind), *marks))


def _best(entity: Entity, mention: Mention) -> Verdict:
    names, kinds = (entity.name, *entity.aliases), (entity.kind, mention.kind)
    return best_verdict([verdict(name, mention.text, kinds) for name in names])


def _id_group(kind: str) -> str:
    group = group_of(kind)
    return {"people": "person", "nature": "nature"}.get(group, "other")


def _aliases(mention: Mention) -> tuple[str, ...]:
    return tuple(alias for alias in mention.aliases if name_form(alias))
