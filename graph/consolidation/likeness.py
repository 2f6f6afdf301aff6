"""How likely two names mean the same: gates first, then rules, then letters (pure).

The ladder above the exact normal form. A verdict says which rung decided, so that a person can
see why two are thought to be one. Nothing here knows a text or a graph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quipu.schema.name_parts import SMALL, TITLES, NameParts, initials_of, parts_of, triples

SAME = 0.9  # from here on two names are taken for one without asking
GREY = 0.65  # from here on somebody may be asked
OTHER_FIRM = "other-sort-of-firm"

_GENERIC = frozenset(
    "kingdom republic democratic federal federation commonwealth state states province county city"
    " town village district region municipality island islands river lake mount mountain mountains"
    " sea bay valley university college school institute academy company club fc party association"
    " society council commission committee department ministry agency bank church museum library"
    " hospital band orchestra team national international foundation trust league army airport"
    " station records entertainment studios industries systems technologies football".split()
)
_POLITICAL = frozenset(
    "kingdom republic democratic people federal federation commonwealth state states province"
    " county city town village district region municipality prefecture governorate oblast".split()
)
"""What a place may leave out and stay itself; Kunene's river and its airport are not Kunene."""
_SIDES = frozenset(
    "north south east west northern southern eastern western upper lower new old"
    " central inner outer greater great little".split()
)
_DEMONYM = re.compile(r"(ians|ian|eans|ean|ans|an|ese|ish|is|i|s)$")
_PET_ENDING = re.compile(r"(ies|ie|ey|y|i|s)$")
_SHORTEST_PET_NAME = 3  # letters
_SHORTEST_SPREAD = 3  # letters
_LONG_ENOUGH = 4  # letters, for a name to be told apart by its letters or its beginning
_LEEWAY = 0.25  # by which a single word of a name may be less like than the whole
_ANY = frozenset({"thing", "misc", ""})
_GROUPS = {
    "person": "people",
    "place": "bodies",
    "organisation": "bodies",
    "organization": "bodies",
    "animal": "nature",
    "food": "nature",
    "fruit": "nature",
    "plant": "nature",
    "substance": "nature",
}
"""Kinds that may be told for one another by a reader are of one group; places act as bodies do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two names mean the same, 0 to 1, and by which rule."""

    score: float
    rule: str


def group_of(kind: str) -> str:
    """The group of a kind, "" for one that fits every group."""
    return "" if kind in _ANY else _GROUPS.get(kind, "")


def kinds_agree(known: str, said: str) -> bool:
    """Kinds that exclude each other never merge: a person is no place, a company no fruit."""
    one, other = group_of(known), group_of(said)
    return not one or not other or one == other


def verdict(one: str, other: str, kinds: tuple[str, str] = ("", "")) -> Verdict:
    """How likely two names mean the same. Kinds are person, place, … or "" where unknown."""
    mine, yours = parts_of(one), parts_of(other)
    if not mine.form or not yours.form:
        return Verdict(0.0, "no-name")
    gate = _gate(mine, yours, kinds)
    if gate:
        return Verdict(0.0, gate)
    if mine.form == yours.form:
        return Verdict(1.0, "same-name")
    return _by_words(mine, yours, kinds) or _by_letters(mine, yours)


def best_verdict(judged: Sequence[Verdict]) -> Verdict:
    """Of verdicts on the names of two: the best, but for one that says they are two firms."""
    parted = [found for found in judged if found.rule == OTHER_FIRM]
    return parted[0] if parted else max(judged, key=lambda found: found.score)


def gate_between(one: str, other: str, kinds: tuple[str, str] = ("", "")) -> str:
    """Why two names cannot mean the same, whatever else speaks for it; "" where they may."""
    return _gate(parts_of(one), parts_of(other), kinds)


def _gate(mine: NameParts, yours: NameParts, kinds: tuple[str, str]) -> str:
    """Why two names cannot mean the same, whatever else speaks for it; "" where they may."""
    if not kinds_agree(*kinds):
        return "other-kind"
    if mine.signs != yours.signs and ((mine.signs and yours.signs) or _is_sign_all(mine, yours)):
        return "other-number"
    if _is_owner(mine, yours) or _is_owner(yours, mine):
        return "its-owner"
    if mine.generation and yours.generation and mine.generation != yours.generation:
        return "other-generation"
    return ""


def _is_owner(mine: NameParts, yours: NameParts) -> bool:
    """Whether one is called after the other: "Anna" and "Anna's house"."""
    return not mine.owner and bool(yours.owner) and set(mine.core) <= yours.owner


