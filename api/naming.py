"""What somebody may have meant by a name that nothing here has."""

from __future__ import annotations

import difflib
import unicodedata

from quipu.graph.memory import Memory
from quipu.schema.identity import Scope
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, Page

_NAMES_LOOKED_AT = 500
_NAMES_OFFERED = 3
_LIKENESS = 0.6  # difflib's own default: "Maja" is Maya (0.75), "Tom" is not Tim's sister Tilda


async def near_names(memory: Memory, scope: Scope, name: str) -> list[str]:
    """Names that hold the first word of a name, else such as begin alike and differ little."""
    word = (name_form(name).split() or [""])[0]
    found = await _holding(memory, scope, word)
    least = 0.0
    if not found:
        found, least = await _holding(memory, scope, word[:2]), _LIKENESS
    likeness = {one: _likeness(one, name) for one in found}
    best = sorted((one for one in found if likeness[one] >= least), key=lambda one: -likeness[one])
    return best[:_NAMES_OFFERED]


def did_you_mean(names: list[str]) -> str:
    """The hint that offers names; "" where there are none."""
    return f"did you mean {', '.join(names)}?" if names else ""


async def _holding(memory: Memory, scope: Scope, part: str) -> list[str]:
    query = EntityQuery(name_contains=part)
    rows = await memory.store.list_entities(scope, query, Page(_NAMES_LOOKED_AT))
    return list(dict.fromkeys(row.name for row in rows))


def _likeness(name: str, other: str) -> float:
    return difflib.SequenceMatcher(a=_bare(name), b=_bare(other)).ratio()


def _bare(name: str) -> str:
    """Without marks: "Zoé" and "Zoe" are two names, but either may be meant by the other."""
    apart = unicodedata.normalize("NFD", name_form(name))
    return "".join(one for one in apart if not unicodedata.combining(one))
