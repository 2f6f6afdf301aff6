"""What else an event tells beside who did what: with whom, where, and how it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quipu.extraction.events.keys import COMPANY, HOW, WHEREABOUTS
from quipu.extraction.events.values import Fields, is_plain, mentioned, said
from quipu.schema.knowledge import Mention, Statement, Temporal

_LONGEST = 200  # characters of a value that is still a value and no text


def circumstances(fields: Fields, deed: Statement) -> Iterator[Statement]:
    """With whom and where a deed was done, and how it was.

    What is told of a thing by name is that thing's; else it is told of whoever did it.
    """
    thing = deed.object
    done = " ".join(part for part in (deed.predicate, thing.text) if part)
    for preposition, keys, kind in (("with", COMPANY, "person"), ("in", WHEREABOUTS, "place")):
        for value in _values(fields, keys):
            mention = mentioned(value, "person" if kind == "person" else "place")
            if mention.text not in (deed.subject.text, thing.text):
                text = f"{deed.subject.text} {done} {preposition} {mention.text}"
                told = replace(deed, predicate=f"{done} {preposition}", object=mention)
                yield replace(told, sentence=text, temporal=Temporal.EVENT)
    for key in HOW if thing.text else ():
        for value in _values(fields, (key,)):
            yield _told_of(thing, key, mentioned(value, key), deed)


def _told_of(thing: Mention, key: str, value: Mention, deed: Statement) -> Statement:
    if thing.is_value:
        told = replace(deed, predicate=f"{thing.text} {key}", object=value)
        sentence = f"{deed.subject.text}'s {thing.text} {key} is {value.text}"
        return replace(told, sentence=sentence, temporal=Temporal.EVENT)
    sentence = f"{thing.text}'s {key} is {value.text}"
    return replace(
        deed, subject=thing, predicate=key, object=value, sentence=sentence, temporal=None
    )


def _values(fields: Fields, keys: tuple[str, ...]) -> Iterator[object]:
    """What plainly stands under some keys, alone or in a list; of objects, their name."""
    for key in keys:
        value = fields.get(key)
        for one in value if isinstance(value, list) else [value]:
            named = one.get("name") if isinstance(one, dict) else one
            if is_plain(named) and len(said(named)) <= _LONGEST:
                yield named