def _is_sign_all(mine: NameParts, yours: NameParts) -> bool:
    """Whether a number is all the difference: "Acme" and "Acme 2"."""
    return set(mine.core) ^ set(yours.core) <= mine.signs | yours.signs


def _by_words(mine: NameParts, yours: NameParts, kinds: tuple[str, str]) -> Verdict | None:
    """The rules that compare whole words; None where no word decides."""
    if "".join(mine.core) == "".join(yours.core):
        return _but_for_extras(mine, yours, kinds)
    if sorted(mine.core) == sorted(yours.core):
        return Verdict(0.95 if mine.is_turned != yours.is_turned else 0.7, "order-of-words")
    if "person" not in kinds and _is_qualified(mine, yours):
        return Verdict(0.85, "place-or-kind-added")
    shorter, longer = sorted((mine, yours), key=lambda parts: (len(parts.core), len(parts.form)))
    if _is_acronym_of(shorter, longer, kinds):
        return Verdict(0.85, "acronym")
    if _is_spread_over(shorter, longer, kinds):
        return Verdict(0.75, "acronym")
    if _are_initials(shorter, longer):
        return Verdict(0.85 if "person" in kinds else 0.7, "initials")
    if kinds == ("person", "person") and _are_pet_names(shorter, longer):
        return Verdict(0.7, "pet-name")
    if set(shorter.core) <= set(longer.core):
        return _part(shorter, longer, kinds)
    if "person" not in kinds and _is_demonym(shorter, longer):
        return Verdict(0.8, "people-of-a-place")
    return None


def _but_for_extras(mine: NameParts, yours: NameParts, kinds: tuple[str, str]) -> Verdict:
    """The same but for title, kind of firm, accents, spaces. A single word may be anybody's."""
    if mine.generation != yours.generation:  # "Paul Bush" may be senior or junior
        return Verdict(0.75, "generation")
    if mine.firm and yours.firm and not (mine.firm <= yours.firm or yours.firm <= mine.firm):
        return Verdict(0.75, OTHER_FIRM)  # a group has an Inc. here and a GmbH there
    if mine.left_out == yours.left_out or (mine.left_out ^ yours.left_out) == {"the"}:
        is_short = len("".join(mine.core)) <= _LONG_ENOUGH + 1
        return Verdict(0.8 if is_short else 0.93, "accents-or-spaces")
    is_alone = len(mine.core) == 1 and bool(TITLES & (mine.left_out | yours.left_out))
    is_open = len(mine.core) == 1 and "" in (group_of(kinds[0]), group_of(kinds[1]))
    return Verdict(0.8 if is_alone or is_open else 0.97, "title-or-ending")


def _is_acronym_of(shorter: NameParts, longer: NameParts, kinds: tuple[str, str]) -> bool:
    """ "IBM" of "International Business Machines"; small words count or not, people have none."""
    if not shorter.is_acronym or "person" in kinds or len(longer.core) < 2:
        return False
    every = "".join(word[0] for word in longer.words)
    large = "".join(word[0] for word in longer.words if word not in SMALL)
    return "".join(shorter.core) in (initials_of(longer), every, large)


def _is_spread_over(shorter: NameParts, longer: NameParts, kinds: tuple[str, str]) -> bool:
    """ "HAFORA" of "Harbour and Forest Authority": an acronym with further letters of its words."""
    said = "".join(shorter.core)
    if not shorter.is_acronym or "person" in kinds or not len(said) >= _SHORTEST_SPREAD:
        return False
    words = [word for word in longer.words if word not in SMALL]
    return 1 < len(words) <= len(said) and _spelled_by(said, words)


def _spelled_by(said: str, words: Sequence[str]) -> bool:
    """Whether letters are those of some words in order, each word giving its first at least."""
    if not words:
        return not said
    first, rest = words[0], words[1:]
    if not said or said[0] != first[0]:
        return False
    place, taken = 0, 1
    while True:
        if _spelled_by(said[taken:], rest):
            return True
        if taken == len(said):
            return False
        place = first.find(said[taken], place + 1)
        if place < 0:
            return False
        taken += 1


def _is_qualified(mine: NameParts, yours: NameParts) -> bool:
    """ "Halden, Norway" and "Halden", "Mercury (planet)" and "Mercury"."""
    return mine.bare != yours.bare and (mine.bare or mine.core) == (yours.bare or yours.core)


