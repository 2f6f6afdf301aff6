"""What events of changes say: of what, which property, and what it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quipu.extraction.events.envelopes import fields_of
from quipu.extraction.events.keys import ACTORS, NUMBERED, TARGETS
from quipu.extraction.events.values import Fields

_CHANGED = frozenset("changed updated modified edited set".split())
_LISTED = ("changes", "changed", "updates", "changed fields", "diff")
_NOW = ("to", "new", "new value", "after", "current")


def changed(fields: Fields, deed: str) -> Iterator[tuple[str, object]]:
    """Each property that an event says was changed, with what it is now.

    deed: its name in words, such as "order status changed".
    """
    for key in _LISTED:
        listed = fields.get(key)
        if isinstance(listed, Mapping):
            for name, one in fields_of(listed).items():
                inner = fields_of(one) if isinstance(one, Mapping) else {}
                now = [inner[key] for key in _NOW if key in inner]
                yield name, now[0] if now else one
            return
    *words, verb = deed.split(" ")
    name = " ".join(words[1:] if words and words[0] in (*ACTORS, *TARGETS, *NUMBERED) else words)
    if verb in _CHANGED and name:
        tried = (f"new {name}", *_NOW, name)
        yield from [(name, fields[key]) for key in tried if fields.get(key) is not None][:1]


def changed_thing(deed: str) -> str:
    """The key of what an event by its name changed: "order" of "order status changed"."""
    first = deed.split(" ")[0]
    return first if first in (*ACTORS, *TARGETS, *NUMBERED) else ""
