"""What to ask the store for before the mentions of a batch can be resolved (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from quipu.schema.knowledge import Entity, Mention
from quipu.schema.names import name_form


def forms_in(mentions: Iterable[Mention]) -> set[str]:
    """The normal forms to ask the store for, before mentions can be resolved."""
    names = (
        name
        for mention in mentions
        if not mention.is_value
        for name in (mention.text, *filter(name_form, mention.aliases))
    )
    return {name_form(name) for name in names}


def unknown_in(mentions: Iterable[Mention], known: Mapping[str, Sequence[Entity]]) -> set[str]:
    """The names that nobody is known by, whose likes are to be asked for."""
    named = (one for one in mentions if not one.is_value and one.entity is None)
    return {one.text for one in named if not known.get(name_form(one.text))}
