"""What can be an answer at all: the kind of thing that a question word asks for (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form

FITS, UNKNOWN, ODD, NEVER = 1, 0, -1, -2
"""How an end fits: of the kind; nobody knows; of another, so that the words must be the same; no
answer, whatever the words are."""

PLACES = frozenset("city town country continent state region village place".split())
_KINDS = {"who": {"person", "organisation"}, "whom": {"person"}, "where": {"place", "organisation"}}
_THINGS = frozenset(("what", "how"))
_NOBODY = frozenset(
    "language database tool framework library software app service product book film movie song"
    " album game food dish drink sport instrument hobby day month year date".split()
)
_NAMES_ASKED = frozenset("name names called".split())
_TRADES = frozenset(("works as", "occupation"))
_CALLINGS = _TRADES | {"name", "also called"}
_FIRMS = frozenset("company firm employer organisation organization business startup".split())
_WORKING = frozenset("work works worked working".split())
_COLOURS = frozenset(
    "black white grey gray red orange yellow green blue purple violet pink brown beige silver gold "
    "golden cream turquoise teal navy maroon crimson scarlet magenta cyan lilac lavender olive "
    "khaki tan ivory bronze copper blond blonde ginger auburn indigo burgundy charcoal amber peach "
    "coral mint mustard rust rose aqua fuchsia dark light bright pale".split()
)
_COMPANY = ("with", "at", "by", "near")  # "lives with Ann" says where, too

_PAIRS = (
    "wife husband,girlfriend boyfriend,fiancée fiancé,sister brother,mother father,mum dad,mom dad,"
    "daughter son,aunt uncle,niece nephew,grandmother grandfather,grandma grandpa,"
    "stepmother stepfather,widow widower"
)
_OTHER_SEX: Mapping[str, str] = MappingProxyType(
    {
        one: other
        for pair in _PAIRS.split(",")
        for here, there in [pair.split()]
        for one, other in ((here, there), (there, here))
    }
)
_SPOUSES = frozenset("wife husband girlfriend boyfriend fiancée fiancé".split())
ANIMALS = {"puppy": "dog", "kitten": "cat"} | {
    one: one for one in "dog cat hamster rabbit horse parrot bird fish".split()
}
_SAID_ALONE = (frozenset(_OTHER_SEX) - _SPOUSES) | frozenset(ANIMALS.values())
"""Of what relations lump together ("pet", "child"), the words that only the word itself is."""


def fit_of(
    end: Entity | None, predicate: str, first: str, of_kind: str, spoken: Collection[str]
) -> int:
    """How the end of a fact fits a question that begins with `first` ("where"), or asks for an
    `of_kind` ("which city")."""
    if end is None:
        return UNKNOWN
    if first == "where" and not of_kind and _is_no_place(end, predicate):
        return NEVER
    if predicate in _TRADES and (of_kind in _FIRMS or _asks_for_whom_one_works(first, spoken)):
        return NEVER
    if of_kind in ("colour", "color") and _COLOURS.isdisjoint(name_form(end.name).split()):
        return NEVER
    if of_kind.removesuffix("s") in _NOBODY and end.kind == "person":
        return NEVER
    wanted = {"place"} if of_kind in PLACES else _KINDS.get(first)
    if wanted is not None:
        if end.kind in wanted:
            return FITS
        return UNKNOWN if end.kind == "thing" and end.name[:1].isupper() else ODD
    asks_for_a_thing = first in _THINGS and not of_kind and _NAMES_ASKED.isdisjoint(spoken)
    return ODD if asks_for_a_thing and end.kind == "person" else UNKNOWN


def _asks_for_whom_one_works(first: str, spoken: Collection[str]) -> bool:
    """ "Who does she work for?" is not answered by what she works as."""
    is_for = not _WORKING.isdisjoint(spoken) and not {"for", "at"}.isdisjoint(spoken)
    return first in ("who", "whom") and is_for and "as" not in spoken


def _is_no_place(end: Entity, predicate: str) -> bool:
    """What somebody is by trade or name, and people, unless somebody is with them."""
    is_somebody = end.kind == "person" and not predicate.endswith(_COMPANY)
    return predicate in _CALLINGS or (is_somebody and not end.is_value)


def is_called_otherwise(fact: Fact, asked: Collection[str]) -> bool:
    """Whether whom a fact leads to is called a husband where a wife is asked for, or a dog where
    a cat is."""
    said, wanted = _kinds_in(name_form(fact.sentence).split()), _kinds_in(asked)
    gendered = wanted & _OTHER_SEX.keys()
    if gendered and said.isdisjoint(gendered) and any(_OTHER_SEX[one] in said for one in gendered):
        return True
    animals = {one for one in wanted if one in ANIMALS}
    others = {one for one in said if one in ANIMALS}
    return bool(animals and others) and animals.isdisjoint(others)


def tells_of_none_such(fact: Fact, asked: Collection[str]) -> bool:
    """Whether a fact says nothing of a cat where any cat is asked for: of a dog, or of a pet."""
    said, wanted = _kinds_in(name_form(fact.sentence).split()), _kinds_in(asked)
    return not (wanted & _SAID_ALONE) <= said or is_called_otherwise(fact, asked)


def _kinds_in(words: Collection[str]) -> set[str]:
    """Words without the ending of many; young animals as what they are."""
    alone = {word.removesuffix("s") for word in words}
    return {ANIMALS.get(word, word) for word in alone}