def _are_pet_names(shorter: NameParts, longer: NameParts) -> bool:
    """ "Tommy" of "Tom", "Ben Hill" of "Benjamin Hill"."""
    one, other = shorter.core, longer.core
    if len(one) != len(other) or one[1:] != other[1:] or one[0] == other[0]:
        return False
    return _is_short_for(one[0], other[0]) or _is_short_for(other[0], one[0])


def _is_short_for(short: str, whole: str) -> bool:
    stem = _PET_ENDING.sub("", short)
    least = _SHORTEST_PET_NAME if stem == short else _SHORTEST_PET_NAME + 1  # "Mary" is no Mark
    return len(stem) >= least and whole.startswith(stem)


def _are_initials(shorter: NameParts, longer: NameParts) -> bool:
    """ "J. Smith" and "John Smith", "A. A. Milne" and "Alan Alexander Milne"."""
    one, other = shorter.core, longer.core
    if len(one) < 2 or one[-1] != other[-1] or len(one[-1]) < 2:
        return False
    firsts, fulls = one[:-1], other[:-1]
    if not any(len(word) == 1 for word in (*firsts, *fulls)):
        return False
    return all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0])
        for a, b in zip(firsts, fulls, strict=False)
    )


def _part(shorter: NameParts, longer: NameParts, kinds: tuple[str, str]) -> Verdict:
    """One name is a part of the other: a surname, a short name of an institution.

    "Alberta" is no short name of the University of Alberta, but "Johns Hopkins" is one of Johns
    Hopkins University: what is left out must say only what kind of thing it is, or what is said
    must be the last words of the whole, as "Parliament" is of "Norwegian Parliament".
    """
    said, whole = shorter.core, longer.core
    is_start, is_end = said == whole[: len(said)], said == whole[-len(said) :]
    if "person" in kinds and set(kinds) - {"person"} <= _ANY:
        return Verdict(0.8 if is_start or is_end else 0.75, "part-of-a-name")
    left_out = {word for word in whole if word not in said and word not in SMALL}
    if all(word in SMALL or len(word) < 3 for word in said) or left_out & _SIDES:
        return Verdict(0.3, "part-of-a-name")
    if kinds[0] != kinds[1]:
        return Verdict(0.4, "part-of-a-name")
    if len(said) > 1 and (said[0], said[-1]) == (whole[0], whole[-1]):
        return Verdict(0.7, "part-of-a-name")  # "Anna Weber" of "Anna Maria Weber"
    if left_out <= (_POLITICAL if kinds == ("place", "place") else _GENERIC):
        return Verdict(0.85, "kind-left-out")
    if is_end and not SMALL & set(whole[: -len(said)]):
        return Verdict(0.7, "part-of-a-name")
    is_short_form = is_start and whole[-1] in _GENERIC and "place" not in kinds
    return Verdict(0.65 if is_short_form else 0.5, "part-of-a-name")


def _is_demonym(shorter: NameParts, longer: NameParts) -> bool:
    """ "Canadian" and "Canada", "Protestants" and "Protestant": one word with another ending."""
    if len(shorter.core) != 1 or len(longer.core) != 1:
        return False
    one, other = (_DEMONYM.sub("", parts.core[0]) for parts in (shorter, longer))
    stem = min(one.rstrip("aeioy"), other.rstrip("aeioy"), key=len)
    return (
        len(stem) >= _LONG_ENOUGH
        and one.startswith(stem)
        and other.startswith(stem)
        and (abs(len(one) - len(other)) <= 2)
    )


def _by_letters(mine: NameParts, yours: NameParts) -> Verdict:
    """Spelling: Dice of the letter triples; grey at most, for one letter can be enough."""
    one, other = "".join(mine.core), "".join(yours.core)
    if min(len(one), len(other)) < _LONG_ENOUGH:
        return Verdict(0.0, "too-short")
    alike = _dice(triples(" ".join(mine.core)), triples(" ".join(yours.core)))
    if alike >= GREY:  # what nobody is asked about is not looked at word by word
        alike = min(alike, _weakest(mine, yours) + _LEEWAY, SAME - 0.05)
    return Verdict(alike, "spelling")


def closeness(one: str, other: str) -> float:
    """How alike two names are by their letters alone, 0 to 1: between verdicts that are equal."""
    return _dice(*(triples(" ".join(parts_of(name).core)) for name in (one, other)))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _weakest(mine: NameParts, yours: NameParts) -> float:
    """How like the word is that differs most: names share words that tell nobody apart.

    "Goal of the Tournament" is no spelling of "Player of the Tournament".
    """
    if len(mine.core) != len(yours.core):
        return 1.0
    return min(_dice(triples(a), triples(b)) for a, b in zip(mine.core, yours.core, strict=True))
