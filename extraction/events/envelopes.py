"""What webhooks and logs of changes put around a record, taken off, so that the record is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quipu.extraction.events.keys import (
    ACTORS,
    CARRIED,
    CHANGED_AT,
    DEEDS,
    FORMER,
    GONE,
    KINDS,
    NAMES,
    SENT_AT,
    TYPES,
    WRITTEN,
)
from quipu.extraction.events.values import Fields, is_plain, moment_in, said
from quipu.schema.plain_json import key_words

_MOST_AROUND = 4  # {"payload": {"data": {"object": …}}}
_SEGMENTS = re.compile(r"[./:]")


def fields_of(value: Mapping[str, object]) -> Fields:
    """An object by the words of its keys, without how things were before what it tells."""
    named = {key_words(str(name)): inner for name, inner in value.items()}
    return {
        key: inner
        for key, inner in named.items()
        if key not in FORMER or not isinstance(inner, Mapping)
    }


def opened(value: object) -> object:
    """The record that an envelope carries; what is none as it is.

    It holds from the envelope's moment on, unless it says itself when it was changed. Of a record
    that is gone nothing is left to read: how it was last is no longer so.
    """
    for _ in range(_MOST_AROUND):
        inner = _within(value) if isinstance(value, Mapping) else None
        if inner is None:
            break
        value = inner
    return value


def _within(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """What an envelope carries, one deep; None of what is none."""
    fields = fields_of(value)
    type = _first(fields, TYPES)
    doing = _first(fields, ("op",)).lower() or _words(type)[-1]
    carried = [inner for key in CARRIED if isinstance(inner := fields.get(key), Mapping)]
    is_told = bool(_first(fields, DEEDS) and any(key in fields for key in ACTORS))
    if is_told or _first(fields, NAMES):
        return None  # it says itself who did what, or whom it is about
    if doing in GONE and (carried or len(fields) < len(value)):
        return {}
    is_around = not type or _is_done(doing) or fields.keys() <= {*CARRIED, *KINDS, "at"}
    if len(carried) != 1 or not is_around:
        return None
    return _completed(carried[0], _kind(fields, type), fields)


def _completed(record: Mapping[str, object], kind: str, around: Fields) -> Mapping[str, object]:
    """A record with the kind and the moment that its envelope says of it, where it says none."""
    told, more = fields_of(record), dict(record)
    if not _first(told, KINDS):
        of_its_own = more.pop("object") if isinstance(more.get("object"), str) else kind
        more |= {"type": of_its_own} if of_its_own else {}
    moment = next((around[key] for key in SENT_AT if moment_in(around.get(key))), None)
    if moment is not None and not any(moment_in(told.get(key)) for key in CHANGED_AT):
        more["at"] = moment
    return more


def _kind(fields: Fields, type: str) -> str:
    """What is changed, by the table that it is in or by the name of its event: "order" of
    `com.shop.order.status_changed`, `orders/create` and `OrderPlaced`."""
    source = fields.get("source")
    table = _first(fields_of(source) if isinstance(source, Mapping) else fields, ("table",))
    parts = _SEGMENTS.split(type)
    named = key_words(table or (parts[-2] if len(parts) > 1 else ""))
    if not named and not _is_done(_words(type)[0]):
        named = _words(type)[0]
    is_plural = named.endswith("s") and not named.endswith(("ss", "us", "is"))
    return named[:-1] if is_plural else named


def _is_done(word: str) -> bool:
    return word in WRITTEN or word.endswith("ed")


def _words(type: str) -> list[str]:
    """The last segment of an event's name in words."""
    return key_words(_SEGMENTS.split(type)[-1]).split(" ")


def _first(fields: Fields, keys: tuple[str, ...]) -> str:
    """The first of some fields that is a text, "" if none is."""
    found = (fields.get(key) for key in keys)
    return next((said(one) for one in found if isinstance(one, str) and is_plain(one)), "")
