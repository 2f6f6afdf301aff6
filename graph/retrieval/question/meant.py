"""Which of the names that stand in a question are meant as names (pure).

Where much is read, some entity is called "The", "Who" or "Country", as titles and headings write
them. A question that says "which country" does not speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form
from quipu.schema.recall import Candidates

_WORD = re.compile(r"\w+")


def with_meant(gathered: Candidates, text: str) -> Candidates:
    """The candidates, named being only who is meant."""
    named = meant_among([gathered.entities[id] for id in gathered.named], text)
    return replace(gathered, named=tuple(one.id for one in named))


def meant_among(entities: Sequence[Entity], text: str) -> list[Entity]:
    """Those that a text speaks of; not "River" where it says "Bubye River" and that is known."""
    form = f" {name_form(text)} "
    forms = {
        one.id: [
            said
            for said in (f" {name_form(name)} " for name in (one.name, *one.aliases))
            if said in form
        ]
        for one in entities
        if is_meant(one, text)
    }
    longest = [said for names in forms.values() for said in names]
    return [
        one
        for one in entities
        if one.id in forms
        and (not forms[one.id] or any(_is_whole(said, longest, form) for said in forms[one.id]))
    ]


def _is_whole(said: str, others: Sequence[str], form: str) -> bool:
    """Whether a name stands somewhere in a text outside of the longer ones that it is part of."""
    rest = form
    for other in sorted(others, key=len, reverse=True):
        if len(other) > len(said) and said in other:
            rest = rest.replace(other, "  ")
    return said in rest


def is_meant(entity: Entity, text: str) -> bool:
    """Whether a text that has an entity's name speaks of it.

    A stop word does only in capitals ("US"). A name that is written with capitals must have one
    in the text, unless that has none at all, as some people type. What cannot be judged is meant:
    scripts without capitals, and names that stand there in a form that only an engine sees.
    """
    written = _WORD.findall(text)
    is_typed_small = all(word == word.casefold() for word in written[1:])
    words = [name_form(word) for word in written]
    is_seen = False
    for name in (entity.name, *entity.aliases):
        parts = [name_form(part) for part in _WORD.findall(name)]
        if name.upper() == name.lower():
            return True
        is_stop = len(parts) == 1 and parts[0] in STOP_WORDS
        for place in _places(parts, words):
            is_seen = True
            said = written[place : place + len(parts)]
            if is_stop:
                if len(said[0]) > 1 and said[0].isupper() and name.isupper():
                    return True
            elif is_typed_small or name == name.casefold() or _has_capital(said):
                return True
    return not is_seen


def _has_capital(said: Sequence[str]) -> bool:
    return any(word != word.casefold() for word in said)


def _places(parts: Sequence[str], words: Sequence[str]) -> list[int]:
    length = len(parts)
    return [
        place
        for place in range(len(words) - length + 1)
        if list(words[place : place + length]) == list(parts)
    ]
