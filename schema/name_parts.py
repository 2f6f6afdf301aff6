"""A name taken apart: what tells it apart, and the keys under which names like it are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from quipu.schema.names import name_form

TITLES = frozenset(
    "dr mr mrs ms miss mx prof professor sir dame lord lady rev reverend fr father sister brother"
    " president king queen prince princess emperor pope saint st captain capt gen colonel major"
    " sergeant lieutenant senator judge chancellor herr frau madame monsieur don doña".split()
)
FIRMS = frozenset(
    "inc incorporated corp corporation ltd limited llc llp plc co company gmbh ag sa sarl srl bv nv"
    " oy ab spa kg group holding holdings".split()
)
_LONG_FORMS = {"incorporated": "inc", "corporation": "corp", "limited": "ltd", "company": "co"}
SMALL = frozenset("of and & the for in on at to a an de la le les der die das und et y e".split())
GENERATIONS = frozenset("jr sr junior senior ii iii iv".split())
_AFTER_NAMES = GENERATIONS | {"phd", "md", "esq"}
_MARKED = frozenset(
    "rev revision version ver model mark mk type part phase volume vol no number series class"
    " chapter season grade level unit".split()
)
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_POSSESSIVE = re.compile(r"\s?['’]s?(?!\w)")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: its words, and those of them that tell it apart."""

    form: str
    words: tuple[str, ...]
    core: tuple[str, ...]  # without title, kind of firm, article; accents of Latin letters folded
    left_out: frozenset[str]  # what the core leaves out
    signs: frozenset[str]  # numbers and the like: where these differ, so do the things
    is_acronym: bool
    is_turned: bool  # "Watson, Emily"
    bare: tuple[str, ...]  # its core before a comma or a bracket; () where it has none
    owner: frozenset[str]  # of what is called after its owner, the words that end with that

    @property
    def generation(self) -> frozenset[str]:
        return self.left_out & GENERATIONS

    @property
    def firm(self) -> frozenset[str]:
        """What sort of firm it says that it is: "gmbh"."""
        return frozenset(_LONG_FORMS.get(word, word) for word in self.left_out & FIRMS)


def plain_form(text: str) -> str:
    """The normal form of a name or of a text, in Latin letters without accents."""
    return " ".join(_folded(word) for word in name_form(text).split())


@lru_cache(maxsize=200_000)
def parts_of(name: str) -> NameParts:
    """A name taken apart, in any script."""
    form = name_form(name)
    words = tuple(name_form(_POSSESSIVE.sub("", name)).split()) or tuple(form.split())
    plain = tuple(_folded(word) for word in words)
    core = _core(plain)
    solid = re.sub(r"[.\s]", "", name)
    before, comma, after = name.partition(",")
    return NameParts(
        form=form,
        words=words,
        core=core,
        left_out=frozenset(plain) - frozenset(core),
        signs=frozenset(_signs(plain)),
        is_acronym=2 <= len(solid) <= 7 and solid.isupper() and len(core) in (1, len(solid)),
        is_turned=bool(comma) and len(before.split()) == 1 and after.strip()[:1].isupper(),
        bare=_bare(name),
        owner=_owner(name, core),
    )


def _bare(name: str) -> tuple[str, ...]:
    before = re.split(r"[,(\[]", name, maxsplit=1)[0]
    if before == name or not name_form(before):
        return ()
    return _core(tuple(_folded(word) for word in name_form(_POSSESSIVE.sub("", before)).split()))


def _owner(name: str, core: tuple[str, ...]) -> frozenset[str]:
    """The words up to the first owner: "Anna" of "Anna's house"; none of "Macy's Inc."."""
    before, *_ = _POSSESSIVE.split(name, maxsplit=1)
    if before == name:
        return frozenset()
    owner = frozenset(_core(tuple(_folded(word) for word in name_form(before).split())))
    return owner if owner < frozenset(core) else frozenset()


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """What is left between title and ending; a name that is nothing else stays as it is."""
    start, end = 0, len(words)
    while end - start > 1 and (words[start] in TITLES or words[start] == "the"):
        start += 1
    while end - start > 1 and (words[end - 1] in FIRMS or words[end - 1] in _AFTER_NAMES):
        end -= 1
    return words[start:end]


def _folded(word: str) -> str:
    """Latin letters without accents; in other scripts marks tell words apart, so they stay."""
    if not word or "LATIN" not in unicodedata.name(word[0], ""):
        return word
    split = unicodedata.normalize("NFKD", word)
    return "".join(one for one in split if not unicodedata.combining(one)).translate(_LETTERS)


def _signs(words: Sequence[str]) -> list[str]:
    """What counts or marks versions: digits, Roman numerals after a word, a letter after "Rev"."""
    found = [word for word in words if any(letter.isdigit() for letter in word)]
    for before, word in pairwise(words):
        if before == "the":  # "The X-Ray" is no tenth one
            continue
        is_mark = before in _MARKED and len(word) == 1
        if is_mark or (len(word) > 1 and _ROMAN.fullmatch(word)) or word in ("i", "v", "x"):
            found.append(word)
    return found


def name_keys(name: str) -> dict[str, str]:
    """The keys of a name by kind, "" where it has none: names alike share one of them.

    `joined` its letters, `sorted` its words in order of the alphabet, `initials` what an acronym
    of it says, `person` a first letter and a last word, `letters` a sample of its triples.
    """
    parts = parts_of(name)
    joined, many = "".join(parts.core), len(parts.core) > 1
    return {
        "joined": joined,
        "sorted": " ".join(sorted(parts.core)) if many else "",
        "initials": joined if parts.is_acronym else initials_of(parts) if many else "",
        "person": f"{parts.core[0][0]} {parts.core[-1]}" if many else "",
        "letters": " ".join(sorted(triples(joined), key=_hashed)[:2]) if len(joined) > 5 else "",
    }


def initials_of(parts: NameParts) -> str:
    """First letters of all but the small words: "usa" of "United States of America"."""
    return "".join(word[0] for word in parts.core if word not in SMALL)


@lru_cache(maxsize=30_000)
def triples(text: str) -> frozenset[str]:
    """Every run of three characters, with the borders of the text as spaces."""
    padded = f"  {text} "
    return frozenset(map("".join, zip(padded, padded[1:], padded[2:], strict=False)))


def _hashed(triple: str) -> int:
    return crc32(triple.encode())
