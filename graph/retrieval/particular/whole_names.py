"""Whom one text calls "Joris" and another "Joris Bakker", or "Zoë" and "Zoe": asked of again by the
other name.

They are two until a person rules, for two texts may know two of that name. So a question that the
one name does not answer is asked of the other only where a single person is known who may be
called so, and the answer says whom it takes for whom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quipu.graph.retrieval.places.gazetteer import Level, bearers
from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity
from quipu.schema.name_parts import plain_form
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, GraphStore, Page

_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-zà-þ][^\W\d_]+(?:[ -][^\W\d_a-zà-þ][^\W\d_]+)*(?![\w-])")
_OPENING = re.compile(r"^\W*\w+ ?")
_MOST_ALIKE = 30  # so many known with a word in their names: a common one, that says nothing
_LONGEST = 4  # words of a name
_OPEN = ("person", "thing")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A question by another name for whom it asks of."""

    text: str
    said: str
    whole: str

    @property
    def reason(self) -> str:
        return f"“{self.said}” taken for “{self.whole}”, the only one known who may be called so"


async def renamed(store: GraphStore, scope: Scope, text: str) -> Renamed | None:
    """The question by the other name of the one person whom it names; None where it names nobody
    or several so, and where more than one may be meant."""
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    names = {found[0] for found in _NAME.finditer(text, start)} - {"I"}
    names = {one for one in names if name_form(one) not in STOP_WORDS}
    found = [
        one
        for name in names
        if (one := await _other_name(store, scope, name) or await _accented(store, scope, name))
    ]
    if len(found) != 1:
        return None
    [(said, other)] = found
    anew = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", lambda _: other, text)
    return Renamed(anew, said, other)


async def _other_name(store: GraphStore, scope: Scope, name: str) -> tuple[str, str] | None:
    words = name.split()
    if len(words) > _LONGEST or (len(words) == 1 and _is_a_place(name)):
        return None
    short = words[0]
    here = await store.list_entities(scope, EntityQuery(name_contains=short), Page(_MOST_ALIKE))
    roots = [one for one in here if one.merged_into is None and not one.is_nobody]
    persons = [one for one in roots if _bears(one, short)]
    called = [one for one in roots if name_form(one.name) == name_form(short)]
    if len(here) >= _MOST_ALIKE or len(persons) != 1 or any(o.kind not in _OPEN for o in called):
        return None
    whole = persons[0].name
    if len(words) == 1:
        return short, whole
    is_told_short = name_form(whole) == name_form(name) and bool(called)
    return (name, short) if is_told_short else None


async def _accented(store: GraphStore, scope: Scope, name: str) -> tuple[str, str] | None:
    """The name that differs in accents alone, of the only one who bears such: "Zoë" for "Zoe"."""
    plain, form = plain_form(name), name_form(name)
    if (await store.named(scope, [form])).get(form):
        return None
    alike = [
        (one.id, other)
        for one in await store.alike(scope, [name])
        if one.merged_into is None
        for other in dict.fromkeys((one.name, *one.aliases))
        if plain_form(other) == plain
    ]
    return (name, alike[0][1]) if len({id for id, _ in alike}) == 1 else None


def _bears(one: Entity, short: str) -> bool:
    """Whether somebody's name in full begins with a word: "Joris Bakker", not "Joris's sister"."""
    words = one.name.split()
    is_name = 2 <= len(words) <= _LONGEST and all(word[:1].isupper() for word in words)
    return one.kind == "person" and is_name and name_form(words[0]) == name_form(short)


def _is_a_place(name: str) -> bool:
    """Whether a name by itself rather means a place: "Jordan", "Paris"."""
    return any(one.level > Level.CITY or one.thousands >= _LARGE for one in bearers(name))


_LARGE = 500
