"""Short names within one text: after "Sara Lindholm", who "Sara" and "Lindholm" are.

A writer tells a name in full once and in part from then on. So a part means who bears it as the
first or last of his names, if one person alone in that text does. Beyond one text it stays open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from quipu.extraction.english.lexicon.known_places import NAMES_TOO, PLACES
from quipu.extraction.english.lexicon.words import TITLES, word_set
from quipu.schema.knowledge import Mention, Statement

_LONGEST = 4  # words of a name: more are a phrase
_RANKS = word_set("Lord Lady Don Doña Judge King Queen Prince Princess Pope Emperor Saint Count")
_OPEN = ("person", "thing")
_BESIDE = 30  # characters: room for another name before it
_POSSESSIVES = ("'s", "’s")


def whole_names(
    mentions: Collection[Mention], text: str, speaking: Iterable[str]
) -> dict[str, str]:
    """Part → whole name of the only person in a text who bears it, told of in whole before.

    Nobody of who speaks there, and no part that is the name of something else, or a part of it:
    "Paris Hilton", "Howard Hughes Medical Institute".
    """
    bearers = defaultdict[str, set[str]](set)
    for one in mentions:
        words = one.text.split()
        if one.kind == "person" and 2 <= len(words) <= _LONGEST and all(map(_is_name, words)):
            for part in {words[0], words[-1]}:
                bearers[part].add(one.text)
    others = {part for name in speaking for part in name.split()} | NAMES_TOO
    others |= {one.text for one in mentions if one.kind not in _OPEN} | TITLES | _RANKS
    return {
        part: next(iter(some))
        for part, some in bearers.items()
        if len(some) == 1 and part not in others and part.casefold() not in PLACES
        if _is_told_first(next(iter(some)), part, text)
    }


def _is_told_first(whole: str, part: str, text: str) -> bool:
    """Whether a name stands whole before its part does, which is part of no other name there."""
    if text.count(part) == text.count(whole):
        return False  # nowhere told in part, as most names are
    first = text.find(whole)
    alone = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
    longer = re.compile(rf"{re.escape(part)}(?:['’]s)? [A-ZÀ-Þ]|[a-zà-þ,;] [A-ZÀ-Þ][\w-]* $")
    for found in alone.finditer(text):
        if found.start() < first:
            return False
        around = text[max(0, found.start() - len(whole)) : found.end() + len(whole)]
        beside = text[max(0, found.start() - _BESIDE) : found.start()]
        is_longer = longer.match(text, found.start()) or longer.search(beside)
        if is_longer and whole not in around:
            return False
    return first >= 0


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.replace("-", "").replace("’", "").replace("'", "").isalpha()


def in_whole(mention: Mention, wholes: Mapping[str, str]) -> Mention:
    """A mention by the whole name, also of what is somebody's: "Sara's sister"."""
    whole = wholes.get(mention.text)
    if whole is not None and mention.kind in _OPEN:
        return replace(mention, text=whole, kind="person")
    for mark in _POSSESSIVES:
        owner, found, rest = mention.text.partition(f"{mark} ")
        if found and owner in wholes and not mention.is_value and rest[:1].islower():
            return replace(mention, text=f"{wholes[owner]}{found}{rest}")
    return mention


def told_in_whole(statement: Statement, wholes: Mapping[str, str]) -> Statement:
    """A statement whose names are whole."""
    subject, object_ = (in_whole(side, wholes) for side in (statement.subject, statement.object))
    return replace(statement, subject=subject, object=object_)
