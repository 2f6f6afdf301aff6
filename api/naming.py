"""What somebody may have meant by a name that nothing here has."""

from __future__ import annotations

import difflib
import re
import unicodedata

from quipu.graph.bearers import meant_by, several
from quipu.graph.memory import Memory
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import NotFound, must_be
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, Page

_NAMES_LOOKED_AT = 500
_NAMES_OFFERED = 3
_ID = re.compile(r"[a-z]{2,3}_[0-9a-z]{3,}")
_ENTITY = "en_"
_BEGINNING = 8  # what agents' tools print of an id
_LIKENESS = 0.6  # difflib's own default: "Maja" is Maya (0.75), "Tom" is not Tim's sister Tilda


async def near_names(memory: Memory, scope: Scope, name: str) -> list[str]:
    """Names that hold the first word of a name, else such as begin alike and differ little."""
    word = next(iter(name_form(name).split()), "")
    if not word:
        return []
    found = await _holding(memory, scope, word)
    least = 0.0
    if not found:
        found, least = await _holding(memory, scope, word[:2]), _LIKENESS
    likeness = {one: _likeness(name, one) for one in found}
    best = sorted((one for one in found if likeness[one] >= least), key=lambda one: -likeness[one])
    return best[:_NAMES_OFFERED]


async def near_ids(memory: Memory, scope: Scope, looked_for: str) -> list[str]:
    """Ids of what somebody may have meant by an id or a name that is not there."""
    beginning = looked_for[:_BEGINNING]
    if _ID.fullmatch(looked_for):
        return await memory.store.ids_beginning(scope, beginning, _NAMES_OFFERED)
    forms = [name_form(name) for name in await near_names(memory, scope, looked_for)]
    found = await memory.store.named(scope, forms) if forms else {}
    ids: dict[str, None] = dict.fromkeys(one.id for form in forms for one in found[form])
    return list(ids)[:_NAMES_OFFERED]


def did_you_mean(names: list[str]) -> str:
    """The hint that offers names; "" where there are none."""
    return f"did you mean {', '.join(names)}?" if names else ""


async def called(memory: Memory, scope: Scope, name: str) -> Entity | None:
    """Who is meant by a name, or by "me", if anybody. Raises `Invalid` where several are, with
    their ids."""
    found = await meant_by(memory.store, scope, name, memory.view())
    if len(found) > 1:
        raise several(name, found)
    return found[0] if found else await memory.entity(scope, EntityRef(name=name))


async def meant(memory: Memory, scope: Scope, name: str) -> Entity:
    """Who is meant by a name, or by an id. Raises `NotFound`, with names that are near, and
    `Invalid` where several bear the name."""
    found = None
    must_be("a name", name, str)
    if name.startswith(_ENTITY):
        found = await memory.entity(scope, EntityRef(id=EntityId(name)))
    found = found or await called(memory, scope, name)
    if found is None:
        hint = did_you_mean(await near_names(memory, scope, name))
        raise NotFound(f"nobody and nothing is called {name!r} here", hint=hint, id=name)
    return found


async def _holding(memory: Memory, scope: Scope, part: str) -> list[str]:
    query = EntityQuery(name_contains=part)
    rows = await memory.store.list_entities(scope, query, Page(_NAMES_LOOKED_AT))
    return list(dict.fromkeys(row.name for row in rows))


def _likeness(name: str, other: str) -> float:
    """To the other name, or to as many of its first words: "Prya" is nearly "Priya Raman"."""
    said, whole = _bare(name), _bare(other)
    first = " ".join(whole.split()[: len(said.split())])
    return max(difflib.SequenceMatcher(a=said, b=one).ratio() for one in (whole, first))


def _bare(name: str) -> str:
    """Without marks: "Zoé" and "Zoe" are two names, but either may be meant by the other."""
    apart = unicodedata.normalize("NFD", name_form(name))
    return "".join(one for one in apart if not unicodedata.combining(one))
