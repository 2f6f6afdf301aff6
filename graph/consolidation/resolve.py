"""Who is meant: mentions become entities, by normal form and by alias, within a scope chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from quipu.schema.changes import Named
from quipu.schema.identity import EntityId, Scope, derived_id
from quipu.schema.knowledge import Entity, Mention
from quipu.schema.names import name_form

_PEOPLE = frozenset({"person"})
_ANYTHING = frozenset({"thing", "misc", ""})


@dataclass(slots=True)
class Resolution:
    """Mentions resolved so far in one batch, and what has to be written for it."""

    scope: Scope
    at: datetime
    known: dict[str, list[Entity]]
    new: dict[EntityId, Entity] = field(default_factory=dict)
    names: list[Named] = field(default_factory=list)

    def entity(self, mention: Mention) -> EntityId:
        """The entity a mention means: one known by that name and fit by kind, else a new one."""
        if mention.entity is not None:
            return mention.entity
        if mention.is_value:
            return self._value(mention)
        for candidate in self.known.get(name_form(mention.text), ()):
            if may_be_same(candidate.kind, mention.kind):
                self._remember_aliases(candidate, mention)
                return candidate.id
        return self._introduce(mention)

    def _value(self, mention: Mention) -> EntityId:
        form = mention.form or name_form(mention.text)
        found = EntityId(derived_id("va", self.scope.key, form))
        if found not in self.new:
            self.new[found] = Entity(
                found, self.scope, mention.text, "value", self.at, is_value=True
            )
        return found

    def _introduce(self, mention: Mention) -> EntityId:
        form = name_form(mention.text)
        group = "person" if mention.kind in _PEOPLE else "other"
        found = EntityId(derived_id("en", self.scope.key, form, group))
        aliases = _aliases(mention)
        entity = Entity(found, self.scope, mention.text, mention.kind, self.at, aliases)
        self.new[found] = entity
        for name in (mention.text, *aliases):
            self.known.setdefault(name_form(name), []).append(entity)
        return found

    def _remember_aliases(self, entity: Entity, mention: Mention) -> None:
        for alias in _aliases(mention):
            holders = self.known.setdefault(name_form(alias), [])
            if all(holder.id != entity.id for holder in holders):
                holders.append(entity)
                self.names.append(Named(entity.id, alias))


def resolution(scope: Scope, at: datetime, known: Mapping[str, Sequence[Entity]]) -> Resolution:
    """Start resolving a batch, given the entities already known by the forms it mentions."""
    return Resolution(scope, at, {form: list(found) for form, found in known.items()})


def forms_in(mentions: Iterable[Mention]) -> set[str]:
    """The normal forms to ask the store for, before mentions can be resolved."""
    names = (
        name
        for mention in mentions
        if not mention.is_value
        for name in (mention.text, *_aliases(mention))
    )
    return {name_form(name) for name in names}


def _aliases(mention: Mention) -> tuple[str, ...]:
    return tuple(alias for alias in mention.aliases if name_form(alias))


def may_be_same(known: str, said: str) -> bool:
    """Kinds that exclude each other never merge: a person is no place and no organisation."""
    if known in _ANYTHING or said in _ANYTHING:
        return True
    return (known in _PEOPLE) == (said in _PEOPLE)
