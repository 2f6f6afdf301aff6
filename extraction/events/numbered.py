"""Things that systems know by a number and nobody by a name: an order, a ticket, an invoice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quipu.extraction.events.keys import NUMBERED, NUMBERINGS, kind_named
from quipu.extraction.events.values import Fields, is_plain, mentioned, said
from quipu.schema.knowledge import Mention

_MOST = 60  # characters of a number
# ORD-1001, INV2024/7: letters and figures, of which no other thing is called so.
_SPOKEN = re.compile(r"#?[A-Za-z](?=\D*\d)[\w:/.#-]*")


def numbered(kind: str, number: str) -> Mention:
    """What is known by its kind and number: "order ORD-1". A number with letters finds it alone."""
    aliases = (number,) if len(number) <= _MOST and _SPOKEN.fullmatch(number) else ()
    return Mention(f"{kind} {number}", kind_named(kind), aliases=aliases)


def own_number(fields: Fields, kind: str, keys: Iterable[str]) -> str:
    """What a record of some kind is numbered: under `id`, or under `order_id` of an order."""
    tried = (*keys, *(f"{kind} {numbering}" for numbering in NUMBERINGS if kind))
    return next((said(fields[key]) for key in tried if is_plain(fields.get(key))), "")


def is_own_number(key: str, kind: str) -> bool:
    return bool(kind) and key in {f"{kind} {numbering}" for numbering in NUMBERINGS}


def thing_under(fields: Fields, key: str) -> Mention | None:
    """The numbered thing that is told of under a key: `order: "ORD-1"`, `order_id: 17`."""
    for name in (key, *(f"{key} {numbering}" for numbering in NUMBERINGS)):
        if is_plain(value := fields.get(name)) and (found := numbered_under(name, value)):
            return found
    return None


def numbered_under(key: str, value: object) -> Mention | None:
    """What a value numbers, if its key says that it does."""
    kind, _, numbering = key.rpartition(" ")
    number = said(value)
    if numbering in NUMBERINGS and kind in NUMBERED:
        is_it = len(number) <= _MOST and " " not in number and not isinstance(value, bool | float)
        return numbered(kind, number) if is_it else None
    if key in NUMBERED and isinstance(value, str) and _SPOKEN.fullmatch(number):
        return numbered(key, number)
    return None


def named_under(key: str, value: object) -> Mention:
    """Whom or what a plain value names, by its name or by its number; else the value itself."""
    return numbered_under(key, value) or mentioned(value, key)
