"""Which kinds of things a predicate joins: the surest sign of what a name is.

The kinds are those of the shipped registry, under every way of saying a predicate there, and of
what the registry leaves open but a kind is sure for.
"""

from __future__ import annotations

from functools import lru_cache

from quipu.schema.ontology import LITERALS, default_ontology

_MORE_OBJECTS = {
    "place": (
        "live at", "stay in", "settle in", "move from", "die in", "be headquartered in",
    ),
    "person": ("chancellor", "mayor", "governor"),
}  # fmt: skip
_MORE_SUBJECTS = ("adopt", "attend", "be allergic to", "graduate from", "hate", "speak", "study")
# Said of other kinds as well: one visits Anna, joins a call and goes to Harvard.
_LOOSE = frozenset(
    {
        "visit", "visited", "go to", "drive to", "be to", "take trip to", "join", "take over",
        "play for", "plays for", "start at", "start work at", "invest in", "invested in",
        "acquire", "acquired", "volunteer for", "volunteer with", "sign with", "sign for",
        "live with", "lives with", "move in with", "move into", "study with", "trade",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def object_kind(predicate: str) -> str:
    """The kind of a predicate's object, or empty where it may be anything."""
    for kind, predicates in _MORE_OBJECTS.items():
        if predicate in predicates:
            return kind
    entry = default_ontology().predicates.get(predicate)
    is_sure = entry is not None and predicate not in _LOOSE and entry.value not in LITERALS
    return entry.value if entry is not None and is_sure else ""


@lru_cache(maxsize=4096)
def subject_kind(predicate: str) -> str:
    """The kind of a predicate's subject, or empty where it may be anything."""
    if predicate in _MORE_SUBJECTS:
        return "person"
    entry = default_ontology().predicates.get(predicate)
    return entry.subject if entry is not None and predicate not in _LOOSE else ""
