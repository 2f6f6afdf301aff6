"""Objects of JSON as statements: whom each is about, and what it says of that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from quipu.extraction.events.changes import changed, changed_thing
from quipu.extraction.events.circumstances import circumstances, contents, how_it_was
from quipu.extraction.events.deeds import (
    NOTHING,
    as_verb,
    by_name_first,
    deed_and_thing,
    meant,
    worded,
)
from quipu.extraction.events.envelopes import fields_of, opened
from quipu.extraction.events.keys import (
    ACTORS,
    DEEDS,
    ENDS,
    KINDS,
    MOMENTS,
    NAMES,
    NAMES_IN_PARTS,
    NUMBERED,
    NUMBERS,
    OWN_IDS,
    STARTS,
    TARGETS,
    TRIPLE,
    kind_named,
)
from quipu.extraction.events.numbered import (
    is_own_number,
    named_under,
    numbered,
    own_number,
    thing_under,
)
from quipu.extraction.events.values import (
    Fields,
    happened,
    held,
    is_plain,
    known_since,
    mentioned,
    said,
)
from quipu.schema.knowledge import Mention, Reading, Statement, When
from quipu.schema.plain_json import key_words

READER = "records-1"
CONFIDENCE = 0.9  # somebody's software wrote it down
MOST = 5_000  # statements of one text: what settles in about 15 s of CPU
_DEPTH = 6
_LONGEST = 200  # characters of a value that is still a value and no text
_UUID = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")
_LETTERS = re.compile(r"[A-Za-z]+(?=[-_:/.]?\d|[-_:/.])")
_OF_ITSELF = frozenset((*NAMES_IN_PARTS, *NUMBERS, *KINDS, *MOMENTS, *STARTS, *ENDS))


def read_json(content: str) -> Reading:
    """What a JSON text says of those it names; empty where it names nobody, or is no JSON.

    What it says beyond `MOST` statements is counted as dropped.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return Reading(reader=READER)
    walk = _Walk()
    for one in value if isinstance(value, list) else [value]:
        walk.anything(opened(one), "", 0)
    found = list(dict.fromkeys(walk.statements))
    statements = tuple(found[:MOST])
    sides = (side for one in statements for side in (one.subject, one.object))
    mentions = tuple(dict.fromkeys(side for side in sides if not side.is_value))
    return Reading(mentions, statements, READER, dropped=len(found) - len(statements))


def statements_of(record: Mapping[str, object]) -> tuple[Statement, ...]:
    """What one record states."""
    walk = _Walk()
    walk.anything(record, "", 0)
    return tuple(dict.fromkeys(walk.statements))


