"""What else an event tells beside who did what: with whom, where, and how it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quipu.extraction.events.keys import COMPANY, CONTENTS, HOW, HOW_MUCH, WHEREABOUTS
from quipu.extraction.events.numbered import named_under
from quipu.extraction.events.values import Fields, is_plain, mentioned, said
from quipu.schema.knowledge import Mention, Statement, Temporal

_LONGEST = 200  # characters of a value that is still a value and no text


def circumstances(fields: Fields, deed: Statement) -> Iterator[Statement]:
    """With whom and where somebody did something."""
    thing = deed.object
    done = " ".join(part for part in (deed.predicate, thing.text) if part)
    for preposition, keys, kind in (("with", COMPANY, "person"), ("in", WHEREABOUTS, "place")):
        for value in _values(fields, keys):
            mention = mentioned(value, "person" if kind == "person" else "place")
            if mention.text not in (deed.subject.text, thing.text):
                text = f"{deed.subject.text} {done} {preposition} {mention.text}"
                told = replace(deed, predicate=f"{done} {preposition}", object=mention)
                yield replace(told, sentence=text, temporal=Temporal.EVENT)


def how_it_was(fields: Fields, actor: Mention, thing: Mention) -> Iterator[Statement]:
    """How it was, told of a thing by name or number, from then on; else of whoever did it, once.

    What a thing holds and what it costs is told where its number says that it is meant.
    """
    is_numbered = bool(thing.aliases)
    for key in (*HOW, *(HOW_MUCH if is_numbered else ())) if thing.text else ():
        for value in _values(fields, (key,)):
            yield _told_of(actor, thing, key, mentioned(value, key))
    for value in contents(fields) if is_numbered else ():
        yield _told_of(actor, thing, "item", named_under("item", value))


def contents(fields: Fields) -> Iterator[object]:
    """What an order holds, as far as an event names it."""
    return _values(fields, CONTENTS)


def _told_of(actor: Mention, thing: Mention, key: str, value: Mention) -> Statement:
    if thing.is_value:
        sentence = f"{actor.text}'s {thing.text} {key} is {value.text}"
        whose = f"{thing.text} {key}"
        return Statement(actor, whose, value, sentence, temporal=Temporal.EVENT)
    return Statement(thing, key, value, f"{thing.text}'s {key} is {value.text}")


def _values(fields: Fields, keys: tuple[str, ...]) -> Iterator[object]:
    """What plainly stands under some keys, alone or in a list; of objects, their name."""
    for key in keys:
        value = fields.get(key)
        for one in value if isinstance(value, list) else [value]:
            named = one.get("name") if isinstance(one, dict) else one
            if is_plain(named) and len(said(named)) <= _LONGEST:
                yield named