@dataclass(slots=True)
class _Walk:
    """One walk through a text."""

    statements: list[Statement] = field(default_factory=list)

    def anything(self, value: object, key: str, depth: int) -> Mention | None:
        """Read an object; returns whom it is about, where it says that."""
        if not isinstance(value, Mapping) or depth > _DEPTH:
            return None
        fields = fields_of(value)
        if self._is_triple(fields) or self._is_deed(fields, depth):
            return None
        subject = _named(fields, key)
        when = held(fields) or (known_since(fields) if depth == 0 else None)
        by, kind = _name_key(fields), key_words(_told_kind(fields, key))
        if subject is not None and by:
            self._own_id(subject, fields, kind)
        for name, inner in fields.items():
            if name not in _OF_ITSELF and name != by and not is_own_number(name, kind):
                self._property(subject, name, inner, when, depth)
        return subject

    def _own_id(self, subject: Mention, fields: Fields, kind: str) -> None:
        """What a record is known by in its system, where it says what kind of record it is."""
        id = own_number(fields, kind, OWN_IDS)
        if kind and id and len(id) <= _LONGEST:
            value = Mention(id, "thing", is_value=True)
            sentence = f"{subject.text}'s {kind} id is {id}"
            qualifier = f"{kind} {numbering_of(id)}"
            given = Statement(subject, "record id", value, sentence, qualifier=qualifier)
            self._add(given, None)

    def _property(
        self, subject: Mention | None, key: str, value: object, when: When | None, depth: int
    ) -> None:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                self._related(subject, key, one, when, depth)
            elif subject is not None and is_plain(one) and len(str(one)) <= _LONGEST:
                self._say(subject, key, named_under(key, one), when, is_one=one is value)

    def _related(
        self,
        subject: Mention | None,
        key: str,
        value: Mapping[str, object],
        when: When | None,
        depth: int,
    ) -> None:
        fields = fields_of(value)
        other = self.anything(value, key, depth + 1)
        if subject is None:
            return
        if other is not None:
            self._say(subject, key, other, held(fields) or when)
        elif not _says_more(fields):  # "address": {"city": …} is about whoever has the address
            for name, inner in fields.items():
                if is_plain(inner) and name not in _OF_ITSELF:
                    self._say(subject, f"{key} {name}", mentioned(inner, name), when)

    def _is_triple(self, fields: Fields) -> bool:
        """Whether an object is one statement, and if so, note it."""
        whole = [
            next((fields[k] for k in keys if is_plain(fields.get(k))), None) for keys in TRIPLE
        ]
        if any(part is None for part in whole):
            return False
        subject, predicate, other = whole
        source = replace(mentioned(subject, ""), is_value=False)
        self._say(source, key_words(str(predicate)), mentioned(other, ""), held(fields))
        return True

    def _is_deed(self, fields: Fields, depth: int) -> bool:
        """Whether an object tells what somebody did or what was changed, and if so, note it."""
        deed = next((said(fields[key]) for key in DEEDS if is_plain(fields.get(key))), "")
        words = key_words(deed)
        key, actor = self._party(fields, ACTORS, depth) if deed else ("", None)
        news = list(changed(fields, words)) if deed else []
        whom = self._changed_thing(fields, words, depth) or actor
        if news and whom is not None:
            for name, value in news:
                self._property(whom, name, value, known_since(fields), depth)
            return True
        if actor is None:
            return False
        self._deed(fields, key, actor, as_verb(words), depth)
        return True

    def _changed_thing(self, fields: Fields, words: str, depth: int) -> Mention | None:
        key = changed_thing(words)
        return self._party(fields, (key,), depth)[1] if key else None

    def _deed(self, fields: Fields, key: str, actor: Mention, done: str, depth: int) -> None:
        _, target = self._party(fields, by_name_first((*TARGETS, *NUMBERED), done), depth)
        if target is None and is_plain(fields.get("to")):
            done, target = f"{done} to", mentioned(fields["to"], "place")
        elif target is None and done.partition(" ")[2] != key:
            done, thing = deed_and_thing(done)
            target = Mention(thing, "thing", is_value=True)
        told = worded(actor, key, done, target := target or NOTHING)
        when = happened(fields)
        around = circumstances(fields, told) if told.subject == actor else ()
        for one in (told, *around):
            self._add(one, when)
        about = meant(done, target)
        for one in how_it_was(fields, actor, about):
            self._add(one, when if about.is_value else known_since(fields))
        for value in contents(fields) if about.aliases else ():
            self._add(worded(actor, key, done, named_under("item", value)), when)

    def _party(self, fields: Fields, keys: Iterable[str], depth: int) -> tuple[str, Mention | None]:
        """Who or what takes part in an event under one of some keys, with that key."""
        for key in keys:
            value = fields.get(key)
            if isinstance(value, Mapping):
                return key, self.anything(value, key, depth + 1)
            if key not in ACTORS and (thing := thing_under(fields, key)):
                return key, thing
            if isinstance(value, str) and said(value):
                kind = "person" if key in ACTORS else kind_named(key)
                return key, Mention(said(value), kind)
        return "", None

    def _say(
        self,
        subject: Mention,
        key: str,
        value: Mention,
        when: When | None,
        *,
        is_one: bool = True,
    ) -> None:
        is_verb = key.endswith((" by", " for", " in", " at", " to", " of", " with", " on")) or (
            key.split(" ")[0] in ("is", "has", "was", "lives", "works", "likes", "owns", "knows")
        )
        sentence = (
            f"{subject.text} {key} {value.text}"
            if is_verb
            else f"{subject.text}'s {key} {'is' if is_one else 'include'} {value.text}"
        )
        self._add(Statement(subject, key, value, sentence), when)

    def _add(self, statement: Statement, when: When | None) -> None:
        self.statements.append(replace(statement, when=when, confidence=CONFIDENCE, reader=READER))


def _named(fields: Fields, key: str) -> Mention | None:
    """Whom or what an object is about: by its name, else by its kind and number."""
    told = _told_kind(fields, key)
    kind = kind_named(key_words(told))
    parts = [said(fields[one]) for one in NAMES_IN_PARTS if is_plain(fields.get(one))]
    by = _name_key(fields)
    name = said(fields[by]) if by else " ".join(parts)
    if name:
        return Mention(name, "person" if parts and kind == "thing" else kind)
    of_what = key_words(told)
    number = own_number(fields, of_what, NUMBERS)
    return numbered(of_what, number) if number and of_what else None


def _told_kind(fields: Fields, key: str) -> str:
    """What an object says that it is, else the key under which it stands."""
    return next((said(fields[one]) for one in KINDS if isinstance(fields.get(one), str)), key)


def numbering_of(id: str) -> str:
    """How a system numbers its records: by what an id begins with. Ids of one system begin alike,
    and those of two systems tell nobody apart."""
    if _UUID.fullmatch(id):
        return "uuid"
    letters = _LETTERS.match(id)
    return letters[0].lower() if letters else "number" if id.isdecimal() else "other"


def _name_key(fields: Fields) -> str:
    """The key under which an object is named; "" for one that has none."""
    named = (key for key in NAMES if isinstance(fields.get(key), str))
    return next((key for key in named if said(fields[key])), "")


def _says_more(fields: Fields) -> bool:
    return any(isinstance(inner, Mapping | list) for inner in fields.values())
